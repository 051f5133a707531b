"""A tutor's and a coordinator's first minutes: whatever they press or type, they find their own things."""

from __future__ import annotations

import pytest

from bot.commands_staff import invite
from bot.messages import Incoming, Text
from bot.ports import Links
from tests.conversations.test_invitations import code_of
from tests.conversations.test_staff import a_class, pupil, staff
from tests.world import Person, World


async def fresh(world: World, kind: str = "tutor", *, welcomed: bool = False) -> Person:
    """Somebody who has accepted an invitation and never practised; `welcomed`: they had found the bot before."""
    await invite(world.store.office, Links(), kind, "Lynn Library", world.chance, world.clock())
    who = world.person("tom")
    if welcomed:
        await who.say("/start")
    await who.say(f"/start {await code_of(world, kind)}")
    await who.say("Tom")
    return who


@pytest.mark.parametrize("welcomed", [False, True])
async def test_who_teaches_begins_at_their_desk_and_not_with_a_question_of_a_learner(
    world: World, welcomed: bool
) -> None:
    tom = await fresh(world, welcomed=welcomed)
    await tom.say("/start")
    assert tom.last.text.startswith("👩‍🏫 Tom")
    await tom.say("/help")
    assert "who needs you" in tom.last.text
    assert not tom.sees("Something went wrong")
    await tom.tap("Students")
    assert tom.last.text == "You have no class yet."


async def test_help_tells_a_coordinator_of_sites_and_of_no_students(world: World) -> None:
    cora = await fresh(world, "coordinator")
    assert not cora.sees("which learner you look at")  # they see none
    await cora.say("/help")
    assert "Sites" in cora.last.text
    assert "Students" not in cora.last.text
    await cora.tap("Sites")
    assert "No tutor yet" in cora.last.text


async def test_who_teaches_and_learns_finds_both(world: World) -> None:
    tom = await staff(world)
    await tom.say("/start")
    await tom.tap("Practice")
    known = await world.store.load(Incoming("look", tom.address, world.clock(), Text("")))
    assert known is not None
    assert known.place.at == "drill"


@pytest.mark.parametrize("command", ["students", "summary", "assign", "message", "invite", "classes"])
async def test_without_a_class_every_command_leads_to_making_one(world: World, command: str) -> None:
    tom = await fresh(world)
    await tom.say(f"/{command}")
    assert tom.last.text == "You have no class yet."
    await tom.tap("New class")
    await tom.say("Tuesday evening")
    assert tom.sees("Learners join with this code")


async def test_homework_is_the_classes_for_who_teaches_and_ones_own_for_who_learns(world: World) -> None:
    tom = await fresh(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana")
    await tom.say("/homework")
    assert "Homework of Tuesday evening" in tom.last.text
    await ana.say("/homework")
    assert "You have no homework now" in ana.last.text


async def test_before_it_is_set_homework_says_what_for_whom_and_whether_there_is_any(world: World) -> None:
    tom = await fresh(world)
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    await tom.say("/assign")
    await tom.tap("What is hard")
    assert "nothing of that kind" in tom.last.text
    await tom.tap("Back")
    await tom.tap("10 civics questions")
    assert tom.last.text == "📚 10 civics questions, for Tuesday evening. Until when?"
    await tom.tap("Nov 30")
    assert tom.sees("10 civics questions is set until")
