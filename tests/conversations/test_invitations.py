"""From an invitation to a class with a learner in it, all by codes, in fresh chats."""

from __future__ import annotations

from bot.commands_staff import invite
from bot.ports import Links
from tests.world import World


async def code_of(world: World, kind: str) -> str:
    codes = [code for site in await world.store.office.sites() for code in await world.store.office.codes(site.id)]
    return next(code.code for code in codes if code.kind == kind and code.works(world.clock()))


async def test_coordinator_tutor_and_learner_come_in_one_after_another(world: World) -> None:
    await invite(world.store.office, Links(), "coordinator", "Lynn Library", world.chance, world.clock())
    cora = world.person("cora")
    await cora.say(f"/start {await code_of(world, 'coordinator')}")
    assert cora.sees("You are invited as a coordinator at Lynn Library")
    await cora.say("Cora")
    assert cora.sees("Welcome, Cora")
    await cora.say("/sites")
    await cora.tap("Invite a tutor")
    tom = world.person("tom")
    await tom.say(f"/start {await code_of(world, 'tutor')}")
    await tom.say("A123456789")
    assert not tom.sees("Welcome")  # a number that must not be kept is no name
    await tom.say("Tom")
    assert tom.sees("You are a tutor at Lynn Library now")
    await tom.tap("New class")
    await tom.say("Tuesday evening")
    ana = world.person("ana", "es")
    await ana.say(f"/start {await code_of(world, 'class')}")
    await ana.choose("es")
    await ana.choose("yes")
    assert ana.sees("Tuesday evening")
    await ana.tap("Sí")
    await ana.say("Ana")
    assert any("Ana" in screen.text for screen in tom.screens)  # the tutor is told
    await tom.say("/students")
    assert tom.last.buttons[0].label.startswith("Ana")


async def test_an_invitation_can_be_declined_and_works_once(world: World) -> None:
    await invite(world.store.office, Links(), "tutor", "Lynn Library", world.chance, world.clock())
    code = await code_of(world, "tutor")
    tom, eve = world.person("tom"), world.person("eve")
    await tom.say(f"/start {code}")
    await tom.tap("Not now")
    assert tom.sees("Nothing was kept")
    await tom.say(f"/start {code}")
    await tom.say("Tom")
    await eve.say(f"/start {code}")
    assert not eve.sees("You are invited")
