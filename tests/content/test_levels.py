"""What is judged over a level: grammar in its place, statements and choices."""

from __future__ import annotations

import pytest

from bot.lessons.course import Exercise, Turn
from bot.lessons.level_checks import long_choices, uneven_statements
from tests.content.conftest import Desk

POINTS = {"a0": {"set phrases": ["My name is…"]}, "a1b": {"past simple": ["went, had"]}, "b1": {"passive": []}}
TAGS = [
    ("past simple", ""),
    ("went, had", ""),
    ("past simple: was, went", ""),
    ("My name is…", ""),
    ("passive: is paid", "`passive: is paid` is grammar of b1"),
    ("the past", "warning: `the past` is not in content/grammar.yaml"),
]


@pytest.mark.parametrize(("entry", "wanted"), TAGS)
def test_grammar_is_known_and_of_its_level(desk: Desk, entry: str, wanted: str) -> None:
    desk.file("grammar.yaml", POINTS)
    desk.unit(grammar=["past simple", entry])
    said = desk.levels()
    assert len(said) == bool(wanted)
    assert not wanted or said[0].startswith(wanted)


def statements(true: int, false: int, retired: int = 0) -> list[Exercise]:
    rights = ["true"] * true + ["false"] * false
    gone = [Exercise("e", "true-or-not", ask="So?", right="false", why="It is.", retired=True)] * retired
    return [Exercise("e", "true-or-not", ask="So?", right=right, why="It is.") for right in rights] + gone


@pytest.mark.parametrize(
    ("true", "false", "wanted"), [(4, 23, 1), (23, 4, 1), (5, 5, 0), (4, 6, 0), (6, 4, 0), (3, 7, 1), (0, 7, 0)]
)
def test_one_thumb_is_right_as_often_as_the_other(true: int, false: int, wanted: int) -> None:
    said = list(uneven_statements("a2", statements(true, false)))
    assert len(said) == wanted
    assert not said or said[0].startswith(f"{true} of the {true + false} statements of a2 are true")


def test_a_level_says_it_and_retired_statements_do_not_count(desk: Desk) -> None:
    one = {"type": "true-or-not", "ask": "So?", "right": "true", "why": "It is."}
    no = one | {"right": "false"}
    desk.unit()
    desk.lesson(*[one] * 4, *[no] * 4, *[no | {"retired": "true"}] * 9)
    assert desk.levels() == []
    desk.lesson(*[one] * 2, *[no] * 6)
    assert desk.levels() == ["warning: 2 of the 8 statements of a1b are true: 40% to 60% wanted, turn some round"]


def choices(longest: int, others: int, *, in_a_role_play: bool = False) -> list[Exercise]:
    sets = [("the long one", {"short": "no"})] * longest + [("one", {"other": "no"})] * others
    if in_a_role_play:
        return [Exercise("e", "role-play", turns=tuple(Turn("Hi.", right=r, wrong=w) for r, w in sets))]
    return [Exercise("e", "choose-word", right=right, wrong=wrong) for right, wrong in sets]


@pytest.mark.parametrize(("longest", "others", "wanted"), [(6, 14, 0), (7, 13, 1), (19, 0, 0), (20, 0, 1)])
@pytest.mark.parametrize("in_a_role_play", [False, True])
def test_the_longest_choice_is_not_the_right_one_too_often(
    longest: int, others: int, wanted: int, in_a_role_play: bool
) -> None:
    assert len(list(long_choices("b2", choices(longest, others, in_a_role_play=in_a_role_play)))) == wanted


def test_as_long_as_another_is_not_longest() -> None:
    assert not list(long_choices("b2", [Exercise("e", "choose-word", right="one", wrong={"two": "no"})] * 30))
