"""A learner asks their teacher, from any question, and the answer comes back."""

from __future__ import annotations

import pytest

from bot.handlers.asking_tutor import A_DAY
from bot.handlers.tutors import mark
from bot.lessons.drill import Session
from bot.lessons.model import Skill
from bot.lessons.steps import Form, Step
from bot.messages import Incoming, Press, Text
from bot.ports import Changes, Place
from bot.ports import deeds as d
from bot.ports.staff import Class
from tests.conversations.test_classes import CODE, ana_in, letters
from tests.world import Person, Screen, World


async def test_a_question_goes_to_the_teacher_and_the_answer_comes_back(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room, language="Español")
    await ana.choose("any")
    await ana.say("¿Por qué es la ley suprema?")
    [asked] = await letters(world, room)
    assert (asked.text, asked.item, asked.from_learner, asked.staff, asked.outcome) == (
        "¿Por qué es la ley suprema?",
        "civics-2008-1",
        True,
        room.tutors[0],
        "sent",
    )
    told = world.person("tom").last
    assert "What is the supreme law of the land?" in told.text
    assert [button.data for button in told.buttons] == [f"staff:answer-{asked.learner}-{room.id}-{mark(asked.at)}"]
    assert "1/9" in ana.last.text
    tom = world.person("tom")
    await tom.tap("Answer")
    assert tom.last.text.splitlines() == [
        "💬 Ana asks: ¿Por qué es la ley suprema?",
        "On the screen: What is the supreme law of the land?",
        "✍️ Write your answer.",
    ]
    await tom.say("Todas la siguen.")
    assert ana.last.text == "✉️ Le escribe Tom, de su clase, sobre «¿Por qué es la ley suprema?»:\nTodas la siguen."
    assert [letter.answered for letter in await letters(world, room)] == [True, False]
    await ana.choose("ask")  # one press writes back, and the place is still kept
    await ana.say("¡Gracias!")
    assert "1/9" in ana.last.text
    assert [letter.text for letter in await letters(world, room)][-1] == "¡Gracias!"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Will they deport me if I fail?", "not a lawyer"),
        ("my A-number is A123456789", "I did not keep that"),
        ("why? " * 101, "500 letters"),
        ("???", "in words"),
    ],
)
async def test_what_is_not_for_a_teacher_is_not_sent(world: World, text: str, told: str) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    before = len(world.person("tom").screens)
    await ana.choose("any")
    await ana.say(text)
    assert ana.sees(told)
    assert await letters(world, room) == []
    assert len(world.person("tom").screens) == before
    await ana.say("/practice")
    assert "1/9" in ana.last.text


