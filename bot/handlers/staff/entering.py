"""What a tutor enters of a learner by hand: notes, an official test's result, another practice level."""

from __future__ import annotations

from datetime import date, timedelta

from bot.access import Action
from bot.handlers.secrets import holds_secret
from bot.handlers.staff.desk import Desk
from bot.lessons.course import LEVELS
from bot.ports.deeds import EnterResult, EraseNote, EraseResult, ReachLevel, WriteNote
from bot.ports.staff import Class, Enrolled, Post
from bot.turn import local_day

LONGEST_NOTE = 500
TESTS = (
    "BEST Plus 3.0",
    "BEST Plus 2.0",
    "BEST Literacy",
    "CASAS STEPS Reading",
    "CASAS STEPS Listening",
    "TABE CLAS-E",
)
NRS_LEVELS = range(1, 7)
DAYS_OFFERED = 6
EARLIEST = date(2000, 1, 1)  # "26" typed for a year is 26 to a browser

Found = tuple[Class, Post, Enrolled]


async def _found(desk: Desk, action: Action, arguments: list[str]) -> Found | None:
    return await desk.learner(action, arguments[0], arguments[1]) if len(arguments) > 1 else None


async def ask_note(desk: Desk, arguments: list[str]) -> None:
    """A private note: the notes there are, to take back, and room for another."""
    here = await _found(desk, Action.NOTE, arguments)
    if here is None:
        return desk.nothing()
    room, post, each = here
    desk.saw(room, post, each.learner.id)
    notes = await desk.office.notes(each.learner.id, [room.id])
    rows = [
        (desk.button("note.erase", "unnote", room.id, each.learner.id, note.id, text=note.text[:16]),) for note in notes
    ]
    name = each.called(desk.s)
    back = (desk.button("staff.back", "student", each.learner.id, room.id),)
    return desk.ask("note", desk.s("note.ask", name=name), *rows, back, room=room.id, who=each.learner.id)


async def read_note(desk: Desk, text: str) -> None:
    """The note's text."""
    data = desk.asked()
    here = await _found(desk, Action.NOTE, [str(data["room"]), str(data["who"])])
    if here is None:
        desk.answered()
        return desk.nothing()
    if not text or len(text) > LONGEST_NOTE or holds_secret(text):
        return desk.say(desk.s("note.long", n=LONGEST_NOTE))
    room, post, each = here
    desk.answered()
    desk.turn.do(WriteNote(each.learner.id, room.id, text, post.id))
    return desk.say(desk.s("note.kept"), (desk.button("staff.back", "student", each.learner.id, room.id),))


async def erase_note(desk: Desk, arguments: list[str]) -> None:
    """Take a note back."""
    here = await _found(desk, Action.NOTE, arguments)
    if here is None or len(arguments) < 3 or not arguments[2].isdecimal():
        return desk.nothing()
    room, post, each = here
    desk.answered()
    if any(note.id == int(arguments[2]) for note in await desk.office.notes(each.learner.id, [room.id])):
        desk.turn.do(EraseNote(int(arguments[2]), post.id))
    return desk.say(desk.s("note.erased"), (desk.button("staff.back", "student", each.learner.id, room.id),))


async def ask_test(desk: Desk, arguments: list[str]) -> None:
    """Which official test was taken; and the results there are, to take back."""
    here = await _found(desk, Action.RESULT, arguments)
    if here is None:
        return desk.nothing()
    room, post, each = here
    desk.saw(room, post, each.learner.id)
    rows = [(desk.to(test, "test", room.id, each.learner.id, i),) for i, test in enumerate(TESTS)]
    rows += [
        (desk.to(f"🗑 {one.test} · NRS {one.nrs} · {one.day:%m/%d/%y}", "unresult", room.id, each.learner.id, one.id),)
        for one in await desk.office.results([each.learner.id])
    ]
    name = each.called(desk.s)
    return desk.say(
        desk.s("result.test", name=name), *rows, (desk.button("staff.back", "student", each.learner.id, room.id),)
    )


async def erase_result(desk: Desk, arguments: list[str]) -> None:
    """Take a result back that was entered wrongly. Arguments: the class, the learner, the result."""
    here = await _found(desk, Action.RESULT, arguments)
    if here is None or len(arguments) < 3:
        return desk.nothing()
    room, post, each = here
    known = await desk.office.results([each.learner.id])
    desk.turn.do(
        *(EraseResult(one.id, each.learner.id, room.id, post.id) for one in known if str(one.id) == arguments[2])
    )
    return desk.say(desk.s("result.erased"), (desk.button("staff.back", "student", each.learner.id, room.id),))


async def ask_level_of_test(desk: Desk, arguments: list[str]) -> None:
    """Which NRS level it showed."""
    here = await _found(desk, Action.RESULT, arguments)
    if here is None or len(arguments) < 3:
        return desk.nothing()
    buttons = [desk.to(f"{level}", "nrs", *arguments[:3], level) for level in NRS_LEVELS]
    back = desk.button("staff.back", "result", *arguments[:2])
    return desk.say(desk.s("result.nrs"), tuple(buttons[:3]), tuple(buttons[3:]), (back,))


