"""A tutor's classes: made, named, handed over, closed."""

from __future__ import annotations

from collections.abc import Sequence

from bot import access, codes
from bot.access import Action
from bot.handlers.secrets import holds_secret
from bot.handlers.staff.desk import Desk
from bot.handlers.tutors import tell_ended, tell_handed
from bot.names import as_name
from bot.ports.deeds import CloseClass, HandOver, NewClass, RenameClass
from bot.ports.staff import Post, Role

LONGEST_NAME = 40
KEY_LETTERS = 6
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")


async def show_all(desk: Desk, _: list[str]) -> None:
    """All classes they teach, with how many are in each."""
    rooms = desk.viewer.classes
    if not rooms:
        return desk.which_class("class")
    new = (desk.button("rooms.new", "newclass"),) if desk.is_tutor else ()
    there: dict[int, int] = {}
    for each in await desk.office.roster([room.id for room in rooms]):
        there[each.class_id] = there.get(each.class_id, 0) + 1
    rows = [(desk.to(f"{room.name} · {there.get(room.id, 0)}", "class", room.id),) for room in rooms]
    return desk.say(desk.s("rooms.all"), *rows, new, (desk.button("staff.home", "home"),))


async def show(desk: Desk, arguments: list[str]) -> None:
    """One class, and what can be done with it."""
    here = await desk.room(Action.SEE_CLASS, arguments[0] if arguments else "")
    if here is None:
        return desk.nothing()
    room, _ = here
    count = len(await desk.office.roster([room.id]))
    b, id = desk.button, room.id
    return desk.say(
        desk.s("rooms.one", name=room.name, n=count),
        (b("staff.students", "students", id), b("staff.summary", "summary", id)),
        (b("staff.homework", "homework", id), b("staff.assign", "assign", id)),
        (b("staff.write", "write", id), b("staff.letters", "letters", id)),
        (b("staff.invite", "invite", id), b("rooms.rename", "rename", id)),
        (b("rooms.hand", "hand", id), b("rooms.close", "close", id)),
        (b("staff.classes", "classes"),),
    )


async def ask_new(desk: Desk, arguments: list[str]) -> None:
    """What the new class is called; before that, of who teaches at several sites, at which one it is (the argument)."""
    posts, name, where = access.at_sites(desk.viewer, Action.NEW_CLASS), _of_new(desk, "name"), "".join(arguments[:1])
    if _makes(posts, where) is None and posts:
        return _ask_where(desk, posts)
    if not name:
        return desk.ask("newclass", desk.s("rooms.ask_name"), where=where)
    desk.turn.ask_aside("staff", ask="newclass", where=where)
    return await read_new(desk, name)


def _of_new(desk: Desk, what: str) -> str:
    """What is known of the new class that is being made."""
    asked = desk.asked()
    return str(asked.get(what, "")) if asked.get("ask") == "newclass" else ""


def _makes(posts: Sequence[Post], where: str) -> Post | None:
    return next((post for post in posts if len(posts) == 1 or str(post.site.id) == where), None)


def _ask_where(desk: Desk, posts: Sequence[Post], name: str = "") -> None:
    rows = [(desk.to(post.site.name, "newclass", post.site.id),) for post in posts]
    desk.ask("newclass", desk.s("rooms.where"), *rows, name=name)


async def read_new(desk: Desk, text: str) -> None:
    """A name for a new class; the class is there at once, with a code to join by."""
    name, where, posts = as_name(text), _of_new(desk, "where"), access.at_sites(desk.viewer, Action.NEW_CLASS)
    if not posts:
        return desk.nothing()
    if not name or len(name) > LONGEST_NAME or holds_secret(name):
        return desk.ask("newclass", desk.s("rooms.ask_name"), where=where)
    post = _makes(posts, where)
    if post is None:
        return _ask_where(desk, posts, name)
    desk.answered()
    turn, chance = desk.turn, desk.turn.tools.chance
    key = "".join(codes.ALPHABET[chance(len(codes.ALPHABET))] for _ in range(KEY_LETTERS)).lower()
    code = codes.fresh(chance)
    turn.do(NewClass(key, name, post.site.id, turn.learner.timezone, code, post.id))
    return desk.say(
        desk.s("rooms.made", name=name, code=code, link=turn.tools.links.join(code)),
        (desk.button("staff.invite", "invite"), desk.button("staff.classes", "classes")),
    )


