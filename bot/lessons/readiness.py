"""How likely somebody is to pass the civics test today (curriculum, pedagogy section 11). Pure.

A question counts with the chance that it is remembered now, times 0.95 if it was ever said or typed, 0.75 if it was only
recognised, and 0.05 if it was never met. The officer draws questions at random without replacement; the chance to pass is
exact over all draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from math import comb

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
        return said_now(recall(card, now), produced=card.successes > 0)
    if (card := held.get(Skill.RECOGNISE)) is not None:
        return said_now(recall(card, now), produced=False)
    return NEVER_MET


def said_now(recalled: float, *, produced: bool) -> float:
    """The chance that something met is said rightly, by the chance that it is remembered; `produced`: it was said before."""
    return recalled * (PRODUCED if produced else RECOGNISED)


def chance_to_pass(chances: Sequence[float], asked: int, needed: int) -> float:
    """P(at least `needed` right of `asked` drawn at random without replacement), each right with its own chance."""
    count = len(chances)
    asked = min(asked, count)
    if asked < needed:
        return 0.0
    # Row j, place w: the weight of having drawn j of the questions seen so far with w of them wrong, as long as that can still
    # be a pass. Each question's weight of being drawn is 1, so all draws together weigh (count choose asked). The rows stand one
    # after the other, each with a place more that stays 0, so that one question is one pass over one list.
    row = asked - needed + 2
    ways, lost = [1.0] + [0.0] * ((asked + 1) * row - 1), [0.0] * (asked + 1)
    no_row, no_row_nor_place = [0.0] * row, [0.0] * (row + 1)
    for chance in chances:
        wrong = 1.0 - chance
        right_now, wrong_now = no_row + ways, no_row_nor_place + ways
        ways = [
            before + same * chance + fewer * wrong
            for before, same, fewer in zip(ways, right_now, wrong_now, strict=False)
        ]
        ways[row - 1 :: row] = lost
    return sum(ways[asked * row :]) / comb(count, asked)


def is_ready(chances: Sequence[float], asked: int, needed: int) -> bool:
    """Whether `chance_to_pass` reaches READY, in most cases without working it out.

    How many of the drawn questions are right is distributed like a sum of `asked` independent trials with unequal chances
    (sampling without replacement is strongly Rayleigh, so its generating function has real roots only). Of all such sums with
    the same mean the binomial one has the heaviest tails (Hoeffding 1956): with a mean of at least `needed` it gives a lower
    bound, with a mean of at most `needed` - 1 more than half of all draws fail. Only between is the exact chance worked out.
    """
    asked = min(asked, len(chances))
    if asked < needed:
        return False
    mean = asked * sum(chances) / len(chances)
    if mean <= needed - 1:
        return False
    if mean >= needed and _binomial_tail(asked, min(1.0, mean / asked), needed) >= READY:
        return True
    return chance_to_pass(chances, asked, needed) >= READY


def _binomial_tail(trials: int, chance: float, least: int) -> float:
    return sum(comb(trials, n) * chance**n * (1 - chance) ** (trials - n) for n in range(least, trials + 1))
