"""Content as types. Everything here is immutable, and comes from YAML by way of `catalog`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.lessons.course import EMPTY, Course, Exercise, nothing
from bot.lessons.measures import Measure
from bot.lessons.pictures import Drawing


class Verdict(StrEnum):
    """How an answer was judged."""

    __hash__ = str.__hash__  # an enumeration's own is written in Python, and asked for at every look into a mapping
    CORRECT = "correct"
    PARTIAL = "partial"
    INCORRECT = "incorrect"


class Skill(StrEnum):
    """What a memory card is kept of: knowing it when seen, or saying it unaided (a word of a0: knowing it by its sound)."""

    __hash__ = str.__hash__
    RECOGNISE = "recognise"
    PRODUCE = "produce"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to be said: its official text and the other forms an officer would accept."""

    text: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One accepted answer. With `parts`, all of them have to be said for the answer to be whole."""

    text: str
    also: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Close to right and never accepted; `say` tells the learner the difference."""

    text: str
    say: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """A question in another language; `answers` in the order of the English ones, `near` the remark of each near miss by
    the near miss itself."""

    question: str
    why: str
    hint: str = ""
    say: str = ""
    answers: tuple[str, ...] = ()
    near: Mapping[str, str] = field(default_factory=nothing)
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a civics test, as `docs/content.md` describes it.

    `varies` names the office the answer depends on; then `answers` is empty and the key of a day
    and a state comes from `officials`.
    """

    id: str
    test: str
    number: int
    theme: str
    section: str
    question: str
    why: str
    hint: str
    how_many: int = 1
    senior: bool = False
    answers: tuple[Answer, ...] = ()
    say: str = ""
    wrong: tuple[str, ...] = ()
    near_miss: tuple[NearMiss, ...] = ()
    varies: str | None = None
    translations: Mapping[str, Translation] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody (or something) that an office's answer is, from `since` up to and without `until`."""

    name: str
    also: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    district: str | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the entry counts on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class NoSuchOffice:
    """What is said where a jurisdiction does not have an office ("D.C. has no governor")."""

    say: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Who holds office in one state, district or territory, or (`US`) in the federal government; `also` holds the other
    names people have for it; `time_zone` is where most of its people live."""

    code: str
    name: str
    kind: str
    as_of: date
    look_up: str
    offices: Mapping[str, tuple[Holder, ...]]
    none: Mapping[str, NoSuchOffice]
    not_capital: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    time_zone: str | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """What a question accepts on one day in one state.

    `open` means that nobody can be named from our data (a term has ended and the successor is not
    entered): then any name passes, and `look_up` says where to check. `say` is the answer taught.
    """

    answers: tuple[Answer, ...]
    how_many: int
    say: str
    near_miss: tuple[NearMiss, ...] = ()
    wrong: tuple[str, ...] = ()
    context: str = ""  # the question itself: its words beside an answer are no answer
    names: bool = False  # the answers are names of people: a surname alone passes
    open: bool = False
    look_up: str = ""
    varies: str | None = None
    before: tuple[Answer, ...] = ()  # of an open key: who held the office last, and may hold it still

    def __hash__(self) -> int:
        return hash((self.context, self.say, self.how_many))  # what tells nearly all apart, for a tenth of the time


@dataclass(frozen=True, slots=True)
class Grade:
    """A verdict with its reason.

    `matched` and `missing` are official answer texts; `why` is the code of a reason, worded for
    learners by `content/phrases` (`grade.<why>`); `note` is the content's own remark (a near miss).
    `typo` tells that the answer passed with a slip worth showing.
    """

    verdict: Verdict
    why: str
    matched: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    note: str = ""
    typo: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All content that has passed its check; `version` changes when any of it does."""

    questions: Mapping[str, Question]
    officials: Mapping[str, Jurisdiction]
    version: str
    course: Course = EMPTY
    level_list: Mapping[str, tuple[str, ...]] = field(default_factory=nothing)
    placement: Mapping[str, Exercise] = field(default_factory=nothing)  # an item's level stands in `about`
    drawings: Mapping[str, Drawing] = field(default_factory=nothing)
    measures: tuple[Measure, ...] = ()

    @property
    def items(self) -> list[str]:
        """The ids of everything that memory is kept of."""
        return [*self.questions, *self.course.words, *self.course.exercises]

    def test(self, test: str, *, senior: bool = False) -> Iterator[Question]:
        """The questions of one test in official order; with `senior`, the 20 marked ones."""
        return (q for q in self.questions.values() if q.test == test and (q.senior or not senior))
