"""Learners and their classes: joined only by a yes, left at once, and a teacher who can be asked."""

from __future__ import annotations

import json

import pytest

from bot.ports import deeds as d
from bot.ports.staff import Class, Letter
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
    world.equip(speaks=True)
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


@pytest.mark.parametrize("how", ["leaves", "erases"])
async def test_who_is_gone_again_at_once_is_not_announced(world: World, how: str) -> None:
    room = await world.found("Evening", "tom", CODE)
    tom, ana = world.person("tom"), world.person("ana")
    await ana.set_up()
    before = len(tom.screens)
    await ana.say(CODE)
    await ana.choose(f"yes-{CODE}")
    if how == "leaves":
        await ana.say("/class")
        await ana.choose(f"leave-{room.id}")
        await ana.choose(f"go-{room.id}")
    else:
        await ana.say("/delete")
        await ana.choose("yes")
    await later(world, minutes=10)
    assert len(tom.screens) == before


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
    await world.store.office.do([d.TickCanDo(2, room.id, "a1b-u06", True, room.tutors[0])], world.clock())
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
    assert [(each["unit"], each["reached"]) for each in kept["can_do"]] == [("a1b-u06", True)]
    assert kept["interview"] == [{"week": "2026-12-07", "shared": False}]
    assert b"secret of the teacher" not in document.content
