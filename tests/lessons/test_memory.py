"""Memory moves as the curriculum says: by evidence, once a day, with caps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lessons.memory import (
    ENGLISH_CAP_DAYS,
    PRODUCE_CAP_DAYS,
    RECOGNISE_CAP_DAYS,
    SOON_CAP_DAYS,
    Card,
    Evidence,
    Rating,
    is_due,
    is_soon,
    mastered,
    produce_is_open,
    rating_of,
    recall,
    review,
)
from bot.lessons.model import Skill, Verdict

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def play(ratings: list[Rating], skill: Skill = Skill.PRODUCE, item: str = "civics-2008-1") -> tuple[Card, list[int]]:
    """The card after these ratings, each given on the day it was due; and the intervals."""
    card, now, intervals = None, NOW, []
    for rating in ratings:
        card = review(card, rating, item=item, skill=skill, now=now, day=now.date(), learner=1)
        intervals.append((card.due - now).days)
        now = card.due
    assert card is not None
    return card, intervals


def test_good_answers_move_apart_and_stop_at_the_cap() -> None:
    _, intervals = play([Rating.GOOD] * 5)
    assert intervals[0] == 2
    assert all(days >= 28 for days in intervals[2:])
    assert 9 <= intervals[1] <= 12
    assert intervals[-1] <= PRODUCE_CAP_DAYS


def test_english_may_rest_longer_than_a_test_question() -> None:
    _, intervals = play([Rating.GOOD] * 5, item="w-a1b-u06-dose")
    assert PRODUCE_CAP_DAYS < max(intervals) <= ENGLISH_CAP_DAYS


def test_a_tap_is_never_trusted_for_more_than_a_week() -> None:
    _, intervals = play([Rating.GOOD] * 6, Skill.RECOGNISE)
    assert max(intervals) <= RECOGNISE_CAP_DAYS


def test_a_miss_comes_back_soon() -> None:
    card, intervals = play([Rating.GOOD, Rating.GOOD, Rating.AGAIN])
    assert intervals[-1] <= 3
    assert (card.lapses, card.successes) == (1, 2)


def test_only_the_first_answer_of_a_day_counts() -> None:
    first = review(None, Rating.AGAIN, item="i", skill=Skill.PRODUCE, now=NOW, day=NOW.date(), learner=1)
    later = NOW + timedelta(hours=3)
    assert review(first, Rating.GOOD, item="i", skill=Skill.PRODUCE, now=later, day=NOW.date(), learner=1) == first


def test_the_same_answer_thought_twice_gives_the_same_card() -> None:
    assert play([Rating.GOOD] * 4) == play([Rating.GOOD] * 4)


def test_naive_times_are_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        review(
            None, Rating.GOOD, item="i", skill=Skill.PRODUCE, now=NOW.replace(tzinfo=None), day=NOW.date(), learner=1
        )


def test_mastery_takes_three_days_and_three_weeks_of_stability() -> None:
    assert not mastered(None)
    assert not mastered(play([Rating.GOOD] * 2)[0])
    assert mastered(play([Rating.GOOD] * 3)[0])


def test_producing_opens_after_two_days_of_recognising() -> None:
    assert not produce_is_open(None)
    assert not produce_is_open(play([Rating.GOOD], Skill.RECOGNISE)[0])
    assert produce_is_open(play([Rating.GOOD] * 2, Skill.RECOGNISE)[0])


def test_recall_falls_with_time() -> None:
    card, _ = play([Rating.GOOD])
    assert recall(card, NOW) > recall(card, NOW + timedelta(days=5)) > recall(card, NOW + timedelta(days=50))


CORRECT, PARTIAL, INCORRECT = Verdict.CORRECT, Verdict.PARTIAL, Verdict.INCORRECT


@pytest.mark.parametrize(
    ("evidence", "successes", "rating"),
    [
        (Evidence(INCORRECT, Skill.PRODUCE), 5, Rating.AGAIN),
        (Evidence(PARTIAL, Skill.PRODUCE), 5, Rating.HARD),
        (Evidence(CORRECT, Skill.PRODUCE, hinted=True), 5, Rating.HARD),
        (Evidence(CORRECT, Skill.PRODUCE, second_try=True), 5, Rating.HARD),
        (Evidence(CORRECT, Skill.RECOGNISE, exact=True), 5, Rating.GOOD),
        (Evidence(CORRECT, Skill.PRODUCE), 5, Rating.GOOD),
        (Evidence(CORRECT, Skill.PRODUCE, exact=True), 3, Rating.EASY),
        (Evidence(CORRECT, Skill.PRODUCE, exact=True), 2, Rating.GOOD),
        (Evidence(CORRECT, Skill.RECOGNISE, blind=True), 5, None),
        (Evidence(INCORRECT, Skill.RECOGNISE, blind=True), 5, None),
    ],
)
def test_ratings_come_from_evidence(evidence: Evidence, successes: int, rating: Rating | None) -> None:
    card = Card("i", evidence.skill, 10.0, 5.0, NOW, NOW, NOW.date(), 9, successes, 0)
    assert rating_of(evidence, card) == rating


@given(st.lists(st.sampled_from(list(Rating)), min_size=1, max_size=30))
def test_no_history_breaks_the_rules(ratings: list[Rating]) -> None:
    for skill, cap in ((Skill.PRODUCE, PRODUCE_CAP_DAYS), (Skill.RECOGNISE, RECOGNISE_CAP_DAYS)):
        card, intervals = play(ratings, skill)
        assert all(1 <= days <= cap for days in intervals)
        assert card.reviews == len(ratings)
        assert card.successes + card.lapses == len(ratings)


# --- an interview is near ---


@pytest.mark.parametrize(
    ("today", "soon"),
    [
        ("2026-11-15", False),  # 22 days before the Monday
        ("2026-11-16", True),
        ("2026-12-06", True),
        ("2026-12-13", True),  # the Sunday of the week itself
        ("2026-12-14", False),
    ],
)
def test_an_interview_is_near_for_three_weeks_and_its_own(today: str, soon: bool) -> None:
    assert is_soon(date(2026, 12, 7), date.fromisoformat(today)) is soon
    assert is_soon(None, date.fromisoformat(today)) is False


@pytest.mark.parametrize("skill", list(Skill))
def test_before_an_interview_a_question_comes_back_within_four_days(skill: Skill) -> None:
    card, now = None, NOW
    for _ in range(6):
        card = review(
            card, Rating.GOOD, item="civics-2008-1", skill=skill, now=now, day=now.date(), learner=1, soon=True
        )
        assert card.due - now <= timedelta(days=SOON_CAP_DAYS)
        now = card.due


def test_before_an_interview_english_rests_as_long_as_ever() -> None:
    kept = [
        review(
            None, Rating.EASY, item="w-a0-u01-hello", skill=Skill.PRODUCE, now=NOW, day=NOW.date(), learner=1, soon=soon
        )
        for soon in (True, False)
    ]
    assert kept[0] == kept[1]


@pytest.mark.parametrize(
    ("item", "soon", "due"),
    [
        ("civics-2008-1", True, 4),  # planned for the far future before the interview was told
        ("civics-2008-1", False, 20),
        ("w-a0-u01-hello", True, 20),
    ],
)
def test_what_was_planned_far_off_comes_earlier(item: str, soon: bool, due: int) -> None:
    card = review(None, Rating.GOOD, item=item, skill=Skill.PRODUCE, now=NOW, day=NOW.date(), learner=1)
    card = card._replace(due=NOW + timedelta(days=20))
    ends = NOW + timedelta(hours=1)  # today
    comes = (is_due(card, NOW.date() + timedelta(n), ends + timedelta(n), soon=soon) for n in range(30))
    assert list(comes) == [n >= due for n in range(30)]


def test_half_an_answer_is_no_success_and_no_lapse() -> None:
    card, now = None, NOW
    for _ in range(6):
        card = review(
            card,
            Rating.HARD,
            item="civics-2008-9",
            skill=Skill.PRODUCE,
            now=now,
            day=now.date(),
            learner=1,
            partial=True,
        )
        now = card.due
    assert card is not None
    assert (card.reviews, card.successes, card.lapses) == (6, 0, 0)
    assert not mastered(card)
