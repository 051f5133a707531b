"""`main.py summary`: a class's weekly summary in the terminal, and sent now if that is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.jobs.summaries import Content, Desk
from bot.markup import unmarked
from bot.ports import Links, Office
from bot.ports.deeds import Look
from bot.ports.staff import Class
from bot.problem import Problem
from bot.reports.week import finished_week, of_week, running_week
from bot.reports.week_words import Wording, names_of


class NoSuch(Problem):
    """There is no such class, or no such week yet: one sentence."""


async def summary(
    office: Office,
    content: Content,
    links: Links,
    now: datetime,
    *,
    room: str | None,
    week: str | None,
    send: bool,
    mails: bool,
    state: str | None,
) -> None:
    """Print the summary of a class (of all open ones, if none is named), which is noted in the log; with `send`, keep it and
    send it once.

    What is sent is committed here and carried by the running program, which looks every twenty seconds.

    Raises:
        NoSuch: there is no such class or week.
    """
    rooms = await _rooms(office, room)
    desk = Desk(office, lambda dispatch: None, content, links, mails, state)
    for number, each in enumerate(rooms):
        monday = _week(week, now, each)
        if send and monday > finished_week(now, each.timezone):
            raise NoSuch("That week has not ended: only a week that has is sent.")
        found = await of_week(office, content.catalogue, each, monday, now)
        roster = await office.roster([each.id])
        words = Wording(
            content.staff_phrases, "en", names_of(roster, content.staff_phrases, "en"), content.catalogue, state=state
        )
        running = monday == running_week(now, each.timezone)
        await office.do([Look("see summary", each.site.id, None, each.id)], now)
        print(("\n\n" if number else "") + unmarked(words.text(found, each, running=running)))
        if send:
            print(f"\n{await _send(desk, each, monday, now)}")


async def _rooms(office: Office, code: str | None) -> Sequence[Class]:
    every = await office.classes()
    if code is None:
        rooms = [each for each in every if each.closed_on is None]
        if not rooms:
            raise NoSuch("There is no class yet.")
        return rooms
    joins = await office.code(code)
    rooms = [each for each in every if each.key == code or (joins is not None and joins.class_id == each.id)]
    if not rooms:
        raise NoSuch(f"There is no class {code}: give its key, or a code to join it.")
    return rooms


def _week(week: str | None, now: datetime, room: Class) -> date:
    if week is None:
        return finished_week(now, room.timezone)
    try:
        year, _, number = week.upper().partition("-W")
        monday = date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        raise NoSuch(f"{week} is no week: write it like 2026-W47.") from None
    if monday > running_week(now, room.timezone):
        raise NoSuch(f"The week {week} has not begun.")
    return monday


async def _send(desk: Desk, room: Class, week: date, now: datetime) -> str:
    """Send to each tutor who has not had it; says what became of that."""
    rounds = [each for each in await desk.office.rounds(week) if each.room.id == room.id]
    if not rounds:
        return "Nobody teaches this class: nothing is sent."
    everyone = await desk.office.roster([room.id], former=True)
    if week not in rounds[0].kept:
        await desk.keep(room, week, now, now, everyone)
    fresh = [tutor for tutor, _ in rounds[0].tutors if (week, tutor.id) not in rounds[0].sent]
    if not fresh:
        return "It was sent before: nobody gets it twice."
    messages = [await desk.send(room, week, tutor, now, everyone) for tutor in fresh]
    reached = sum(count > 0 for count in messages)
    return f"On its way to {reached} of {len(fresh)} tutors, as soon as Doorway runs."
