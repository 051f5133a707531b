"""The banks of placement and level checks: enough for a check, and met nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from bot.lessons.course import LEVELS
from bot.lessons.placement import CHECK_ITEMS, CHECK_PRODUCTIVE
from tests.content.conftest import Desk

Items = dict[str, dict[str, Any]]


def words(first: int, count: int) -> Items:
    """Items that are tapped."""
    wrong = ["red", "green", "blue"]
    ask = "Which number do you see here, {}?"
    return {
        f"i{n}": {"type": "choose-word", "ask": ask.format(n), "right": f"{n}", "wrong": wrong}
        for n in range(first, first + count)
    }


def gaps(first: int, count: int) -> Items:
    """Items that are typed."""
    wrong = ["red", "green", "blue"]
    return {
        f"i{n}": {"type": "fill-gap", "ask": f"Here is ___, and {n} more.", "right": "home", "wrong": wrong}
        for n in range(first, first + count)
    }


def full(**levels: Items) -> dict[str, Items]:
    """A bank for every check, but for the levels that are given."""
    half = CHECK_ITEMS - CHECK_PRODUCTIVE
    whole: dict[str, Items] = {}
    for at, level in enumerate(LEVELS[:-1], 1):
        whole[level] = words(100 * at, half) | gaps(100 * at + half, CHECK_PRODUCTIVE)
    return whole | levels


@pytest.fixture
def there(desk: Desk) -> Desk:
    """A desk with a unit, so that there is a course."""
    desk.unit()
    desk.lesson(
        {"type": "choose-word", "ask": "Please ___ the red label.", "right": "read", "wrong": {"reads": "You."}}
    )
    return desk


def test_a_full_bank_is_fine(there: Desk) -> None:
    there.file("placement/check.yaml", full())
    assert there.placement() == []


@pytest.mark.parametrize(
    ("tapped", "typed", "wanted"),
    [
        (7, 8, ["15 items for the check of a2: write at least 16 in check.yaml"]),
        (9, 7, ["7 items for the check of a2 are typed: at least 8 (fill-gap, short-answer, dictation)"]),
        (0, 16, []),
    ],
)
def test_a_check_needs_sixteen_items_and_eight_typed_ones(
    there: Desk, tapped: int, typed: int, wanted: list[str]
) -> None:
    there.file("placement/check.yaml", full(a2=words(900, tapped) | gaps(950, typed)))
    assert there.placement() == wanted


def test_a_level_without_a_bank_is_told_at_the_bank_and_a_missing_bank_too(there: Desk) -> None:
    bank = full()
    del bank["b1"]
    there.file("placement/check.yaml", bank)
    assert [text.partition(":")[0] for text in there.placement()] == [
        "0 items for the check of b1",
        "0 items for the check of b1 are typed",
    ]
    (there.folder / "placement/check.yaml").rename(there.folder / "placement/a.yaml")
    assert len(there.placement()) == 2 * len(LEVELS[:-1])


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        ({"ask": "Please ___ the red label.", "right": "read"}, "`please read red label` stands in en-a1b-u01-l1-e01 too"),
        ({"ask": "Which number do you see here, 100?"}, "`which number do you see here 100` stands in p-check-a0-i100 too"),
        ({"ask": "Home ___ is ___.", "type": "fill-gap"}, "the gap is written ___, once"),
        ({"unit": "u07"}, "there is no unit `a1b-u07`"),
        ({"wrong": ["red"]}, "1 wrong choices: give 3"),
        ({"wrong": ["red", "blue", "white"], "right": "red"}, "`red` is both right and wrong"),
        ({"type": "fill-gap", "ask": "It is ___ now.", "right": "twelve", "wrong": ["12", "two", "ten"]}, "the wrong choice `12` would be accepted"),
        (
            {"type": "fill-gap", "ask": "If you ___ late, call me. (are)", "right": "are", "wrong": ["is", "be", "was"]},
            "`(are)` in the question is the answer",
        ),
    ],
)  # fmt: skip
def test_an_item_is_fair_and_stands_nowhere_else(there: Desk, item: dict[str, Any], wanted: str) -> None:
    good = {"type": "choose-word", "ask": "Where are you now?", "right": "here", "wrong": ["red", "green", "blue"]}
    there.file("placement/check.yaml", full())
    there.file("placement/a.yaml", {"a1b": {"i01": good}})
    assert there.placement() == []
    there.file("placement/extra.yaml", {"a1b": {"i01": good | {"ask": "Where is she now?"} | item}})
    assert any(text.startswith(wanted) for text in there.placement())