async def ask_day_of_test(desk: Desk, arguments: list[str]) -> None:
    """On which day: one of the last, or another that is typed."""
    here = await _found(desk, Action.RESULT, arguments)
    if here is None or len(arguments) < 4 or not all(each.isdecimal() for each in arguments[2:4]):
        return desk.nothing()
    test, nrs = int(arguments[2]), int(arguments[3])
    if test >= len(TESTS) or nrs not in NRS_LEVELS:
        return desk.nothing()
    room, _, each = here
    today = local_day(desk.turn.now, room.timezone)
    last = [today - timedelta(days=n) for n in range(DAYS_OFFERED)]
    buttons = [desk.to(desk.day(day, "MMMd"), "taken", *arguments[:4], day.toordinal()) for day in last]
    return desk.ask(
        "day",
        desk.s("result.day", day=f"{today:%m/%d/%Y}"),
        tuple(buttons[:3]),
        tuple(buttons[3:]),
        (desk.button("staff.back", "result", *arguments[:2]),),
        room=room.id,
        who=each.learner.id,
        test=test,
        nrs=nrs,
    )


async def take_day(desk: Desk, arguments: list[str]) -> None:
    """A press on one of the days. Arguments: the class, the learner, the test, its level, the day."""
    here = await _found(desk, Action.RESULT, arguments)
    if here is None or len(arguments) < 5 or not all(each.isdecimal() for each in arguments[2:5]):
        return desk.nothing()
    test, nrs, day = (int(each) for each in arguments[2:5])
    today = local_day(desk.turn.now, here[0].timezone)
    if test >= len(TESTS) or nrs not in NRS_LEVELS or not EARLIEST.toordinal() <= day <= today.toordinal():
        return desk.nothing()
    desk.answered()
    return await _keep(desk, here, TESTS[test], nrs, date.fromordinal(day))


async def read_day(desk: Desk, text: str) -> None:
    """The day, as people write it here; with it the result is kept."""
    data = desk.asked()
    here = await _found(desk, Action.RESULT, [str(data["room"]), str(data["who"])])
    if here is None:
        desk.answered()
        return desk.nothing()
    day = _day(text)
    today = local_day(desk.turn.now, here[0].timezone)
    if day is None or not EARLIEST <= day <= today:
        return desk.say(desk.s("result.day", day=f"{today:%m/%d/%Y}"))
    desk.answered()
    return await _keep(desk, here, TESTS[int(str(data["test"]))], int(str(data["nrs"])), day)


async def _keep(desk: Desk, here: Found, test: str, nrs: int, day: date) -> None:
    room, post, each = here
    known = await desk.office.results([each.learner.id])
    if not any((one.test, one.nrs, one.day) == (test, nrs, day) for one in known):  # a thumb may hit twice
        desk.turn.do(EnterResult(each.learner.id, room.id, test, day, nrs, "", post.id))
    return desk.say(
        desk.s("result.kept", test=test, nrs=nrs, day=f"{day:%m/%d/%Y}"),
        (desk.button("staff.back", "student", each.learner.id, room.id),),
    )


def _day(text: str) -> date | None:
    """`11/24/2026` (month first, as here) or `2026-11-24`; None when it is no day."""
    parts = text.replace("-", "/").split("/")
    if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts):
        return None
    first, second, third = (int(part) for part in parts)
    year, month, day = (first, second, third) if first > 31 else (third, first, second)
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


async def ask_level(desk: Desk, arguments: list[str]) -> None:
    """Another practice level; it is never an official one."""
    here = await _found(desk, Action.RESULT, arguments)
    if here is None:
        return desk.nothing()
    room, post, each = here
    desk.saw(room, post, each.learner.id)
    rows = [(desk.to(desk.s(f"week.level.{level}"), "leveled", room.id, each.learner.id, level),) for level in LEVELS]
    now = desk.s(f"week.level.{each.learner.level}") if each.learner.level else "–"
    return desk.say(
        desk.s("level.ask", level=now), *rows, (desk.button("staff.back", "student", each.learner.id, room.id),)
    )


async def set_level(desk: Desk, arguments: list[str]) -> None:
    """The level is theirs from the next session on."""
    here = await _found(desk, Action.RESULT, arguments)
    if here is None or len(arguments) < 3 or arguments[2] not in LEVELS:
        return desk.nothing()
    room, post, each = here
    desk.turn.do(ReachLevel(arguments[2], "tutor", each.learner.id, room.id, post.id))
    level = desk.s(f"week.level.{arguments[2]}")
    return desk.say(desk.s("level.set", level=level), (desk.button("staff.back", "student", each.learner.id, room.id),))
