"""Tutors in chat, through the front door, and nothing for anybody else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.lessons.model import Skill, Verdict
from bot.messages import Address, Button, Incoming, Press, Text
from bot.ports import Attempt, Changes
from bot.ports import deeds as d
from bot.ports.staff import Class
from tests.world import Person, World


async def person_id(world: World, name: str) -> int:
    known = await world.store.load(
        Incoming(f"look-{name}-{next(world.ids)}", Address("test", name), world.clock(), Text(""))
    )
    assert known is not None
    assert known.learner is not None
    return known.learner.id


async def staff(world: World, name: str = "tom", kind: str = "tutor", *, site: str = "Lynn Library") -> Person:
    """Somebody with a post."""
    who = world.person(name)
    await who.set_up()
    id = await person_id(world, name)
    code = f"{kind}-{name}"
    await world.store.office.do(
        [d.FoundSite(site), d.MakeCode(code, kind, site), d.TakePost(code, name.title(), person=id)], world.clock()
    )
    return who


async def pupil(world: World, room: Class, name: str, language: str = "English") -> Person:
    """Somebody in a class."""
    who = world.person(name)
    await who.set_up(language=language)
    await who.say("/settings")
    await who.choose("name")
    await who.say(name.title())
    from storage.deeds import do_all

    id = await person_id(world, name)
    await world.store._runner.write(lambda conn: do_all(conn, world.store._vault, [d.Join(room.id)], world.clock(), id))
    return who


async def a_class(world: World, tom: Person, name: str = "Tuesday evening") -> Class:
    await tom.say(f"/newclass {name}")
    return (await world.store.office.classes())[-1]


async def test_a_class_is_made_and_invites(world: World) -> None:
    tom = await staff(world)
    await tom.say("/classes")
    assert tom.sees("You have no class yet")
    await tom.tap("New class")
    await tom.say("Tuesday evening")
    assert tom.sees("Tuesday evening is there")
    [room] = await world.store.office.classes()
    [code] = [code for code in await world.store.office.codes(room.site.id) if code.kind == "class"]
    assert f"https://t.me/DoorwayBot?start={code.code}" in tom.last.text
    await tom.say("/invite")
    await tom.tap("Poster")
    assert tom.last.message.picture is not None
    assert tom.last.message.picture.png.startswith(b"\x89PNG")
    await tom.tap("New code")
    assert not (await world.store.office.code(code.code)).works(world.clock())  # type: ignore[union-attr]


async def test_a_class_code_is_ended_and_made_again(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    [code] = [each for each in await world.store.office.codes(room.site.id) if each.class_id == room.id]
    await tom.say("/invite")
    await tom.tap("End the code")
    assert tom.sees("Nobody joins Tuesday evening by a code now")
    bo = world.person("bo")
    await bo.set_up()
    await bo.say(code.code)
    assert bo.sees("That code does not work now")
    await tom.say("/invite")
    assert tom.sees("has no code that works")
    assert not any("End the code" in button.label for button in tom.last.buttons)
    await tom.tap("New code")
    [fresh] = [each for each in await world.store.office.codes(room.site.id) if each.works(world.clock())]
    assert fresh.class_id == room.id
    assert fresh.code in tom.last.text
    [line] = [each for each in await world.store.office.audit([room.site.id]) if each.action == "revoke code"]
    assert (line.staff, line.class_id) == (room.tutors[0], room.id)
    assert len(await world.store.office.roster([room.id])) == 1  # who was in stays


async def test_students_and_one_of_them(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    world.clock.move(days=3)
    await pupil(world, room, "bo")
    await tom.say("/students")
    labels = [button.label for button in tom.last.buttons]
    assert labels[0].startswith("Ana · 3 days ago")
    assert labels[1].startswith("Bo · today")
    await tom.say("/student anna")
    assert tom.sees("Ana · Tuesday evening")
    assert "ivics" not in tom.last.text  # their track is theirs to tell
    looks = [each for each in await world.store.office.audit([room.site.id]) if each.action == "see learner"]
    assert [each.learner for each in looks] == [await person_id(world, "ana")]


async def test_a_message_is_shown_first_and_arrives_in_the_readers_language(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana", language="Español")
    await tom.say("/message")
    await tom.say("See you on Tuesday at 6")
    assert tom.sees("It goes to 1 learner like this")
    assert not ana.sees("See you on Tuesday")
    await tom.tap("Send")
    assert ana.sees("Le escribe Tom, de su clase:")
    assert ana.sees("See you on Tuesday at 6")
    await tom.tap("Messages")
    assert tom.sees("1 arrived")


async def test_who_has_blocked_the_bot_is_named_before_a_message_goes_and_not_counted_after(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana, bo = await pupil(world, room, "ana"), await pupil(world, room, "bo")
    await world.store.unreachable(ana.address)
    await tom.say("/message")
    await tom.say("See you on Tuesday at 6")
    assert "does not reach 1 learner" in tom.last.text
    await tom.tap("Send")
    assert bo.sees("See you on Tuesday at 6")
    assert "On its way to 1 learner." in tom.last.text
    assert "does not reach 1 learner" in tom.last.text
    await tom.send(Press("staff", f"readied-{room.id}-{await person_id(world, 'ana')}-quiet"))
    assert "On its way" not in tom.last.text
    assert "does not reach 1 learner" in tom.last.text
    await tom.send(Press("staff", f"ready-{room.id}-{await person_id(world, 'ana')}-quiet"))
    assert "does not reach 1 learner" in tom.last.text


async def test_at_night_a_message_waits_for_the_morning(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana")
    world.clock.now = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # ten in the evening in Boston
    await tom.say("/message")
    await tom.say("Good night")
    assert tom.sees("It is night for 1 of them")
    await tom.tap("Send")
    assert not ana.sees("Good night")
    await tom.tap("Messages")
    assert tom.sees("1 wait for the morning")
    world.clock.now = datetime(2026, 11, 25, 13, 0, tzinfo=UTC)
    await world.delivery.recover()
    await world.delivery.idle()
    assert ana.sees("Good night")


async def test_homework_is_set_seen_and_taken_back(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana")
    await tom.say("/assign")
    await tom.tap("Getting around")
    await tom.tap("6. Pharmacy and labels")
    await tom.tap("whole unit")
    await tom.tap("Mon, Nov 30")
    assert tom.sees("Pharmacy and labels is set until Mon, Nov 30")
    assert ana.sees("Your teacher has set something for you")
    [work] = await world.store.office.assignments([room.id])
    assert (work.kind, work.title) == ("unit", "Pharmacy and labels")
    assert "en-a1b-u06-l3-e05" in work.items
    await tom.tap("Homework")
    assert tom.sees("✅ 0 done · ▶ 0 started · 1 in all")
    assert tom.sees("Not opened yet: Ana")
    await tom.tap("Take back")
    assert await world.store.office.assignments([room.id]) == []


async def test_civics_homework_is_done_with_the_questions_of_ones_own_test(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana")
    bo = world.person("bo")
    await bo.set_up(test="2025")
    from storage.deeds import do_all

    id = await person_id(world, "bo")
    await world.store._runner.write(lambda conn: do_all(conn, world.store._vault, [d.Join(room.id)], world.clock(), id))
    await tom.say("/assign")
    await tom.tap("10 civics questions")
    await tom.tap("Mon, Nov 30")
    [work] = await world.store.office.assignments([room.id])
    for test in ("2008", "2025"):
        assert sum(item.startswith(f"civics-{test}-") for item in work.items) == 10
    for who, test in ((ana, "2008"), (bo, "2025")):
        await who.say("/homework")
        assert who.sees("10 to do")
        mine = [item for item in work.items if item.startswith(f"civics-{test}-")]
        incoming = Incoming(f"all-{test}", who.address, world.clock(), Text("x"))
        known = await world.store.load(incoming)
        assert known is not None
        given = [
            Attempt(item, Skill.PRODUCE, "type", Verdict.CORRECT, None, world.clock(), world.clock().date())
            for item in mine[: 10 if who is ana else 4]
        ]
        await world.store.save(incoming, known, Changes(attempts=given))
    await tom.say("/classes")
    await tom.tap("Tuesday evening")
    await tom.tap("Homework")
    assert "✅ 1 done · ▶ 1 started · 2 in all" in tom.last.text
    await bo.say("/homework")
    assert "4 of 10 done" in bo.last.text


async def test_notes_results_and_a_level(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    await tom.say("/student ana")
    await tom.tap("Notes")
    await tom.say("Works nights. Call on Sunday.")
    await tom.say("/student ana")
    assert tom.sees("Works nights")
    await tom.tap("Test result")
    await tom.tap("BEST Plus 3.0")
    await tom.tap("Back")  # not this test
    await tom.tap("BEST Plus 3.0")
    await tom.tap("3")
    await tom.say("someday")
    assert tom.last.text.startswith("✍️ On which day?")
    await tom.say("11/20/2026")
    assert tom.sees("Kept: BEST Plus 3.0, NRS level 3, 11/20/2026")
    await tom.say("/student ana")
    await tom.tap("Test result")
    await tom.tap("CASAS STEPS Reading")
    await tom.tap("4")
    await tom.tap("Nov 19")  # by buttons only
    assert tom.sees("Kept: CASAS STEPS Reading, NRS level 4, 11/19/2026")
    results = await world.store.office.results([await person_id(world, "ana")])
    assert [(each.nrs, each.day.day) for each in results] == [(4, 19), (3, 20)]
    await tom.say("hello")
    assert not any("Kept" in screen.text for screen in tom.screens[-2:])  # the question is closed
    await tom.say("/student ana")
    await tom.tap("Level")
    await tom.tap("Working life")
    assert (await world.store.office.roster([room.id]))[0].learner.level == "b1"
    await tom.say("/student ana")
    await tom.tap("Notes")
    await tom.tap("Works nights")
    assert await world.store.office.notes(await person_id(world, "ana"), [room.id]) == []


async def test_a_result_that_was_entered_wrongly_is_taken_back(world: World) -> None:
    tom, office = await staff(world), world.store.office
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    await pupil(world, room, "bo")
    ana, bo = await person_id(world, "ana"), await person_id(world, "bo")
    day = world.clock().date()
    await office.do([d.EnterResult(who, room.id, "TABE CLAS-E", day, 6, "", 1) for who in (ana, bo)], world.clock())
    [bos] = await office.results([bo])
    await tom.send(Press("staff", f"unresult-{room.id}-{ana}-{bos.id}"))  # not hers
    await tom.send(Press("staff", f"result-{room.id}-{ana}"))
    await tom.tap("🗑 TABE CLAS-E · NRS 6 · 11/23/26")
    assert "Erased" in tom.last.text
    assert await office.results([ana]) == []
    assert await office.results([bo]) == [bos]
    assert "erase result" in [line.action for line in await office.audit([room.site.id])]


async def buttons_of(world: World, tom: Person, room: Class, ana: int) -> list[str]:
    """One choice of every verb, about a class and a learner of somebody else's."""
    from bot.handlers.staff import VERBS

    about_learner = {"student", "answer"}
    return [
        f"{verb}-{ana}-{room.id}-a0-1-1" if verb in about_learner
        else f"{verb}-7-{room.id}-{ana}-hard" if verb == "set"
        else f"{verb}-{room.id}-{ana}-quiet" if verb in ("ready", "readied")
        else f"{verb}-{room.id}-{ana}-a0-1-yes" if verb == "tick"
        else f"{verb}-{room.id}-{ana}-a0-1-1"
        for verb in VERBS
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["stranger", "learner", "former tutor", "other tutor", "coordinator elsewhere"])
async def test_nobody_else_gets_anything_by_any_button_or_command(world: World, who: str) -> None:
    from bot.handlers.staff import COMMANDS

    tom = await staff(world)
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    ana = await person_id(world, "ana")
    match who:
        case "stranger":
            eve = world.person("eve")
        case "learner":
            eve = await pupil(world, room, "eve")
        case "former tutor":
            eve = tom
            uma = await staff(world, "uma")
            post = (await world.store.office.viewer(person=await person_id(world, "uma"))).post  # type: ignore[union-attr]
            await world.store.office.do([d.HandOver(room.id, post.id, room.tutors[0])], world.clock())
            assert uma is not tom
        case "other tutor":
            eve = await staff(world, "eve", site="Salem Library")
        case _:
            eve = await staff(world, "eve", "coordinator", site="Salem Library")
    before = len(await world.store.office.letters([room.id]))
    seen = len(eve.screens)
    for choice in await buttons_of(world, tom, room, ana):
        await eve.press(Button("x", "staff", choice), "1")
        await eve.say("some words")
    for command in COMMANDS:
        await eve.say(f"/{command} ana")
    told = "\n".join(screen.text for screen in eve.screens[seen:])
    labels = [button.label for screen in eve.screens[seen:] for button in screen.buttons]
    assert "Ana" not in told
    assert [label for label in labels if "Ana" in label or "Tuesday" in label] == []
    [now] = await world.store.office.classes(ids=[room.id])
    assert now.name == "Tuesday evening"
    assert now.closed_on is None
    assert len(await world.store.office.letters([room.id])) == before
    assert await world.store.office.assignments([room.id]) == []
    assert await world.store.office.notes(ana, [room.id]) == []
    assert (await world.store.office.shown(ana, [])).ticks == ()


