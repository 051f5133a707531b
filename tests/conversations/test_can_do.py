"""What a learner can do now is told by its can-dos: on their progress, and once when a session's end makes it so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.lessons.course import Unit
from bot.lessons.drill import Session
from bot.lessons.memory import Card
from bot.lessons.model import Skill, Verdict
from bot.lessons.steps import Form, Step
from bot.messages import Incoming, Press, Text
from bot.ports import Attempt, Changes, Place
from bot.ports import deeds as d
from tests.conversations.test_staff import a_class, pupil, staff
from tests.web.test_tutor_looks import statements
from tests.world import Person, World

UNIT, TASK = "a1b-u06", "en-a1b-u06-l4-e08"


def unit(world: World, id: str = UNIT) -> Unit:
    return world.content.catalogue.course.units[id]


async def facts(world: World, person: Person, changes: Changes) -> None:
    incoming = Incoming(f"facts-{next(world.ids)}", person.address, world.clock(), Text("x"))
    known = await world.store.load(incoming)
    assert known is not None
    assert await world.store.save(incoming, known, changes) is not None


async def english(world: World, language: str = "en", name: str = "ana") -> Person:
    """Somebody who learns English at a1b."""
    ana = world.person(name, "en")
    await ana.say("/start")
    await ana.choose(language)
    await ana.choose("yes")
    learner = (await world.learner(name))._replace(goal="english", level="a1b")
    await facts(world, ana, Changes(learner=learner))
    return ana


async def knows(world: World, person: Person, words: int, *, of: str = UNIT) -> None:
    """They know so many key words of a unit since a week ago."""
    at = world.clock.now - timedelta(days=7)
    items = [word.id for word in unit(world, of).words.values()][:words]
    due = at + timedelta(days=30)
    await facts(
        world,
        person,
        Changes(
            cards=[Card(item, Skill.PRODUCE, 40.0, 5.0, due, at, at.date(), 4, 4, 0) for item in items],
            attempts=[
                Attempt(item, Skill.PRODUCE, "type", Verdict.CORRECT, None, at, at.date(), mastered=True)
                for item in items
            ],
        ),
    )


async def did(world: World, person: Person, verdict: Verdict = Verdict.CORRECT, task: str = TASK) -> None:
    """They did a role-play a week ago."""
    at = world.clock.now - timedelta(days=7)
    await facts(
        world, person, Changes(attempts=[Attempt(task, Skill.PRODUCE, "role-play", verdict, None, at, at.date())])
    )


async def asks(world: World, person: Person, *steps: Step) -> None:
    """They are in the middle of a session: these are left."""
    place = Place("drill", f"d{next(world.ids)}", Session(steps, given=1, right=1).as_data(), (steps[0].item,))
    await facts(world, person, Changes(place=place))


TALK = Step(TASK, Form.DO, type="role-play")
REPLIES = ("I have a prescription", "How do I take it?", "Twice, with food", "Is it safe?", "Thank you")


SAID = {
    "en": "🌟 What you can do now\n· I can read the dose, the times and the warnings on a label.\n",
    "es": "🌟 Lo que ya puede hacer en inglés\n· Puedo leer la dosis, las horas y los avisos de una etiqueta.\n",
    "pt-BR": "🌟 O que você já consegue fazer em inglês\n· Consigo ler a dose, os horários e os avisos de um rótulo.\n",
    "ht": "🌟 Sa ou ka fè an angle kounye a\n· Mwen ka li dòz la, lè yo ak avètisman yo sou yon etikèt.\n",
}


@pytest.mark.parametrize("language", SAID)
async def test_the_task_and_the_words_of_a_unit_show_what_somebody_can_do(world: World, language: str) -> None:
    ana = await english(world, language)
    await knows(world, ana, 11)
    await did(world, ana, Verdict.PARTIAL)
    await ana.say("/progress")
    assert not ana.sees("🌟")
    await did(world, ana)
    told, progress = await ana.say("/progress")
    assert told.text.startswith(SAID[language])
    marked = (
        [] if language == "en" else [world.content.phrases("drill.not_reviewed", language)]
    )  # once, under all of them
    assert told.text.splitlines()[1 + len(unit(world).can) :] == marked
    assert "a1b" not in told.text
    assert progress.message.picture is not None


async def test_the_task_alone_is_not_enough(world: World) -> None:
    ana = await english(world)
    await knows(world, ana, 10)
    await did(world, ana)
    await ana.say("/progress")
    assert not ana.sees("🌟")


async def test_what_was_reached_once_stays(world: World) -> None:
    ana = await english(world)
    await knows(world, ana, 11)
    await did(world, ana)
    at = world.clock.now
    item = next(iter(unit(world).words.values())).id
    lapsed = Card(item, Skill.PRODUCE, 1.0, 9.0, at, at, at.date(), 5, 4, 1)
    await facts(world, ana, Changes(cards=[lapsed]))
    await did(world, ana, Verdict.INCORRECT)
    await ana.say("/progress")
    assert ana.sees("· I can say a side effect.")


async def test_the_last_eight_units_are_told_and_the_rest_are_counted(world: World) -> None:
    ana = await english(world)
    room = await world.found("Monday English", "bob", "K7M4-Q2XP")
    ids = [id for id, each in world.content.catalogue.course.units.items() if each.level in ("a0", "a1a")][:10]
    me = (await world.learner("ana")).id
    await world.store.office.do([d.TickCanDo(me, room.id, id, True, room.tutors[0]) for id in ids], world.clock())
    await ana.say("/progress")
    assert ana.last.text.startswith("👩‍🏫 Your teacher says that you can do this\n· I can say the numbers 0 to 100.")
    before = sum(len(unit(world, id).can) for id in ids[:2])
    assert ana.last.text.endswith(f"\n➕ {before} more")


async def test_a_teachers_word_holds_over_the_figures(world: World) -> None:
    ana = await english(world)
    room = await world.found("Monday English", "bob", "K7M4-Q2XP")
    me, [tutor] = (await world.learner("ana")).id, room.tutors

    async def says(reached: bool | None) -> str:
        await world.store.office.do([d.TickCanDo(me, room.id, UNIT, reached, tutor)], world.clock())
        return "\n".join(screen.text for screen in await ana.say("/progress"))

    assert "👩‍🏫 Your teacher says that you can do this\n· I can read the dose" in await says(True)
    await knows(world, ana, 11)
    await did(world, ana)
    assert "· I can read the dose" not in await says(False)
    assert "🌟 What you can do now\n· I can read the dose" in await says(None)


async def in_class(world: World) -> tuple[Person, Person, int, int]:
    """A tutor, and a learner at a1b in their class."""
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana")
    await facts(world, ana, Changes(learner=(await world.learner("ana"))._replace(level="a1b")))
    return tom, ana, room.id, (await world.learner("ana")).id


async def test_a_tutor_ticks_unticks_and_takes_it_back_by_buttons(world: World) -> None:
    tom, ana, _, me = await in_class(world)
    await knows(world, ana, 9)
    await did(world, ana)
    await tom.say("/student ana")
    await tom.tap("Can do")
    assert tom.last.text == "🎯 What Ana can do · Getting around"
    assert "▫️ 6. Pharmacy and labels" in [button.label for button in tom.last.buttons]
    await tom.tap("Pharmacy")
    assert "· I can say a side effect." in tom.last.text
    assert "🎭 Role-play: done\n🟢 Key words known: 9 of 15\n▫️ Not yet." in tom.last.text
    assert "As practice shows" not in [button.label for button in tom.last.buttons]
    await tom.tap("They can")
    assert tom.last.text == "✅ Kept: Pharmacy and labels. Their progress shows the same."
    await tom.tap("Back")
    assert "✅👩‍🏫 6. Pharmacy and labels" in [button.label for button in tom.last.buttons]
    await tom.tap("Pharmacy")
    assert "✅ They can do this.\n👩‍🏫 Said by Tom, Nov 23." in tom.last.text
    await tom.tap("Not yet")
    assert "They see it" not in tom.last.text  # what they cannot do yet is not told them
    await tom.tap("Back")
    assert "▫️👩‍🏫 6. Pharmacy and labels" in [button.label for button in tom.last.buttons]
    await tom.tap("Pharmacy")
    await tom.tap("As practice shows")
    await tom.tap("Back")
    assert "▫️ 6. Pharmacy and labels" in [button.label for button in tom.last.buttons]
    ticks = (await world.store.office.shown(me, [])).ticks
    assert [(tick.unit, tick.reached) for tick in ticks] == [(UNIT, True), (UNIT, False), (UNIT, None)]


async def test_a_thumb_that_hits_twice_says_it_once(world: World) -> None:
    tom, _, room, me = await in_class(world)
    for word in ("yes", "yes", "figures", "figures"):
        await tom.send(Press("staff", f"tick-{room}-{me}-a1b-6-{word}"))
    assert len((await world.store.office.shown(me, [])).ticks) == 2


async def test_other_levels_and_tracks_are_a_press_away_and_citizenship_is_not(world: World) -> None:
    tom, ana, room, me = await in_class(world)
    await did(world, ana, task="cit-01-l2-e05")
    await tom.say("/student ana")
    await tom.tap("Can do")
    for label in ("Getting things done ▶", "Working life ▶", "Taking part ▶", "Work ▶", "Civic life ▶"):
        await tom.tap(label)
    assert [button.label for button in tom.last.buttons][-2:] == ["◀ 💼 Work", "↩ Back"]
    for verb in ("can", "cando", "tick"):
        await tom.send(Press("staff", f"{verb}-{room}-{me}-cit-1-yes"))
        assert "can do" not in tom.last.text
        assert "road" not in tom.last.text
    assert (await world.store.office.shown(me, [])).ticks == ()


async def test_the_next_teacher_sees_the_word_and_the_former_nothing(world: World) -> None:
    tom, ana, room, me = await in_class(world)
    await tom.send(Press("staff", f"tick-{room}-{me}-a1b-6-yes"))
    uma = await staff(world, "uma")
    viewer = await world.store.office.viewer(person=(await world.learner("uma")).id)
    assert viewer is not None
    [class_] = await world.store.office.classes()
    await world.store.office.do([d.HandOver(room, viewer.post.id, class_.tutors[0])], world.clock())
    await tom.send(Press("staff", f"tick-{room}-{me}-a1b-6-no"))
    await uma.send(Press("staff", f"cando-{room}-{me}-a1b-6"))
    assert "Said by Tom" in uma.last.text
    await ana.say("/progress")
    assert ana.sees("👩‍🏫 Your teacher says that you can do this\n· I can read the dose")


NEW = {
    "en": "🌟 New: you can do this now",
    "es": "🌟 Nuevo: ya puede hacer esto en inglés",
    "pt-BR": "🌟 Novo: agora você consegue fazer isto em inglês",
    "ht": "🌟 Nouvo: kounye a ou ka fè sa an angle",
}


@pytest.mark.parametrize("language", NEW)
async def test_the_end_of_the_session_that_reaches_it_says_so_once(world: World, language: str) -> None:
    ana = await english(world, language)
    await knows(world, ana, 11)
    for told in (True, False):
        await asks(world, ana, TALK)
        for reply in REPLIES:
            await ana.say(reply)
        assert (NEW[language] in ana.last.text) is told
        assert "more" in [button.choice for button in ana.last.buttons]


async def test_it_waits_for_the_end_of_the_session(world: World) -> None:
    ana = await english(world)
    await knows(world, ana, 11)
    await asks(world, ana, TALK, Step(next(iter(unit(world).words.values())).id, Form.TYPE))
    for reply in REPLIES:
        await ana.say(reply)
    assert not ana.sees("🌟")
    await ana.say("/settings")  # what comes between does not lose it
    await ana.say("/practice")
    await ana.choose("skip")
    assert "🌟 New: you can do this now\n· I can read the dose" in ana.last.text


async def test_a_talk_that_is_not_passed_reaches_nothing(world: World) -> None:
    ana = await english(world)
    await knows(world, ana, 11)
    await asks(world, ana, TALK)
    for reply in (*REPLIES[:2], "hello", "hello", "hello"):
        await ana.say(reply)
    assert "more" in [button.choice for button in ana.last.buttons]
    assert not ana.sees("🌟")


@pytest.mark.parametrize(
    ("words", "days", "told"), [(10, 1, True), (9, 1, False), (10, 0, False), (11, 1, False)], ids=str
)
async def test_a_word_that_is_known_at_last_may_reach_it(world: World, words: int, days: int, told: bool) -> None:
    ana = await english(world)
    await knows(world, ana, words)
    await did(world, ana)
    last = list(unit(world).words.values())[words]
    at = world.clock.now - timedelta(days=3)
    nearly = Card(last.id, Skill.RECOGNISE, 3.0, 5.0, at + timedelta(days=3), at, at.date(), 1, days, 0)
    await facts(world, ana, Changes(cards=[nearly]))
    await asks(world, ana, Step(last.id, Form.TYPE))
    await ana.say(last.text)
    assert "more" in [button.choice for button in ana.last.buttons]
    assert ana.sees("🌟 New") is told


@pytest.mark.parametrize("word", [True, False])
async def test_what_a_teacher_has_said_of_it_is_not_news(world: World, word: bool) -> None:
    ana = await english(world)
    room = await world.found("Monday English", "bob", "K7M4-Q2XP")
    me = (await world.learner("ana")).id
    await world.store.office.do([d.TickCanDo(me, room.id, UNIT, word, room.tutors[0])], world.clock())
    await knows(world, ana, 11)
    await asks(world, ana, TALK)
    for reply in REPLIES:
        await ana.say(reply)
    assert "more" in [button.choice for button in ana.last.buttons]
    assert not ana.sees("🌟")


async def test_other_answers_read_nothing_more(world: World) -> None:
    ana = await english(world)
    words = [word.id for word in unit(world).words.values()]
    await asks(world, ana, *(Step(word, Form.TYPE) for word in words[:3]))
    seen = statements(world)
    await ana.say("pizza")
    assert [each for each in seen if "ticks" in each] == []
