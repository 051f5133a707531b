"""Two things are asked and one is given: it is held, whatever comes between, and what is still missing is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import product

import pytest

from bot.lessons.drill import Session
from bot.lessons.memory import Rating, review
from bot.lessons.model import Skill, Verdict
from bot.lessons.steps import Form, Step
from bot.messages import Incoming, Text
from bot.ports import Changes, Place
from tests.world import Person, World

RIGHTS = "civics-2008-9"  # two rights in the Declaration of Independence
STATES = "civics-2008-64"  # three of the thirteen
BETWEEN = ("🌐", "💡", "/progress", "sticker")
LANGUAGES = {  # what is said of the half, and of the one that is missing
    "English": ("life is right. What else?", "Write 1 more answer"),
    "Español": ("life es correcto. ¿Qué más?", "Escriba 1 respuesta más"),
    "Português": ("life está certo. O que mais?", "Escreva mais 1 resposta"),
    "Kreyòl": ("life bon. Kisa ankò?", "Ekri 1 lòt repons"),
}


async def asked(world: World, item: str, *, form: Form = Form.TYPE, language: str = "English") -> Person:
    """Somebody who is being asked a question that has been recognised on two days, with another one to follow."""
    ana = world.person("ana")
    await ana.set_up(language=language)
    card = None
    for days in (9, 6):
        at = world.clock() - timedelta(days=days)
        card = review(card, Rating.GOOD, item=item, skill=Skill.RECOGNISE, now=at, day=at.date(), learner=1)
    assert card is not None
    known = await world.store.load(here := Incoming("x", ana.address, world.clock(), Text("x")))
    assert known is not None
    data = {**Session((Step(item, form), Step("civics-2008-1", Form.TYPE))).as_data(), "asked_at": 0.0}
    await world.store.save(here, known, Changes(place=Place("drill", "d99", data, (item,)), cards=[card]))
    await ana.say("/practice")
    return ana


async def noted(world: World) -> Sequence[tuple[Verdict, Rating | None, str | None]]:
    return [(attempt.verdict, attempt.rating, attempt.answer) for attempt in await world.store.attempts(1)]


async def successes(world: World) -> int:
    return sum(card.successes for card in await world.store.cards(1) if card.skill is Skill.PRODUCE)


async def test_half_an_answer_gets_a_second_half(world: World) -> None:
    ana = await asked(world, RIGHTS)
    await ana.say("life")
    assert "✅ life is right. What else?" in ana.last.text
    assert "Write 1 more answer" in ana.last.text
    await ana.say("and the liberty")
    assert await noted(world) == [(Verdict.CORRECT, Rating.HARD, "life, and the liberty")]
    assert await successes(world) == 0  # what was right at the second try is no right first answer


@pytest.mark.parametrize(
    ("language", "between"),
    [pair for pair in product(LANGUAGES, BETWEEN) if pair != ("English", "🌐")],  # there is nothing to translate
)
async def test_the_half_stands_on_the_question_that_is_shown_again(world: World, language: str, between: str) -> None:
    ana = await asked(world, RIGHTS, language=language)
    await ana.say("life")
    if between == "🌐":
        await ana.choose("lang")
    elif between == "💡":
        await ana.choose("hint")
    elif between == "sticker":
        await ana.show("sticker")
    else:
        await ana.say(between)
        await ana.say("/practice")
    shown = [screen.text for screen in ana.screens if "rights" in screen.text][-1]
    assert all(words in shown for words in LANGUAGES[language])
    await ana.say("liberty")
    [(verdict, rating, _)] = await noted(world)
    assert (verdict, rating) == (Verdict.CORRECT, Rating.HARD)


async def test_how_many_are_missing_is_said(world: World) -> None:
    ana = await asked(world, STATES)
    await ana.say("New York and Texas")
    assert "New York is right" in ana.last.text
    assert "Write 2 more answers" in ana.last.text
    await ana.say("Virginia, Georgia")  # what was wrong beside the first half was told by asking on
    assert await noted(world) == [(Verdict.CORRECT, Rating.HARD, "New York and Texas, Virginia, Georgia")]


async def test_a_word_taken_back_takes_nothing_of_the_first_half(world: World) -> None:
    ana = await asked(world, RIGHTS)
    await ana.say("life")
    await ana.say("money, sorry, liberty")
    [(verdict, _, _)] = await noted(world)
    assert verdict is Verdict.CORRECT


@pytest.mark.parametrize("then", ["life", "pizza", "skip", "I don't know"])
async def test_half_stays_half(world: World, then: str) -> None:
    ana = await asked(world, RIGHTS)
    await ana.say("life")
    await ana.say(then)
    [(verdict, rating, _)] = await noted(world)
    assert (verdict, rating) == (Verdict.PARTIAL, Rating.HARD)
    assert await successes(world) == 0
    [card] = [card for card in await world.store.cards(1) if card.skill is Skill.PRODUCE]
    assert card.lapses == 0
    told = [screen.text for screen in ana.screens if "What are two rights" in screen.text][-1]
    assert "life is right. All together:" in told


async def test_enough_with_a_wrong_one_beside_it_is_not_asked_for_more(world: World) -> None:
    ana = await asked(world, RIGHTS)
    await ana.say("life, liberty, pizza")
    assert not ana.sees("What else?")
    assert ana.sees("One of your answers does not belong.")
    [(verdict, rating, _)] = await noted(world)
    assert (verdict, rating) == (Verdict.PARTIAL, Rating.HARD)


async def test_half_a_sentence_said_stands_on_it_too(world: World) -> None:
    item = next(
        exercise.id
        for exercise in world.content.catalogue.course.exercises.values()
        if exercise.type == "say-it" and len(exercise.key) == 2 and not exercise.retired
    )
    first, second = world.content.catalogue.course.exercises[item].key
    ana = await asked(world, item, form=Form.DO)
    await ana.say(first)
    assert f"Once more, with: {second}" in ana.last.text
    await ana.say("/practice")
    assert f"Once more, with: {second}" in ana.last.text