async def test_a_thumb_that_hits_twice_sets_homework_once(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana")
    for _ in range(2):
        await tom.send(Press("staff", f"set-2-{room.id}-0-a0-1-0"))
        assert "is set until" in tom.last.text
    assert len(await world.store.office.assignments([room.id])) == 1
    assert sum(button.choice == "homework" for screen in ana.screens[-2:] for button in screen.buttons) == 1
    await tom.send(Press("staff", f"set-7-{room.id}-0-a0-1-0"))  # for another day is another piece
    world.clock.move(hours=1)
    await tom.send(Press("staff", f"set-2-{room.id}-0-a0-1-0"))  # an hour later it is meant
    assert len(await world.store.office.assignments([room.id])) == 3


async def test_the_card_counts_one_day_as_one(world: World) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    here = Incoming("a-day", Address("test", "ana"), world.clock(), Text("x"))
    known = await world.store.load(here)
    assert known is not None
    day = here.at.date()
    given = [
        Attempt(f"civics-2008-{n}", Skill.PRODUCE, "type", Verdict.CORRECT, None, here.at, day, False, 5.0, None)
        for n in range(1, 7)
    ]
    await world.store.save(here, known, Changes(attempts=given))
    world.clock.move(days=1)
    await tom.say("/student ana")
    assert "Last 7 days: practiced on 1 day, " in tom.last.text
    assert "Last 4 weeks: practiced on 1 day, " in tom.last.text
    await tom.say("/students")
    assert any("1 day ago" in button.label for button in tom.last.buttons)
