"""How likely somebody passes: exact, and the short way to yes or no agrees with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations, product
from random import Random

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lessons import readiness as r
from bot.lessons.memory import Card, recall
from bot.lessons.model import Skill
from bot.lessons.readiness import READY, chance_to_pass, is_ready

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
TESTS = [r.ASKED["2008"], r.ASKED["2025"], r.SENIOR["2025"]]


def by_hand(chances: list[float], asked: int, needed: int) -> float:
    """All draws, and all ways their answers can turn out."""
    passed = 0.0
    draws = list(combinations(chances, asked))
    for draw in draws:
        for outcome in product((True, False), repeat=asked):
            if sum(outcome) >= needed:
                weight = 1.0
                for right, chance in zip(outcome, draw, strict=True):
                    weight *= chance if right else 1 - chance
                passed += weight
    return passed / len(draws)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6), st.integers(1, 4), st.integers(1, 4))
def test_the_chance_is_exact(chances: list[float], asked: int, needed: int) -> None:
    drawn = min(asked, len(chances))
    expected = by_hand(chances, drawn, needed) if drawn >= needed else 0.0
    assert chance_to_pass(chances, asked, needed) == pytest.approx(expected, abs=1e-12)


@given(st.sampled_from(TESTS), st.integers(0, 10**6), st.floats(0.4, 1), st.floats(0, 0.4))
def test_ready_or_not_is_what_the_exact_chance_says(
    test: tuple[int, int], seed: int, middle: float, width: float
) -> None:
    chance = Random(seed)
    chances = [min(1.0, max(0.0, chance.gauss(middle, width))) for _ in range(chance.choice((20, 100, 128)))]
    exact = chance_to_pass(chances, *test)
    assert is_ready(chances, *test) == (exact >= READY)


@given(st.sampled_from(TESTS), st.integers(0, 60), st.integers(0, 60), st.floats(0, 1))
def test_ready_or_not_with_few_and_equal_chances(test: tuple[int, int], sure: int, never: int, other: float) -> None:
    chances = [1.0] * sure + [0.0] * never + [other]
    exact = chance_to_pass(chances, *test)
    assert is_ready(chances, *test) == (exact >= READY)


@pytest.mark.parametrize("share", [0.2, 0.95])
def test_far_from_the_line_nothing_is_worked_out(share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> float:
        raise AssertionError("the exact chance was worked out")

    monkeypatch.setattr(r, "chance_to_pass", never)
    assert is_ready([share] * 128, 20, 12) == (share > 0.5)


def test_the_curriculums_own_figures() -> None:
    for mean, of_2008, of_2025 in ((0.70, 0.85, 0.89), (0.75, 0.92, 0.96), (0.80, 0.97, 0.99), (0.85, 0.99, 0.999)):
        assert chance_to_pass([mean] * 100, 10, 6) == pytest.approx(of_2008, abs=0.006)
        assert chance_to_pass([mean] * 128, 20, 12) == pytest.approx(of_2025, abs=0.006)


@given(st.floats(0.1, 400), st.integers(0, 400), st.sampled_from(Skill))
def test_recall_is_the_schedulers_own_curve(stability: float, days: int, skill: Skill) -> None:
    then = NOW - timedelta(days=days)
    card = Card("civics-2008-1", skill, stability, 5.0, NOW, then, then.date(), 1, 1, 0)
    theirs = fsrs.Card(card_id=0, state=fsrs.State.Review, step=None, due=NOW)
    theirs.stability, theirs.difficulty, theirs.last_review = stability, 5.0, then
    scheduler = fsrs.Scheduler(desired_retention=0.9)
    assert recall(card, NOW) == pytest.approx(scheduler.get_card_retrievability(theirs, NOW), rel=1e-12)
