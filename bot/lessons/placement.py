"""Placement: a short Bayesian staircase over the six levels, and the check that opens the next one. Pure (curriculum,
pedagogy section 7).

A learner has an ability on the scale of the levels (0 is a0, 5 is b2). An item of level k is answered rightly with the chance
g + (1 − g) / (1 + exp(−1.6 (θ − k + 0.8))), where g is the chance to guess it. After each answer the belief over the six levels
is updated; the next item is of the level from which most is learnt (the least entropy expected after it). That needs fewer
items than asking at the mean, and places more people right (bench/RESULTS.md).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from random import Random

from bot.lessons.course import LEVELS, Exercise, Unit

PRIOR = (0.14, 0.24, 0.22, 0.18, 0.13, 0.09)
SLOPE, SHIFT = 1.6, 0.8
FEWEST, MOST = 8, 14
SURE = 0.65
ALL_WRONG = 4  # the first so many wrong: a0
GUESS_TYPED = 0.02


@dataclass(frozen=True, slots=True)
class Asked:
    """One item that was answered: its level (0 to 5), the chance to guess it, and whether it was right."""

    level: int
    guess: float
    right: bool


def chance_right(ability: float, level: int, guess: float) -> float:
    """The chance that somebody of an ability answers an item of a level."""
    return guess + (1 - guess) / (1 + math.exp(-SLOPE * (ability - level + SHIFT)))


def belief(asked: Sequence[Asked], prior: Sequence[float] = PRIOR) -> list[float]:
    """How likely each level is after what was answered; sums to 1."""
    weights = list(prior)
    for item in asked:
        for level in range(len(LEVELS)):
            right = chance_right(level, item.level, item.guess)
            weights[level] *= right if item.right else 1 - right
    total = sum(weights)
    return [weight / total for weight in weights]


def mean(weights: Sequence[float]) -> float:
    """The level expected."""
    return sum(level * weight for level, weight in enumerate(weights))


def over(asked: Sequence[Asked]) -> bool:
    """Whether enough is known: sure after eight items, or fourteen asked, or the first four all wrong."""
    if len(asked) >= MOST:
        return True
    if len(asked) == ALL_WRONG and not any(item.right for item in asked):
        return True
    return len(asked) >= FEWEST and max(belief(asked)) >= SURE


def _doubt(weights: Sequence[float]) -> float:
    return -sum(weight * math.log(weight) for weight in weights if weight > 0)


def next_level(asked: Sequence[Asked], guess: float) -> int:
    """The level of the item to ask next, when it can be guessed with a chance; the first one is a1a."""
    if not asked:
        return LEVELS.index("a1a")
    now = belief(asked)

    def left(level: int) -> float:
        right = sum(weight * chance_right(at, level, guess) for at, weight in enumerate(now))
        yes, no = (belief([Asked(level, guess, answer)], now) for answer in (True, False))
        return right * _doubt(yes) + (1 - right) * _doubt(no)

    return min(range(len(LEVELS)), key=left)


def placed(asked: Sequence[Asked]) -> str:
    """The level that the answers point to; the lower one when two are equally likely."""
    if not asked or not any(item.right for item in asked[:ALL_WRONG]):
        return LEVELS[0]
    weights = belief(asked)
    best = max(weights)
    return LEVELS[next(i for i, weight in enumerate(weights) if weight >= best - 1e-9)]


# --- the level-up check: 16 unseen items, 8 of them typed or spoken ---

BANKS = ("a", "b")  # of the placement, in turn
CHECK_BANK = "check"
PRODUCTIVE = ("fill-gap", "short-answer", "dictation")  # typed; gaps in a placement only from a1b
CHECK_ITEMS, CHECK_PRODUCTIVE = 16, 8
CHECK_RIGHT, CHECK_PRODUCTIVE_RIGHT = 12, 5
RETRY_DAYS = 5  # of practice, before a check that was not passed is taken again
VISITED = 2  # units that are named to whoever did not pass


def bank(id: str) -> str:
    """The bank that an item stands in: `p-check-a0-i01` in `check`."""
    return id.split("-")[1]


def check_items(level: str, items: Iterable[Exercise], *, taken: int, chance: Random) -> list[Exercise]:
    """What is asked in a check of a level, tapped and typed in turn: the items of its own bank first. Somebody who has `taken`
    checks of this level is asked what was in none of them while anything is left, and then what was longest ago; `chance` is the
    same each time, and so is the order of this learner."""
    order = sorted((item for item in items if item.about == level), key=lambda item: item.id)
    chance.shuffle(order)
    order.sort(key=lambda item: bank(item.id) != CHECK_BANK)
    asked: list[Exercise] = []
    fresh = len(order)
    for _ in range(taken + 1):
        asked = _half_typed(order[:fresh], CHECK_ITEMS)
        asked += _half_typed(order[fresh:], CHECK_ITEMS - len(asked))
        fresh = max(0, fresh - CHECK_ITEMS)
        ids = {item.id for item in asked}
        order = [item for item in order if item.id not in ids] + asked
    return asked


def _half_typed(order: Sequence[Exercise], count: int) -> list[Exercise]:
    """The first ones, half of them typed if there are so many; they come in turn."""
    typed = [item for item in order if item.type in PRODUCTIVE]
    tapped = [item for item in order if item.type not in PRODUCTIVE]
    most = max(count * CHECK_PRODUCTIVE // CHECK_ITEMS, count - len(tapped))
    pairs = zip_longest(tapped[: count - min(len(typed), most)], typed[:most])
    return [item for pair in pairs for item in pair if item is not None][:count]


def check_passed(right: int, productive_right: int, productive: int = CHECK_PRODUCTIVE) -> bool:
    """Whether a level check is passed: 12 of 16, and 5 of the 8 productive items. Where fewer were asked of these
    (in a check taken again), the same share of them."""
    needed = math.ceil(productive * CHECK_PRODUCTIVE_RIGHT / CHECK_PRODUCTIVE)
    return right >= CHECK_RIGHT and productive_right >= needed


def days_left(check_on: date, practised: Iterable[date]) -> int:
    """How many days of practice there are to come before a check that was not passed on a day opens again."""
    return max(0, RETRY_DAYS - sum(day > check_on for day in practised))


def to_visit(units: Iterable[Unit], missed: Iterable[str], recalled: Mapping[str, float]) -> list[Unit]:
    """The units to go back to, in their order: those of most of the missed items, and of these the ones whose words are known
    least; `missed` holds the unit of each missed item, `recalled` the chance that a word that was met is remembered."""
    misses = Counter(missed)

    def need(unit: Unit) -> tuple[int, float]:
        known = sum(recalled.get(word.id, 0) for word in unit.words.values())
        return -misses[unit.id], known / max(1, len(unit.words))

    every = list(units)
    chosen = sorted(every, key=need)[:VISITED]
    return [unit for unit in every if unit in chosen]


# --- week 1 corrects what placement missed ---

FIRST_ITEMS = 20
TOO_EASY, TOO_HARD = 0.95, 0.60


def neighbour(level: str, right: Sequence[bool]) -> str | None:
    """The level to offer after the first twenty items, when they were far too easy or too hard; None when they fit."""
    first = right[:FIRST_ITEMS]
    if len(first) < FIRST_ITEMS:
        return None
    share, at = sum(first) / FIRST_ITEMS, LEVELS.index(level)
    if share >= TOO_EASY and at + 1 < len(LEVELS):
        return LEVELS[at + 1]
    return LEVELS[at - 1] if share < TOO_HARD and at else None
