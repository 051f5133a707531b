"""A word of one's own language is no slip of the English one, however near it is spelt."""

from __future__ import annotations

from typing import Any

import pytest

from bot.lessons.drill import Session
from bot.lessons.model import Verdict
from bot.lessons.steps import Form, Step
from bot.messages import Incoming, Text
from bot.ports import Changes, Place
from tests.world import Person, World

PAPER = "p-check-a0-i03"  # heard, and typed
CHECKED = [
    ("Español", "papel", False),
    ("Português", "Papel.", False),
    ("Español", "papper", True),  # a slip, and no word of theirs
    ("Español", "paper", True),
    ("Kreyòl", "papel", True),  # no word of theirs either
]
TYPED = [
    ("Español", "evento", None),
    ("Português", "evento", None),
    ("Español", "evennt", Verdict.CORRECT),
    ("Español", "event", Verdict.CORRECT),
    ("Kreyòl", "evento", Verdict.CORRECT),
]


async def at(world: World, place: Place, language: str) -> Person:
    ana = world.person("ana")
    await ana.set_up(language=language)
    here = Incoming("x", ana.address, world.clock(), Text("x"))
    known = await world.store.load(here)
    assert known is not None
    await world.store.save(here, known, Changes(place=place))
    return ana


@pytest.mark.parametrize(("language", "typed", "right"), CHECKED)
async def test_in_a_check_a_home_word_is_not_the_english_one(
    world: World, language: str, typed: str, *, right: bool
) -> None:
    data: dict[str, Any] = {"answers": [], "used": [PAPER], "check": True, "seed": "x"}
    ana = await at(world, Place("placement", "p1", data), language)
    await ana.say(typed)
    known = await world.store.load(Incoming("look", ana.address, world.clock(), Text("")))
    assert known is not None
    assert known.place.data["answers"] == [[PAPER, right]]


@pytest.mark.parametrize(("language", "typed", "verdict"), TYPED)
async def test_in_practice_a_home_word_is_asked_for_in_english(
    world: World, language: str, typed: str, verdict: Verdict | None
) -> None:
    course = world.content.catalogue.course
    word = next(word for word in course.words.values() if word.text == "event")
    session = Session((Step(word.id, Form.TYPE), Step(word.id, Form.GAP)))
    ana = await at(world, Place("drill", "d7", session.as_data(), (word.id,)), language)
    await ana.say(typed)
    assert [fact.verdict for fact in await world.store.attempts(1)] == ([verdict] if verdict else [])
    assert ana.sees("👍") is (verdict is None)


async def test_a_lesson_s_own_exercise_knows_the_home_words_too(world: World) -> None:
    exercises = world.content.catalogue.course.exercises.values()
    item = next(each.id for each in exercises if each.type == "fill-gap" and each.right == "birthday")
    session = Session((Step(item, Form.DO, type="fill-gap"),))
    ana = await at(world, Place("drill", "d7", session.as_data(), (item,)), "Español")
    await ana.say("cumpleaños")
    assert ana.sees("¿Y en inglés?")
    assert not await world.store.attempts(1)
