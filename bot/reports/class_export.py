"""A class as its tutor may take it away: who is in it and how much they practise. No answers, and nothing of citizenship."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from bot.homework import share
from bot.lessons.model import Catalogue
from bot.lessons.progress import GRADED_A_DAY
from bot.ports.office import Office
from bot.ports.staff import Assignment, Class, Enrolled, Meeting
from bot.reports.programme_facts import Progress
from bot.reports.programme_people import programme_year
from bot.reports.programme_words import Plain, Sheet, Wording
from bot.turn import local_day

AT_ONCE = 500  # learners
COLUMNS = ("student", "joined", "level", "days", "minutes", "attended", "set", "begun", "done")


async def class_sheets(
    office: Office,
    catalogue: Catalogue,
    words: Wording,
    room: Class,
    now: datetime,
    *,
    progress: Progress = lambda done, all: None,
) -> tuple[Sheet, ...]:
    """The roster of now, since the programme year began; and what its columns mean. Five readings for each `AT_ONCE` learners;
    `progress` is told how many of them are read, of how many."""
    since, _ = programme_year(now.date())
    roster = sorted(
        await office.roster([room.id]), key=lambda each: ((each.learner.nickname or "").casefold(), each.learner.id)
    )
    meetings = [meeting for meeting in await office.meetings([room.id]) if meeting.day >= since]
    work = await office.assignments([room.id])
    rows: list[tuple[Plain, ...]] = []
    for first in range(0, len(roster), AT_ONCE):
        rows += await _rows(office, catalogue, words, room, roster[first : first + AT_ONCE], since, meetings, work)
        progress(len(rows), len(roster))
    columns = tuple(words(f"export.class.{name}") for name in COLUMNS)
    return Sheet("class", room.name, columns, tuple(rows)), _definitions(words, since, now)


async def _rows(
    office: Office,
    catalogue: Catalogue,
    words: Wording,
    room: Class,
    roster: Sequence[Enrolled],
    since: date,
    meetings: Sequence[Meeting],
    work: Sequence[Assignment],
) -> list[tuple[Plain, ...]]:
    """A row for each of some learners."""
    ids = [each.learner.id for each in roster]
    days: Counter[int] = Counter()
    seconds: Counter[int] = Counter()
    for day in await office.days(ids, since):
        days[day.learner] += day.graded >= GRADED_A_DAY
        seconds[day.learner] += round(day.seconds)
    attended: Counter[int] = Counter()
    for meeting in meetings:
        attended.update(dict.fromkeys(meeting.learners, meeting.minutes))
    known = {(done.assignment, done.learner): done for done in await office.done(work, ids)}
    rows: list[tuple[Plain, ...]] = []
    for each in roster:
        learner = each.learner
        shares = [share(catalogue, one, learner, known.get((one.id, learner.id))) for one in work]
        mine = [theirs for theirs in shares if theirs is not None]
        rows.append(
            (
                learner.nickname or words("staff.no_name"),
                f"{local_day(each.since, room.timezone):%Y-%m-%d}",
                words(f"programme.level.{learner.level or 'none'}"),
                days[learner.id],
                round(seconds[learner.id] / 60),
                round(attended[learner.id] / 60, 1),
                len(mine),
                sum(theirs.begun for theirs in mine),
                sum(theirs.finished for theirs in mine),
            )
        )
    return rows


def _definitions(words: Wording, since: date, now: datetime) -> Sheet:
    time = words("export.since", since=words.day(since), until=words.day(now.date()))
    rows: list[tuple[Plain, ...]] = [(words("programme.name.time"), time)]
    rows += [(words(f"export.class.{name}"), words(f"export.define.{name}")) for name in COLUMNS[2:]]
    columns = (words("programme.name.figure"), words("programme.name.meaning"))
    return Sheet("definitions", words("programme.table.definitions"), columns, tuple(rows))
