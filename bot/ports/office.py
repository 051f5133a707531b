"""What is known of sites, classes and staff: the readings behind the tutor's chat, the pages, the summary and the report."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from bot.lessons.memory import Card
from bot.lessons.model import Verdict
from bot.ports.census import Census
from bot.ports.deeds import Deed
from bot.ports.dispatch import Dispatch
from bot.ports.staff import (
    Assignment,
    Class,
    Code,
    Enrolled,
    Interview,
    Letter,
    LevelStep,
    Looked,
    Meeting,
    Milestone,
    Note,
    Post,
    Result,
    Site,
    Tick,
    Viewer,
)


class Day(NamedTuple):  # a tuple, like `Answered`: they are read by the thousand, and cost a quarter of a dataclass
    """One learner's own day: graded answers, how many were right, active seconds (framework, section 3.4), and how many items
    were mastered on it."""

    learner: int
    day: date
    graded: int
    right: int
    seconds: float
    mastered: int = 0


class Answered(NamedTuple):
    """One answer without its text: what was asked in which form, and how it went. `rated`: it was the day's first."""

    learner: int
    item: str
    form: str
    verdict: Verdict
    rated: bool
    at: datetime
    day: date


class Typed(NamedTuple):
    """A wrong answer as it was typed, and when."""

    learner: int
    item: str
    text: str
    at: datetime


class Done(NamedTuple):
    """How far a learner is with homework: the items of it answered since it was set, and those of them that were right at
    least once. What of it is theirs is `bot.homework`'s to say."""

    assignment: int
    learner: int
    answered: frozenset[str]
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What shows what somebody can do, beside their cards: role-plays they have `done` at some time, and their teachers'
    `ticks`, oldest first."""

    done: frozenset[str]
    ticks: tuple[Tick, ...]

    @property
    def holding(self) -> dict[str, Tick]:
        """The teacher's word that holds, by unit; none where it was taken back."""
        newest = {tick.unit: tick for tick in self.ticks}
        return {unit: tick for unit, tick in newest.items() if tick.reached is not None}

    @property
    def said(self) -> dict[str, bool]:
        """What the words that hold say."""
        return {unit: bool(tick.reached) for unit, tick in self.holding.items()}


@dataclass(frozen=True, slots=True)
class Kept:
    """A weekly summary as it is kept: `value` is the JSON of the figures, names left out (learners are named by id)."""

    class_id: int
    week: date
    made_at: datetime
    value: dict[str, object]
    sent_at: datetime | None = None
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """What the clock wants to know of a class: who teaches it now and since when, which weeks' summaries are kept, and which
    of them went to which post."""

    room: Class
    tutors: tuple[tuple[Post, datetime], ...]
    kept: frozenset[date]
    sent: frozenset[tuple[date, int]]


