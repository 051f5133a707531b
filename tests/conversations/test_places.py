"""Whatever is sent while something is asked: a kind word, and the same thing asked again. In Spanish, as most would."""

from __future__ import annotations

import re

import pytest

from bot.channels.telegram.writing import calls
from bot.lessons.drill import Session
from bot.lessons.memory import Rating
from bot.lessons.model import Verdict
from bot.lessons.steps import Form, Step
from bot.messages import Address, Incoming, Text
from bot.ports import Changes, Place
from tests.world import Person, World

COUNTED = re.compile(r"^(\d+)/(\d+)", re.MULTILINE)


def choices(person: Person) -> set[str]:
    return {button.choice for button in person.last.buttons}


async def asked(world: World, *steps: Step, language: str = "English", **state: object) -> Person:
    """Somebody who is being asked the first of these steps."""
    ana = world.person("ana")
    await ana.set_up(language=language)
    here = Incoming("x", ana.address, world.clock(), Text("x"))
    known = await world.store.load(here)
    assert known is not None
    place = Place("drill", "d7", {**Session(steps).as_data(), **state}, (steps[0].item,))
    await world.store.save(here, known, Changes(place=place))
    return ana


async def to_the_end_of_the_taps(world: World, *, goal: str = "citizenship") -> Person:
    ana = world.person("ana")
    await ana.say("/start")
    await ana.tap("Español")
    for choice in ("yes", goal, "2008", "19:00"):
        await ana.choose(choice)
    return ana


async def test_a_press_ends_what_could_be_typed(world: World) -> None:
    ana = await to_the_end_of_the_taps(world)
    await ana.choose("no")
    await ana.choose("MA")
    assert "1/" in ana.last.text
    await ana.say("Texas")
    assert (await world.learner("ana")).state == "MA"


@pytest.mark.parametrize("greeting", ["hola", "Gracias", "empezar"])
async def test_a_greeting_does_not_break_the_first_taps(world: World, greeting: str) -> None:
    ana = world.person("ana")
    await ana.say("/start")
    await ana.tap("Español")
    await ana.choose("yes")
    await ana.choose("citizenship")
    asked = ana.last.text
    await ana.say(greeting)
    assert ana.last.text == asked
    assert "presione un botón" in ana.screens[-2].text
    await ana.choose("2008")
    assert "¿A qué hora" in ana.last.text
    await ana.choose("19:00")
    assert "Qué preguntas" in ana.last.text


@pytest.mark.parametrize("command", ["/practice", "/civics", "/start"])
async def test_a_command_in_the_first_taps_goes_on_with_them(world: World, command: str) -> None:
    ana = world.person("ana")
    await ana.say("/start")
    await ana.tap("Español")
    for choice in ("yes", "citizenship"):
        await ana.choose(choice)
    asked = ana.last.text
    await ana.say(command)
    assert ana.last.text == asked
    await ana.choose("2008")
    assert "¿A qué hora" in ana.last.text


async def at_consent(world: World) -> Person:
    ana = world.person("ana")
    await ana.say("/start")
    await ana.tap("Español")
    return ana


async def test_ones_data_can_be_read_taken_and_deleted_before_saying_yes(world: World) -> None:
    ana = await at_consent(world)
    consent = ana.last.text
    await ana.say("/privacy")
    assert "Su privacidad" in ana.last.text
    await ana.say("/export")
    assert ana.last.message.document is not None
    await ana.say("/delete")
    await ana.choose("no")
    assert "No se borró nada" in ana.last.text
    await ana.say("hola")
    assert ana.last.text == consent
    await ana.say("/delete")
    await ana.say("qué?")
    assert "¿Borrar todo?" in ana.last.text
    await ana.choose("yes")
    assert "está borrado" in ana.last.text
    known = await world.store.load(Incoming("x", ana.address, world.clock(), Text("x")))
    assert known is not None
    assert known.learner is None


async def to_a_taught_card(world: World) -> Person:
    ana = await to_the_end_of_the_taps(world)
    await ana.choose("no")
    await ana.choose("MA")
    return ana


async def test_a_text_on_a_taught_card_is_answered_and_the_card_stays(world: World) -> None:
    ana = await to_a_taught_card(world)
    card = ana.last.text
    await ana.say("asdf")
    assert "Primero lea esta" in ana.screens[-2].text
    assert ana.last.text == card
    await ana.say("¿Qué significa esto?")
    assert "¿" in ana.last.text.partition("\n\n")[0]  # the question in Spanish under the English one
    assert "1/" in ana.last.text
    await ana.say("siguiente")
    assert "2/" in ana.last.text


@pytest.mark.parametrize(
    "text",
    [
        "¿me van a deportar?",
        "The police arrested me last year",
        "I was out of the country for 7 months. Is it bad?",
        "fiquei oito meses fora do país",
        "I once said I was a citizen",
    ],
)
async def test_a_question_of_ones_own_case_is_heard_in_any_language(world: World, text: str) -> None:
    ana = world.person("ana")
    await ana.set_up(language="English")
    await ana.say(text)
    assert ana.sees("Free legal help")


@pytest.mark.parametrize(
    ("item", "text", "for_lawyers"),
    [
        ("cit-16-l2-e05", "my green card", False),
        ("cit-16-l2-e04", "When can I apply for a passport?", False),
        ("cit-07-l2-e04", "I was outside the country 35 days", False),
        ("cit-16-l2-e05", "can I apply with my ticket?", True),
        ("civics-2008-1", "my green card", True),
    ],
)
async def test_what_an_exercise_speaks_of_is_no_case_of_ones_own(
    world: World, item: str, text: str, for_lawyers: bool
) -> None:
    ana = await asked(world, Step(item, Form.TYPE if item.startswith("civics") else Form.DO), asked_at=0.0)
    await ana.say(text)
    assert ("not a lawyer" in ana.last.text) is for_lawyers
    assert any("Free legal help" in screen.text for screen in ana.screens) is for_lawyers


