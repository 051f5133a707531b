"""Reasons of wrong choices, and answers listed twice."""

from __future__ import annotations

from typing import Any

import pytest

from tests.content.conftest import Desk

REASONS = [
    ({"dose": "That is how much.", "spoon": "For soup."}, ""),
    ({"dose": "-", "spoon": "For soup."}, "warning: `-` is no reason for `dose`"),
    ({"dose": "…", "spoon": "For soup."}, "warning: `…` is no reason for `dose`"),
    ({"dose": "Wrong.", "spoon": "For soup."}, "warning: `Wrong.` is no reason for `dose`"),
    ({"dose": "not here", "spoon": "not here"}, "warning: `not here` is the reason for all"),
    ({"dose": "🥄", "spoon": "🍲"}, ""),
    ({"dose": "not here"}, ""),
]


def reasons(said: list[str]) -> list[str]:
    return [text for text in said if "reason" in text]


@pytest.mark.parametrize(("wrong", "wanted"), REASONS)
def test_each_wrong_choice_has_its_own_reason(desk: Desk, wrong: dict[str, str], wanted: str) -> None:
    desk.unit()
    turn = {"bot": "Hi.", "right": "Hello.", "wrong": wrong}
    choose = {"type": "choose-word", "ask": "Read the ___.", "right": "label", "wrong": wrong}
    desk.lesson(choose, {"type": "role-play", "scene": "At a desk.", "turns": [turn] * 4})
    said = reasons(desk.course())
    assert len(said) == (5 if wanted else 0)  # the exercise, and each turn
    assert all(text.startswith(wanted) for text in said)


def test_a_list_of_wrong_choices_has_no_reasons(desk: Desk) -> None:
    desk.unit()
    desk.lesson({"type": "choose-word", "ask": "Read the ___.", "right": "label", "wrong": ["dose", "spoon"]})
    assert reasons(desk.course()) == [
        f"`{text}` has no reason: say in a few words why it is wrong" for text in ("dose", "spoon")
    ]


ALSO = [
    ("short-answer", "two teaspoons", ["2 teaspoons"], "`2 teaspoons` is what is right already"),
    ("short-answer", "the label", ["Label."], "`Label.` is what is right already"),
    ("short-answer", "it is", ["it's"], "`it's` is what is right already"),
    ("short-answer", "label", ["the paper", "paper"], "warning: `paper` stands there already"),
    ("short-answer", "label", ["paper", "the bottle"], ""),
    ("put-in-order", "I work on Monday.", ["On Monday I work."], ""),
    ("put-in-order", "I work on Monday.", ["I work, on Monday."], "`I work, on Monday.` is what is right already"),
    ("put-in-order", "I work on the day.", ["On day I work the."], ""),
    ("put-in-order", "You can work now.", ["Can you work now?"], "`Can you work now?` does not end as"),
]


@pytest.mark.parametrize(("type", "right", "also", "wanted"), ALSO)
def test_no_answer_is_listed_twice(desk: Desk, type: str, right: str, also: list[str], wanted: str) -> None:
    desk.unit()
    asked = {"ask": "What?"} if type == "short-answer" else {}
    desk.lesson({"type": type, **asked, "right": right, "also": also})
    said = [text for text in desk.course() if "already" in text or "does not end" in text]
    assert len(said) == bool(wanted)
    assert not wanted or said[0].startswith(wanted)


@pytest.mark.parametrize(("lesson", "teaches", "wanted"), [("l4", ["label"], 1), ("l3", ["label"], 0), ("l4", [], 0)])
def test_the_last_lesson_teaches_no_new_word(desk: Desk, lesson: str, teaches: list[str], wanted: int) -> None:
    desk.unit()
    desk.lesson(id=f"a1b-u01-{lesson}", teaches=teaches)
    assert sum("teach its new words before" in text for text in desk.course()) == wanted


def test_a_gap_may_want_an_article_alone(desk: Desk) -> None:
    desk.unit()
    gap: dict[str, Any] = {"type": "fill-gap", "ask": "It is ___ best.", "right": "the"}
    desk.lesson(gap | {"wrong": {"a": "There is one.", "an": "One.", "is": "One verb."}})
    assert not [text for text in desk.course() if "grader" in text or "accepted" in text]
    desk.lesson(gap | {"wrong": {"The": "There is one.", "an": "One.", "is": "One verb."}})
    assert [text for text in desk.course() if "would be accepted" in text]
