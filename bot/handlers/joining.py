"""A code opens something: a class is joined by it, after one has read what its teacher will see. Also one's classes, and leaving."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.codes import normal
from bot.handlers import menus, onboarding, settings, telling, tutors
from bot.handlers.staff import accept
from bot.markup import unmarked
from bot.messages import Button, Command, Press, Sound, Text
from bot.ports.deeds import Join, Leave
from bot.ports.staff import Class, Code
from bot.turn import Turn, local_day

Opener = Callable[[Turn, Code], Awaitable[None]]

A_NAME_TAKES = timedelta(minutes=3)  # the tutor is told of somebody without a name only then
ROOM_NAME = 24  # characters of a class's name on a button


def code_in(turn: Turn) -> str | None:
    """The code that was typed alone, or given with `/start`; None when there is none."""
    given = turn.input
    if isinstance(given, Command) and given.name == "start":
        return normal(given.argument)
    return normal(given.text) if isinstance(given, Text) else None


async def begin(turn: Turn) -> None:
    """Somebody came with a code. A strange learner is asked for language and consent first; the code waits for them."""
    code = await _opens(turn, code_in(turn))
    if code is None:
        turn.say(turn.t("onboarding.code"))
        return await onboarding.go_on(turn)
    if turn.learner.agreed_on is None and code.kind == "class":
        return await onboarding.welcome(turn, code.code)
    return await OPENERS[code.kind](turn, code)


async def resume(turn: Turn, code: str) -> None:
    """The code that waited until somebody had agreed to what is kept."""
    found = await _opens(turn, code)
    if found is None:
        turn.say(turn.t("onboarding.code"))
        return await onboarding.after_code(turn)
    return await OPENERS[found.kind](turn, found)


async def _opens(turn: Turn, code: str | None) -> Code | None:
    """The invitation, if it works now and is of a kind that we know."""
    found = await turn.tools.office.code(code) if code is not None else None
    return found if found is not None and found.works(turn.now) and found.kind in OPENERS else None


# --- a class ---


async def offer(turn: Turn, code: Code) -> None:
    """Which class it is, exactly what its teacher will see and will not, and yes or no."""
    room = await _room(turn, code)
    if room is None:
        turn.say(turn.t("onboarding.code"))
        return await onboarding.after_code(turn)
    if await _is_in(turn, room):
        turn.say(turn.t("join.already", room=room.name))
        return await onboarding.after_code(turn)
    teacher = tutors.named(await tutors.of(turn, room), room)
    text = "\n\n".join((turn.t("join.class", room=room.name, teacher=teacher), turn.t("join.sees"), turn.t("join.ask")))
    yes, no = Button(turn.t("join.yes"), "join", f"yes-{code.code}"), Button(turn.t("join.no"), "join", "no")
    hear = (Button(turn.t("drill.hear"), "join", f"hear-{code.code}"),) if _speaks(turn) else ()
    return turn.say(text, (yes,), (*hear, no), replaces=turn.pressed)


def _speaks(turn: Turn) -> bool:
    return turn.tools.speaks and turn.learner.language == "en"  # the voice reads English


async def _room(turn: Turn, code: Code) -> Class | None:
    rooms = await turn.tools.office.classes(ids=[code.class_id]) if code.class_id is not None else ()
    return next((room for room in rooms if room.closed_on is None), None)


async def _is_in(turn: Turn, room: Class) -> bool:
    return room.id in [each.id for each in await turn.tools.office.classes_of(turn.learner.id)]


async def answer(turn: Turn) -> None:
    """A press on yes or no (or on 🔊) under an offer; the code is looked at again, for the press may come much later."""
    said, _, typed = turn.input.choice.partition("-")
    if said == "no":
        turn.say(turn.t("join.refused"), replaces=turn.pressed)
        return await onboarding.after_code(turn)
    code = await _opens(turn, normal(typed))
    room = await _room(turn, code) if code is not None else None
    if code is None or room is None:
        turn.say(turn.t("onboarding.code"), replaces=turn.pressed)
        return await onboarding.after_code(turn)
    if said == "hear":
        aloud = "".join(c for c in unmarked(turn.t("join.sees")) if c.isascii())  # a voice cannot read pictures
        return turn.say("", sound=Sound(" ".join(aloud.split())))
    if await _is_in(turn, room):
        turn.say(turn.t("join.already", room=room.name), replaces=turn.pressed)
        return await onboarding.after_code(turn)
    turn.do(Join(room.id))
    # The count is for what is said in this turn; the deed keeps it.
    turn.update(classes=turn.learner.classes + 1, timezone=room.timezone)
    turn.say(turn.t("join.welcome", room=room.name), replaces=turn.pressed)
    await telling.ask_share(turn)
    posts = await tutors.of(turn, room)
    if turn.learner.nickname is None:
        tutors.tell_joined(turn, posts, room, wait=A_NAME_TAKES)
        return _ask_name(turn, room)
    tutors.tell_joined(turn, posts, room)
    return await onboarding.after_code(turn)


def _ask_name(turn: Turn, room: Class) -> None:
    """A teacher can hardly call somebody without a name."""
    turn.ask_aside("called", room=room.id, joined=turn.now.isoformat())
    turn.say(turn.t("join.name"), (turn.button("name.none", "none"),))


async def read_name(turn: Turn) -> None:
    """What the teacher may call them, typed; or no name."""
    name = settings.name_in(turn.input)
    if name is None and not (isinstance(turn.input, Press) and turn.input.choice == "none"):
        key = "name.again" if isinstance(turn.input, Text) else "join.name"
        return turn.say(turn.t(key), (turn.button("name.none", "none"),))
    room_id, since = turn.place.data["room"], turn.place.data.get("joined")
    joined = datetime.fromisoformat(since) if since else turn.now  # a place of an earlier version: nobody was told yet
    turn.come_back()
    if name is not None:
        turn.update(nickname=name)
    for room in await turn.tools.office.classes(ids=[room_id]):
        posts = await tutors.of(turn, room)
        if turn.now < joined + A_NAME_TAKES:
            tutors.tell_joined(turn, posts, room)  # in place of what waits
        elif name is not None:
            tutors.tell_name(turn, posts, room, local_day(joined, room.timezone))
    turn.say(turn.t("name.set", name=name) if name is not None else turn.t("name.off"), replaces=turn.pressed)
    return await onboarding.after_code(turn)


# --- one's classes ---


async def show(turn: Turn) -> None:
    """Which classes, what the teacher sees, and the ways out and in."""
    rooms = await turn.tools.office.classes_of(turn.learner.id)
    lines = [turn.t("class.yours" if rooms else "class.none")]
    for room in rooms:
        lines += ["", turn.t("join.class", room=room.name, teacher=tutors.named(await tutors.of(turn, room), room))]
    lines += ["", turn.t("join.sees")] if rooms else []
    lines += ["", turn.t("class.code")]
    leave = [
        (Button(turn.t("class.leave", room=room.name[:ROOM_NAME]), "class", f"leave-{room.id}"),) for room in rooms
    ]
    ask = [(Button(turn.t("ask.button"), "ask", "any"),)] if rooms else []
    turn.say("\n".join(lines), *ask, *leave, menus.main(turn)[0], replaces=turn.pressed)


async def leaving(turn: Turn) -> None:
    """A press on leaving a class: asked once."""
    said, _, id = turn.input.choice.partition("-")
    room = next((each for each in await turn.tools.office.classes_of(turn.learner.id) if str(each.id) == id), None)
    if room is None:
        return await show(turn)
    if said == "leave":
        stay = Button(turn.t("class.stay"), "class", f"stay-{id}")
        go = Button(turn.t("class.go"), "class", f"go-{id}")
        return turn.say(turn.t("class.sure", room=room.name), (stay,), (go,), replaces=turn.pressed)
    if said == "go":
        turn.do(Leave(room.id))
        turn.update(classes=max(0, turn.learner.classes - 1))
    text = turn.t("class.left" if said == "go" else "class.stayed", room=room.name)
    return turn.say(text, menus.main(turn)[0], menus.go(turn, "settings"), replaces=turn.pressed)


OPENERS: dict[str, Opener] = {"class": offer, "tutor": accept.begin, "coordinator": accept.begin}
"""What a code of each kind opens. Staff are told there what is kept of them, and are asked nothing that learners are."""
