"""The simulated learners: who they are, how well they remember, how often they come. Invented, and none of them real."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

WEEKS = 8


@dataclass(frozen=True, slots=True)
class Persona:
    """One simulated learner.

    `level` "": no English, `test` "": no citizenship. `memory` is the chance that something met before is known, `comes` the days
    a week, `hour` of the day; `from_week` and `until_week` when they joined and stopped (of `WEEKS`; None: still here),
    `back_week` when they came back; `interview_in` weeks from the last summary, shared; `asks` and `reached` what they tell in the end.
    """

    name: str
    language: str
    goal: str
    test: str
    level: str
    memory: float
    comes: float
    hour: float
    from_week: int = 0
    until_week: int | None = None
    back_week: int | None = None
    interview_in: int | None = None
    asks: str = ""
    reached: str = ""


PEOPLE = (
    Persona("Rosa", "es", "both", "2025", "a1b", 0.86, 4.5, 21.0, interview_in=2),
    Persona("Jean", "ht", "both", "2008", "a1a", 0.74, 3.5, 6.5),
    Persona("Luciana", "pt-BR", "english", "", "a2", 0.88, 5.0, 12.5, reached="got_job"),
    Persona("Mateus", "pt-BR", "english", "", "a1b", 0.70, 2.5, 22.0),
    Persona("Carmen", "es", "citizenship", "2025", "", 0.82, 4.0, 20.0, interview_in=1),
    Persona("Pierre", "ht", "english", "", "a0", 0.66, 3.0, 19.5),
    Persona("Ana", "es", "english", "", "a1a", 0.80, 3.5, 20.5, until_week=6),
    Persona("Thu", "en", "both", "2025", "a2", 0.90, 4.0, 7.0),
    Persona("Omar", "en", "english", "", "a1b", 0.78, 3.0, 18.0, asks="When do I say do, and when does?"),
    Persona("Fatima", "en", "english", "", "a1a", 0.72, 2.0, 13.0, until_week=5, back_week=7),
    Persona("Yonas", "en", "both", "2008", "b1", 0.91, 4.5, 5.5),
    Persona("Marie", "ht", "english", "", "a1a", 0.63, 2.5, 20.0),
    Persona("Silvia", "es", "english", "", "a1b", 0.84, 4.0, 21.5),
    Persona("Wei", "en", "english", "", "a2", 0.85, 3.5, 22.5),
    Persona("Elias", "es", "citizenship", "2008", "", 0.77, 3.0, 19.0),
    Persona("Nadia", "en", "english", "", "a1b", 0.75, 3.0, 12.0),
    Persona("Bruno", "pt-BR", "english", "", "a1a", 0.68, 2.0, 23.0, until_week=7),
    Persona("Lucia", "es", "english", "", "a0", 0.70, 3.5, 20.0),
    Persona("Samuel", "en", "both", "2025", "b1", 0.87, 3.0, 6.0),
    Persona("Ines", "pt-BR", "english", "", "b1", 0.89, 4.0, 21.0),
    Persona("Dario", "es", "english", "", "a1b", 0.58, 3.0, 18.5),
    Persona("Halima", "en", "english", "", "a0", 0.64, 2.5, 10.0, from_week=3),
    Persona("Joseph", "ht", "citizenship", "2025", "", 0.72, 2.5, 20.5, from_week=2),
    Persona("Gloria", "es", "english", "", "a2", 0.83, 1.5, 21.0, from_week=4),
    Persona("Tomas", "es", "english", "", "a1a", 0.71, 1.0, 19.0, from_week=7),
)


def days_of(persona: Persona, week: int, chance: Random) -> list[int]:
    """On which days (0 is Monday) of a week somebody comes: fewer in a bad week, none before they joined or after they stopped, and one at least when they join."""
    gone = persona.until_week is not None and week >= persona.until_week
    back = persona.back_week is not None and week >= persona.back_week
    if week < persona.from_week or (gone and not back):
        return []
    wanted = persona.comes + chance.uniform(-1.2, 1.2)
    count = min(7, max(int(week == persona.from_week), round(wanted)))
    return sorted(chance.sample(range(7), count))
