"""A class's week: Monday to Sunday of its own time zone; when its summary is due; and how to come by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.lessons.model import Catalogue
from bot.ports import Office
from bot.ports.staff import Class, Enrolled
from bot.reports.week_ahead import interviews
from bot.reports.week_facts import gather, gather_needs
from bot.reports.week_figures import summarise
from bot.reports.week_needs import needs
from bot.reports.weekly import Claim, WeeklySummary
from bot.turn import DAY_STARTS_AT, local_day

WEEK = timedelta(days=7)
USUAL_HOUR = 8  # on Monday: when a summary comes unless its tutor says otherwise


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def running_week(now: datetime, timezone: str) -> date:
    """The Monday of the week that is running. It ends with its last practice day, at four on Monday morning."""
    return monday(local_day(now, timezone))


def finished_week(now: datetime, timezone: str) -> date:
    """The Monday of the last week that has ended."""
    return running_week(now, timezone) - WEEK


def due_at(week: date, timezone: str, day: int, hour: int) -> datetime:
    """When a week's summary is due for somebody who wants it on a day (0 is Monday) at an hour of the class's clock.

    An hour that is skipped in spring is the one after it; one that comes twice in autumn is the first. Never before the
    week's last practice day has ended.
    """
    at = datetime.combine(week + WEEK + timedelta(days=day), time(hour), ZoneInfo(timezone)).astimezone(UTC)
    ends = datetime.combine(week + WEEK, time(), ZoneInfo(timezone)) + DAY_STARTS_AT
    return max(at, ends.astimezone(UTC))


def latest_due(now: datetime, timezone: str, day: int, hour: int) -> date:
    """The Monday of the last week whose summary is due for them by now."""
    week = finished_week(now, timezone)
    return week if due_at(week, timezone, day, hour) <= now else week - WEEK


async def running(office: Office, catalogue: Catalogue, room: Class, now: datetime) -> WeeklySummary:
    """The week that is running, as far as it has come."""
    return await make(office, catalogue, room, running_week(now, room.timezone), now)


async def needs_now(
    office: Office, catalogue: Catalogue, room: Class, now: datetime, people: Sequence[Enrolled]
) -> tuple[Claim, ...]:
    """Who needs somebody, as `running` would say, without the rest of it; `people`: who is in the class."""
    facts = await gather_needs(office, catalogue, room, running_week(now, room.timezone), now, people)
    return needs(facts, interviews(facts))[0]


async def of_week(
    office: Office,
    catalogue: Catalogue,
    room: Class,
    week: date,
    now: datetime,
    everyone: Sequence[Enrolled] | None = None,
) -> WeeklySummary:
    """Any week that has begun: as it was kept, else as it is seen from now. `everyone`: who is in the class or was, if that is
    known."""
    kept = await office.summary(room.id, week)
    if kept is not None:
        return WeeklySummary.from_data(kept.value)
    return await make(office, catalogue, room, week, now, everyone)


async def make(
    office: Office,
    catalogue: Catalogue,
    room: Class,
    week: date,
    now: datetime,
    everyone: Sequence[Enrolled] | None = None,
) -> WeeklySummary:
    """A week as it is seen at `now`, kept or not."""
    if everyone is None:
        everyone = await office.roster([room.id], former=True)
    return summarise(await gather(office, catalogue, room, week, now, everyone))