async def ask_name(desk: Desk, arguments: list[str]) -> None:
    """Another name for a class, or another time zone."""
    here = await desk.room(Action.RUN_CLASS, arguments[0] if arguments else "")
    if here is None:
        return desk.nothing()
    zones = tuple(
        desk.to(zone.split("/")[1].replace("_", " "), "timezone", here[0].id, i) for i, zone in enumerate(ZONES)
    )
    return desk.ask("rename", desk.s("rooms.ask_name"), zones[:2], zones[2:], room=here[0].id)


async def read_name(desk: Desk, text: str) -> None:
    """The other name."""
    here = await desk.room(Action.RUN_CLASS, str(desk.asked().get("room", "")))
    name = as_name(text)
    if here is None:
        return desk.nothing()
    if not name or len(name) > LONGEST_NAME or holds_secret(name):
        return desk.say(desk.s("rooms.ask_name"))
    desk.answered()
    room, post = here
    desk.turn.do(RenameClass(room.id, name, room.timezone, post.id))
    return desk.say(desk.s("rooms.renamed", name=name), (desk.button("staff.classes", "classes"),))


async def set_timezone(desk: Desk, arguments: list[str]) -> None:
    """The class's clock: when its Monday begins."""
    here = await desk.room(Action.RUN_CLASS, arguments[0] if arguments else "")
    if here is None or len(arguments) < 2 or not arguments[1].isdecimal() or int(arguments[1]) >= len(ZONES):
        return desk.nothing()
    desk.answered()
    room, post = here
    desk.turn.do(RenameClass(room.id, room.name, ZONES[int(arguments[1])], post.id))
    return desk.say(desk.s("rooms.renamed", name=room.name), (desk.button("staff.classes", "classes"),))


async def ask_close(desk: Desk, arguments: list[str]) -> None:
    """Ask once before a class ends."""
    here = await desk.room(Action.RUN_CLASS, arguments[0] if arguments else "")
    if here is None:
        return desk.nothing()
    room, _ = here
    yes, no = desk.button("rooms.close_yes", "closed", room.id), desk.button("staff.back", "class", room.id)
    return desk.say(desk.s("rooms.close_ask", name=room.name), (no,), (yes,))


async def close(desk: Desk, arguments: list[str]) -> None:
    """The class has ended."""
    here = await desk.room(Action.RUN_CLASS, arguments[0] if arguments else "")
    if here is None:
        return desk.nothing()
    room, post = here
    people = await desk.office.roster([room.id])
    told = tell_ended(desk.turn.tools.phrases, room, people, desk.turn.now)
    desk.turn.do(CloseClass(room.id, post.id), *told)
    return desk.say(desk.s("rooms.closed", name=room.name), (desk.button("staff.home", "home"),))


async def ask_hand_over(desk: Desk, arguments: list[str]) -> None:
    """Which colleague takes the class over."""
    here = await desk.room(Action.HAND_OVER, arguments[0] if arguments else "")
    if here is None:
        return desk.nothing()
    room, _ = here
    colleagues = [
        post
        for post in await desk.office.posts([room.site.id])
        if post.role is Role.TUTOR and post.until is None and post.id not in room.tutors
    ]
    theirs = access.in_class(desk.viewer, Action.RUN_CLASS, room) is not None  # a coordinator sees no class
    back = (desk.button("staff.back", "class", room.id) if theirs else desk.button("staff.back", "site", room.site.id),)
    if not colleagues:
        return desk.say(desk.s("rooms.hand_nobody" if theirs else "rooms.give_nobody"), back)
    rows = [(desk.to(post.name, "handed", room.id, post.id),) for post in colleagues]
    return desk.say(desk.s("rooms.hand_ask" if theirs else "rooms.give_ask", name=room.name), *rows, back)


async def hand_over(desk: Desk, arguments: list[str]) -> None:
    """The colleague teaches it now, and only they."""
    here = await desk.room(Action.HAND_OVER, arguments[0] if arguments else "")
    if here is None or len(arguments) < 2 or not arguments[1].isdecimal():
        return desk.nothing()
    room, post = here
    posts = await desk.office.posts([room.site.id])
    to = next((each for each in posts if each.id == int(arguments[1])), None)
    if to is None or to.until is not None or to.role is not Role.TUTOR:
        return desk.nothing()
    if room.tutors != (to.id,):  # else a thumb has hit twice: nobody is told again
        former = [each for each in posts if each.id in room.tutors and each.id != to.id]
        people, tools = await desk.office.roster([room.id]), desk.turn.tools
        told = tell_handed(tools.phrases, tools.staff_phrases, room, to, post, former, people, desk.turn.now)
        desk.turn.do(HandOver(room.id, to.id, post.id), *told)
    return desk.say(desk.s("rooms.handed", name=room.name, to=to.name), (desk.button("staff.home", "home"),))
