"""How likely somebody is to pass the civics test today (curriculum, pedagogy section 11). Pure.

A question counts with the chance that it is remembered now, times 0.95 if it was ever said or typed, 0.75 if it was only
recognised, and 0.05 if it was never met. The officer draws questions at random without replacement; the chance to pass is
exact over all draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from bot.lessons.memory import Card, recall
from bot.lessons.model import Skill

ASKED = {"2008": (10, 6), "2025": (20, 12)}  # questions asked, and right ones needed
SENIOR = {"2008": (10, 6), "2025": (10, 6)}  # under the 65/20 consideration, of the twenty marked ones
PRODUCED, RECOGNISED, NEVER_MET = 0.95, 0.75, 0.05
CLOSE, READY = 0.75, 0.90


class Standing(StrEnum):
    """Readiness in a word."""

    GETTING_THERE = "getting_there"
    CLOSE = "close"
    READY = "ready"


def standing(chance: float) -> Standing:
    """The word for a chance."""
    if chance >= READY:
        return Standing.READY
    return Standing.CLOSE if chance >= CLOSE else Standing.GETTING_THERE


def readiness(
    test: str,
    questions: Iterable[str],
    cards: Mapping[str, Mapping[Skill, Card]],
    now: datetime,
    *,
    senior: bool = False,
) -> float:
    """The estimated chance to pass today, from 0 to 1; `questions` are the ids that the officer draws from."""
    return passing(test, [known(cards.get(item, {}), now) for item in questions], senior=senior)


def passing(test: str, chances: Sequence[float], *, senior: bool = False) -> float:
    """The chance to pass, from that of each question to be answered rightly."""
    asked, needed = (SENIOR if senior else ASKED)[test]
    return chance_to_pass(chances, asked, needed)


def known(held: Mapping[Skill, Card], now: datetime) -> float:
    """The chance that one question is answered rightly now."""
    if (card := held.get(Skill.PRODUCE)) is not None:
        return recall(card, now) * (PRODUCED if card.successes else RECOGNISED)
    if (card := held.get(Skill.RECOGNISE)) is not None:
        return recall(card, now) * RECOGNISED
    return NEVER_MET


def chance_to_pass(chances: Sequence[float], asked: int, needed: int) -> float:
    """P(at least `needed` right of `asked` drawn at random without replacement), each right with its own chance."""
    count = len(chances)
    asked = min(asked, count)
    if asked < needed:
        return 0.0
    # ways[j][r]: weight of having drawn j of the questions seen so far with r of them right. Each question's weight of being
    # drawn is 1, so in the end ways[asked] divided by its sum is the distribution over all draws.
    ways = [[0.0] * (asked + 1) for _ in range(asked + 1)]
    ways[0][0] = 1.0
    for seen, chance in enumerate(chances, 1):
        wrong = 1.0 - chance
        for j in range(min(seen, asked), 0, -1):
            before, now = ways[j - 1], ways[j]
            for r in range(j, 0, -1):
                now[r] += before[r] * wrong + before[r - 1] * chance
            now[0] += before[0] * wrong
    drawn = ways[asked]
    return sum(drawn[needed:]) / sum(drawn)
