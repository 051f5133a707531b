"""Role-plays: what is reached by what, as the content check sees it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.content.conftest import Desk

HELLO = {"bot": "Hello.", "ideas": ["I have a prescription."], "goal": "what"}
HOW = {"bot": "Here it is.", "ideas": ["How do I take it?"], "goal": "how"}
MORE = {"bot": "Anything else?", "ideas": ["No, that is all."]}
GOALS = {
    "what": {"tick": "You said what you have", "any": ["prescription"]},
    "how": {"tick": "You asked how", "any": ["how do i"]},
}


def talk(*turns: dict[str, Any], goals: dict[str, Any] = GOALS, passes: int = 2) -> dict[str, Any]:
    return {"type": "role-play", "scene": "At the desk.", "turns": [*turns], "goals": goals, "pass": passes}


def any_of(*phrases: str) -> dict[str, Any]:
    """The role-play with one goal's phrases replaced; its idea is reached all the same."""
    return talk(HELLO, HOW, MORE, MORE, goals=GOALS | {"how": {"tick": "You asked", "any": ["how do i", *phrases]}})


def about(desk: Desk, exercise: dict[str, Any], *, level: str = "a1b") -> list[str]:
    desk.unit(f"{level}-u01")
    desk.lesson(exercise, id=f"{level}-u01-l1")
    return desk.role_plays()


def test_a_good_one_has_no_fault(desk: Desk) -> None:
    assert about(desk, any_of()) == []


def test_an_idea_reaches_the_goal_of_its_own_turn(desk: Desk) -> None:
    lost = {"bot": "Hello.", "ideas": ["How do I take it?"], "goal": "what"}
    assert about(desk, talk(lost, HOW, MORE, MORE)) == [
        "the idea `How do I take it?` does not reach `what`, the goal of its turn: add one of its phrases to `any`"
    ]


PHRASES = [
    ("?!", "`?!` has no words"),
    ("the", "warning: `the` stands in many replies"),
    ("can", "warning: `can` stands in many replies"),
    ("so the", "warning: `so the` stands in many replies"),
    ("when", None),
    ("because", None),
    ("yes", None),
    ("thank you", None),
    ("no thank you", None),
    ("i do", "warning: `I don't know.` reaches this goal by `i do`"),
    ("no", "warning: `No, thank you.` reaches this goal by `no`"),
    ("know", "warning: `I don't know.` reaches this goal by `know`"),
    ("don't know", None),
]


@pytest.mark.parametrize(("phrase", "wanted"), PHRASES)
def test_a_phrase_says_something_that_nothing_else_says(desk: Desk, phrase: str, wanted: str | None) -> None:
    said = about(desk, any_of(phrase))
    assert len(said) == (wanted is not None)
    assert not wanted or said[0].startswith(wanted)


@pytest.mark.parametrize(("turns", "wanted"), [(2, "a role"), (3, "warning: a role"), (4, ""), (8, ""), (9, "a role")])
def test_there_are_four_to_eight_turns(desk: Desk, turns: int, wanted: str) -> None:
    said = about(desk, talk(HELLO, HOW, *[MORE] * (turns - 2)))
    assert [text[: len(wanted)] for text in said] == ([wanted] if wanted else [])


def test_beginners_choose_among_three_replies(desk: Desk) -> None:
    good = {"bot": "Hello.", "right": "Hi.", "wrong": {"Bye.": "You just met.", "Ten.": "Ten is a number."}}
    short = {"bot": "Hello.", "right": "Hi.", "wrong": {"Bye.": "You just met."}}
    none = {"bot": "Hello.", "right": "Hi."}
    e = {"type": "role-play", "scene": "At the desk.", "turns": [good, short, none, good]}
    assert about(desk, e, level="a1a") == [
        "warning: a turn has 2 wrong replies: add one",
        "up to a1a each turn has the `right` reply and `wrong` ones with reasons",
    ]


@pytest.mark.parametrize(("passes", "wanted"), [(0, True), (1, True), (2, False), (3, True)])
def test_six_of_ten_goals_are_enough(desk: Desk, passes: int, wanted: bool) -> None:
    said = about(desk, talk(HELLO, HOW, MORE, MORE, passes=passes))
    assert said == ["`pass` is how many goals are enough, three of five: of 2 goals it is 2"] * wanted
