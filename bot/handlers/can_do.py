"""What a learner can do now, in words of theirs: all of it on their progress, and what is new at the end of a session."""

from __future__ import annotations

from collections.abc import Iterable

from bot.lessons.can_do import CanDo, all_tasks, can_dos
from bot.lessons.course import Unit
from bot.lessons.progress import known
from bot.markup import literal
from bot.ports.office import Shown
from bot.turn import Turn

SHOWN = 8  # units whose can-dos are told, the last ones


async def shown(turn: Turn) -> Shown:
    """What shows what they can do, as it stood before this turn."""
    return await turn.tools.office.shown(turn.learner.id, all_tasks(turn.tools.catalogue.course))


async def lines(turn: Turn, seen: Shown) -> list[str]:
    """What they can do: what their practice shows, then what their teacher says; nothing if there is nothing yet."""
    units = turn.tools.catalogue.course.units
    every = can_dos(units.values(), seen.done, known(await turn.cards(), seen.once), seen.said)
    reached = [each for each in every if each.reached]
    told, more = reached[-SHOWN:], reached[:-SHOWN]
    out: list[str] = []
    for key, those in (
        ("cando.now", [each for each in told if each.tick is None]),
        ("cando.teacher", [each for each in told if each.tick]),
    ):
        if those:
            out += [turn.t(key), *statements(turn, those)]
    if more:
        out.append(turn.t("cando.more", n=sum(len(units[each.unit].can) for each in more)))
    return out


def statements(turn: Turn, reached: Iterable[CanDo]) -> list[str]:
    """The can-dos of some units, a line each."""
    units = turn.tools.catalogue.course.units
    return [f"· {literal(said)}" for each in reached for said in in_words(units[each.unit])]


def in_words(unit: Unit) -> tuple[str, ...]:
    """A unit's can-dos: they stand in plain English only."""
    return unit.can
