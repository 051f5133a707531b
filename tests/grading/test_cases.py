"""The table of real answers, written by somebody who did not write the grader: how often is it wrong, and which way?

A wrong answer accepted lets somebody go unprepared to the interview; a right one refused discourages. The shares allowed
are those of `docs/grading.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.grading import cases, exact, quality, similar
from bot.lessons.catalog import Loaded
from bot.lessons.grading import grade
from bot.lessons.model import Key

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="module")
def table() -> list[tuple[Key, str, str]]:
    return list(cases(Loaded(CONTENT).catalogue))


@pytest.fixture(scope="module")
def ours(table: list[tuple[Key, str, str]]) -> tuple[float, float, float]:
    """Of our grader, percent: wrong accepted, right refused, halves missed."""
    return quality(lambda key, text: grade(key, text).verdict, table)


def failures(table: list[tuple[Key, str, str]], wanted: str) -> Iterator[str]:
    for key, answer, verdict in table:
        if verdict == wanted and (given := grade(key, answer)).verdict.value != wanted:
            yield f"{key.context}: {answer!r} is {wanted}, not {given.verdict.value} ({given.why})"


def test_the_table_is_large_and_balanced(table: list[tuple[Key, str, str]]) -> None:
    counts = Counter(wanted for _, _, wanted in table)
    assert sum(counts.values()) >= 1500
    assert min(counts["correct"], counts["incorrect"]) >= 700
    assert counts["partial"] >= 80


def test_hardly_any_wrong_answer_is_accepted(table: list[tuple[Key, str, str]], ours: tuple[float, ...]) -> None:
    assert ours[0] < 0.5, "\n".join(failures(table, "incorrect"))


def test_few_right_answers_are_refused(table: list[tuple[Key, str, str]], ours: tuple[float, ...]) -> None:
    assert ours[1] < 2.0, "\n".join(failures(table, "correct"))


def test_half_an_answer_is_half_an_answer(table: list[tuple[Key, str, str]], ours: tuple[float, ...]) -> None:
    assert ours[2] < 5.0, "\n".join(failures(table, "partial"))


def test_simple_graders_do_worse(table: list[tuple[Key, str, str]], ours: tuple[float, ...]) -> None:
    assert sum(ours[:2]) < sum(quality(similar, table)[:2])
    assert sum(ours[:2]) < sum(quality(exact, table)[:2])