async def test_a_teacher_is_not_buried_in_questions(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    for n in range(A_DAY + 1):
        await ana.choose("any")
        await ana.say(f"Question {n}?")
    assert ana.sees("Please ask again tomorrow")
    assert len(await letters(world, room)) == A_DAY
    world.clock.move(days=1)
    await ana.choose("any")
    await ana.say("And now?")
    assert len(await letters(world, room)) == A_DAY + 1


async def at_a_question_they_know(world: World, room: Class) -> Person:
    """Ana, in the middle of a session, asked what she has answered before."""
    ana = await ana_in(world, room)
    for _ in range(3):
        await ana.choose("next")
    for answer in ("the constitution", "sets up the government", "we the people") * 2:
        await ana.say(answer)
    world.clock.move(days=3)
    session = Session((Step("civics-2008-1", Form.CHOOSE), Step("civics-2008-2", Form.CHOOSE)))
    known = await world.store.load(Incoming("x", ana.address, world.clock(), Text("x")))
    assert known is not None
    await world.store.save(
        Incoming("y", ana.address, world.clock(), Text("x")),
        known,
        Changes(place=Place("drill", "d99", session.as_data(), ("civics-2008-1",))),
    )
    await ana.say("/practice")
    return ana


async def test_the_question_under_a_question_can_still_be_answered(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await at_a_question_they_know(world, room)
    asked = ana.last
    right = next(button for button in asked.buttons if button.label == "B")
    before = {card.skill: card for card in await world.store.cards(2) if card.item == "civics-2008-1"}
    await ana.choose("any")
    await ana.press(right, asked.id)
    after = {card.skill: card for card in await world.store.cards(2) if card.item == "civics-2008-1"}
    assert after[Skill.RECOGNISE].reviews == before[Skill.RECOGNISE].reviews + 1  # not begun anew
    assert await letters(world, room) == []


async def test_a_question_in_a_class_that_was_left_is_nobodys_though_the_tutor_teaches_another(world: World) -> None:
    evening = await world.found("Evening", "tom", CODE)
    saturday = await world.found("Saturday", "tom", "W2X4-Y7PD")
    ana = await ana_in(world, evening)
    await ana.say("W2X4-Y7PD")
    await ana.choose("yes-W2X4-Y7PD")
    for room, question in ((evening, "What is a noun?"), (saturday, "And a verb?")):
        await ana.send(Press("ask", str(room.id)))
        await ana.say(question)
    await ana.say("/class")
    await ana.choose(f"leave-{evening.id}")
    await ana.choose(f"go-{evening.id}")
    tom = world.person("tom")
    await tom.send(Press("staff", "questions"))
    assert "And a verb?" in tom.last.text
    assert "What is a noun?" not in tom.last.text


async def test_a_class_without_a_tutor_keeps_the_question_for_the_next(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    await world.store.office.do([d.EndPost(room.tutors[0], None)], world.clock())
    await ana.choose("any")
    await ana.say("Is there class on Friday?")
    assert [letter.text for letter in await letters(world, room)] == ["Is there class on Friday?"]
    assert "1/9" in ana.last.text


@pytest.mark.parametrize("by", ["a reply", "the button"])
async def test_a_teacher_answers_the_question_they_mean(world: World, by: str) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    tom = world.person("tom")

    async def answer(question: Screen, text: str, about: str) -> None:
        if by == "a reply":
            await tom.reply(question, text)
        else:
            await tom.press(question.buttons[0], question.id)
            await tom.say(text)
        assert ana.last.text == f"✉️ Tom, your teacher, writes about “{about}”:\n{text}"
        assert tom.last.text.startswith("✅ On its way")

    asked = []
    for question in ("What is a noun?", "And a verb?"):
        await ana.send(Press("go", "ask"))
        await ana.say(question)
        asked.append(tom.last)
    await tom.say("/practice")
    before = tom.last.text
    await answer(
        asked[0], "A name of a thing. Ask a lawyer about my case.", "What is a noun?"
    )  # a teacher's words are their own
    [noun, verb, told] = await letters(world, room)
    assert (noun.answered, verb.answered, told.answers) == (True, False, noun.id)
    await tom.say("/practice")
    assert tom.last.text == before  # their own place was kept
    await answer(asked[1], "What somebody does.", "And a verb?")
    assert [letter.answered for letter in await letters(world, room)][:2] == [True, True]


async def test_a_message_that_became_the_room_for_an_answer_still_carries_its_question(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    await ana.choose("any")
    await ana.say("What is a noun?")
    tom = world.person("tom")
    asked = tom.last
    await tom.tap("Answer")
    assert "Write your answer" in asked.text
    await tom.reply(asked, "A name of a thing.")
    assert ana.sees("A name of a thing.")
    assert [letter.answered for letter in await letters(world, room)] == [True, False]


async def test_a_reply_closes_the_room_that_was_open_for_the_same_answer(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    tom = world.person("tom")
    await tom.say("/practice")
    before = tom.last.text
    await ana.choose("any")
    await ana.say("What is a noun?")
    asked = tom.last
    await tom.press(asked.buttons[0], asked.id)
    await tom.reply(asked, "A name of a thing.")
    told = await letters(world, room)
    await tom.say("hello")
    assert await letters(world, room) == told  # it went to nobody
    await tom.say("/practice")
    assert tom.last.text == before


async def test_a_reply_to_anything_else_is_an_ordinary_text(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    tom = world.person("tom")
    await tom.say("/practice")
    await tom.reply(tom.last, "homework")
    assert "No homework is set" in tom.last.text
    await ana.send(Press("go", "ask"))
    await ana.say("What is a noun?")
    asked = tom.last
    await ana.reply(ana.screens[0], "homework")  # a learner's own message may bear the same number
    assert "no homework" in ana.last.text
    await tom.reply(asked, "my A-number is A123456789")
    assert "I did not keep that" in tom.last.text
    assert [letter.text for letter in await letters(world, room)] == ["What is a noun?"]


async def test_who_teaches_the_class_no_more_answers_nobody_by_a_reply(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    await world.found("Saturday", "uma", "W2X4-Y7PD")
    await ana.send(Press("go", "ask"))
    await ana.say("What is a noun?")
    tom = world.person("tom")
    asked = tom.last
    [uma] = [post for post in await world.store.office.posts([room.site.id]) if post.name == "Uma"]
    await world.store.office.do([d.HandOver(room.id, uma.id, room.tutors[0])], world.clock())
    await tom.reply(asked, "A name of a thing.")
    assert "nothing here for you" in tom.last.text
    assert [letter.text for letter in await letters(world, room)] == ["What is a noun?"]


async def test_who_takes_a_class_over_reads_of_the_question_that_waits_as_nobody_asked_them(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    await world.found("Saturday", "uma", "W2X4-Y7PD")
    await ana.send(Press("go", "ask"))
    await ana.say("What is a noun?")
    [uma] = [post for post in await world.store.office.posts([room.site.id]) if post.name == "Uma"]
    await world.store.office.do([d.HandOver(room.id, uma.id, room.tutors[0])], world.clock())
    person = world.person("uma")
    await person.send(Press("staff", f"summary-{room.id}"))
    assert person.sees("asked a question on Nov 23 and waits for an answer.")
    await person.tap("Why?")
    assert "What is a noun?" in person.last.text
