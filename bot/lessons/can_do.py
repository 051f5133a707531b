"""What somebody can do now: the can-dos of a unit are reached by its task and its key words, or by a teacher's word (curriculum,
pedagogy section 7). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from bot.lessons.course import Course, Unit
from bot.lessons.memory import OPENING_DAYS, Card

TASK = "role-play"  # the type of exercise that is a unit's task
GOALS_SHARE = 0.6  # of a role-play's goals: then its task is done
WORDS_SHARE = 0.7  # of a unit's key words, known


@dataclass(frozen=True, slots=True)
class CanDo:
    """Where somebody stands with the can-dos of a unit.

    `done`: whether its task was done once. A task is a role-play of the unit (lesson 4's; a unit of a track has it in its last
    lesson), and it is done where an answer to it was right: `goals_wanted` of its goals, or where the replies are chosen,
    most of them at the first try. `known` of its `words` key words are known (`known`). Nobody is asked for what a unit does not have; one
    that has neither is reached by a teacher's word alone. `tick` is that word, and holds over the figures; None: there is none.
    """

    unit: str
    has_task: bool
    done: bool
    known: int
    words: int
    tick: bool | None = None

    @property
    def by_figures(self) -> bool:
        """Whether the task and the words say so."""
        enough = self.known >= WORDS_SHARE * self.words
        return enough and (self.done or not self.has_task) and (self.has_task or self.words > 0)

    @property
    def reached(self) -> bool:
        """Whether they can do it: as their teacher says, else as the figures do."""
        return self.by_figures if self.tick is None else self.tick


def known(cards: Iterable[Card]) -> frozenset[str]:
    """The items that are known so far as a can-do asks: right at the first try on two different days, as it takes to be asked
    without choices (pedagogy, section 3). That never goes back. To know something well takes months (`bot.lessons.progress`), and
    who passes a role-play in the second week can do it then."""
    return frozenset(card.item for card in cards if card.successes >= OPENING_DAYS)


def goals_wanted(goals: int) -> int:
    """How many of a role-play's goals are enough."""
    return ceil(GOALS_SHARE * goals)


def tasks(unit: Unit) -> tuple[str, ...]:
    """The role-plays of a unit; retired ones too, which some have done."""
    return tuple(e.id for lesson in unit.lessons for e in lesson.exercises if e.type == TASK)


def all_tasks(course: Course) -> list[str]:
    """The role-plays of all units."""
    return [task for unit in course.units.values() for task in tasks(unit)]


def can_do(unit: Unit, done: Collection[str], known: Collection[str], tick: bool | None = None) -> CanDo:
    """Where somebody stands with a unit who has `done` these role-plays at some time and knows these items."""
    theirs = tasks(unit)
    words = [word.id for word in unit.words.values()]
    return CanDo(
        unit.id,
        has_task=bool(theirs),
        done=any(task in done for task in theirs),
        known=sum(word in known for word in words),
        words=len(words),
        tick=tick,
    )


def can_dos(
    units: Iterable[Unit], done: Collection[str], known: Collection[str], ticks: Mapping[str, bool]
) -> list[CanDo]:
    """The same for several units; `ticks`: a teacher's word, by unit."""
    return [can_do(unit, done, known, ticks.get(unit.id)) for unit in units]
