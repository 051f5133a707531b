"""What is read of all people of one site at once: for the programme's report, in a few readings however many there are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol, TypeVar

from bot.lessons.model import Verdict
from bot.ports.staff import LevelStep, Milestone, Result

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in a class; `until` is None while it lasts."""

    class_id: int
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is or was in a class of the site, without their name, and their stays there, oldest first."""

    learner: int
    language: str
    goal: str | None
    test: str | None
    senior: bool | None
    level: str | None
    stays: tuple[Stay, ...]


class Practised(NamedTuple):
    """One learner's own practice in one month ("2026-11"): days with at least five graded answers, and active seconds."""

    learner: int
    month: str
    days: int
    seconds: float


class Attended(NamedTuple):
    """Minutes that one learner was at meetings of the site's classes in one month, as their tutors entered them."""

    learner: int
    month: str
    minutes: int


class Played(NamedTuple):
    """A role-play that somebody came to the end of, in a month."""

    item: str
    month: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Studied:
    """By learner and month: the units of which they answered something, and days with at least five answers of some items. By
    learner: how some role-plays went, oldest first and from before the time, too."""

    units: Mapping[tuple[int, str], frozenset[str]]
    days: Mapping[tuple[int, str], int]
    plays: Mapping[int, Sequence[Played]]


@dataclass(frozen=True, slots=True)
class Told:
    """What was reached by people of the site: each practice level they came to, official tests entered, what they told by a
    tap."""

    steps: Sequence[LevelStep]
    results: Sequence[Result]
    milestones: Sequence[Milestone]


@dataclass(frozen=True, slots=True)
class Teaching:
    """The tutors' side: class meetings entered, as (class, day); weeks in which a class did not meet, as (class, Monday); and
    weekly summaries, as (class, whether it was opened)."""

    meetings: frozenset[tuple[int, date]]
    weeks_off: frozenset[tuple[int, date]]
    summaries: Sequence[tuple[int, bool]]


class Census(Protocol):
    """Readings of one site each; `since` is the first day, `until` the day after the last."""

    async def members(self, site: int, until: datetime) -> Sequence[Member]:
        """Everybody who joined a class of the site before an instant."""
        ...

    async def practised(self, site: int, since: date, until: date) -> Sequence[Practised]:
        """Practice of the site's people, month by month."""
        ...

    async def attended(self, site: int, since: date, until: date) -> Sequence[Attended]:
        """Attendance in the site's classes, month by month."""
        ...

    async def studied(
        self,
        site: int,
        units: Mapping[str, str],
        counted: Collection[str],
        plays: Collection[str],
        since: date,
        until: date,
    ) -> Studied:
        """What the site's people practised: `units` tells the unit of each item that opens one, `counted` the items whose
        days count, `plays` are role-plays."""
        ...

    async def told(self, site: int, since: datetime, until: datetime) -> Told:
        """What the site's people reached in a time; practice levels and official tests of all days before its end."""
        ...

    async def knowing(
        self, site: int, items: Collection[str], now: datetime, made: Callable[[int, Mapping[str, float]], T]
    ) -> Mapping[int, T]:
        """What `made` makes of each learner and their chance to know each of the items now; items they never met are left
        out, and so are learners who met none."""
        ...

    async def teaching(self, site: int, since: date, until: date) -> Teaching:
        """Meetings and summaries of the site's classes."""
        ...
