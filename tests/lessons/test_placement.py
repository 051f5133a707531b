"""Placement by its promises; how well it places many is measured in bench/placement.py."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from bot.lessons.course import LEVELS, Exercise, Unit, Word
from bot.lessons.placement import (
    CHECK_ITEMS,
    PRODUCTIVE,
    RETRY_DAYS,
    Asked,
    bank,
    belief,
    chance_right,
    check_items,
    check_passed,
    days_left,
    neighbour,
    next_level,
    over,
    placed,
    to_visit,
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


def items(bank: str, tapped: int, typed: int, level: str = "a0") -> list[Exercise]:
    kinds = ["choose-word"] * tapped + ["fill-gap"] * typed
    return [Exercise(f"p-{bank}-{level}-i{n:02}", kind, about=level) for n, kind in enumerate(kinds)]


def checks(of: list[Exercise], count: int) -> list[list[Exercise]]:
    """The items of one learner's checks, one after the other."""
    return [check_items("a0", of, taken=taken, chance=Random("7:a0")) for taken in range(count)]


def test_a_check_is_its_own_bank_tapped_and_typed_in_turn() -> None:
    (asked,) = checks(items("a", 12, 12) + items("check", 8, 8) + items("check", 8, 8, "a1a"), 1)
    assert {(bank(each.id), each.about) for each in asked} == {("check", "a0")}
    assert [each.type in PRODUCTIVE for each in asked] == [False, True] * 8


@pytest.mark.parametrize(("tapped", "typed"), [(16, 8), (22, 2), (24, 0)])
def test_a_check_taken_again_asks_what_is_left_and_then_what_was_longest_ago(tapped: int, typed: int) -> None:
    every = items("check", 8, 8) + items("a", tapped, typed)
    asked = [{each.id for each in each_time} for each_time in checks(every, 3)]
    assert {len(ids) for ids in asked} == {CHECK_ITEMS}
    assert not asked[1] & asked[0]
    assert len(asked[2] - asked[0] - asked[1]) == len(every) - 2 * CHECK_ITEMS
    assert not asked[2] & asked[1]
    typed_again = [each for each in checks(every, 2)[1] if each.type in PRODUCTIVE]
    assert len(typed_again) == min(typed, 8)


def test_learners_are_asked_in_different_orders_each_in_the_same_one_again() -> None:
    bank = items("check", 8, 8)
    first, again, other = (check_items("a0", bank, taken=0, chance=Random(seed)) for seed in ("1", "1", "2"))
    assert first == again != other


def test_a_small_bank_makes_a_short_check() -> None:
    assert len(checks(items("check", 3, 2), 2)[1]) == 5


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


def test_days_of_practice_count_from_the_day_after_the_check() -> None:
    day = date(2026, 11, 23)
    days = [day + timedelta(days=n) for n in (-1, 0, 1, 4, 9)]
    assert days_left(day, days) == RETRY_DAYS - 3
    assert days_left(day, [day + timedelta(days=n) for n in range(20)]) == 0


def unit(number: int) -> Unit:
    id = f"a0-u0{number}"
    words = {text: Word(f"w-{id}-{text}", id, text, "", "") for text in ("one", "two")}
    return Unit(id, "a0", number, "", id, "", (), (), words, "", (), "")


@pytest.mark.parametrize(
    ("missed", "recalled", "wanted"),
    [
        ((3, 3, 1, 4, 4), {}, (3, 4)),  # most misses, in the units' order
        ((), {1: 0.9, 2: 0.5, 3: 0.4, 4: 0.8}, (2, 3)),  # nothing missed of a unit that is known: the weakest words
        ((1, 2, 3), {1: 0.9, 2: 0.5, 3: 0.4}, (2, 3)),  # as many misses of each
        ((4,), {1: 0.9, 2: 0.5}, (3, 4)),  # what was never met is known least
        ((), {}, (1, 2)),
    ],
)
def test_units_to_visit_are_those_of_what_was_missed_then_the_weakest(
    missed: tuple[int, ...], recalled: dict[int, float], wanted: tuple[int, ...]
) -> None:
    units = [unit(n) for n in range(1, 5)]
    chances = {
        word.id: recalled[each.number] for each in units if each.number in recalled for word in each.words.values()
    }
    found = to_visit(units, [f"a0-u0{n}" for n in missed], chances)
    assert tuple(each.number for each in found) == wanted