class Office(Census, Protocol):
    """Readings, each one or two statements however many learners there are, and `do`."""

    async def viewer(self, *, person: int | None = None, post: int | None = None) -> Viewer | None:
        """Whoever has posts now, found by their chat's learner row or by one of their posts; None: nobody of the staff."""
        ...

    async def sites(self) -> Sequence[Site]:
        """All sites."""
        ...

    async def posts(self, sites: Collection[int]) -> Sequence[Post]:
        """All posts at some sites, ended ones too, oldest first."""
        ...

    async def classes(
        self, *, sites: Collection[int] | None = None, ids: Collection[int] | None = None
    ) -> Sequence[Class]:
        """Classes of some sites, or by id; closed ones too, oldest first. With neither: all."""
        ...

    async def classes_of(self, learner: int, *, former: bool = False) -> Sequence[Class]:
        """The classes a learner is in now (`former`: also those they were in)."""
        ...

    async def code(self, code: str) -> Code | None:
        """The invitation with this code, whether it still works or not."""
        ...

    async def codes(self, site: int) -> Sequence[Code]:
        """The invitations of a site, newest first."""
        ...

    async def roster(self, classes: Collection[int], *, former: bool = False) -> Sequence[Enrolled]:
        """Who is in some classes now (`former`: also who was), by class and then by when they came."""
        ...

    async def days(self, learners: Collection[int], since: date) -> Sequence[Day]:
        """The practice of some learners, day by day, from a day on."""
        ...

    async def answered(self, learners: Collection[int], since: datetime) -> Sequence[Answered]:
        """The answers of some learners since an instant, by learner, each one's oldest first, without their texts."""
        ...

    async def texts(self, learners: Collection[int], items: Collection[str], since: datetime) -> Sequence[Typed]:
        """Wrong typed answers to some items. For what a class finds hard: never shown with a name."""
        ...

    async def memories(self, learners: Collection[int], items: Collection[str] | None = None) -> dict[int, list[Card]]:
        """All cards of some learners, or those of some items, by learner."""
        ...

    async def assignments(
        self, classes: Collection[int], *, learner: int | None = None, due_from: date | None = None
    ) -> Sequence[Assignment]:
        """Homework of some classes that was not taken back, oldest first; `learner`: only what is theirs (`Assignment.is_for`);
        `due_from`: only what is due on that day or later."""
        ...

    async def done(self, assignments: Sequence[Assignment], learners: Collection[int]) -> Sequence[Done]:
        """How far some learners are with homework; who has not begun is left out."""
        ...

    async def letters(
        self, classes: Collection[int], *, learner: int | None = None, since: datetime | None = None
    ) -> Sequence[Letter]:
        """What tutors and learners of some classes wrote to one another, oldest first."""
        ...

    async def carried(self, person: int, receipt: str) -> Letter | None:
        """The learner's letter that a message brought to somebody's chat, by the message's receipt; None: it brought none, or
        the letter's text is not kept any more."""
        ...

    async def notes(self, learner: int, classes: Collection[int]) -> Sequence[Note]:
        """The private notes on a learner made in some classes, oldest first."""
        ...

    async def results(self, learners: Collection[int]) -> Sequence[Result]:
        """Official test results, oldest first."""
        ...

    async def levels(self, learners: Collection[int]) -> Sequence[LevelStep]:
        """Practice levels reached, oldest first."""
        ...

    async def shown(self, learner: int, tasks: Collection[str]) -> Shown:
        """What shows what a learner can do; `tasks`: the role-plays that are asked about. Three statements."""
        ...

    async def milestones(self, learners: Collection[int]) -> Sequence[Milestone]:
        """What learners told us they reached, oldest first."""
        ...

    async def interviews(self, learners: Collection[int]) -> Sequence[Interview]:
        """Interview weeks, shared or not: who may see one is the caller's affair."""
        ...

    async def meetings(self, classes: Collection[int]) -> Sequence[Meeting]:
        """Class meetings entered, oldest first."""
        ...

    async def weeks_off(self, class_id: int) -> Sequence[date]:
        """The Mondays of weeks in which a class does not meet, newest first."""
        ...

    async def summary(self, class_id: int, week: date) -> Kept | None:
        """The kept summary of the week that begins on a Monday."""
        ...

    async def summaries(self, class_ids: Collection[int]) -> Sequence[Kept]:
        """All kept summaries of some classes, newest first."""
        ...

    async def rounds(self, since: date) -> Sequence[Round]:
        """All open classes that somebody teaches, with what is kept and was sent of the weeks from a Monday on."""
        ...

    async def keep_summary(self, class_id: int, week: date, value: dict[str, object], at: datetime) -> bool:
        """Keep a week's summary; False when that week has one already, which stays."""
        ...

    async def send_summary(
        self, class_id: int, week: date, post: int, send: Sequence[Deed], at: datetime
    ) -> Sequence[Dispatch] | None:
        """Commit the messages that bring a kept summary to one post: the dispatches; None when that post has had it."""
        ...

    async def audit(self, sites: Collection[int], *, since: datetime | None = None) -> Sequence[Looked]:
        """The audit log of some sites, oldest first."""
        ...

    async def do(self, deeds: Sequence[Deed], at: datetime) -> Sequence[Dispatch]:
        """Commit deeds of a page: all or none; what is to be sent."""
        ...

    async def sign_in(self, token: str, at: datetime) -> tuple[int, str] | None:
        """Use a sign-in link: the post, and the new session's secret; None when it was used, is too old, or is none."""
        ...

    async def session(self, secret: str, at: datetime) -> Viewer | None:
        """Whose page session this is; None when it has ended or expired, or they hold no post any more."""
        ...

    async def sign_out(self, secret: str) -> None:
        """End a page session."""
        ...
