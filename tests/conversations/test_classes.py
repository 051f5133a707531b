"""Learners and their classes: joined only by a yes, left at once, and a teacher who can be asked."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.handlers.asking_tutor import A_DAY
from bot.handlers.homework import tasks
from bot.homework import part
from bot.lessons.drill import Form, Session, Step
from bot.lessons.live import LiveContent
from bot.lessons.memory import SOON_CAP_DAYS
from bot.lessons.model import Skill
from bot.lessons.placement import CHECK_ITEMS
from bot.messages import Incoming, Press, Text
from bot.ports import Changes, Place
from bot.ports import deeds as d
from bot.ports.staff import Assignment, Class, Letter
from tests.world import Person, World

CODE = "K7M4-Q2XP"


async def ana_in(world: World, room: Class, *, language: str = "English") -> Person:
    """Somebody at their first question who is in the class."""
    ana = world.person("ana")
    await ana.set_up(language=language)
    await ana.say(CODE)
    await ana.choose(f"yes-{CODE}")
    await ana.say("Ana")
    return ana


async def enrolled(world: World, room: Class) -> list[str | None]:
    return [each.learner.nickname for each in await world.store.office.roster([room.id])]


async def letters(world: World, room: Class) -> list[Letter]:
    return list(await world.store.office.letters([room.id]))


def choices(person: Person) -> list[str]:
    return [button.choice for button in person.last.buttons]


# --- joining and leaving ---


async def test_nobody_is_in_a_class_before_they_said_yes(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = world.person("ana")
    await ana.say(f"/start {CODE}")
    await ana.choose("en")
    await ana.choose("yes")
    for seen in ("Evening", "Tom", "Your teacher sees", "Your teacher does not see"):
        assert seen in ana.last.text
    assert await enrolled(world, room) == []
    await ana.choose(f"yes-{CODE}")
    assert await enrolled(world, room) == [None]
    await ana.say("Ana")
    assert await enrolled(world, room) == ["Ana"]
    assert "citizenship" in choices(ana)  # and on with the first taps


async def test_what_the_teacher_will_see_can_be_heard(world: World) -> None:
    await world.found("Evening", "tom", CODE)
    world.conversation._speaks = True
    ana = world.person("ana")
    await ana.set_up()
    await ana.say(CODE)
    await ana.choose(f"hear-{CODE}")
    assert ana.last.text.startswith("🔈 Your teacher sees: your name here,")  # read, where there is no speaker
    await ana.choose(f"yes-{CODE}")
    assert ana.sees("You are in the class Evening")


async def test_the_tutor_is_told_in_their_language(world: World) -> None:
    await world.found("Noche", "tom", CODE, language="es")
    await ana_in(world, (await world.store.office.classes())[0])
    assert world.person("tom").last.text == "👋 Ana entró en Noche."


async def later(world: World, **by: float) -> None:
    """Time goes by, and what waited is sent."""
    world.clock.move(**by)
    await world.delivery.recover()
    await world.delivery.idle()


async def test_who_joins_and_tells_no_name_is_announced_all_the_same(world: World) -> None:
    await world.found("Evening", "tom", CODE)
    tom, ana = world.person("tom"), world.person("ana")
    await ana.set_up()
    await ana.say(CODE)
    before = len(tom.screens)
    await ana.choose(f"yes-{CODE}")
    assert len(tom.screens) == before  # the name may come in a moment
    await later(world, minutes=4)
    assert [screen.text for screen in tom.screens[before:]] == ["👋 Somebody without a name joined Evening."]
    await later(world, days=1)
    await ana.say("Ana")
    assert [screen.text for screen in tom.screens[before + 1 :]] == ["🙂 Who joined Evening on Nov 23 is called Ana."]


@pytest.mark.parametrize(
    ("answer", "told"), [("Ana", "👋 Ana joined Evening."), (None, "👋 Somebody without a name joined Evening.")]
)
async def test_a_name_told_at_once_makes_one_message(world: World, answer: str | None, told: str) -> None:
    room = await world.found("Evening", "tom", CODE)
    tom, ana = world.person("tom"), world.person("ana")
    await ana.set_up()
    before = len(tom.screens)
    for _ in range(2):  # who leaves and comes back is announced again
        await ana.say(CODE)
        await ana.choose(f"yes-{CODE}")
        if (await world.learner("ana")).nickname is None:
            await (ana.choose("none") if answer is None else ana.say(answer))
        await later(world, minutes=10)
        await ana.say("/class")
        await ana.choose(f"leave-{room.id}")
        await ana.choose(f"go-{room.id}")
    assert [screen.text for screen in tom.screens[before:]] == [told, told]


async def test_no_name_in_the_end_is_nothing_new(world: World) -> None:
    await world.found("Evening", "tom", CODE)
    tom, ana = world.person("tom"), world.person("ana")
    await ana.set_up()
    await ana.say(CODE)
    await ana.choose(f"yes-{CODE}")
    await later(world, minutes=10)
    before = len(tom.screens)
    await ana.choose("none")
    await later(world, minutes=10)
    assert len(tom.screens) == before


async def test_who_does_not_agree_to_what_is_kept_is_gone_with_their_code(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = world.person("ana")
    await ana.say(f"/start {CODE}")
    await ana.choose("en")
    await ana.choose("no")
    await ana.say("hello")
    await ana.choose("en")
    await ana.choose("yes")
    assert "citizenship" in choices(ana)
    assert await enrolled(world, room) == []


@pytest.mark.parametrize("what", ["unknown", "revoked", "closed", "not a code"])
async def test_a_code_that_opens_nothing_is_told_kindly(world: World, what: str) -> None:
    room = await world.found("Evening", "tom", CODE)
    office, by = world.store.office, room.tutors[0]
    match what:
        case "revoked":
            await office.do([d.RevokeCode(CODE, by)], world.clock())
        case "closed":
            await office.do([d.CloseClass(room.id, by)], world.clock())
    ana = world.person("ana")
    await ana.set_up()
    await ana.say({"unknown": "K7M4-Q2XY", "not a code": "/start hello"}.get(what, CODE))
    assert ana.sees("That code does not work now")
    assert "1/9" in ana.last.text  # their place is kept
    assert await enrolled(world, room) == []


async def test_a_class_that_closes_under_somebodys_finger_is_not_joined(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = world.person("ana")
    await ana.set_up()
    await ana.say(CODE)
    await world.store.office.do([d.CloseClass(room.id, room.tutors[0])], world.clock())
    await ana.choose(f"yes-{CODE}")
    assert ana.sees("That code does not work now")
    assert await enrolled(world, room) == []


@pytest.mark.parametrize("kind", ["tutor", "coordinator"])
async def test_an_invitation_of_staff_is_opened_by_its_code_and_works_once(world: World, kind: str) -> None:
    invitation = "T7M4-Q2XP"
    await world.store.office.do(
        [d.FoundSite("Lynn Library"), d.MakeCode(invitation, kind, "Lynn Library")], world.clock()
    )
    uma = world.person("uma", "en")
    await uma.say(f"/start {invitation}")
    assert f"invited as a {kind} at Lynn Library" in uma.last.text
    await uma.say("Uma")
    assert f"You are a {kind} at Lynn Library now" in uma.last.text
    assert (await world.learner("uma")).staff == 1
    eve = world.person("eve")
    await eve.say(f"/start {invitation}")
    assert eve.sees("That code does not work now")


async def test_a_learner_who_becomes_a_tutor_keeps_their_place(world: World) -> None:
    await world.store.office.do([d.FoundSite("Lynn Library"), d.MakeCode(CODE, "tutor", "Lynn Library")], world.clock())
    ana = world.person("ana")
    await ana.set_up()
    await ana.say("k7m4q2xp")
    await ana.say("Ana Lima")
    assert (await world.learner("ana")).staff == 1
    await ana.say("/practice")
    assert "1/9" in ana.last.text


async def test_who_leaves_is_seen_by_nobody_and_asked_nothing_more(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    await world.assign(room, "Two", ["civics-2008-1", "civics-2008-2"])
    ana = await ana_in(world, room)
    assert "any" in choices(ana)
    await ana.say("/class")
    await ana.choose(f"leave-{room.id}")
    assert await enrolled(world, room) == ["Ana"]  # asked once
    await ana.choose(f"go-{room.id}")
    assert await enrolled(world, room) == []
    await ana.say("/homework")
    assert "no homework" in ana.last.text
    await ana.say("/civics")
    assert "any" not in choices(ana)
    await ana.say(CODE)  # and may come back
    await ana.choose(f"yes-{CODE}")
    assert await enrolled(world, room) == ["Ana"]


async def test_a_learner_may_be_in_two_classes(world: World) -> None:
    evening = await world.found("Evening", "tom", CODE)
    saturday = await world.found("Saturday", "uma", "W2X4-Y7PD")
    ana = await ana_in(world, evening)
    await ana.say("w2x4 y7pd")
    await ana.choose("yes-W2X4-Y7PD")
    await ana.say("/class")
    assert "Evening" in ana.last.text
    assert "Saturday" in ana.last.text
    await ana.choose(f"leave-{evening.id}")
    await ana.choose(f"go-{evening.id}")
    assert (await enrolled(world, evening), await enrolled(world, saturday)) == ([], ["Ana"])


# --- asking the teacher ---


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
    assert [button.data for button in told.buttons] == [f"staff:answer-{asked.learner}-{room.id}"]
    assert "1/9" in ana.last.text
    tom = world.person("tom")
    await tom.tap("Answer")
    await tom.say("Todas la siguen.")
    assert ana.last.text == "✉️ Le escribe Tom, de su clase:\nTodas la siguen."
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


async def test_a_teacher_answers_a_question_by_replying_to_it(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    tom = world.person("tom")
    questions = []
    for question in ("What is a noun?", "And a verb?"):
        await ana.send(Press("go", "ask"))
        await ana.say(question)
        questions.append(tom.last)
    await tom.say("/practice")
    before = tom.last.text
    await tom.reply(questions[0], "A name of a thing. Ask a lawyer about my case.")  # a teacher's words are their own
    assert ana.last.text == "✉️ Tom, your teacher, writes:\nA name of a thing. Ask a lawyer about my case."
    assert tom.last.text.startswith("✅ On its way")
    [noun, verb, answer] = await letters(world, room)
    assert (noun.answered, verb.answered, answer.answers) == (True, False, noun.id)
    await tom.say("/practice")
    assert tom.last.text == before  # their own place was kept
    await tom.choose(f"answer-{noun.learner}-{room.id}")  # the question's message becomes the room for an answer …
    await tom.reply(questions[1], "What somebody does.")  # … and still carries it
    assert [letter.answered for letter in await letters(world, room)][:2] == [True, True]
    assert ana.sees("What somebody does.")


async def test_a_reply_to_anything_else_is_an_ordinary_text(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    tom = world.person("tom")
    await tom.say("/practice")
    await tom.reply(tom.last, "homework")
    assert "no homework" in tom.last.text
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


# --- homework ---

DUE = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("items", "answered", "today", "standing"),
    [
        (["civics-2008-1", "civics-2008-2"], [], DUE, "not"),
        (["civics-2008-1", "civics-2008-2"], [("civics-2008-1", 1)], DUE, "started"),
        (["civics-2008-1", "civics-2008-2"], [("civics-2008-1", -1)], DUE, "not"),  # before it was set
        (["civics-2008-1"], [("civics-2008-1", 1), ("civics-2008-2", 1)], DUE, "finished"),
        (["civics-2008-1", "civics-2025-1"], [("civics-2008-1", 1)], DUE, "finished"),  # the other test is not theirs
        (["civics-2025-1"], [], DUE, None),
        (["civics-2008-1", "w-gone"], [("civics-2008-1", 1)], DUE, "finished"),  # the content lost it
        (["civics-2008-1"], [("civics-2008-1", 1)], DUE + timedelta(days=1), None),  # done: it goes with its day
        (["civics-2008-1"], [], DUE + timedelta(days=28), "not"),  # undone: it waits
        (["civics-2008-1"], [], DUE + timedelta(days=29), None),
    ],
)
def test_how_far_homework_is(
    content: LiveContent, items: list[str], answered: list[tuple[str, int]], today: date, standing: str | None
) -> None:
    made = datetime(2026, 11, 20, tzinfo=UTC)
    work = Assignment(1, 1, None, "items", "T", tuple(items), DUE, made)
    facts = [(item, made + timedelta(hours=hours)) for item, hours in answered]
    found = tasks([work], content.catalogue, "2008", facts, today)
    assert [task.standing for task in found] == ([standing] if standing else [])


def test_who_has_chosen_no_test_does_the_questions_of_one(content: LiveContent) -> None:
    items = ("w-gone", "civics-2025-1", "civics-2008-1", "civics-2025-2")
    work = Assignment(1, 1, None, "items", "T", items, DUE, datetime(2026, 11, 20, tzinfo=UTC))
    assert part(content.catalogue, work, None) == ("civics-2025-1", "civics-2025-2")
    assert part(content.catalogue, work, "2008") == ("civics-2008-1",)


async def test_homework_comes_first_in_practice_and_is_followed(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    world.clock.move(days=3)
    await world.assign(room, "Rights", ["civics-2008-50", "civics-2008-51"])
    await ana.say("/practice")
    await ana.choose("start")
    assert "From your teacher" in ana.last.text
    await ana.choose("next")
    assert "From your teacher" in ana.last.text
    await ana.choose("next")
    for _ in range(2):
        await ana.choose("0")
    assert "From your teacher" not in ana.last.text
    await ana.say("/homework")
    assert "✅ done" in ana.last.text
    [work] = await world.store.office.assignments([room.id])
    [done] = await world.store.office.done([work], [2])
    assert len(done.answered) == 2


async def test_homework_can_be_done_by_its_button(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    await world.assign(room, "Rights", ["civics-2008-50"], days=0)
    await ana.say("homework")
    assert "by today" in ana.last.text
    await ana.choose("1")
    assert "1/2" in ana.last.text
    await ana.choose("next")
    await ana.choose("0")
    assert "Your teacher can see" in ana.last.text
    await ana.say("/homework")
    assert "✅ done" in ana.last.text
    assert "1" not in choices(ana)


async def test_the_other_test_and_other_learners_homework_are_not_asked(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    tom = (await world.learner("tom")).id
    due = world.clock().date()
    theirs = d.Assign(room.id, tom, "items", "Not yours", ("civics-2008-9",), due, room.tutors[0])
    await world.store.office.do([theirs], world.clock())
    await world.assign(room, "The other test", ["civics-2025-1"])
    await ana.say("/homework")
    assert "no homework" in ana.last.text


# --- telling ---


async def test_something_reached_is_noted_after_a_yes(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    await ana.say("/settings")
    await ana.choose("reached")
    await ana.choose("got_job")
    assert "Your teacher will see it" in ana.last.text
    await ana.choose("got_job.no")
    assert await world.store.office.milestones([2]) == []
    await ana.say("/reached")
    await ana.choose("took_oath")
    await ana.choose("took_oath.yes")
    assert "Congratulations" in ana.last.text
    assert [each.kind for each in await world.store.office.milestones([2])] == ["took_oath"]


async def test_an_interview_week_is_private_until_it_is_shared(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    office = world.store.office
    await ana.say("/settings")
    await ana.choose("myinterview")
    assert len([choice for choice in choices(ana) if choice.startswith("202")]) == 8
    await ana.choose("2026-12-07")
    assert [(told.week, told.shared) for told in await office.interviews([2])] == [(date(2026, 12, 7), False)]
    await ana.choose("2026-12-07.yes")
    assert [told.shared for told in await office.interviews([2])] == [True]
    await ana.say("/myinterview")
    assert "Dec 7 – Dec 13" in ana.last.text
    await ana.choose("none")
    assert await office.interviews([2]) == []


async def test_only_weeks_that_were_offered_are_taken(world: World) -> None:
    ana = world.person("ana")
    await ana.set_up()
    await ana.say("/myinterview")
    week = next(button for button in ana.last.buttons if button.choice == "2026-11-23")
    world.clock.move(days=7)
    await ana.press(week, ana.last.id)  # last week by now
    assert await world.store.office.interviews([1]) == []


async def test_before_an_interview_questions_come_back_within_four_days(world: World) -> None:
    ana = world.person("ana")
    await ana.set_up()
    await ana.say("/myinterview")
    await ana.choose("2026-12-07")
    assert "teacher" not in ana.last.text  # there is none to share it with
    for _ in range(5):
        world.clock.move(days=3)
        await ana.say("/civics")
        while "more" not in choices(ana):
            pressed = next((choice for choice in ("start", "next", "0") if choice in choices(ana)), None)
            await (ana.choose(pressed) if pressed else ana.say("the constitution"))
    cards = await world.store.cards(1)
    assert len(cards) > 5
    assert all((card.due - card.reviewed_at).days <= SOON_CAP_DAYS for card in cards)


# --- levels, and taking one's data ---


async def answer_rightly(world: World, person: Person) -> None:
    """Answer the placement item on the screen."""
    known = await world.store.load(Incoming("look", person.address, world.clock(), Text("")))
    assert known is not None
    right = world.content.catalogue.placement[known.place.data["used"][-1]].right
    there = [button for button in person.last.buttons if button.label == right]
    await (person.press(there[0], person.last.id) if there else person.say(right))


async def test_every_practice_level_is_noted_with_how_it_was_reached(world: World) -> None:
    luz = world.person("luz", "es")
    await luz.say("/start")
    for choice in ("es", "yes", "english", "none", "find", "stop"):
        await luz.choose(choice)
    await luz.say("/level")
    await luz.choose("check")
    for _ in range(CHECK_ITEMS):
        await luz.choose("none")
    await luz.say("/level")
    await luz.choose("check")
    for _ in range(CHECK_ITEMS):
        await answer_rightly(world, luz)
    await luz.say("/level")
    await luz.choose("a0")
    steps = [(step.level, step.how) for step in await world.store.office.levels([1])]
    assert steps == [("a0", "placed"), ("a1a", "check"), ("a0", "chosen")]  # a check that is not passed is no step


async def test_export_holds_what_is_kept_of_classes(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    await world.assign(room, "Rights", ["civics-2008-50"])
    ana = await ana_in(world, room)
    await ana.choose("any")
    await ana.say("Is there class on Friday?")
    await ana.say("/reached")
    await ana.choose("got_job")
    await ana.choose("got_job.yes")
    await ana.say("/myinterview")
    await ana.choose("2026-12-07")
    await world.store.office.do([d.WriteNote(2, room.id, "secret of the teacher", room.tutors[0])], world.clock())
    await ana.say("/class")
    await ana.choose(f"leave-{room.id}")
    await ana.choose(f"go-{room.id}")
    await ana.say("/export")
    document = ana.last.message.document
    assert document is not None
    kept = json.loads(document.content)
    assert kept["classes"] == [{"name": "Evening", "site": "Lynn Library", "now": False}]
    assert kept["homework"][0]["items"] == ["civics-2008-50"]
    assert [letter["text"] for letter in kept["letters"]] == ["Is there class on Friday?"]
    assert [each["kind"] for each in kept["milestones"]] == ["got_job"]
    assert kept["interview"] == [{"week": "2026-12-07", "shared": False}]
    assert b"secret of the teacher" not in document.content
