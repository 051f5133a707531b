"""A text as homework: set, written by somebody who knows who will read it, read by that tutor alone, and answered."""

from __future__ import annotations

import json

import pytest

from bot.handlers.staff.texts import tasks_of
from bot.messages import Button
from bot.ports import deeds as d
from bot.ports.staff import Class
from tests.conversations.test_staff import a_class, person_id, pupil, staff
from tests.world import Person, World


async def set_a_text(tom: Person, task: str = "Write about your morning.") -> None:
    await tom.say("/assign")
    await tom.tap("A short text")
    await tom.say(task)
    assert "They see this task, and that you will read what they write" in tom.last.text
    await tom.tap("Mon, Nov 30")


async def written(world: World, *texts: str, language: str = "English") -> tuple[Person, Class, Person]:
    """A tutor has set a text, and Ana has given hers."""
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana", language=language)
    await set_a_text(tom)
    [work] = await world.store.office.assignments([room.id])
    await ana.say("/homework")
    await ana.choose(str(work.id))
    for text in texts:
        await ana.say(text)
    await ana.choose("give")
    return tom, room, ana


async def looks(world: World, room: Class) -> list[tuple[str, int | None]]:
    log = await world.store.office.audit([room.site.id])
    return [(line.action, line.learner) for line in log if line.action == "read text"]


