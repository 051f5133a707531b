"""What a learner can do now, in words of theirs: all of it on their progress, and what is new at the end of a session."""

from __future__ import annotations

from collections.abc import Iterable

from bot.lessons.can_do import TASK, all_tasks, can_do, can_dos, known, tasks
from bot.lessons.course import Unit
from bot.lessons.model import Verdict
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
    every = can_dos(units.values(), seen.done, known(await turn.cards()), seen.said)
    reached = [each for each in every if each.reached]
    told, more = reached[-SHOWN:], reached[:-SHOWN]
    out: list[str] = []
    for key, those in (
        ("cando.now", [each for each in told if each.tick is None]),
        ("cando.teacher", [each for each in told if each.tick]),
    ):
        if those:
            out += [turn.t(key), *statements(turn, [each.unit for each in those])]
    if more:
        out.append(turn.t("cando.more", n=sum(len(units[each.unit].can) for each in more)))
    return [*out, *unread(turn, [each.unit for each in told])]


async def newly(turn: Turn) -> str | None:
    """The unit whose can-dos the English answer of this turn has reached, and nothing before it had; None: none. Only an answer by which
    a word comes to be known, or a role-play is passed, can do that: after any other nothing is read."""
    last = turn.changes.attempts[-1] if turn.changes.attempts else None
    if last is None:
        return None
    passed = last.form == TASK and last.verdict is Verdict.CORRECT
    item = {last.item}
    learnt = item & known(turn.changes.cards) - known(turn.known.cards.values())
    if not (learnt or passed):
        return None
    unit = turn.tools.catalogue.course.unit_of(last.item)
    seen = await turn.tools.office.shown(turn.learner.id, tasks(unit))
    now, word = known(await turn.cards()), seen.said.get(unit.id)
    before = can_do(unit, seen.done, now - learnt, word)
    after = can_do(unit, seen.done | item if passed else seen.done, now, word)
    return unit.id if after.reached and not before.reached else None


def statements(turn: Turn, reached: Iterable[str]) -> list[str]:
    """The can-dos of some units, a line each."""
    units = turn.tools.catalogue.course.units
    language = turn.learner.language
    return [f"· {literal(said)}" for id in reached if id in units for said in in_words(units[id], language)]


def unread(turn: Turn, reached: Iterable[str]) -> list[str]:
    """The line under can-dos in the learner's language that no fluent person has read."""
    units, language = turn.tools.catalogue.course.units, turn.learner.language
    there = (said for id in reached if id in units for said in units[id].cans.get(language, ()))
    return [] if all(said.reviewed for said in there) else [turn.t("drill.not_reviewed")]


def in_words(unit: Unit, language: str) -> list[str]:
    """A unit's can-dos in the learner's language; else in plain English."""
    there = unit.cans.get(language, ())
    return [said.text for said in there] if len(there) == len(unit.can) else list(unit.can)
