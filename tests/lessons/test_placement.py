"""Placement by its promises; how well it places many is measured in bench/placement.py."""

from __future__ import annotations

from random import Random

import pytest

from bot.lessons.course import LEVELS
from bot.lessons.placement import (
    Asked,
    belief,
    chance_right,
    check_passed,
    neighbour,
    next_level,
    over,
    placed,
)


def sit(ability: float, chance: Random) -> list[Asked]:
    asked: list[Asked] = []
    while not over(asked):
        level = next_level(asked, 0.25)
        asked.append(Asked(level, 0.25, chance.random() < chance_right(ability, level, 0.25)))
    return asked


def test_the_first_item_is_of_the_second_level() -> None:
    assert LEVELS[next_level([], 0.25)] == "a1a"


def test_four_wrong_at_the_beginning_end_it_at_the_first_level() -> None:
    asked = [Asked(1, 0.25, False)] * 4
    assert over(asked)
    assert placed(asked) == "a0"


@pytest.mark.parametrize("level", range(6))
def test_most_land_at_their_level_or_next_to_it(level: int) -> None:
    chance = Random(level)
    found = [LEVELS.index(placed(sit(level, chance))) for _ in range(60)]
    assert sum(abs(at - level) <= 1 for at in found) >= 57


def test_it_is_short() -> None:
    chance = Random(1)
    lengths = [len(sit(level, chance)) for level in range(6) for _ in range(20)]
    assert min(lengths) >= 4
    assert max(lengths) <= 14
    assert sum(lengths) / len(lengths) < 11


def test_the_belief_is_a_belief() -> None:
    weights = belief([Asked(2, 0.25, True), Asked(4, 0.02, False)])
    assert sum(weights) == pytest.approx(1)
    assert all(weight > 0 for weight in weights)


def test_nothing_answered_is_the_first_level() -> None:
    assert placed([]) == "a0"


@pytest.mark.parametrize(
    ("right", "productive", "asked", "passed"),
    [
        (12, 5, 8, True),
        (16, 8, 8, True),
        (11, 8, 8, False),
        (12, 4, 8, False),
        (12, 4, 6, True),
        (12, 3, 6, False),
        (12, 2, 2, True),
        (15, 1, 2, False),
        (12, 0, 0, True),  # beginners type nothing
        (11, 0, 0, False),
    ],
)
def test_a_level_check_needs_both(right: int, productive: int, asked: int, passed: bool) -> None:
    assert check_passed(right, productive, asked) is passed


@pytest.mark.parametrize(
    ("level", "right", "offered"),
    [
        ("a2", [True] * 19, None),  # not twenty yet
        ("a2", [True] * 20, "b1"),
        ("a2", [True] * 15 + [False] * 5, None),
        ("a2", [True] * 11 + [False] * 9, "a1b"),
        ("a0", [False] * 20, None),
        ("b2", [True] * 20, None),
    ],
)
def test_the_first_week_mends_what_placement_missed(level: str, right: list[bool], offered: str | None) -> None:
    assert neighbour(level, right) == offered
