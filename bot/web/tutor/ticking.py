"""What a learner can do, on their page, and the tutor's own word on it. The words and the rules are the chat's."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.access import Action
from bot.handlers.staff import ticking
from bot.handlers.staff.ticking import GROUPS, SAYS
from bot.lessons.can_do import CanDo
from bot.lessons.course import LEVELS, Unit
from bot.lessons.memory import Card
from bot.ports.staff import Class, Enrolled, Tick
from bot.web.tutor.frame import Pages, Sheet


@dataclass(frozen=True, slots=True)
class Row:
    """A unit, where the learner stands with it, and the word that holds with who gave it."""

    unit: Unit
    one: CanDo
    mark: str
    tick: Tick | None
    by: str
    words: tuple[str, ...]  # that may be given now


def routes(pages: Pages) -> list[BaseRoute]:
    """Where the buttons of the section lead."""
    return [Route("/class/{key}/learner/{id:int}/can", pages.signed_in(_tick), methods=["POST"])]


async def section(sheet: Sheet, room: Class, each: Enrolled, cards: list[Card]) -> tuple[str, list[Row]]:
    """The level or track that is asked for (else the learner's level), and its units."""
    group = sheet.request.query_params.get("can", "")
    group = group if group in GROUPS else each.learner.level or LEVELS[0]
    return group, await _rows(sheet, room, each, cards, ticking.units_of(sheet.pages.catalogue().course, group))


async def every(sheet: Sheet, room: Class, each: Enrolled, cards: list[Card]) -> list[tuple[str, CanDo, str]]:
    """Of all levels and tracks the units of which there is something: the title, where they stand, and whose word holds."""
    course = sheet.pages.catalogue().course
    rows = await _rows(sheet, room, each, cards, [unit for group in GROUPS for unit in ticking.units_of(course, group)])
    return [(row.unit.title, row.one, row.by) for row in rows if row.one.done or row.one.known or row.tick]


async def _rows(sheet: Sheet, room: Class, each: Enrolled, cards: list[Card], units: list[Unit]) -> list[Row]:
    seen = await ticking.shown_of(sheet.office, each.learner.id, units)
    signers = await sheet.office.posts([room.site.id]) if seen.holding else ()
    names = {post.id: post.name for post in signers}
    rows = []
    for unit, one in zip(units, ticking.standing(units, seen, cards), strict=True):
        tick = seen.holding.get(unit.id)
        words = [word for word, said in SAYS.items() if (tick is not None if said is None else said != one.tick)]
        by = (names.get(tick.staff or 0) or "–") if tick is not None else ""
        rows.append(Row(unit, one, ticking.mark(one), tick, by, tuple(words)))
    return rows


async def _tick(sheet: Sheet) -> Response:
    room, post, each = await sheet.learner(Action.TICK)
    group, word, id = sheet.one("group"), sheet.one("word"), each.learner.id
    path = f"/class/{room.key}/learner/{id}"
    units = {unit.id: unit for unit in ticking.units_of(sheet.pages.catalogue().course, group)}
    unit = units.get(sheet.one("unit"))
    if unit is None or word not in SAYS:
        return sheet.back(path, "page.not_saved")
    seen = await ticking.shown_of(sheet.office, id, [])
    await sheet.do(*ticking.news(seen, id, room.id, unit, word, post))
    return sheet.back(f"{path}?can={group}", "page.saved")
