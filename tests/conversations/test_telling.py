"""What a learner tells of themselves: something reached, the week of an interview; and how a level was reached."""

from __future__ import annotations

from datetime import date

from bot.lessons.memory import SOON_CAP_DAYS
from bot.lessons.placement import CHECK_ITEMS
from bot.messages import Incoming, Text
from tests.conversations.test_classes import CODE, ana_in, choices
from tests.world import Person, World


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


async def test_no_to_the_teacher_keeps_the_interview_from_everything_that_they_see(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana, tom, office = await ana_in(world, room), world.person("tom"), world.store.office
    await ana.say("/myinterview")
    await ana.choose("2026-12-07")
    await ana.choose("2026-12-07.no")
    assert "Your teacher does not see it." in ana.last.text
    assert [(told.week, told.shared) for told in await office.interviews([2])] == [(date(2026, 12, 7), False)]
    await tom.say("/summary")
    await tom.say("/student ana")
    assert tom.last.text.startswith("Ana · Evening")
    told = " ".join(message.text for message in world.channel.history if "nterview" in message.text)
    assert "Ana" not in told
    assert "Dec 7" not in " ".join(screen.text for screen in tom.screens)
    await ana.say("/myinterview")
    assert "Your teacher does not see it." in ana.last.text
    await ana.choose("2026-12-07")
    await ana.choose("2026-12-07.yes")  # they may change their mind, and again
    await ana.say("/myinterview")
    await ana.choose("2026-12-07")
    await ana.choose("2026-12-07.no")
    assert [told.shared for told in await office.interviews([2])] == [False]


async def test_another_teacher_sees_an_interview_only_after_another_yes(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana, office = await ana_in(world, room), world.store.office
    await ana.say("/myinterview")
    await ana.choose("2026-12-07")
    await ana.choose("2026-12-07.yes")
    await world.found("Morning", "uma", "W2X4-Y7PD")
    uma = world.person("uma")
    await ana.say("W2X4-Y7PD")
    await ana.choose("yes-W2X4-Y7PD")
    assert ana.sees("You are in the class Morning.")
    assert ana.sees("📅 Your interview: Dec 7 – Dec 13\n\n👩‍🏫 May your teacher see this week")
    await uma.say("/student ana")
    assert uma.last.text.startswith("Ana · Morning")
    assert "Interview" not in uma.last.text
    assert [told.shared for told in await office.interviews([2])] == [False]
    await ana.choose("2026-12-07.yes")
    await uma.say("/student ana")
    assert "Interview: week of Dec 7" in uma.last.text


async def test_a_week_that_has_passed_is_asked_about_no_more_and_shown_to_nobody_new(world: World) -> None:
    room = await world.found("Evening", "tom", CODE)
    ana = await ana_in(world, room)
    await ana.say("/myinterview")
    await ana.choose("2026-11-23")
    await ana.choose("2026-11-23.yes")
    await world.found("Morning", "uma", "W2X4-Y7PD")
    world.clock.move(days=8)
    await ana.say("W2X4-Y7PD")
    await ana.choose("yes-W2X4-Y7PD")
    assert not any("May your teacher see" in screen.text for screen in ana.screens[-3:])
    assert [told.shared for told in await world.store.office.interviews([2])] == [False]


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
    item = world.content.catalogue.placement[known.place.data["used"][-1]]
    right = item.right or item.hear
    there = [button for button in person.last.buttons if button.label == right]
    await (person.press(there[0], person.last.id) if there else person.say(right))


async def test_every_practice_level_is_noted_with_how_it_was_reached(world: World) -> None:
    luz, bo = world.person("luz", "es"), world.person("bo", "es")
    for person in (luz, bo):
        await person.say("/start")
        for choice in ("es", "yes", "english", "none", "find", "stop"):
            await person.choose(choice)
        await person.say("/level")
        await person.choose("check")
    for _ in range(CHECK_ITEMS):
        await answer_rightly(world, luz)
        await bo.choose("none")
    await luz.say("/level")
    await luz.choose("a0")
    noted = {id: [(step.level, step.how) for step in await world.store.office.levels([id])] for id in (1, 2)}
    assert noted[1] == [("a0", "placed"), ("a1a", "check"), ("a0", "chosen")]
    assert noted[2] == [("a0", "placed")]  # a check that is not passed is no step
