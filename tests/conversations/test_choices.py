"""Choices that are too long for buttons stand under letters: who types or says the letter has chosen, as by a press."""

from __future__ import annotations

import pytest

from bot.handlers.asking import LONGEST_LABEL
from bot.lessons.drill import Session
from bot.lessons.memory import Rating
from bot.lessons.model import Verdict
from bot.lessons.steps import Form, Step
from bot.messages import Incoming, Input, Text, Voice
from tests.conversations.test_places import asked
from tests.world import Person, World

AFTER = Step("civics-2008-9", Form.TYPE)


def letter_of(person: Person, right: str) -> str:
    """The letter under which a text stands on the screen."""
    [line] = [line for line in person.last.text.splitlines() if line[1:] == f". {right}"]
    return line[0]


@pytest.mark.parametrize("given", [Text("{}"), Text("{}."), Text(" {})"), Voice("f1", 1.0, "{}.")])
@pytest.mark.parametrize("low", [True, False])
async def test_a_letter_is_the_choice_under_it(world: World, given: Input, low: bool) -> None:
    ana = await asked(world, Step("civics-2008-1", Form.CHOOSE), AFTER)
    await ana.say("/practice")
    letter = letter_of(ana, "the Constitution")
    said = given.text.format(letter.lower() if low else letter)  # type: ignore[union-attr]
    await ana.send(Text(said) if isinstance(given, Text) else Voice("f1", 1.0, said))
    [attempt] = await world.store.attempts(1)
    assert (attempt.verdict, attempt.form) == (Verdict.CORRECT, "choose")
    assert "✅ the Constitution" in ana.last.text  # for those who have scrolled on, as after any text


async def test_a_letter_is_a_wrong_choice_too_and_a_text_where_there_are_no_letters(world: World) -> None:
    ana = await asked(world, Step("civics-2008-1", Form.CHOOSE), Step("civics-2008-7", Form.CHOOSE), AFTER)
    await ana.say("/practice")
    wrong = next(letter for letter in "ABCD" if letter != letter_of(ana, "the Constitution"))
    await ana.say(wrong)
    await ana.say("B")  # of twenty-seven, ten, fifty …: nothing stands under a letter
    first, second = await world.store.attempts(1)
    assert (first.verdict, first.form) == (Verdict.INCORRECT, "choose")
    assert (second.verdict, second.form) == (Verdict.INCORRECT, "type")


async def test_a_letter_is_a_choice_in_english_too(world: World) -> None:
    exercise = next(
        each
        for each in world.content.catalogue.course.exercises.values()
        if each.type == "what-would-you-say" and len(each.right) > LONGEST_LABEL and not each.retired
    )
    ana = await asked(world, Step(exercise.id, Form.DO), AFTER, seed="1", asked_at=0.0)
    await ana.say("/practice")
    await ana.say(letter_of(ana, exercise.right).lower())
    [attempt] = await world.store.attempts(1)
    assert attempt.verdict is Verdict.CORRECT


async def test_tiles_and_texts_are_no_row_of_taps_in_one_place(world: World) -> None:
    course = world.content.catalogue.course
    exercise = next(each for each in course.exercises.values() if each.type == "put-in-order" and not each.retired)
    ana = await asked(world, Step(exercise.id, Form.DO), AFTER, AFTER, seed="1", asked_at=0.0, taps=[0, 0, 0, 0])
    await ana.say("/practice")
    await ana.choose("0")  # one word of the line, no answer
    assert await taps(world, ana) == (0, 0, 0, 0)
    await ana.say(exercise.right)
    assert await taps(world, ana) == ()
    [attempt] = await world.store.attempts(1)
    assert (attempt.verdict, attempt.rating) == (Verdict.CORRECT, Rating.GOOD)


async def taps(world: World, person: Person) -> tuple[int, ...]:
    known = await world.store.load(Incoming("taps", person.address, world.clock(), Text("")))
    assert known is not None
    return Session.from_data(known.place.data).taps
