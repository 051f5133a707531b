"""A practice time in people's own words, at /reminder and among the first questions."""

from __future__ import annotations

import pytest

from bot.handlers import hours
from tests.world import Person, World

TYPED = [
    ("es", "a las 8", "07:00"),
    ("es", "A las 8 de la noche", "19:00"),
    ("es", "a las ocho de la mañana", "07:00"),
    ("es", "por la noche", "19:00"),
    ("es", "12 del mediodía", "12:00"),
    ("es", "2 de la tarde", "12:00"),
    ("es", "a las 5", "17:00"),
    ("es", "a la una", "12:00"),
    ("es", "8 p. m.", "19:00"),
    ("en", "8 pm", "19:00"),
    ("en", "8PM", "19:00"),
    ("en", "at 9", "21:00"),
    ("en", "nine in the evening", "21:00"),
    ("en", "20:30", "21:00"),
    ("en", "6.30 a.m.", "07:00"),
    ("en", "noon", "12:00"),
    ("en", "in the afternoon", "17:00"),
    ("en", "08:00", "07:00"),
    ("pt-BR", "às 20h", "19:00"),
    ("pt-BR", "8 da noite", "19:00"),
    ("pt-BR", "ao meio-dia", "12:00"),
    ("ht", "a 7è", "07:00"),
    ("ht", "7è diswa", "19:00"),
    ("ht", "a 7e dimaten", "07:00"),
    ("ht", "2zè apre midi", "12:00"),
    ("ht", "sizè nan aswè", "17:00"),
    ("en", "half past six in the evening", "19:00"),  # an hour earlier than its half it would be 17:00
    ("en", "six thirty pm", "19:00"),
    ("es", "a las seis y media de la tarde", "19:00"),
    ("es", "6 y media de la tarde", "19:00"),
    ("pt-BR", "às seis e meia da tarde", "19:00"),
    ("ht", "sizè edmi aswè", "19:00"),
    ("ht", "6zè edmi diswa", "19:00"),
    ("en", "half past seven", "07:00"),
    ("en", "3 am", "07:00"),  # nobody is woken
    ("es", "12 de la noche", "21:00"),
    ("en", "23:59", "21:00"),
    ("en", "12 am", "21:00"),
    ("en", "0:30", "21:00"),
]


async def asked(world: World, language: str) -> Person:
    ana = world.person("ana", language)
    await ana.say("/start")
    for choice in (language, "yes", "citizenship", "2008", "none", "no", "MA"):
        await ana.choose(choice)
    await ana.say("/reminder")
    return ana


@pytest.mark.parametrize(("language", "typed", "hour"), TYPED)
async def test_a_typed_time_is_the_nearest_hour_on_offer_and_that_is_said(
    world: World, language: str, typed: str, hour: str
) -> None:
    ana = await asked(world, language)
    await ana.say(typed)
    assert (await world.learner("ana")).reminder == hour
    assert hours.clock(hour, language) in ana.last.text
    assert "reminder" in [button.choice for button in ana.last.buttons]  # it may have been meant otherwise


@pytest.mark.parametrize(
    "typed",
    [
        "25:00",
        "8:75",
        "whenever you like",
        "no tengo una hora fija",
        "between 8 and 9",
        "12/5/2026",
        "mañana",
        "media hora",
        "1787",
        "💬",
    ],
)
async def test_what_is_no_time_is_asked_again(world: World, typed: str) -> None:
    ana = await asked(world, "es")
    question = ana.last.text
    await ana.say(typed)
    assert ana.last.text == question
    assert (await world.learner("ana")).reminder is None
    await ana.choose("17:00")
    assert (await world.learner("ana")).reminder == "17:00"


async def test_no_is_no_fixed_time_and_the_session_goes_on(world: World) -> None:
    ana = await asked(world, "es")
    await ana.choose("21:00")
    for typed in ("no", "sin hora"):
        await ana.say("/reminder 9 pm")
        assert (await world.learner("ana")).reminder == "21:00"
        await ana.say("/reminder")
        await ana.say(typed)
        assert (await world.learner("ana")).reminder is None
    question = next(screen for screen in reversed(ana.screens) if any(b.choice == "next" for b in screen.buttons))
    await ana.say("/reminder")
    before = question.text
    await ana.press(next(b for b in question.buttons if b.choice == "next"), question.id)
    assert question.text != before or ana.last is not question  # its buttons still answer
    await ana.say("8 pm")  # and nothing asks for an hour any more
    assert (await world.learner("ana")).reminder is None


async def test_the_first_questions_understand_a_time_too(world: World) -> None:
    ana = world.person("ana", "es")
    await ana.say("/start")
    for choice in ("es", "yes", "citizenship", "2008"):
        await ana.choose(choice)
    await ana.say("a las 8 de la noche")
    assert (await world.learner("ana")).reminder == "19:00"
    assert ana.sees("7:00 PM")
    assert "Qué preguntas" in ana.last.text
