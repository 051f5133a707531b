"""Codes are typed from a poster by people in a hurry, and are never taken for an answer."""

from __future__ import annotations

from random import Random

import pytest

from bot.codes import ALPHABET, fresh, normal
from bot.lessons.live import LiveContent


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K7M4-Q2XP", "K7M4-Q2XP"),
        ("k7m4q2xp", "K7M4-Q2XP"),
        (" k7m4 q2xp ", "K7M4-Q2XP"),
        ("K7M4–Q2XP", "K7M4-Q2XP"),  # a phone's keyboard likes long dashes
        ("K7M4-Q2X", None),
        ("K7M4-Q2XPP", None),
        ("my code is K7M4-Q2XP", None),
        ("K7M4-QOXP", None),  # there is no O
        ("2346 7892", None),  # a number
        ("republic", None),
        ("Saturday", None),
        ("", None),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str, code: str | None) -> None:
    assert normal(typed) == code


def test_every_new_code_is_one() -> None:
    chance = Random(4).randrange
    made = {fresh(chance) for _ in range(2000)}
    assert len(made) == 2000
    assert {normal(code.lower().replace("-", "")) for code in made} == made


def test_a_code_of_digits_alone_is_thrown_away() -> None:
    drawn = iter([0] * 8 + [0] * 7 + [ALPHABET.index("C")])
    assert fresh(lambda n: next(drawn)) == "2222-222C"


def test_no_answer_of_the_content_is_a_code(content: LiveContent) -> None:
    catalogue = content.catalogue
    answers = [a.text for q in catalogue.questions.values() for a in q.answers]
    answers += [word.text for word in catalogue.course.words.values()]
    answers += [each for e in catalogue.course.exercises.values() for each in (e.right, e.hear, *e.also)]
    assert [answer for answer in answers if normal(answer)] == []
