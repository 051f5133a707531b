"""A wrong choice is wrong: the right answer under another article is no choice, no near miss, and no hint."""

from __future__ import annotations

from datetime import date

import pytest

from bot.lessons.catalog import Loaded
from bot.lessons.checks import check_civics
from tests.content.conftest import Desk


def faults(desk: Desk, wrong: list[str], near_miss: list[str], hint: str = "It begins with R.") -> list[str]:
    question = {
        "id": "civics-2025-1",
        "question": "What is the form of government of the United States?",
        "answers": [{"text": "Republic", "also": ["federal republic"]}],
        "say": "a republic",
        "wrong": wrong,
        "near_miss": [{"text": text} for text in near_miss],
        "hint": hint,
        "why": "The people choose who makes the laws.",
    }
    section = {"theme": "American Government", "section": "Principles", "questions": [question]}
    desk.file("civics/2025.yaml", {"test": "2025", "sections": [section]})
    loaded = Loaded(desk.folder, english=False)
    found = [*loaded.faults, *check_civics(loaded, today=date(2026, 11, 23))]
    told = [str(fault) for fault in found if str(fault.file).endswith("2025.yaml")]
    return [fault for fault in told if "right answer" in fault or "of the hint" in fault]


@pytest.mark.parametrize(
    ("wrong", "near_miss", "told"),
    [
        (["monarchy", "dictatorship", "kingdom"], ["democracy", "capitalism"], 0),
        (["monarchy", "dictatorship", "the Republic"], ["democracy", "capitalism"], 1),
        (["monarchy", "dictatorship", "kingdom"], ["democracy", "a federal republic."], 1),
    ],
)
def test_a_right_answer_is_no_wrong_choice(desk: Desk, wrong: list[str], near_miss: list[str], told: int) -> None:
    found = faults(desk, wrong, near_miss)
    assert len(found) == told, found


@pytest.mark.parametrize(
    ("hint", "told"),
    [
        ("It begins with R.", 0),
        ("The Pledge has this word too.", 0),
        ("Think: no king, a republic, voters.", 1),
        ("It is a federal republic.", 1),
    ],
)
def test_a_hint_is_no_answer_and_holds_none(desk: Desk, hint: str, told: int) -> None:
    found = faults(desk, ["monarchy", "dictatorship", "kingdom"], ["democracy", "capitalism"], hint)
    assert len(found) == told, found
