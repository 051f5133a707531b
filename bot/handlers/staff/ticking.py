"""What a learner can do, as their tutor sees it, and the tutor's own word on it: heard in class, or not yet. Buttons only."""

from __future__ import annotations

from collections.abc import Iterable

from bot.access import Action
from bot.handlers.staff.assigning import unit_of
from bot.handlers.staff.desk import Desk
from bot.lessons.can_do import CanDo, can_dos, known, tasks
from bot.lessons.course import LEVELS, Course, Unit
from bot.lessons.memory import Card
from bot.messages import Button
from bot.ports.deeds import TickCanDo
from bot.ports.office import Office, Shown
from bot.ports.staff import Post, Tick
from bot.turn import local_day

# Not the citizenship track: who studies for it is theirs to tell.
GROUPS = (*LEVELS, "work", "civ")
SAYS = {"yes": True, "no": False, "figures": None}  # what a button or a form says, and the word that it is


def units_of(course: Course, group: str) -> list[Unit]:
    """The units of a level or a track of which a tutor sees what somebody can do."""
    return [unit for unit in course.units.values() if (unit.track or unit.level) == group and group in GROUPS]


def group_name(group: str) -> str:
    """The phrase of a level or a track."""
    return f"week.level.{group}" if group in LEVELS else f"assign.track_{group}"


async def shown_of(office: Office, learner: int, units: Iterable[Unit]) -> Shown:
    """What shows what a learner can do of some units."""
    return await office.shown(learner, [task for unit in units for task in tasks(unit)])


def standing(units: Iterable[Unit], seen: Shown, cards: Iterable[Card]) -> list[CanDo]:
    """Where they stand with some units."""
    return can_dos(units, seen.done, known(cards), seen.said)


def news(seen: Shown, learner: int, room: int, unit: Unit, word: str, by: Post) -> tuple[TickCanDo, ...]:
    """A tutor's word as it is to be kept: nothing when it holds already, for a thumb may hit twice."""
    return () if seen.said.get(unit.id) == SAYS[word] else (TickCanDo(learner, room, unit.id, SAYS[word], by.id),)


def mark(each: CanDo) -> str:
    """How a unit is marked: reached or not, and whether by a tutor's word."""
    return ("✅" if each.reached else "▫️") + ("" if each.tick is None else "👩‍🏫")


async def signed(office: Office, site: int, tick: Tick) -> str:
    """Who gave a word, by name; "–" for somebody of another site, or who is gone."""
    names = {post.id: post.name for post in await office.posts([site])}
    return names.get(tick.staff or 0) or "–"


async def show_all(desk: Desk, arguments: list[str]) -> None:
    """The units of a level or track with what they can do. Arguments: the class, the learner, the group (else their level)."""
    here = await desk.learner(Action.SEE_LEARNER, arguments[0], arguments[1]) if len(arguments) > 1 else None
    if here is None:
        return desk.nothing()
    room, _, each = here
    id, course = each.learner.id, desk.turn.tools.catalogue.course
    group = arguments[2] if len(arguments) > 2 else each.learner.level or LEVELS[0]
    units = units_of(course, group)
    if not units:
        return desk.nothing()
    seen, memories = await shown_of(desk.office, id, units), await desk.office.memories([id], _words(units))
    rows = [
        (desk.to(f"{mark(one)} {unit.number}. {unit.title}", "cando", room.id, id, group, unit.number),)
        for unit, one in zip(units, standing(units, seen, memories[id]), strict=True)
    ]
    at = GROUPS.index(group)
    near: list[Button] = []
    if at:
        near.append(desk.to(f"◀ {desk.s(group_name(GROUPS[at - 1]))}", "can", room.id, id, GROUPS[at - 1]))
    if at + 1 < len(GROUPS):
        near.append(desk.to(f"{desk.s(group_name(GROUPS[at + 1]))} ▶", "can", room.id, id, GROUPS[at + 1]))
    text = desk.s("can.all", name=each.called(desk.s), group=desk.s(group_name(group)))
    return desk.say(text, *rows, tuple(near), (desk.button("staff.back", "student", id, room.id),))


def _words(units: Iterable[Unit]) -> list[str]:
    return [word.id for unit in units for word in unit.words.values()]


async def show(desk: Desk, arguments: list[str]) -> None:
    """One unit: its can-dos, what practice shows, whose word holds; and the words one may give."""
    here = await desk.learner(Action.SEE_LEARNER, arguments[0], arguments[1]) if len(arguments) > 3 else None
    unit = _unit(desk, arguments)
    if here is None or unit is None:
        return desk.nothing()
    room, _, each = here
    id, group = each.learner.id, arguments[2]
    seen, memories = await shown_of(desk.office, id, [unit]), await desk.office.memories([id], _words([unit]))
    [one] = standing([unit], seen, memories[id])
    lines = [f"**{each.called(desk.s)}** · {unit.title}", *(f"· {can}" for can in unit.can), ""]
    lines.append(desk.s("can.task_done" if one.done else "can.task_open"))
    lines.append(desk.s("can.words", n=one.known, total=one.words))
    lines.append(desk.s("can.reached" if one.reached else "can.open"))
    tick = seen.holding.get(unit.id)
    if tick is not None:
        day = desk.day(local_day(tick.at, room.timezone))
        lines.append(desk.s("can.signed", name=await signed(desk.office, room.site.id, tick), day=day))
    says = [(key, word) for key, word in (("can.yes", "yes"), ("can.no", "no")) if SAYS[word] != one.tick]
    says += [("can.figures", "figures")] if tick is not None else []
    rows = [(desk.button(key, "tick", room.id, id, group, unit.number, word),) for key, word in says]
    return desk.say("\n".join(lines), *rows, (desk.button("staff.back", "can", room.id, id, group),))


def _unit(desk: Desk, arguments: list[str]) -> Unit | None:
    unit = unit_of(desk.turn.tools.catalogue, arguments[2:])
    return unit if unit is not None and arguments[2] in GROUPS else None


async def tick(desk: Desk, arguments: list[str]) -> None:
    """The tutor's word, signed; or taken back to what practice shows. Arguments: as for the unit, and the word."""
    here = await desk.learner(Action.TICK, arguments[0], arguments[1]) if len(arguments) > 4 else None
    unit = _unit(desk, arguments)
    if here is None or unit is None or arguments[4] not in SAYS:
        return desk.nothing()
    room, post, each = here
    seen = await shown_of(desk.office, each.learner.id, [])
    desk.turn.do(*news(seen, each.learner.id, room.id, unit, arguments[4], post))
    back = (desk.button("staff.back", "can", room.id, each.learner.id, arguments[2]),)
    return desk.say(desk.s("can.kept", unit=unit.title), back)
