"""Key words that are met too rarely, and sentences that are met once too often."""

from __future__ import annotations

from typing import Any

import pytest

from bot.lessons.catalog import Loaded
from bot.lessons.meetings import later_meetings
from tests.content.conftest import Desk

WORD = {
    "label": {"means": "a paper on a bottle", "example": "Read it well."},
    "side effect": {"means": "what comes with it", "example": "It may come.", "forms": ["side-effects"]},
}


def about(desk: Desk, *exercises: dict[str, Any], **lesson: Any) -> list[str]:
    desk.unit(words=WORD)
    desk.lesson(*exercises, kind="grammar", teaches=["label", "side effect"], **lesson)
    return desk.meetings()


EXERCISES = [
    ({"type": "say-it", "say": "Read the label and its side effect.", "key": ["label"]}, set()),
    ({"type": "say-it", "say": "Read the labels. Side-effects come.", "key": ["read"]}, set()),
    ({"type": "match-pairs", "pairs": {"label": "paper", "x": "side effect", "y": "z"}}, set()),
    (
        {"type": "fill-gap", "ask": "Read the ___.", "right": "label", "wrong": {"side effect": "It comes."}},
        {"side effect"},
    ),
    ({"type": "translate-word", "word": "label", "wrong": {"side effect": "It comes."}}, {"side effect"}),
    ({"type": "say-it", "say": "It is on the labelling, on this side.", "key": ["side"]}, {"label", "side effect"}),
]


@pytest.mark.parametrize(("exercise", "missing"), EXERCISES)
def test_a_key_word_is_in_an_exercise_of_its_unit(desk: Desk, exercise: dict[str, Any], missing: set[str]) -> None:
    said = [text for text in about(desk, exercise) if "in no exercise" in text]
    assert {text.split("`")[1] for text in said} == missing


def test_a_text_alone_is_no_practice_but_a_meeting(desk: Desk) -> None:
    said = about(desk, text="The label has a side effect.")
    assert sum("in no exercise" in text for text in said) == 2
    assert not [text for text in said if "is met" in text]
    assert [text for text in about(desk) if "is met 5 times" in text]


def test_key_words_come_back_in_three_later_lessons(desk: Desk) -> None:
    say = {"type": "say-it", "say": "Read the label, please.", "key": ["label"]}
    about(desk, say)
    assert not [text for text in desk.meetings() if "later lessons" in text]  # there is no later lesson
    desk.lesson(say, id="a1b-u01-l2", kind="grammar")
    for n in (2, 3, 4):
        desk.unit(f"a1b-u0{n}", words={})
        desk.lesson(*([say] if n == 4 else []), id=f"a1b-u0{n}-l1", kind="grammar")
    rare = "warning: in fewer than 3 later lessons: label 2, side effect 0: use them again"
    assert [text for text in desk.meetings() if text.startswith(rare)]
    later = later_meetings(Loaded(desk.folder).catalogue.course)
    assert {word: (each.met, each.of) for word, each in later.items()} == {
        "w-a1b-u01-label": (2, 4),
        "w-a1b-u01-side-effect": (0, 4),
    }


def test_what_is_retired_is_met_no_more(desk: Desk) -> None:
    say = {"type": "say-it", "say": "Read the label and its side effect.", "key": ["label"]}
    assert not [text for text in about(desk, say) if "in no exercise" in text]
    assert sum("in no exercise" in text for text in about(desk, say | {"retired": "true"})) == 2


SAME = {"type": "say-it", "say": "I need a new label.", "key": ["label"]}
TWICE = [
    ({"type": "put-in-order", "right": "I need a new label."}, 1),
    ({"type": "fill-gap", "ask": "Hello! I need a ___ label.", "right": "new", "wrong": {"old": "It is new."}}, 1),
    ({"type": "put-in-order", "right": "You need a new label."}, 0),
    ({"type": "role-play", "scene": "A desk.", "turns": [{"bot": "Yes?", "right": "I need a new label."}]}, 0),
    ({"type": "choose-word", "ask": "Which?", "right": "label", "wrong": {"I need a new label.": "It is long."}}, 0),
]


@pytest.mark.parametrize(("exercise", "wanted"), TWICE)
def test_a_sentence_stands_in_one_exercise_of_a_lesson(desk: Desk, exercise: dict[str, Any], wanted: int) -> None:
    said = [text for text in about(desk, SAME, exercise) if "stands in e01 and e02" in text]
    assert len(said) == wanted


def test_set_phrases_and_instructions_may_stand_again(desk: Desk) -> None:
    thanks = {"type": "say-it", "say": "Thank you much!", "key": ["thank"]}
    listen = {
        "type": "listen-choose",
        "ask": "👂 What do you hear?",
        "hear": "label",
        "right": "label",
        "wrong": {"x": "y"},
    }
    assert not [text for text in about(desk, thanks, thanks, listen, listen) if "stands in" in text]
