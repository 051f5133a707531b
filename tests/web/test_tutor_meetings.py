"""When a class met, and who was there: entered on its pages."""

from __future__ import annotations

import re
from datetime import date

from bot.ports import deeds as d
from tests.conversations.test_staff import a_class, person_id, staff
from tests.web.test_tutor import Site, a_full_class, site
from tests.world import World

__all__ = ["site"]  # the fixture


async def test_a_year_of_two_digits_is_no_day(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser, ana = await site.signed_in("tom"), await person_id(world, "ana")
    here, day = f"/tutor/class/{room.key}", "0026-11-20"  # as a browser sends 11/20/26
    for path, form in (
        ("meetings", {"minutes": "90", "came": str(ana)}),
        (f"learner/{ana}/result", {"test": "TABE CLAS-E", "nrs": "3"}),
    ):
        answer = await browser.post(f"{here}/{path}", data=form | {"day": day})
        assert answer.headers["location"].endswith("said=page.not_saved"), path
        page = (await browser.get(f"{here}/{path.removesuffix('/result')}")).text
        assert re.search('<input type="date" name="day"[^>]* min="2000-01-01"', page), path
    assert await world.store.office.meetings([room.id]) == []
    assert await world.store.office.results([ana]) == []


async def test_before_anybody_has_joined_meetings_and_homework_lead_to_inviting(world: World, site: Site) -> None:
    room = await a_class(world, await staff(world))
    browser = await site.signed_in("tom")
    for path in ("meetings", "homework"):
        page = (await browser.get(f"/tutor/class/{room.key}/{path}")).text
        assert "Nobody is in this class yet." in page, path
        assert not re.search('name="(came|due)"', page), path
        assert f'class="button" href="/tutor/class/{room.key}/invite"' in page, path


async def test_hours_that_were_entered_are_not_lost(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser = await site.signed_in("tom")
    here = f"/tutor/class/{room.key}/meetings"
    ana, bo = await person_id(world, "ana"), await person_id(world, "bo")
    nobody = await browser.post(here, data={"day": "2026-11-20", "minutes": "90"})
    assert nobody.headers["location"].endswith("?said=page.nobody_came")
    await browser.post(here, data={"day": "2026-11-20", "minutes": "120", "came": [str(ana), str(bo)]})
    again = await browser.post(here, data={"day": "2026-11-20", "minutes": "60", "came": [str(bo)]})
    assert again.headers["location"] == f"{here}/2026-11-20?said=page.met_already"
    [meeting] = await world.store.office.meetings([room.id])
    assert (meeting.minutes, meeting.learners) == (120, {ana, bo})
    await world.store.office.do([d.Leave(room.id, ana, room.tutors[0])], world.clock())
    page = (await browser.get(f"{here}/2026-11-20")).text
    assert "Bo" in page
    assert "Ana" not in page  # who has left is seen no more, and keeps the hours
    await browser.post(here, data={"change": "2026-11-20", f"minutes-{ana}": "5", f"minutes-{bo}": "180"})
    met = {learner: each.minutes for each in await world.store.office.meetings([room.id]) for learner in each.learners}
    assert met == {ana: 120, bo: 180}
    await browser.post(here, data={"change": "2026-11-20", f"minutes-{bo}": "", "minutes-9999": "60"})
    met = {learner: each.minutes for each in await world.store.office.meetings([room.id]) for learner in each.learners}
    assert met == {ana: 120}


async def test_a_week_without_class_is_said_by_a_press_and_can_be_unsaid(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser, here = await site.signed_in("tom"), f"/tutor/class/{room.key}/meetings"
    world.clock.move(days=7)
    browser = await site.signed_in("tom")

    async def weeks() -> list[str]:
        return re.findall(r'<option value="(2026-\d\d-\d\d)"', (await browser.get(here)).text)

    this, last, *_ = both = await weeks()
    ana = await person_id(world, "ana")
    assert (await browser.post(here, data={"off": last})).headers["location"].endswith("?said=page.saved")
    assert await weeks() == [this]
    assert "There was a class" in (await browser.get(here)).text
    assert await world.store.office.weeks_off(room.id) == [date.fromisoformat(last)]
    for wrong in ("2026-11-25", "2027-01-04", "x"):  # no Monday, not yet, nothing
        await browser.post(here, data={"off": wrong})
    assert len(await world.store.office.weeks_off(room.id)) == 1
    await browser.post(here, data={"on": last})
    assert (await weeks(), await world.store.office.weeks_off(room.id)) == (both, [])
    site.pages.sent.clear()
    await browser.post(here, data={"off": last})
    await browser.post(here, data={"day": last, "minutes": "90", "came": [str(ana)]})
    assert "There was a class" not in (await browser.get(here)).text  # it met: the meeting says so
    log = [each.action for each in await world.store.office.audit([room.site.id])]
    assert [action for action in log if action.startswith("week")] == ["week off", "week on", "week off"]


async def test_on_a_list_of_who_came_nobody_is_taken_for_another(world: World, site: Site) -> None:
    room = await a_full_class(world)
    for name in ("ana", "bo"):
        who = world.person(name)
        await who.say("/settings")
        await who.choose("name")
        await who.choose("none")
    browser = await site.signed_in("tom")
    for page in ("", "/meetings", "/homework"):
        shown = (await browser.get(f"/tutor/class/{room.key}{page}")).text
        for name in ("ana", "bo"):
            assert f"Learner {await person_id(world, name)}" in shown, page
