"""A class as its tutor may take it away: what their page shows, and beside it the programme year's figures, which the grant needs. No
answers, and nothing of citizenship."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from bot.homework import share
from bot.lessons.model import Catalogue
from bot.lessons.progress import GRADED_A_DAY
from bot.ports.office import Day, Office
from bot.ports.staff import Assignment, Class, Enrolled, Meeting
from bot.reports.class_rows import Row, mondays, row_of
from bot.reports.programme_facts import Progress
from bot.reports.programme_people import programme_year
from bot.reports.programme_words import Plain, Sheet, Wording
from bot.reports.tables import Share
from bot.turn import local_day

AT_ONCE = 500  # learners
SHOWN = ("student", "seen", "days", "minutes", "right", "set", "begun", "done", "level")  # as on the page
YEAR = ("joined", "year_days", "year_minutes", "attended")
DEFINED = (
    "seen",
    "days",
    "minutes",
    "right",
    "set",
    "begun",
    "done",
    "level",
    "week",
    "year_days",
    "year_minutes",
    "attended",
)


async def class_sheets(
    office: Office,
    catalogue: Catalogue,
    words: Wording,
    room: Class,
    now: datetime,
    *,
    progress: Progress = lambda done, all: None,
) -> tuple[Sheet, ...]:
    """The roster of now: the columns of the page, days of practice in each week of its map, the figures since the programme year
    began; and what the columns mean. Four readings for each `AT_ONCE` learners; `progress` is told how many of them are read, of
    how many."""
    since, _ = programme_year(now.date())
    today = local_day(now, room.timezone)
    roster = sorted(await office.roster([room.id]), key=lambda each: ((each.name or "").casefold(), each.learner.id))
    meetings = [meeting for meeting in await office.meetings([room.id]) if meeting.day >= since]
    work = await office.assignments([room.id])
    rows: list[tuple[Plain, ...]] = []
    for first in range(0, len(roster), AT_ONCE):
        some = roster[first : first + AT_ONCE]
        rows += await _rows(office, catalogue, words, room, some, today, since, meetings, work)
        progress(len(rows), len(roster))
    columns = (
        *(words(f"export.class.{name}") for name in SHOWN),
        *(words("export.class.week", day=words.short_day(monday)) for monday in reversed(mondays(today))),
        *(words(f"export.class.{name}") for name in YEAR),
    )
    return Sheet("class", room.name, columns, tuple(rows)), _definitions(words, since, now)


async def _rows(
    office: Office,
    catalogue: Catalogue,
    words: Wording,
    room: Class,
    roster: Sequence[Enrolled],
    today: date,
    since: date,
    meetings: Sequence[Meeting],
    work: Sequence[Assignment],
) -> list[tuple[Plain, ...]]:
    """A row for each of some learners."""
    ids = [each.learner.id for each in roster]
    days: defaultdict[int, list[Day]] = defaultdict(list)
    for day in await office.days(ids, min(since, mondays(today)[0])):
        days[day.learner].append(day)
    attended: Counter[int] = Counter()
    for meeting in meetings:
        attended.update(dict.fromkeys(meeting.learners, meeting.minutes))
    known = {(done.assignment, done.learner): done for done in await office.done(work, ids)}
    rows: list[tuple[Plain, ...]] = []
    for each in roster:
        learner = each.learner
        shares = [share(catalogue, one, each, known.get((one.id, learner.id))) for one in work]
        mine = [theirs for theirs in shares if theirs is not None]
        row = row_of(each, each.called(words), days[learner.id], mine, today)
        year = [day for day in days[learner.id] if day.day >= since]
        rows.append(
            (
                *_shown(words, row),
                f"{local_day(each.since, room.timezone):%Y-%m-%d}",
                sum(day.graded >= GRADED_A_DAY for day in year),
                round(sum(day.seconds for day in year) / 60),
                round(attended[learner.id] / 60, 1),
            )
        )
    return rows


def _shown(words: Wording, row: Row) -> tuple[Plain, ...]:
    """What the page shows of a learner."""
    right = "–" if row.right is None else Share(row.right / 100)
    figures = (row.name, row.seen, row.days, row.minutes, right, row.given, row.begun, row.finished)
    return (*figures, words(f"programme.level.{row.level or 'none'}"), *reversed(row.practised))


def _definitions(words: Wording, since: date, now: datetime) -> Sheet:
    time = words("export.since", since=words.day(since), until=words.day(now.date()))
    rows: list[tuple[Plain, ...]] = [(words("export.year"), time)]
    rows += [(words(f"export.class.{name}", day="…"), words(f"export.define.{name}")) for name in DEFINED]
    columns = (words("programme.name.figure"), words("programme.name.meaning"))
    return Sheet("definitions", words("programme.table.definitions"), columns, tuple(rows))
