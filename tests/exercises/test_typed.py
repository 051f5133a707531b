"""Typed answers of exercises: gaps, dictation, short answers, and what may stand around them."""

from __future__ import annotations

import pytest

from bot.lessons.exercises import TYPES
from bot.lessons.exercises.base import Said
from bot.lessons.model import Verdict
from tests.exercises.test_types import WRONG, exercise, play, scene


def test_gaps_are_chosen_by_beginners_and_typed_later() -> None:
    e = exercise("fill-gap", ask="Read the ___, please.", right="label", wrong=WRONG)
    assert TYPES["fill-gap"].show(e, scene("a1a")).buttons
    assert not TYPES["fill-gap"].show(e, scene("a1b")).buttons
    assert TYPES["fill-gap"].show(e, scene("a1b", easier=True)).buttons
    for said in ("label", "LABEL!", "lable", "Read the label, please."):
        assert play(e, scene(), Said(said))[0].verdict is Verdict.CORRECT
    assert play(e, scene(), Said("dose"))[0].note == WRONG["dose"]


def test_a_gap_may_want_an_article_alone() -> None:
    e = exercise(
        "fill-gap", ask="It is ___ best clinic.", right="the", wrong={"a": "There is one best.", "an": "One best."}
    )
    for said in ("the", "The", "It is the best clinic."):
        assert play(e, scene(), Said(said))[0].verdict is Verdict.CORRECT
    assert play(e, scene(), Said("a"))[0].note == "There is one best."
    assert play(e, scene(), Said("best"))[0].verdict is Verdict.INCORRECT


@pytest.mark.parametrize(
    "said",
    [
        "playing",
        "Playing.",
        "enjoy playing",
        "playing outside",
        "The children enjoy playing outside in the park. They are never bored",
        "the children enjoy playing outside in the park",
    ],
)
def test_a_gap_takes_the_words_beside_it_too(said: str) -> None:
    e = exercise(
        "fill-gap",
        ask="The children enjoy ___ outside in the park. They are never bored. (play)",
        right="playing",
        wrong={"play": "After enjoy, use -ing.", "to play": "Not to.", "outside": "That is where."},
    )
    assert play(e, scene(), Said(said))[0].verdict is Verdict.CORRECT
    assert play(e, scene(), Said("enjoy play outside"))[0].note == "After enjoy, use -ing."
    assert play(e, scene(), Said("outside"))[0].note == "That is where."


def test_a_gap_lends_no_word_that_is_a_part_of_what_was_said() -> None:
    e = exercise("fill-gap", ask="I want to ___ home.", right="go", wrong={"to go": "There is a to before it."})
    assert play(e, scene(), Said("to go"))[0].note == "There is a to before it."
    n = exercise(
        "fill-gap", ask="I do ___ work here.", right="not", wrong={"no": "", "never": "", "don't": "Don't is do not."}
    )
    assert play(n, scene(), Said("do not"))[0].note == "Don't is do not."


def test_dictation_and_short_answers_take_what_means_the_same() -> None:
    heard = exercise("dictation", hear="Take it at eight.")
    assert play(heard, scene(), Said("take it at 8"))[0].verdict is Verdict.CORRECT
    assert play(heard, scene(), Said("take it at 9"))[0].verdict is Verdict.INCORRECT
    asked = exercise("short-answer", ask="How many?", right="20", also=("twenty tablets",), near={"2": "Look again."})
    assert play(asked, scene(), Said("Twenty tablets."))[0].verdict is Verdict.CORRECT
    assert play(asked, scene(), Said("two"))[0].note == "Look again."


BRING = {
    "ask": "What should Yusuf bring?",
    "right": "two references",
    "also": ("his two references",),
    "near": {"an application": "He has sent it."},
    "about": "text",
}


@pytest.mark.parametrize(
    "said",
    [
        "Yusuf should bring two references",
        "He has to bring 2 references.",
        "he needs two references",
        "he brings two references",
        "Two references, please.",
        "two reference",
        "I think he should bring his two references",
    ],
)
def test_a_short_answer_may_stand_in_a_whole_sentence(said: str) -> None:
    assert play(exercise("short-answer", **BRING), scene(), Said(said))[0].verdict is Verdict.CORRECT


@pytest.mark.parametrize(
    "said",
    [
        "three references",
        "He should not bring two references",
        "two references and an application",
        "two references or three",
        "He should bring a friend",
        "he should bring",
        "Yusuf",
        "Maria wrote two references",
    ],
)
def test_what_else_is_said_beside_a_short_answer_counts(said: str) -> None:
    assert play(exercise("short-answer", **BRING), scene(), Said(said))[0].verdict is Verdict.INCORRECT


def test_what_a_question_offers_is_no_word_around_the_answer() -> None:
    e = exercise("short-answer", ask="Does it start on Monday or Tuesday?", right="Tuesday")
    assert play(e, scene(), Said("It starts on Tuesday"))[0].verdict is Verdict.CORRECT
    assert play(e, scene(), Said("Monday Tuesday"))[0].verdict is Verdict.INCORRECT
