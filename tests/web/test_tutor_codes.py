"""Codes on the staff's pages: made, shown, and ended by those who may."""

from __future__ import annotations

import re

from bot.ports import deeds as d
from tests.conversations.test_staff import staff
from tests.web.test_tutor import Site, a_full_class, site
from tests.world import World

__all__ = ["site"]  # the fixture


async def working(world: World) -> set[str]:
    """The codes that open something now."""
    office = world.store.office
    return {c.code for each in await office.sites() for c in await office.codes(each.id) if c.works(world.clock())}


async def test_every_open_invitation_of_a_site_has_a_button_that_ends_it(world: World, site: Site) -> None:
    room = await a_full_class(world)
    await staff(world, "cora", "coordinator")
    await staff(world, "eve", "coordinator", site="Salem Library")
    cora, tom, eve = [await site.signed_in(name) for name in ("cora", "tom", "eve")]
    before, here = await working(world), f"/tutor/site/{room.site.id}"
    await cora.post(here)
    [tutors] = await working(world) - before
    await world.store.office.do([d.MakeCode("K7M4-Q2XP", "coordinator", room.site.name)], world.clock())
    page = (await cora.get(here)).text
    assert f"/tutor/join/{tutors}" in page
    assert "K7M4-Q2XP" not in page  # whom the programme makes a coordinator is not theirs to say
    buttons = re.findall(r'name="revoke" value="(\w+)"', page)
    assert sorted(buttons) == sorted(["K7M4", tutors[:4]])
    for other in (tom, eve, site.visitor()):
        answer = await other.post(here, data={"revoke": "K7M4"})
        assert answer.status_code in (401, 404)
    assert await working(world) == before | {tutors, "K7M4-Q2XP"}
    for part in buttons:
        assert (await cora.post(here, data={"revoke": part})).status_code == 303
    assert await working(world) == before
    assert 'name="revoke"' not in (await cora.get(here)).text
    for code in ("K7M4-Q2XP", tutors):
        assert (await site.visitor().get(f"/tutor/join/{code}")).status_code == 404
    log = (await cora.get("/tutor/programme/audit.csv")).text
    assert log.count("Ended a code") == 2


async def test_a_class_code_is_ended_and_made_again(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser, here = await site.signed_in("tom"), f"/tutor/class/{room.key}"
    [old] = await working(world)
    assert 'name="end"' in (await browser.get(f"{here}/invite")).text
    await browser.post(f"{here}/invite", data={"end": "1"})
    assert await working(world) == set()
    page = (await browser.get(f"{here}/invite")).text
    assert "has no code that works" in page
    assert 'name="end"' not in page
    assert (await browser.get(f"{here}/poster.png")).status_code == 404
    await browser.post(f"{here}/invite")
    [fresh] = await working(world)
    assert fresh != old
    assert fresh in (await browser.get(f"{here}/invite")).text
