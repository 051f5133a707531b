"""People's own words for what has a button or a command: a language, a wish, a name."""

from __future__ import annotations

import pytest

from tests.conversations.test_places import at_consent, choices, to_the_end_of_the_taps
from tests.world import World


@pytest.mark.parametrize(("typed", "language"), [("Español", "es"), ("kreyòl", "ht"), ("português.", "pt-BR")])
async def test_a_language_that_is_typed_is_taken(world: World, typed: str, language: str) -> None:
    ana = world.person("ana")
    await ana.say("/start")
    await ana.say(typed)
    assert (await world.learner("ana")).language == language
    assert "yes" in choices(ana)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("/stop", "No le escribiré"),
        ("/ayuda", "Qué puedo hacer"),
        ("/progreso", "bastan cinco minutos"),
        ("/ajustes", "Ajustes"),
    ],
)
async def test_a_command_in_ones_own_words_is_understood(world: World, typed: str, shown: str) -> None:
    ana = await to_the_end_of_the_taps(world)
    await ana.choose("no")
    await ana.say(typed)  # while the state is asked, where words are read as its name
    assert shown in ana.last.text
    assert "No conozco" not in ana.last.text


async def test_the_first_questions_may_be_answered_by_the_words_of_a_button(world: World) -> None:
    ana = world.person("ana")
    await ana.say("/start")
    for typed in ("español", "sí", "ciudadania", "antes", "sin hora"):
        await ana.say(typed)
        assert "presione un botón" not in ana.last.text
    learner = await world.learner("ana")
    assert (learner.goal, learner.test, learner.reminder) == ("citizenship", "2008", None)
    assert "Qué preguntas" in ana.last.text


async def test_what_is_typed_and_stands_on_two_buttons_is_asked_again(world: World) -> None:
    ana = world.person("ana")
    await ana.say("/start")
    for choice in ("es", "yes"):
        await ana.choose(choice)
    asked = ana.last.text
    await ana.say("💬")
    assert ana.screens[-2].text.startswith("👇")
    assert ana.last.text == asked


async def test_ok_chooses_none_of_two_lists(world: World) -> None:
    ana = await to_the_end_of_the_taps(world)
    await ana.say("ok")
    assert (await world.learner("ana")).senior is None


async def test_a_name_that_is_not_taken_is_told_why(world: World) -> None:
    ana = await to_the_end_of_the_taps(world)
    await ana.say("/settings")
    await ana.choose("name")
    await ana.say("Rosa 2")
    assert "sin números" in ana.last.text
    await ana.say("Rosa")
    assert (await world.learner("ana")).nickname == "Rosa"


async def test_the_list_and_the_state_are_read_where_they_are_typed(world: World) -> None:
    ana = await to_the_end_of_the_taps(world)
    assert "Qué preguntas" in ana.last.text
    asked = ana.last.text
    await ana.show("sticker")
    assert ana.last.text == asked
    assert "¿A qué hora" not in ana.screens[-2].text
    await ana.say("65")
    state = ana.last.text
    assert "estado" in state
    await ana.say("no entiendo")
    await ana.show("photo")
    await ana.say("Texas")
    assert ana.sees("Texas")
    assert "1/" in ana.last.text
    learner = await world.learner("ana")
    assert (learner.senior, learner.state) == (True, "TX")


@pytest.mark.parametrize(
    ("text", "told", "senior"),
    [("no", "todas las preguntas", False), ("Sí", "las 20 preguntas", True), ("yes", "las 20 preguntas", True)],
)
async def test_yes_and_no_at_the_list_are_understood_and_said_back(
    world: World, text: str, told: str, senior: bool
) -> None:
    ana = await to_the_end_of_the_taps(world)
    await ana.say(text)
    assert "✅ Usted estudia" in ana.screens[-2].text
    assert told in ana.screens[-2].text
    assert "estado" in ana.last.text
    assert (await world.learner("ana")).senior is senior


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("massachusets", "MA"),
        ("Lynn, MA", "MA"),
        ("Flórida", "FL"),
        ("vivo en Nueva York", "NY"),
        ("New York city", "NY"),
        ("Carolina del Norte", "NC"),
        ("State of Texas, USA 🙂", "TX"),
        ("west virginia", "WV"),
        ("Washington D.C.", "DC"),
        ("washington", "WA"),
        ("porto rico", "PR"),
        ("Hawai'i", "HI"),
        ("in Arkansas", "AR"),
        ("India", None),
        ("Texas or Ohio", None),
        ("United States", None),
        ("🙂", None),
    ],
)
async def test_a_state_is_understood_as_people_write_it(world: World, typed: str, code: str | None) -> None:
    ana = await to_the_end_of_the_taps(world)
    await ana.choose("no")
    await ana.choose("other")
    await ana.say(typed)
    assert (await world.learner("ana")).state == code
    assert ("No conozco ese estado" in ana.last.text) is (code is None)


@pytest.mark.parametrize(
    ("typed", "next_asked"), [("Sí", "¿Qué quiere?"), ("ok", "¿Qué quiere?"), ("no", "No guardo nada")]
)
async def test_yes_and_no_to_what_is_kept_may_be_typed(world: World, typed: str, next_asked: str) -> None:
    ana = await at_consent(world)
    await ana.say(typed)
    assert next_asked in ana.last.text
