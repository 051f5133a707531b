"""What comes of a level check: passed, or not yet, with two units to visit; and when it is open again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.handlers import menus
from bot.lessons import placement
from bot.lessons.course import LEVELS, Exercise, Unit
from bot.lessons.drill import carrier
from bot.lessons.memory import recall
from bot.lessons.planner import by_item
from bot.lessons.progress import practised
from bot.markup import literal
from bot.messages import Button
from bot.ports.deeds import ReachLevel
from bot.turn import Turn

WORDS_NAMED = 3  # of a unit to visit: the least known ones


async def days_left(turn: Turn) -> int:
    """How many days of practice there are to come before the check opens again; 0: it is open."""
    if turn.learner.check_on is None:
        return 0
    day = date.fromisoformat(turn.learner.check_on)
    since = datetime.combine(
        day - timedelta(days=1), time(), UTC
    )  # a little earlier: the learner's day is not the clock's
    attempts = await turn.tools.records.attempts(turn.learner.id, since=since)
    return placement.days_left(day, practised(attempt.day for attempt in attempts))


def later(turn: Turn, days: int) -> None:
    """It was asked for too early: when it opens, and one press to practice."""
    turn.say(
        turn.t("level.later", days=placement.RETRY_DAYS, n=days), menus.go(turn, "practice"), replaces=turn.pressed
    )


async def over(turn: Turn, level: str, asked: Sequence[tuple[Exercise, bool]]) -> None:
    """The check of a level is taken; `asked` holds each item, and whether it was answered rightly."""
    right = sum(ok for _, ok in asked)
    productive = [ok for item, ok in asked if item.type in placement.PRODUCTIVE]
    turn.move("menu")
    at = LEVELS.index(level)
    if placement.check_passed(right, sum(productive), len(productive)) and at + 1 < len(LEVELS):
        turn.update(level=LEVELS[at + 1], checks=0, check_on=None)
        turn.do(ReachLevel(LEVELS[at + 1], "check"))
        name, can = turn.t(f"level.name.{LEVELS[at + 1]}"), turn.t(f"level.can.{LEVELS[at + 1]}")
        text = turn.t("level.passed", level=name, can=can)
        return turn.say(text, menus.go(turn, "practice", "progress"), replaces=turn.pressed)
    turn.update(check_on=turn.today.isoformat())
    return await _not_yet(turn, level, [item.unit for item, ok in asked if not ok])


async def _not_yet(turn: Turn, level: str, missed: Sequence[str]) -> None:
    course = turn.tools.catalogue.course
    held = by_item(await turn.cards())
    recalled = {item: recall(carrier(cards), turn.now) for item, cards in held.items() if item in course.words}
    units = placement.to_visit(course.level(level), missed, recalled)
    lines = [turn.t("level.not_yet", days=placement.RETRY_DAYS), "", turn.t("level.visit")]
    lines += [f"· **{literal(unit.title)}**: {_words(turn, unit, recalled)}" for unit in units]
    rows = [(Button(f"📗 {unit.title}", "visit", unit.id),) for unit in units]
    turn.say("\n".join(lines), *rows, menus.go(turn, "practice", "progress"), replaces=turn.pressed)


def _words(turn: Turn, unit: Unit, recalled: dict[str, float]) -> str:
    """A few of a unit's words, the least known first, with what they are at home: its title stands in English only."""
    least = sorted(unit.words.values(), key=lambda word: recalled.get(word.id, 0))[:WORDS_NAMED]
    out = []
    for word in least:
        there = word.at_home(turn.learner.language)
        mark = "" if not there or word.glosses[turn.learner.language].reviewed else " 🔧"
        out.append(literal(f"{word.text} ({there[0]}{mark})" if there else word.text))
    return ", ".join(out)
