"""The facts behind the programme's report as plain data: one line for each person, without a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.ports.staff import Result, Site

YEAR_BEGINS = 7  # July: the programme year is 1 July – 30 June (framework, section 3.1)


def programme_year(day: date) -> tuple[date, date]:
    """The programme year that a day is in: its first day, and the day after its last."""
    year = day.year if day.month >= YEAR_BEGINS else day.year - 1
    return date(year, YEAR_BEGINS, 1), date(year + 1, YEAR_BEGINS, 1)


def months_of(since: date, until: date) -> tuple[date, ...]:
    """The first days of the months that a time touches."""
    out, month = [], since.replace(day=1)
    while month < until:
        out.append(month)
        month = next_month(month)
    return tuple(out)


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody enrolled in the time of the report. Lists are by month of it; practice counts in months in which they were
    enrolled.

    `site` is the place (in the report's list) of the site whose class they joined last: there they count, once. `first` is the
    month in which they joined their first class ever, None when that was before; `left` are the months in which they left
    and had no class at the end; `gone`: they have none at the end of the time. `checks` are the levels whose check they
    passed, `checked_in` the months in which they did. `level` is today's, `levels` those at the end of each month. `…_units` are
    units of a track that they opened, `opened` the tracks month by month; `work_role_plays` those of the work track that went
    better than the first time.
    """

    site: int
    present: tuple[bool, ...]
    days: tuple[int, ...]
    seconds: tuple[float, ...]
    minutes: tuple[int, ...]
    first: int | None
    left: frozenset[int]
    gone: bool
    language: str
    goal: str | None
    level: str | None
    levels: tuple[str | None, ...] = ()
    opened: tuple[frozenset[str], ...] = ()
    cit_units: int = 0
    work_units: int = 0
    civ_units: int = 0
    work_role_plays: int = 0
    civics_days: int = 0
    checks: tuple[str, ...] = ()
    checked_in: frozenset[int] = frozenset()
    results: tuple[Result, ...] = ()
    milestones: frozenset[str] = frozenset()
    ready: bool = False

    @property
    def in_track(self) -> bool:
        """Whether they prepare for the citizenship test."""
        return self.goal in ("citizenship", "both")


@dataclass(frozen=True, slots=True)
class Quality:
    """How complete a site's data are: weeks in which a class was open with people in it, and of these with a meeting entered;
    such weeks left out, because the class did not meet; tutors who teach, and of these who opened a summary."""

    weeks: int
    entered: int
    off: int
    tutors: int
    opened: int


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """What a programme's report is made of. `until` is the day after the last; `at` is when the facts were read."""

    sites: tuple[Site, ...]
    since: date
    until: date
    at: datetime
    people: Sequence[Person]
    quality: Mapping[int, Quality]  # by site, as `Person.site`

    @property
    def months(self) -> tuple[date, ...]:
        """The months of the time that have begun."""
        return months_of(self.since, self.until)
