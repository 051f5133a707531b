"""When the can-dos of a unit are reached: its task, its key words, and a teacher's word over both."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.lessons.can_do import CanDo, can_do, goals_wanted, known, tasks
from bot.lessons.course import Unit
from bot.lessons.live import LiveContent
from bot.lessons.memory import Card
from bot.lessons.model import Skill

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.fixture
def unit(content: LiveContent) -> Unit:
    return content.catalogue.course.units["a1b-u06"]  # fifteen key words


def words(unit: Unit, n: int) -> list[str]:
    return [word.id for word in unit.words.values()][:n]


@pytest.mark.parametrize(
    ("done", "n", "tick", "reached"),
    [
        (True, 11, None, True),
        (True, 10, None, False),
        (False, 15, None, False),
        (False, 0, True, True),
        (True, 15, False, False),
    ],
)
def test_the_task_and_seven_of_ten_words_reach_it_and_a_teacher_may_say_otherwise(
    unit: Unit, done: bool, n: int, tick: bool | None, reached: bool
) -> None:
    found = can_do(unit, ["en-a1b-u06-l4-e08"] if done else ["en-a1b-u05-l4-e08"], words(unit, n), tick)
    assert found == CanDo("a1b-u06", True, done, n, 15, tick)
    assert found.reached is reached


def test_nobody_is_asked_for_what_a_unit_does_not_have(unit: Unit) -> None:
    no_task, no_words = replace(unit, lessons=unit.lessons[:3]), replace(unit, words={})
    assert tasks(no_task) == ()
    assert can_do(no_task, [], words(unit, 11)).reached
    assert not can_do(no_task, [], words(unit, 10)).reached
    assert can_do(no_words, ["en-a1b-u06-l4-e08"], []).reached
    assert not can_do(no_words, [], []).reached
    neither = replace(no_task, words={})
    assert not can_do(neither, [], []).reached
    assert can_do(neither, [], [], True).reached


def test_a_word_is_known_when_it_was_right_on_two_days() -> None:
    def card(item: str, skill: Skill, successes: int, stability: float = 40.0) -> Card:
        return Card(item, skill, stability, 5.0, NOW + timedelta(days=30), NOW, NOW.date(), 4, successes, 0)

    cards = [card("a", Skill.PRODUCE, 2), card("b", Skill.PRODUCE, 1), card("c", Skill.RECOGNISE, 2, stability=0.5)]
    assert known(cards) == {"a", "c"}


@pytest.mark.parametrize(("goals", "wanted"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (10, 6)])
def test_six_of_ten_goals_are_enough(goals: int, wanted: int) -> None:
    assert goals_wanted(goals) == wanted


def test_every_can_do_stands_in_every_language_of_learners(content: LiveContent) -> None:
    for unit in content.catalogue.course.units.values():
        for language in set(content.phrases.languages) - {"en"}:
            assert len(unit.cans[language]) == len(unit.can), (language, unit.id)


def test_every_unit_has_a_task_and_key_words(content: LiveContent) -> None:
    for unit in content.catalogue.course.units.values():
        assert tasks(unit), unit.id
        assert unit.words, unit.id
