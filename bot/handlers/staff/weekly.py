"""`/summary`: the running week of a class, what its claims rest on, and when the summary comes."""

from __future__ import annotations

from datetime import date

from bot.access import Action
from bot.handlers.staff.desk import Desk
from bot.messages import Button
from bot.ports.deeds import Look, OpenSummary, Prefer
from bot.turn import local_day

DAYS = range(7)
HOURS = (7, 8, 9, 12, 17)
HOMEWORK = "homework"  # the claim's key
WAYS = {"chat": "chat", "mail": "mail", "both": "chat,mail", "never": ""}


async def show(desk: Desk, arguments: list[str]) -> None:
    """The running week; with several classes, which one."""
    if not arguments:
        if len(desk.viewer.classes) != 1:
            return desk.which_class("summary")
        arguments = [str(desk.viewer.classes[0].id)]
    here = await desk.room(Action.SEE_CLASS, arguments[0])
    if here is None:
        return desk.nothing()
    room, post = here
    messages = await desk.turn.tools.reports.week(room, post, desk.turn.now)
    desk.turn.do(OpenSummary(room.id, local_day(desk.turn.now, room.timezone)))
    desk.turn.do(Look("see summary", room.site.id, post.id, room.id))
    desk.turn.changes.replies.extend(messages)
    return desk.turn.say(
        desk.s("summary.when", day=_day(desk, post.day), hour=post.hour),
        (desk.button("staff.students", "students", room.id), desk.button("summary.change", "prefer", room.id)),
        (desk.button("staff.home", "home"),),
    )


def _day(desk: Desk, day: int) -> str:
    return desk.s("page.day_names").split(",")[day]


async def show_why(desk: Desk, arguments: list[str]) -> None:
    """What a claim rests on. Arguments: the class, the week (year, month, day), the claim's key."""
    here = await desk.room(Action.SEE_CLASS, arguments[0] if len(arguments) == 5 else "")
    if here is None or not all(each.isdecimal() for each in arguments[:4]):
        return desk.nothing()
    room, post = here
    try:
        week = date(*(int(each) for each in arguments[1:4]))
    except ValueError:
        return desk.nothing()
    desk.turn.do(OpenSummary(room.id, week))
    told, learner = await desk.turn.tools.reports.why(room, post, week, arguments[4], desk.turn.now)
    desk.turn.do(Look("see evidence", room.site.id, post.id, room.id, learner))
    rows: list[tuple[Button, ...]] = [(desk.button("staff.summary", "summary", room.id),)]
    if arguments[4] == HOMEWORK:
        rows.append((desk.button("staff.homework", "homework", room.id),))
    if learner is not None:
        card = desk.button("summary.card", "student", learner, room.id)
        reason = arguments[4].split(".")[1]
        rows = [(desk.button("staff.write", "ready", room.id, learner, reason), card)]
    return desk.turn.say(told, *rows)


async def ask_when(desk: Desk, arguments: list[str]) -> None:
    """On which day, at which hour, and how the summary comes."""
    here = await desk.room(Action.SEE_CLASS, arguments[0] if arguments else "")
    if here is None:
        return desk.nothing()
    room, post = here
    days = [desk.to(_day(desk, day), "preferred", room.id, "day", day) for day in DAYS]
    hours = tuple(desk.to(f"{hour}:00", "preferred", room.id, "hour", hour) for hour in HOURS)
    ways = [
        desk.button(f"by.{name if name != 'both' else 'chat_mail'}", "preferred", room.id, "by", name) for name in WAYS
    ]
    mails = desk.turn.tools.mails
    mail = "\n" + desk.s("summary.no_mail") if mails and not post.mailbox else ""
    return desk.say(
        desk.s("summary.when", day=_day(desk, post.day), hour=post.hour) + mail,
        tuple(days[:3]), tuple(days[3:5]), tuple(days[5:]), hours,
        *((way,) for way in ways if (mails and post.mailbox) or way.choice.split("-")[-1] not in ("mail", "both")),
        (desk.button("staff.back", "class", room.id),),
    )  # fmt: skip


async def set_when(desk: Desk, arguments: list[str]) -> None:
    """One of them is changed."""
    here = await desk.room(Action.SEE_CLASS, arguments[0] if len(arguments) == 3 else "")
    if here is None:
        return desk.nothing()
    room, post = here
    what, value = arguments[1:]
    day, hour, by = post.day, post.hour, post.by
    match what:
        case "day" if value.isdecimal() and int(value) in DAYS:
            day = int(value)
        case "hour" if value.isdecimal() and int(value) in HOURS:
            hour = int(value)
        case "by" if value in WAYS and ((desk.turn.tools.mails and post.mailbox) or "mail" not in WAYS[value]):
            by = WAYS[value]
        case _:
            return desk.nothing()
    desk.turn.do(Prefer(post.id, post.name, post.language, post.email, day, hour, by))
    return desk.say(
        desk.s("summary.when" if by else "summary.never", day=_day(desk, day), hour=hour),
        (desk.button("summary.change", "prefer", room.id), desk.button("staff.home", "home")),
    )
