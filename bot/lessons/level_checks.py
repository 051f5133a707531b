"""What is judged over a whole level or track: statements true as often as not, choices of even length, grammar in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.lessons.course import LEVELS, Course, Exercise, Unit
from bot.lessons.marked import Faults, Spot

TRUE = (0.4, 0.6)  # share of the statements: who always presses the same thumb learns nothing
FEW_STATEMENTS = 8
LONGEST_IS_RIGHT = 0.3
FEW_CHOICES = 20


def read_grammar(top: Spot) -> Mapping[str, str]:
    """`content/grammar.yaml`: the lowest level of each point, by its name and by each way of writing it."""
    out: dict[str, str] = {}
    for level, spot in top.fields((), LEVELS).items():
        for point, writings in spot.entries():
            for name in (point, *writings.texts()):
                if name in out:
                    writings.fault(f"`{name}` stands twice: keep the lower level")
                out.setdefault(name, level)
    return out


def check_levels(course: Course, grammar: Mapping[str, str], places: Mapping[str, Spot], faults: Faults) -> None:
    """Note what is uneven in a level or track, and grammar that is unknown or above its unit's level."""
    groups: dict[str, list[Unit]] = {}
    for unit in course.units.values():
        groups.setdefault(unit.track or unit.level, []).append(unit)
        spot = Spot(places[unit.id].node, places[unit.id].file, faults)
        for i, entry in enumerate(unit.grammar if grammar else ()):
            _grammar(entry, unit.level, grammar, spot.inside("grammar", i))
    for name, units in groups.items():
        spot = Spot(places[units[0].id].node, places[units[0].id].file, faults)
        exercises = [e for unit in units for lesson in unit.lessons for e in lesson.exercises]
        for text in (*uneven_statements(name, exercises), *long_choices(name, exercises)):
            spot.fault(text, warning=True)


def _grammar(entry: str, level: str, grammar: Mapping[str, str], spot: Spot) -> None:
    found = grammar.get(entry) or grammar.get(entry.partition(":")[0])
    if found is None:
        spot.fault(f"`{entry}` is not in content/grammar.yaml: write it as it stands there, or add it", warning=True)
    elif LEVELS.index(found) > LEVELS.index(level):
        spot.fault(f"`{entry}` is grammar of {found}: it does not belong to a unit of {level}")


def uneven_statements(name: str, exercises: Sequence[Exercise]) -> Iterator[str]:
    """Whether one thumb is right too often in the statements of `true-or-not`."""
    rights = [e.right for e in exercises if e.type == "true-or-not"]
    if len(rights) >= FEW_STATEMENTS and not TRUE[0] <= rights.count("true") / len(rights) <= TRUE[1]:
        share = f"{rights.count('true')} of the {len(rights)} statements of {name} are true"
        yield f"{share}: {TRUE[0]:.0%} to {TRUE[1]:.0%} wanted, turn some round"


def long_choices(name: str, exercises: Sequence[Exercise]) -> Iterator[str]:
    """Whether the longest choice is the right one too often; choices in role-plays count."""
    sets = [(e.right or e.word, e.wrong) for e in exercises] + [(t.right, t.wrong) for e in exercises for t in e.turns]
    shown = [(len(right), max(map(len, wrong))) for right, wrong in sets if wrong]
    longest = sum(right > rest for right, rest in shown)
    if len(shown) >= FEW_CHOICES and longest > LONGEST_IS_RIGHT * len(shown):
        yield f"the longest choice is the right one in {longest} of {len(shown)} of {name}: {LONGEST_IS_RIGHT:.0%} at most"
