"""A class as its tutor sees it: a row for each learner, the same on the page and in the file. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.homework import Share
from bot.lessons.progress import GRADED_A_DAY
from bot.ports.office import Day
from bot.ports.staff import Enrolled
from bot.turn import local_day

WEEKS = 8
PERCENT_FROM = 10  # tries; a share of fewer says nothing (framework, section 4)
A_DAY = 2  # the warmth of a day of practice


@dataclass(frozen=True, slots=True)
class Row:
    """One learner in the class's table. `seen` is how many days ago they were here; `days` and `minutes` are of the last seven
    days, `right` (None under ten tries) of four weeks; `begun`, `finished` and `given` count homework; `heat` is seven numbers a
    week (0 to 4) from the oldest of eight weeks on."""

    id: int
    name: str
    level: str
    seen: int
    days: int
    minutes: int
    right: int | None
    begun: int
    finished: int
    given: int
    heat: tuple[int, ...]

    @property
    def homework(self) -> str:
        """How much of the homework is done, of how much; "" when there is none."""
        return f"{self.finished}/{self.given}" if self.given else ""

    @property
    def share(self) -> float:
        """The same as a number to sort by."""
        return self.finished / self.given if self.given else -1.0

    @property
    def practised(self) -> tuple[int, ...]:
        """Days of practice in each of the eight weeks."""
        weeks = (self.heat[first : first + 7] for first in range(0, 7 * WEEKS, 7))
        return tuple(sum(heat >= A_DAY for heat in week) for week in weeks)


def mondays(today: date) -> list[date]:
    """The first days of the eight weeks that are looked at, the oldest first; the last of them is the running one."""
    first = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    return [first + timedelta(weeks=i) for i in range(WEEKS)]


def row_of(each: Enrolled, name: str, days: Iterable[Day], shares: Sequence[Share], today: date) -> Row:
    """One learner's row. `days`: theirs, from the first Monday on or from before it; `shares`: of the homework that is theirs."""
    week, month, (first, *_) = today - timedelta(days=7), today - timedelta(days=28), mondays(today)
    practised = graded = right = 0
    seconds = 0.0
    heat = [0] * (7 * WEEKS)
    for day in days:
        if day.day > week:
            practised += day.graded >= GRADED_A_DAY
            seconds += day.seconds
        if day.day > month:
            graded, right = graded + day.graded, right + day.right
        if 0 <= (place := (day.day - first).days) < len(heat):
            heat[place] = warmth(day.graded)
    return Row(
        id=each.learner.id,
        name=name,
        level=each.learner.level or "",
        seen=max(0, (today - local_day(each.active_at, each.learner.timezone)).days),
        days=practised,
        minutes=round(seconds / 60),
        right=round(100 * right / graded) if graded >= PERCENT_FROM else None,
        begun=sum(theirs.begun for theirs in shares),
        finished=sum(theirs.finished for theirs in shares),
        given=len(shares),
        heat=tuple(heat),
    )


def warmth(graded: int) -> int:
    """How warm a day is on the map: 0 nothing, 1 a look in, 2 a day of practice, 3 and 4 more of it."""
    return sum(graded >= bound for bound in (1, GRADED_A_DAY, 12, 25))