@pytest.mark.parametrize("goes_on", ["/practice", "an old choice"])
async def test_choices_of_the_state_that_was_left_are_not_asked_any_more(world: World, goes_on: str) -> None:
    ana = await asked(world, Step("civics-2008-44", Form.CHOOSE), Step("civics-2008-1", Form.CHOOSE))
    await ana.say("/practice")
    capital = ana.last
    await ana.say("/state")
    await ana.choose("other")
    await ana.say("Texas")
    if goes_on == "/practice":
        await ana.say("/practice")
    else:
        await ana.press(capital.buttons[0], capital.id)
    assert await world.store.attempts(1) == []
    await ana.tap("Austin")
    (attempt,) = await world.store.attempts(1)
    assert attempt.verdict is Verdict.CORRECT


async def test_the_answer_stands_right_under_its_heading(world: World) -> None:
    ana = await asked(world, Step("civics-2008-7", Form.TYPE), Step("civics-2008-1", Form.TYPE), asked_at=0.0)
    await ana.say("99")
    told = next(screen.text for screen in ana.screens if "The number is different." in screen.text)
    assert "The number is different.\n➡️ Not yet. The answer:\n👉 " in told


@pytest.mark.parametrize(("item", "counted"), [("en-a1a-u03-l1-e04", "chosen"), ("en-a1a-u03-l1-e07", "placed")])
async def test_a_double_tap_is_one_step_of_an_exercise(world: World, item: str, counted: str) -> None:
    ana = await asked(world, Step(item, Form.DO), Step("civics-2008-1", Form.TYPE), asked_at=0.0, seed="1")
    await ana.say("/practice")
    button, message = ana.last.buttons[0], ana.last.id
    await ana.press(button, message)
    await ana.press(button, message)
    known = await world.store.load(Incoming("y", ana.address, world.clock(), Text("")))
    assert known is not None
    assert len(known.place.data["state"][counted]) == 1


async def test_while_deleting_is_asked_nothing_typed_deletes_or_answers(world: World) -> None:
    ana = await to_a_taught_card(world)
    card = ana.last.text
    await ana.say("/delete")
    asked = ana.last.text
    for text in ("asdf", "sí", "the constitution"):
        await ana.say(text)
        assert ana.last.text == asked
    await ana.say("no")
    assert ana.sees("No se borró nada")
    await ana.say("/practice")
    assert ana.last.text == card


async def test_not_knowing_is_an_answer(world: World) -> None:
    ana = await to_a_taught_card(world)
    for _ in range(3):
        await ana.choose("next")
    await ana.say("no sé")
    [fact] = await world.store.attempts(1)
    assert (fact.verdict, fact.rating) == (Verdict.INCORRECT, Rating.AGAIN)


async def test_a_session_in_which_all_is_wrong_stays_a_session(world: World) -> None:
    ana = await to_a_taught_card(world)
    asked: dict[str, int] = {}
    for _ in range(40):
        if "next" in choices(ana):
            await ana.choose("next")
        elif "skip" in choices(ana):
            question = next(line for line in ana.last.text.splitlines() if line.endswith("?"))
            asked[question] = asked.get(question, 0) + 1
            await ana.say("pizza")
        else:
            break
    assert ana.sees("Dejemos descansar esta")
    assert len(asked) == 3
    assert max(asked.values()) <= 3
    counted = [number for screen in world.channel.history if (number := COUNTED.search(screen.text))]
    assert counted[-1][0] == "12/12"
    totals = [int(number[2]) for number in counted]
    assert totals == sorted(totals)


async def test_what_is_said_of_a_near_miss_is_in_the_learners_language(world: World) -> None:
    ana = await to_a_taught_card(world)
    for _ in range(3):
        await ana.choose("next")
    await ana.say("the Bill of Rights")
    assert ana.sees("Eso es una parte de la Constitución.")
    assert not ana.sees("That is one part of the Constitution.")


@pytest.mark.parametrize("language", ["en", "es", "pt-BR", "ht"])
async def test_the_settings_and_a_question_fit_a_small_phone(world: World, language: str) -> None:
    ana = world.person("ana")
    await ana.say("/start")
    for choice in (language, "yes", "both", "2008", "19:00"):
        await ana.choose(choice)
    for wish in ("/settings", "/civics"):
        await ana.say(wish)
        (call,) = calls(Address("telegram", "7"), ana.last.message)
        shown = call.params["reply_markup"]["inline_keyboard"]
        assert [len(row) for row in shown] == [len(row) for row in ana.last.message.rows]


async def test_the_home_language_is_no_button_that_changes_nothing(world: World) -> None:
    course = world.content.catalogue.course
    rule = next(id for id, lesson in course.lessons.items() if lesson.rule is not None)
    ana = await asked(world, Step(rule, Form.TEACH), Step("w-a0-u01-hello", Form.TEACH), language="Español")
    await ana.say("/practice")
    before = ana.last.text
    await ana.choose("lang")
    assert ana.last.text != before
    assert "🌐" in ana.last.text
    await ana.choose("next")
    assert "🌐 hola" in ana.last.text
    assert "lang" not in choices(ana)


async def test_a_changed_message_is_told_that_it_was_read_as_it_came(world: World) -> None:
    ana = await to_the_end_of_the_taps(world)
    for choice in ("no", "MA", "next", "next", "next"):
        await ana.choose(choice)
    asked = ana.last
    [told] = await ana.show("edited")
    assert "No veo los cambios" in told.text
    await ana.press(asked.buttons[0], asked.id)
    assert asked.edits == 1  # it was still being asked
