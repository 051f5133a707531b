"""How learners come into a class: a link, a code to type, a poster to hang up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import codes
from bot.access import Action
from bot.handlers.staff.desk import Desk
from bot.messages import Picture
from bot.ports.deeds import MakeCode, RevokeCode
from bot.ports.office import Office
from bot.ports.staff import Class, Code

POSTER_LANGUAGES = 4


async def show(desk: Desk, arguments: list[str]) -> None:
    """The code and link of a class; with several classes, which one."""
    if not arguments:
        if len(desk.viewer.classes) != 1:
            recruit = ((desk.button("sites.recruit", "sites"),),) if desk.is_coordinator else ()
            return desk.which_class("invite", *recruit)
        arguments = [str(desk.viewer.classes[0].id)]
    here = await desk.room(Action.RUN_CLASS, arguments[0])
    if here is None:
        return desk.nothing()
    room, _ = here
    code = await code_of(desk, room)
    b = desk.button
    return desk.say(
        desk.s("invite.class", name=room.name, code=code.code, link=desk.turn.tools.links.join(code.code))
        if code
        else desk.s("invite.no_code", name=room.name),
        (b("invite.poster", "poster", room.id),) if code else (),
        (b("invite.renew" if code else "invite.make", "renew", room.id),),
        (b("invite.end", "uninvite", room.id),) if code else (),
        (b("staff.back", "class", room.id),),
    )


async def codes_of(office: Office, room: Class, now: datetime) -> Sequence[Code]:
    """The codes of a class that work, newest first."""
    return [code for code in await office.codes(room.site.id) if code.class_id == room.id and code.works(now)]


async def code_of(desk: Desk, room: Class) -> Code | None:
    """The newest code of a class that works."""
    return next(iter(await codes_of(desk.office, room, desk.turn.now)), None)


async def poster(desk: Desk, arguments: list[str]) -> None:
    """A page to print: what it is, in the learners' languages, and a code to scan or type."""
    here = await desk.room(Action.RUN_CLASS, arguments[0] if arguments else "")
    code = await code_of(desk, here[0]) if here else None
    if here is None or code is None:
        return desk.nothing()
    room, _ = here
    phrases = desk.turn.tools.phrases
    spoken = [each.learner.language for each in await desk.office.roster([room.id])]
    languages = sorted(phrases.languages, key=lambda language: (-spoken.count(language), language != "en"))
    words = tuple(
        (phrases("language.name", each), phrases("poster.text", each)) for each in languages[:POSTER_LANGUAGES]
    )
    png = desk.turn.tools.reports.poster(desk.turn.tools.links.join(code.code), code.code, words)
    desk.turn.say(desk.s("invite.print"), picture=Picture(png, desk.s("invite.poster_alt", code=code.code)))


async def renew(desk: Desk, arguments: list[str]) -> None:
    """A new code; the old ones open nothing any more."""
    here = await desk.room(Action.RUN_CLASS, arguments[0] if arguments else "")
    if here is None:
        return desk.nothing()
    room, post = here
    fresh = codes.fresh(desk.turn.tools.chance)
    desk.turn.do(
        *(RevokeCode(code.code, post.id) for code in await codes_of(desk.office, room, desk.turn.now)),
        MakeCode(fresh, "class", room.site.name, room.id, None, post.id),
    )
    return desk.say(
        desk.s("invite.class", name=room.name, code=fresh, link=desk.turn.tools.links.join(fresh)),
        (desk.button("invite.poster", "poster", room.id),),
        (desk.button("staff.back", "class", room.id),),
    )


async def end(desk: Desk, arguments: list[str]) -> None:
    """Nobody joins by the code any more; who is in the class stays."""
    here = await desk.room(Action.RUN_CLASS, arguments[0] if arguments else "")
    if here is None:
        return desk.nothing()
    room, post = here
    desk.turn.do(*(RevokeCode(code.code, post.id) for code in await codes_of(desk.office, room, desk.turn.now)))
    return desk.say(
        desk.s("invite.ended", name=room.name),
        (desk.button("invite.make", "renew", room.id),),
        (desk.button("staff.back", "class", room.id),),
    )
