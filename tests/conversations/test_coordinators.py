"""Coordinators in chat: their tutors, and the programme's report, which shows no learner."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from structlog.testing import capture_logs

from bot.ports import deeds as d
from bot.reports import making
from tests.conversations.test_staff import a_class, person_id, pupil, staff
from tests.world import World


async def test_a_coordinator_sees_tutors_and_no_learner(world: World) -> None:
    cora = await staff(world, "cora", "coordinator")
    tom = await staff(world)
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    await cora.say("/sites")
    assert cora.sees("Lynn Library · tutors: 1 · 1 class")
    await cora.tap("Invite a tutor")
    assert "It works once, for two weeks" in cora.last.text
    await cora.say("/students")
    assert not cora.sees("Ana")
    await cora.say("/sites")
    await cora.tap("Tom · 1")
    await cora.tap("End their work")
    await tom.say("/students")
    assert "I don't know /students" in tom.last.text
    await cora.say("/sites")
    assert cora.sees("Without a tutor: Tuesday evening")


async def test_a_coordinator_reads_the_programmes_report(world: World) -> None:
    cora = await staff(world, "cora", "coordinator")
    tom = await staff(world)
    room = await a_class(world, tom)
    for name in ("ana", "bo", "cy", "di"):
        await pupil(world, room, name)
    await cora.say("/report")
    assert cora.sees("Fewer than 5 people are enrolled")
    assert not cora.sees("enrolled: 4")
    await pupil(world, room, "ed")
    await cora.say("/sites")
    await cora.tap("Report")
    assert cora.sees("July 1, 2026 – November 30, 2026. Data of November 23, 2026.")
    assert cora.sees("Lynn Library · enrolled: 5 · active: 0 · 12 or more class hours: 0 · hours of practice: 0")
    looks = [each for each in await world.store.office.audit([room.site.id]) if each.action == "see report"]
    assert [each.learner for each in looks] == [None, None]
    await cora.tap("All figures and files")
    assert cora.sees("https://doorway.test/tutor/in/")
    await tom.say("/report")
    assert "nothing here for you" in tom.last.text


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that takes for ever."""

    async def gather(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(making, "QUICK", 0)
    monkeypatch.setattr(making, "gather", gather)


async def test_a_report_that_takes_long_comes_later_with_its_file(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "QUICK", 0)
    cora = await staff(world, "cora", "coordinator")
    tom = await staff(world)
    room = await a_class(world, tom)
    for name in ("ana", "bo", "cy", "di", "ed"):
        await pupil(world, room, name)
    await cora.say("/report")
    assert cora.sees("The report is being made (sites read: 0 of 1)")
    assert not cora.sees("enrolled: 5")
    await world.reports.idle()
    await world.delivery.idle()
    assert cora.sees("Lynn Library · enrolled: 5")
    file = cora.last.message.document
    assert file is not None
    assert file.name == "programme-2026-07.xlsx"
    assert load_workbook(io.BytesIO(file.content))["People by site"]["A3"].value == "Lynn Library"
    assert await world.store.unsent(all_processes=True) == []


async def test_a_report_that_cannot_be_made_is_owned_up_to(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object, **__: object) -> None:
        await asyncio.sleep(0.05)
        raise RuntimeError("no")

    monkeypatch.setattr(making, "QUICK", 0)
    monkeypatch.setattr(making, "gather", broken)
    cora = await staff(world, "cora", "coordinator")
    await cora.say("/report")
    await world.reports.idle()
    await world.delivery.idle()
    assert cora.sees("could not be made")
    await cora.say("/report")  # and may be asked for again
    assert cora.sees("is being made")
    await world.reports.idle()


async def test_a_report_that_is_being_made_when_the_program_stops_is_given_up_and_told_so(
    world: World, endless: None
) -> None:
    cora = await staff(world, "cora", "coordinator")
    await cora.say("/report")
    with capture_logs() as lines:
        await world.reports.close()
    assert lines == []  # that the program stops is no fault
    await world.delivery.idle()
    assert cora.sees("could not be made. Please ask for it again.")


async def test_who_waits_for_a_report_is_told_though_the_program_was_killed(world: World, endless: None) -> None:
    cora = await staff(world, "cora", "coordinator")
    await cora.say("/report")
    world.clock.move(minutes=3)
    await world.delivery.recover()  # the next start, of which the making knows nothing
    await world.delivery.idle()
    assert not cora.sees("could not be made")  # it may be made yet, by another process
    world.clock.move(minutes=8)
    await world.delivery.recover()
    await world.delivery.idle()
    assert cora.sees("could not be made. Please ask for it again.")


async def test_a_demos_people_are_in_no_real_report(world: World) -> None:
    await world.store.office.do([d.FoundSite("Demo class", demo=True)], world.clock())
    dora = await staff(world, "dora", "coordinator", site="Demo class")
    cora = await staff(world, "cora", "coordinator")
    both = await person_id(world, "cora")
    await world.store.office.do(
        [d.MakeCode("again", "coordinator", "Demo class"), d.TakePost("again", "Cora", person=both)], world.clock()
    )
    demo = await staff(world, "tim", site="Demo class")
    room = await a_class(world, demo, "Demo")
    for name in ("ana", "bo", "cy", "di", "ed"):
        await pupil(world, room, name)
    await cora.say("/report")
    assert "Demo class" not in cora.last.text
    assert "enrolled: 5" not in cora.last.text
    await dora.say("/report")
    assert dora.sees("DEMO, not real people")
    assert dora.sees("Demo class · enrolled: 5")


async def test_a_tutor_without_a_chat_is_given_a_link_and_nobody_else(world: World) -> None:
    cora = await staff(world, "cora", "coordinator")
    tom = await staff(world)
    await world.store.office.do(
        [d.MakeCode("page", "tutor", "Lynn Library"), d.TakePost("page", "Pat", person=None)], world.clock()
    )
    [lynn] = await world.store.office.sites()
    posts = {post.name: post for post in await world.store.office.posts([lynn.id])}
    await cora.say("/sites")
    await cora.tap("Tom · 0")
    assert not any("sign-in link" in button.label for button in cora.last.buttons)
    await cora.say("/sites")
    await cora.tap("Pat · 0")
    give = next(button for button in cora.last.buttons if "sign-in link" in button.label)
    eve, ana = await staff(world, "eve", "coordinator", site="Salem Library"), world.person("ana")
    await ana.set_up()
    for other in (tom, eve, ana):
        await other.press(give, other.last.id)
        assert not other.sees("/tutor/in/")
    await cora.tap("sign-in link")
    assert cora.sees("For Pat, who has no chat here: https://doorway.test/tutor/in/")
    for name in ("Tom", "Cora"):
        await cora.press(replace(give, choice=f"link-{lynn.id}-{posts[name].id}"), cora.last.id)
        assert "/tutor/in/" not in cora.last.text
    links = [each for each in await world.store.office.audit([lynn.id]) if each.action == "give link"]
    assert [each.staff for each in links] == [posts["Cora"].id]
