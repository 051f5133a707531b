"""Hints, asked for or open after two misses, and how a session goes on and ends."""

from __future__ import annotations

import pytest

from bot.lessons.course import Course
from bot.lessons.drill import Session
from bot.lessons.endings import last_third
from bot.lessons.model import Verdict
from bot.lessons.pictures import drawing
from bot.lessons.steps import Form, Step
from bot.messages import Incoming, Text
from tests.conversations.test_english import begin, choices, to_the_cards
from tests.conversations.test_places import asked
from tests.world import Person, World

NOT = {"en": "💡 It is not: ", "es": "💡 No es: ", "pt-BR": "💡 Não é: ", "ht": "💡 Se pa: "}


@pytest.mark.parametrize("language", NOT)
@pytest.mark.parametrize("pictures", [True, False])
async def test_after_two_misses_in_a_row_a_hint_is_open_where_one_chooses_too(
    world: World, language: str, pictures: bool
) -> None:
    course = world.content.catalogue.course
    exercise = next(
        each for each in course.exercises.values()
        if each.type == ("choose-picture" if pictures else "choose-word") and bool(drawing(each.right)) == pictures
    )  # fmt: skip
    luz = await asked(
        world, Step(exercise.id, Form.DO), Step("civics-2008-1", Form.TYPE), seed="1", misses=2, helped=True
    )
    await luz.say("/language")
    await luz.choose(language)
    await luz.say("/practice")
    [hint] = [line for line in luz.last.text.splitlines() if line.startswith(NOT[language])]
    wrong = hint.removeprefix(NOT[language]).removeprefix("🖼 ")
    there = [button.label for button in luz.last.buttons]
    assert wrong in there
    assert "hint" not in choices(luz)  # it is open
    await luz.choose(str(there.index(wrong)))
    assert (await world.store.attempts(1))[-1].verdict is Verdict.INCORRECT


async def test_a_hint_can_be_asked_for_where_one_chooses(world: World) -> None:
    luz = await to_the_cards(world)
    while "0" not in choices(luz):
        await luz.choose("next")
    asked = luz.last.id
    await luz.choose("hint")
    assert luz.last.id == asked
    assert "💡 No es: " in luz.last.text
    await luz.choose("0")
    assert (await world.store.attempts(1))[-1].hinted


@pytest.mark.parametrize("language", NOT)
async def test_a_session_mixes_kinds_helps_after_two_misses_and_ends_well(world: World, language: str) -> None:
    """As it is seen: whatever the language, over a week of answers of which many are wrong."""
    luz = await begin(world)
    await luz.say("/language")
    await luz.choose(language)
    course, questions = world.content.catalogue.course, world.content.catalogue.questions
    for day in range(4):
        world.clock.move(days=1)
        await luz.say("/practice")
        await luz.choose("start")
        kinds, planned, right = list[str](), list[str](), list[bool]()
        while "more" not in choices(luz):
            known = await world.store.load(Incoming("look", luz.address, world.clock(), Text("")))
            assert known is not None
            session = Session.from_data(known.place.data)
            step = session.steps[0]
            assert step.item not in questions
            kinds.append(step.kind)
            assert len(set(kinds[-4:])) > 1 or len(kinds) < 4 or step.again
            planned = planned or [each.kind for each in session.steps]
            if "next" in choices(luz):
                await luz.choose("next")
                continue
            if right[-2:] == [False, False]:
                assert "💡" in luz.last.text or step.item in session.sure
            before = len(await world.store.attempts(1))
            while len(await world.store.attempts(1)) == before:
                await answered(luz, course, step, wrong=len(kinds) % 3 == 1 or day == 3)
            right.append((await world.store.attempts(1))[-1].verdict is Verdict.CORRECT)
        assert set(planned[last_third(len(planned)) :]) & {"say-it", "short-answer", "dictation"}
        assert day == 3 or right[-1]


async def answered(person: Person, course: Course, step: Step, *, wrong: bool) -> None:
    """Answer what is on the screen, or a part of it."""
    exercise = course.exercises[step.item] if step.form is Form.DO else None
    word = course.words.get(step.item)
    right = (
        (exercise.right or exercise.say or exercise.hear or exercise.word) if exercise else word.text if word else ""
    )
    there = [button for button in person.last.buttons if button.choice.isdigit()]
    if not there:
        await person.say("pizza" if wrong else word.example if word and step.form is Form.SAY else right)
    elif exercise and exercise.type not in (
        "choose-word",
        "choose-picture",
        "listen-choose",
        "translate-word",
        "fill-gap",
    ):
        await person.press(there[0], person.last.id)
    else:
        fits = [button for button in there if (button.label == right) != wrong]
        await person.press((fits or there)[0], person.last.id)