async def test_a_text_is_set_written_read_and_answered(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana", language="Español")
    id = await person_id(world, "ana")
    await set_a_text(tom)
    assert "Write about your morning. is set until Mon, Nov 30" in tom.last.text
    [work] = await world.store.office.assignments([room.id])
    assert (work.kind, work.title, work.prompt) == ("text", "Write about your morning.", "Write about your morning.")
    await ana.say("/homework")
    assert "un texto por escribir" in ana.last.text
    await ana.choose(str(work.id))
    assert "Tom va a leer este texto" in ana.last.text  # before a word is written
    await ana.say("help")  # here it is the beginning of a text, not a wish
    await ana.choose("again")
    await ana.say("I get up at six.")
    await ana.say("I drink coffee.")
    assert "I get up at six.\nI drink coffee." in ana.last.text
    before = len(tom.screens)
    assert await world.store.office.letters([room.id]) == []  # until she gives it, it is nobody's
    await ana.choose("give")
    assert "Tom ya puede leer su texto" in [screen.text for screen in ana.screens][-2]
    [told] = tom.screens[before:]
    assert told.text == "📝 Ana (Tuesday evening) has written “Write about your morning.”."
    assert await looks(world, room) == []
    await tom.tap("Read")
    assert "I get up at six.\nI drink coffee." in tom.last.text
    assert await looks(world, room) == [("read text", id)]
    await tom.say("Good! What time do you leave home?")
    assert ana.last.text.startswith("✉️ Le escribe Tom, de su clase, sobre «Write about your morning.»:\nGood!")
    await tom.press(Button("x", "staff", f"read-{room.id}-{id}-{work.id}"), "0")
    assert "You have answered" in tom.last.text
    await tom.say("/classes")
    await tom.tap("Tuesday evening")
    await tom.tap("Homework")
    assert "✅ 1 done · ▶ 0 started · 1 in all" in tom.last.text
    await ana.say("/homework")
    assert "✅" in ana.last.text
    assert str(work.id) not in [button.choice for button in ana.last.buttons]


async def test_a_task_can_be_taken_from_the_lessons_for_one_learner(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana, bo = await pupil(world, room, "ana"), await pupil(world, room, "bo")
    await tom.say("/student ana")
    await tom.tap("Set homework")
    await tom.tap("A short text")
    await tom.tap("Getting things done")
    _, task = tasks_of(world.content.catalogue)["a2"][1]
    words = " · ".join(task.use)
    assert f"2. {task.ask} 🔑 {words}" in tom.last.text
    await tom.tap("2")
    await tom.tap("Mon, Nov 30")
    [work] = await world.store.office.assignments([room.id])
    assert work.learner == await person_id(world, "ana")
    assert work.prompt == f"{task.ask}\n🔑 {words}"
    await ana.say("/homework")
    assert work.title in ana.last.text
    await ana.choose(str(work.id))
    assert f"{task.ask}\n🔑 {words}" in ana.last.text
    await bo.say("/homework")
    assert "no homework" in bo.last.text


async def test_a_text_is_no_question_and_no_item_of_practice(world: World) -> None:
    tom, room, ana = await written(world, "I get up at six.")
    await tom.say("/summary")
    assert not tom.sees("asked a question")
    await tom.press(Button("x", "staff", "questions"), "0")
    assert "No open questions" in tom.last.text
    await tom.press(Button("x", "staff", f"letters-{room.id}"), "0")
    assert "I get up" not in tom.last.text  # read where the look is written down, and nowhere else
    bo = await pupil(world, room, "bo")
    await bo.say("/practice")
    assert not bo.sees("Write about your morning")
    assert not bo.sees("From your teacher")
    assert ana.sees("Well done! Tom can read your text now.")


async def test_a_reply_to_word_of_a_text_answers_it(world: World) -> None:
    tom, _, ana = await written(world, "I get up at six.")
    word = tom.last
    await tom.reply(word, "Very good!")
    assert ana.last.text == "✉️ Tom, your teacher, writes about “Write about your morning.”:\nVery good!"
    await tom.reply(word, "And one more thing.")
    assert tom.last.text == "💬 You have answered."
    assert not ana.sees("And one more thing.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("my A-number is A123456789", "I did not keep that"),
        ("They want to deport me", "I did not put this into your text"),
        ("x " * 501, "1000 letters"),
        ("🙂", "Please write in words"),
    ],
)
async def test_what_is_not_for_a_teacher_does_not_go_into_a_text(world: World, text: str, told: str) -> None:
    _, room, ana = await written(world, "I get up at six.", text, "I drink coffee.")
    assert ana.sees(told)
    [letter] = await world.store.office.letters([room.id])
    assert letter.text == "I get up at six.\nI drink coffee."


async def test_going_back_gives_nothing_and_twice_is_once(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana")
    await ana.say("/civics")
    place = ana.last.text
    await set_a_text(tom)
    await ana.say("/homework")
    await ana.choose("1")
    await ana.say("I get up at six.")
    await ana.choose("back")
    assert await world.store.office.letters([room.id]) == []
    assert ana.last.text == place
    await ana.say("/homework")
    await ana.choose("1")
    await ana.say("I get up at seven.")
    [give] = [button for button in ana.last.buttons if button.choice == "give"]
    screen = ana.last.id
    await ana.press(give, screen)
    await ana.press(give, screen)
    assert [letter.text for letter in await world.store.office.letters([room.id])] == ["I get up at seven."]


@pytest.mark.parametrize("who", ["former tutor", "other tutor", "coordinator", "learner who left"])
async def test_nobody_else_reads_a_text(world: World, who: str) -> None:
    tom, room, ana = await written(world, "I get up at six.")
    office, now = world.store.office, world.clock()
    [work] = await office.assignments([room.id])
    button = Button("x", "staff", f"read-{room.id}-{await person_id(world, 'ana')}-{work.id}")
    eve = tom
    match who:
        case "former tutor":
            await staff(world, "uma")
            post = next(post for post in await office.posts([room.site.id]) if post.name == "Uma")
            await office.do([d.HandOver(room.id, post.id, room.tutors[0])], now)
        case "learner who left":
            await office.do([d.Leave(room.id, await person_id(world, "ana"), room.tutors[0])], now)
        case "coordinator":
            eve = await staff(world, "cora", "coordinator")
        case _:
            eve = await staff(world, "eve")
    await eve.press(button, "0")
    assert "nothing here for you" in eve.last.text
    assert not eve.sees("I get up")
    assert await looks(world, room) == []
    assert ana.sees("Well done")


async def test_a_text_is_in_the_learners_own_file_and_gone_with_them(world: World) -> None:
    _, room, ana = await written(world, "I get up at six.")
    await ana.say("/export")
    assert ana.last.message.document is not None
    kept = json.loads(ana.last.message.document.content)
    assert [(each["text"], each["homework"]) for each in kept["letters"]] == [
        ("I get up at six.", "Write about your morning.")
    ]
    assert [each["prompt"] for each in kept["homework"]] == ["Write about your morning."]
    await ana.say("/delete")
    await ana.choose("yes")
    assert await world.store.office.letters([room.id]) == []


async def test_a_task_that_was_typed_is_set_once_and_for_whom_it_was_typed(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    await tom.say("/assign")
    await tom.tap("A short text")
    await tom.say("???")
    assert "between 1 and 300 letters" in tom.last.text
    await tom.say("Write about your morning.")
    [day] = [button for button in tom.last.buttons if "Nov 30" in button.label]
    screen = tom.last.id
    await tom.press(day, screen)
    await tom.press(day, screen)
    assert len(await world.store.office.assignments([room.id])) == 1
