"""Several classes, several tutors: nobody is left out, and a class is handed over so that all know."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.messages import Press
from bot.ports import deeds as d
from storage.deeds import do_all
from tests.conversations.test_staff import a_class, person_id, pupil, staff
from tests.world import World


async def test_a_class_is_handed_over_and_gone_for_the_former_tutor(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    uma = await staff(world, "uma")
    await tom.say("/classes")
    await tom.tap("Tuesday evening")
    [students] = [button for button in tom.last.buttons if button.choice.startswith("students")]
    old = tom.last.id
    await tom.tap("Hand over")
    await tom.tap("Uma")
    assert tom.sees("Uma teaches Tuesday evening now")
    assert "Tom has given you the class Tuesday evening" in uma.last.text
    assert "has a new teacher: Uma" in world.person("ana").last.text
    await tom.press(students, old)
    assert "nothing here for you" in tom.last.text
    await uma.say("/students")
    assert uma.last.buttons[0].label.startswith("Ana ·")


async def test_nobody_is_left_out_for_the_number_of_classes(world: World) -> None:
    tom = await staff(world)
    rooms = [await a_class(world, tom, f"Class {n}") for n in range(6)]
    ana = await pupil(world, rooms[5], "ana")
    await ana.send(Press("go", "ask"))
    await ana.say("When is the next class?")
    await tom.say("/students")
    assert "Ana" in tom.last.text
    id = await person_id(world, "ana")
    await world.store._runner.write(
        lambda conn: do_all(conn, world.store._vault, [d.Join(rooms[0].id)], world.clock(), id)
    )
    await tom.say("/students")
    assert [button.label for button in tom.last.buttons if button.label.startswith("Ana")] == ["Ana · today · Class 5"]
    assert tom.last.text.count("Ana") == 1
    await tom.say("/student ana")
    assert [button.label for button in tom.last.buttons][:2] == ["Ana · today · Class 0", "Ana · today · Class 5"]
    await tom.say("/dashboard")
    await tom.tap("Start")
    await tom.tap("Questions")
    assert "When is the next class?" in tom.last.text


async def test_a_coordinator_hands_over_and_comes_back_to_the_site(world: World) -> None:
    tom, uma = await staff(world), await staff(world, "uma")
    cora = await staff(world, "cora", "coordinator")
    room = await a_class(world, tom)
    await cora.send(Press("staff", f"hand-{room.id}"))
    assert "will not see it" not in cora.last.text
    await cora.tap("Back")
    assert "Lynn Library" in cora.last.text
    await cora.send(Press("staff", f"handed-{room.id}-{(await world.store.office.posts([room.site.id]))[1].id}"))
    assert "Uma teaches Tuesday evening now. Thank you" in tom.last.text
    assert "Cora has given you the class" in uma.last.text


async def test_a_thumb_that_hits_twice_hands_over_once_and_tells_everybody_once(world: World) -> None:
    tom, uma = await staff(world), await staff(world, "uma")
    cora = await staff(world, "cora", "coordinator")
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana")
    to = (await world.store.office.posts([room.site.id]))[1].id
    for _ in range(2):
        await cora.send(Press("staff", f"handed-{room.id}-{to}"))
        assert "Uma teaches Tuesday evening now" in cora.last.text
    for person, words in ((ana, "has a new teacher"), (uma, "has given you the class"), (tom, "teaches Tuesday")):
        assert sum(words in screen.text for screen in person.screens) == 1, person.name
    log = [each.action for each in await world.store.office.audit([room.site.id])]
    assert log.count("hand over") == 1


async def test_at_night_learners_hear_of_their_new_teacher_in_the_morning(world: World) -> None:
    tom, uma = await staff(world), await staff(world, "uma")
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana")
    to = (await world.store.office.posts([room.site.id]))[1].id
    world.clock.now = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # ten in the evening in Boston
    await tom.send(Press("staff", f"handed-{room.id}-{to}"))
    assert "Tom has given you the class" in uma.last.text  # who works then hears of it at once
    assert not ana.sees("has a new teacher")
    await tom.say("/students")
    assert "Ana" not in tom.last.text  # access ends at once
    world.clock.now = datetime(2026, 11, 25, 12, 59, tzinfo=UTC)
    await world.delivery.recover()
    await world.delivery.idle()
    assert not ana.sees("has a new teacher")
    world.clock.now = datetime(2026, 11, 25, 13, 1, tzinfo=UTC)
    await world.delivery.recover()
    await world.delivery.idle()
    assert ana.sees("has a new teacher: Uma")


async def test_who_is_taken_off_a_class_or_whose_class_ends_is_told_once_in_their_language(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana, bo = await pupil(world, room, "ana", language="Español"), await pupil(world, room, "bo")
    off = Press("staff", f"offed-{room.id}-{await person_id(world, 'ana')}")
    world.clock.now = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # ten in the evening in Boston
    for _ in range(2):
        await tom.send(off)
    assert not ana.sees("Usted ya no está en la clase")
    world.clock.now = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
    await world.delivery.recover()
    await world.delivery.idle()
    assert "Usted ya no está en la clase Tuesday evening." in ana.last.text
    for _ in range(2):
        await tom.send(Press("staff", f"closed-{room.id}"))
    assert sum("not in the class Tuesday evening any more" in screen.text for screen in bo.screens) == 1
    assert sum("Usted ya no está en la clase" in screen.text for screen in ana.screens) == 1


async def test_a_learner_without_a_name_has_one_number_everywhere(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    for name in ("ana", "bo"):  # a tutor has to tell them apart
        who = world.person(name)
        await who.set_up()
        id = await person_id(world, name)
        await world.store._runner.write(
            lambda conn, id=id: do_all(conn, world.store._vault, [d.Join(room.id)], world.clock(), id)
        )
    called = f"Learner {await person_id(world, 'bo')}"
    await world.person("bo").send(Press("go", "ask"))
    await world.person("bo").say("When is the class?")
    assert f"{called} (Tuesday evening) asks" in tom.last.text
    await tom.say("/summary")
    assert any(f"{called} asked a question" in screen.text for screen in tom.screens)
    await tom.say("/students")
    assert len({button.label for button in tom.last.buttons if button.label.startswith("Learner ")}) == 2
    await tom.say(f"/student {called.lower()}")
    assert any(button.label.startswith(called) for button in tom.last.buttons) or tom.last.text.startswith(called)


async def test_two_learners_of_one_name_are_told_apart_everywhere(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    for who, name in (("ana", "Maria"), ("bo", "maria")):
        person = world.person(who)
        await person.set_up()
        await person.say("/settings")
        await person.choose("name")
        await person.say(name)
        id = await person_id(world, who)
        await world.store._runner.write(
            lambda conn, id=id: do_all(conn, world.store._vault, [d.Join(room.id)], world.clock(), id)
        )
    await tom.say("/students")
    assert [button.label.split(" · ")[0] for button in tom.last.buttons][:2] == ["Maria", "maria 2"]
    await world.person("bo").send(Press("go", "ask"))
    await world.person("bo").say("When is the class?")
    assert "maria 2 (Tuesday evening) asks" in tom.last.text
    await tom.say("/summary")
    assert any("maria 2 asked a question" in screen.text for screen in tom.screens)
    assert "maria, your" not in world.person("bo").last.text  # a learner reads no number


async def test_a_coordinator_who_teaches_gives_their_class_away_and_is_not_told_so_as_if_by_another(
    world: World,
) -> None:
    cora = await staff(world, "cora", "coordinator")
    await world.store.office.do(
        [
            d.MakeCode("T-cora", "tutor", "Lynn Library"),
            d.TakePost("T-cora", "Cora", person=await person_id(world, "cora")),
        ],
        world.clock(),
    )
    room = await a_class(world, cora)
    await staff(world, "uma")
    await cora.send(Press("staff", f"hand-{room.id}"))
    assert cora.last.text.startswith("Who teaches Tuesday evening from now on? You will not see it")
    await cora.tap("Back")
    assert cora.last.text.startswith("🏫 Tuesday evening")
    await cora.send(Press("staff", f"hand-{room.id}"))
    await cora.tap("Uma")
    assert world.person("uma").sees("Cora")
    assert sum("teaches Tuesday evening now" in screen.text for screen in cora.screens) == 1


async def test_a_class_that_has_ended_is_no_ones(world: World) -> None:
    tom, cora = await staff(world), await staff(world, "cora", "coordinator")
    await staff(world, "uma")
    room = await a_class(world, tom)
    await tom.send(Press("staff", f"closed-{room.id}"))
    codes = await world.store.office.codes(room.site.id)
    for verb in ("class", "invite", "renew", "rename", "summary", "closed"):
        await tom.send(Press("staff", f"{verb}-{room.id}"))  # a button of before
        assert tom.last.text == world.content.staff_phrases("staff.nothing", "en").replace("**", ""), verb
    await cora.send(Press("staff", f"hand-{room.id}"))
    assert cora.last.text == world.content.staff_phrases("staff.nothing", "en").replace("**", "")
    assert await world.store.office.codes(room.site.id) == codes


async def test_a_tutor_of_two_sites_says_at_which_one_a_new_class_is(world: World) -> None:
    tom, office = await staff(world), world.store.office
    invited = [d.FoundSite("Salem Library"), d.MakeCode("T-salem", "tutor", "Salem Library")]
    await office.do([*invited, d.TakePost("T-salem", "Tom", person=await person_id(world, "tom"))], world.clock())
    await tom.say("/newclass Tuesday evening")
    assert await office.classes() == []
    await tom.tap("Salem Library")
    await tom.send(Press("staff", "newclass"))
    await tom.tap("Lynn Library")
    await tom.say("Monday morning")
    assert [(room.name, room.site.name) for room in await office.classes()] == [
        ("Tuesday evening", "Salem Library"),
        ("Monday morning", "Lynn Library"),
    ]
    await tom.send(Press("staff", "newclass-999"))  # no site of his
    await tom.say("Nowhere")
    assert len(await office.classes()) == 2
