"""Every exercise and every form of a word has a hint, and the hint is not the whole answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.lessons.course import Course, Exercise
from bot.lessons.exercises import TYPES, right_of
from bot.lessons.exercises.base import Scene
from bot.lessons.hints import hint_of, ruled_out
from bot.lessons.live import LiveContent
from bot.lessons.pictures import drawing
from bot.lessons.steps import Form
from bot.lessons.word_forms import exercise_of

TELLS_ALL = ("true-or-not", "say-it", "role-play")  # one of two; said after the text; no one answer


def every(course: Course) -> Iterator[tuple[Exercise, Scene]]:
    for exercise in course.exercises.values():
        yield exercise, Scene(course.unit_of(exercise.id), course.lessons[exercise.id.rpartition("-e")[0]], "es", "1")
    for word in course.words.values():
        unit = course.units[word.unit]
        for form in (form for form in Form if form not in (Form.TEACH, Form.DO)):
            yield exercise_of(word, form, unit), Scene(unit, None, "es", "1")


def test_nothing_is_asked_without_a_hint(content: LiveContent) -> None:
    for exercise, scene in every(content.catalogue.course):
        if hint := hint_of(exercise):
            right = right_of(exercise)
            assert exercise.type in TELLS_ALL or len(right) == 1 or hint.casefold() != right.casefold(), exercise
            continue
        screen = TYPES[exercise.type].show(exercise, scene)
        wrong = ruled_out(exercise, screen.buttons)
        assert wrong in exercise.wrong or any(drawing(each) in screen.drawn for each in exercise.wrong), exercise
        assert wrong != exercise.right


@pytest.mark.parametrize(
    ("exercise", "hint"),
    [
        (Exercise("x", "put-in-order", right="My name is Ana."), "My name …"),
        (Exercise("x", "one-sentence", models=("Come in.",)), "Come …"),
        (Exercise("x", "match-pairs", pairs={"go": "leave", "in": "out"}), "go = leave"),
        (Exercise("x", "say-it", say="My dose is two.", key=("dose", "two")), "dose, two"),
        (Exercise("x", "dictation", hear="bus"), "b _ _"),
        (Exercise("x", "choose-word", right="stop", hint="It is red."), "It is red."),
        (Exercise("x", "choose-word", right="stop", wrong={"go": ""}), ""),
    ],
)
def test_a_hint_is_a_part_of_the_answer(exercise: Exercise, hint: str) -> None:
    assert hint_of(exercise) == hint


def test_a_hint_of_a_role_play_is_for_the_turn_that_is_played(content: LiveContent) -> None:
    talk = next(e for e in content.catalogue.course.exercises.values() if e.type == "role-play" and e.turns[1].ideas)
    assert [hint_of(talk, at) for at in range(len(talk.turns))] == [" / ".join(turn.ideas) for turn in talk.turns]
    assert hint_of(talk, len(talk.turns)) == hint_of(talk, len(talk.turns) - 1)


def test_a_choice_that_is_ruled_out_is_wrong_and_is_shown() -> None:
    exercise = Exercise("x", "choose-word", right="stop", wrong={"go": "", "open": "", "in": ""})
    assert ruled_out(exercise, ("in", "stop", "open")) == "open"
    assert [ruled_out(Exercise("x", "true-or-not", right=right), ("👍", "👎")) for right in ("true", "false")] == [
        "👎",
        "👍",
    ]
