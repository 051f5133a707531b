"""From an invitation to a class with a learner in it, all by codes, in fresh chats."""

from __future__ import annotations

import pytest

from bot.commands_staff import invite, revoke
from bot.ports import Links
from bot.ports import deeds as d
from tests.conversations.test_staff import staff
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


async def test_a_coordinator_ends_an_invitation_that_nobody_has_used(world: World) -> None:
    await invite(world.store.office, Links(), "coordinator", "Lynn Library", world.chance, world.clock())
    cora, tom, eve = world.person("cora"), world.person("tom"), world.person("eve")
    await cora.say(f"/start {await code_of(world, 'coordinator')}")
    await cora.say("Cora")
    for kind in ("tutor", "coordinator"):
        await invite(world.store.office, Links(), kind, "Lynn Library", world.chance, world.clock())
    first, other = await code_of(world, "tutor"), await code_of(world, "coordinator")
    await tom.say(f"/start {first}")  # and thinks about it
    await cora.say("/sites")
    assert other not in cora.last.text + "".join(each.label for each in cora.last.buttons)
    for code in (first, other):
        await cora.say("/sites")
        await cora.tap(f"End code {code[:4]}")
        assert cora.sees(f"The code {code[:4]}… opens nothing any more.")
    await cora.say("/sites")
    assert not any("End code" in each.label for each in cora.last.buttons)
    await tom.say("Tom")
    assert not tom.sees("Welcome")
    await eve.say(f"/start {other}")
    assert not eve.sees("You are invited")
    [site] = await world.store.office.sites()
    assert [each.name for each in await world.store.office.posts([site.id])] == ["Cora"]
    lines = [each for each in await world.store.office.audit([site.id]) if each.action == "revoke code"]
    [post] = await world.store.office.posts([site.id])
    assert [each.staff for each in lines] == [post.id, post.id]


async def test_nobody_else_ends_an_invitation(world: World) -> None:
    cora, eve = await staff(world, "cora", "coordinator"), await staff(world, "eve", "coordinator", site="Salem")
    tom = await staff(world, "tom")
    await invite(world.store.office, Links(), "tutor", "Lynn Library", world.chance, world.clock())
    code = await code_of(world, "tutor")
    await cora.say("/sites")
    [button] = [each for each in cora.last.buttons if each.choice.startswith("revoke-")]
    for other in (eve, tom):
        await other.say("/dashboard")
        await other.press(button, other.last.id)
        assert await code_of(world, "tutor") == code


async def test_the_operator_ends_any_code(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    await invite(world.store.office, Links(), "coordinator", "Lynn Library", world.chance, world.clock())
    code = await code_of(world, "coordinator")
    assert await revoke(world.store.office, code.lower().replace("-", " "), world.clock())
    assert f"{code} opens nothing any more." in capsys.readouterr().out
    eve = world.person("eve")
    await eve.say(f"/start {code}")
    assert not eve.sees("You are invited")
    for typed in (code, "hello"):
        assert not await revoke(world.store.office, typed, world.clock())


async def test_who_has_the_post_already_uses_no_invitation_up(world: World) -> None:
    office, now = world.store.office, world.clock()
    codes = ("M2XP-4KQ7", "M2XP-4KQ8", "M2XP-4KQ9")
    await office.do([d.FoundSite("Lynn Library"), d.FoundSite("Salem Library")], now)
    for code, kind, site in zip(codes, ("tutor", "tutor", "coordinator"), ("Lynn Library",) * 3, strict=True):
        await office.do([d.MakeCode(code, kind, site)], now)
    tom = world.person("tom")
    await tom.say(f"/start {codes[0]}")
    await tom.say("Tom")
    await tom.say(f"/start {codes[1]}")  # perhaps to see whether it works
    assert "You are a tutor at Lynn Library already" in tom.last.text
    await tom.say("Tommy")
    assert [post.name for post in await office.posts([1])] == ["Tom"]
    assert (await office.code(codes[1])).works(now)  # type: ignore[union-attr]
    await tom.say(f"/start {codes[2]}")  # another role is another matter
    await tom.say("Tom")
    assert len(await office.posts([1])) == 2
    await tom.say("/sites")
    await office.do([d.EndPost((await office.posts([1]))[0].id, None)], now)
    await tom.say(f"/start {codes[1]}")  # and who has ended may come back
    await tom.say("Tom")
    assert len(await office.posts([1])) == 3


async def test_a_tutor_who_practises_is_asked_what_and_not_when_they_applied(world: World) -> None:
    await invite(world.store.office, Links(), "tutor", "Lynn Library", world.chance, world.clock())
    tom = world.person("tom")
    await tom.say(f"/start {await code_of(world, 'tutor')}")
    await tom.say("Tom")
    await tom.say("/practice")
    assert "N-400" not in tom.last.text
    assert [button.choice for button in tom.last.buttons] == ["citizenship", "english", "both"]
    await tom.choose("english")
    await tom.tap("Practice")
    assert "N-400" not in tom.last.text


async def test_a_site_is_the_same_however_its_name_is_typed_and_a_new_one_is_told(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    office = world.store.office
    for typed, told in (
        ("Lynn Library", ""),
        (" lynn  library", ""),
        ("Lynn Libary", "is a new site, beside Lynn Library"),
    ):
        await invite(office, Links(), "tutor", typed, world.chance, world.clock())
        said = capsys.readouterr().out
        assert ("new site" in said) == bool(told)
        assert told in said
    assert [site.name for site in await office.sites()] == ["Lynn Library", "Lynn Libary"]
