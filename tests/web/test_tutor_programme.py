"""The coordinator's pages: coming in, tutors, the programme's report and its files."""

from __future__ import annotations

import asyncio
import io
import re
from typing import Any

import openpyxl
import pytest

from bot.ports import deeds as d
from bot.reports import making
from bot.web.tutor import programme
from tests.conversations.test_staff import staff
from tests.web.test_tutor import BASE, Site, a_full_class, site
from tests.world import World

__all__ = ["site"]  # the fixture


async def test_a_coordinator_without_a_chat_joins_on_a_page(world: World, site: Site) -> None:
    await world.store.office.do(
        [d.FoundSite("Lynn Library"), d.MakeCode("K7M4-Q2XP", "coordinator", "Lynn Library")], world.clock()
    )
    browser = site.visitor()
    assert "Lynn Library" in (await browser.get("/tutor/join/k7m4q2xp")).text
    assert (await browser.post("/tutor/join/K7M4-Q2XP", data={"name": "Cora"})).headers["location"] == "/tutor/"
    assert (await browser.get("/tutor/")).headers["location"] == "/tutor/programme"  # where a coordinator begins
    assert (await browser.get("/tutor/programme")).status_code == 200
    assert (await site.visitor().get("/tutor/join/K7M4-Q2XP")).status_code == 404  # once


async def test_a_class_and_the_programme_are_taken_away_as_files(world: World, site: Site) -> None:
    room = await a_full_class(world)
    await staff(world, "cora", "coordinator")
    tom, cora = await site.signed_in("tom"), await site.signed_in("cora")
    here = f"/tutor/class/{room.key}/export"
    assert "Ana" in (await tom.get(f"{here}.csv")).text
    book = openpyxl.load_workbook(io.BytesIO((await tom.get(f"{here}.xlsx")).content))
    assert "Ana" in [row[0].value for row in book.worksheets[0].iter_rows()]
    assert (await cora.get(f"{here}.csv")).status_code == 404
    page = (await cora.get("/tutor/programme")).text
    assert "Lynn Library" in page
    assert "Ana" not in page
    book = openpyxl.load_workbook(io.BytesIO((await cora.get("/tutor/programme/report.xlsx")).content))
    assert len(book.worksheets) > 1
    assert "Tuesday evening" in (await cora.get("/tutor/programme/audit.csv")).text
    for path in ("/tutor/programme", "/tutor/programme/report.csv", "/tutor/programme/audit.csv", "/tutor/site/1"):
        assert (await tom.get(path)).status_code == 404


async def test_a_report_that_takes_long_says_how_far_it_is_and_then_offers_the_file(
    world: World, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await a_full_class(world)
    await staff(world, "cora", "coordinator")
    cora, go_on = await site.signed_in("cora"), asyncio.Event()
    real = making.gather

    async def slow(*given: Any, **more: Any) -> Any:
        await go_on.wait()
        return await real(*given, **more)

    monkeypatch.setattr(making, "gather", slow)
    monkeypatch.setattr(programme, "QUICK", 0)
    path = "/tutor/programme/report.csv?since=2026-07-01&until=2026-11-30"
    page = await cora.get(path)
    assert page.headers["content-type"].startswith("text/html")
    assert "Sites read: 0 of 1" in page.text
    seconds, _, again = page.headers["refresh"].partition("; url=")
    assert (int(seconds) > 0, again.startswith(path)) == (True, True)
    looks = [each.action for each in await world.store.office.audit([room.site.id])]
    assert "see report" not in looks  # nothing was seen yet
    assert "Sites read" in (await cora.get("/tutor/programme")).text
    go_on.set()
    while "refresh" in (page := await cora.get(again)).headers:
        await asyncio.sleep(0.01)
    assert path.replace("&", "&amp;") in page.text
    file = await cora.get(path)
    assert "attachment" in file.headers["content-disposition"]
    assert "People by site" in file.text
    monkeypatch.setattr(programme, "KEPT", -1)
    go_on.clear()
    assert "Sites read" in (await cora.get(path)).text  # an old one is made anew
    go_on.set()
    assert (await cora.get("/tutor/programme/report.pdf")).status_code == 404


async def test_a_report_that_a_page_waits_for_ends_with_the_program(
    world: World, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = asyncio.Event()

    async def endless(*_: object, **__: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    monkeypatch.setattr(making, "gather", endless)
    monkeypatch.setattr(programme, "QUICK", 0)
    await staff(world, "cora", "coordinator")
    cora = await site.signed_in("cora")
    assert "Sites read" in (await cora.get("/tutor/programme")).text
    await asyncio.wait_for(world.reports.close(), 1)
    assert ended.is_set()


async def test_a_coordinator_invites_and_ends_tutors(world: World, site: Site) -> None:
    await a_full_class(world)
    await staff(world, "cora", "coordinator")
    cora, tom = await site.signed_in("cora"), await site.signed_in("tom")
    await cora.post("/tutor/site/1")
    page = (await cora.get("/tutor/site/1")).text
    assert re.search("To join in the chat: <a[^>]*>https://t.me/", page)
    assert re.search(f"Without a chat, on a page: <a[^>]*>{BASE}/tutor/join/", page)
    assert ">Tom<" in page
    post = next(p for p in await world.store.office.posts([1]) if p.name == "Tom")
    await cora.post("/tutor/site/1", data={"end": str(post.id)})
    assert (await tom.get("/tutor/")).status_code == 401
    assert "Without a tutor: Tuesday evening" in (await cora.get("/tutor/site/1")).text


async def test_a_coordinator_gives_a_class_to_a_tutor_on_the_pages_and_sees_nobody_of_it(
    world: World, site: Site
) -> None:
    room = await a_full_class(world)
    await staff(world, "cora", "coordinator")
    cora, office = await site.signed_in("cora"), world.store.office
    assert "Invite one first." in (await cora.get(f"/tutor/class/{room.key}/edit")).text
    await staff(world, "uma")
    [address] = set(re.findall(r'href="(/tutor/class/[^"]*)"', (await cora.get(f"/tutor/site/{room.site.id}")).text))
    page = await cora.get(address)
    assert page.status_code == 200
    assert "Tuesday evening" in page.text
    assert "Ana" not in page.text
    assert 'value="close"' not in page.text  # what is not a coordinator's is not offered
    assert f"/tutor/class/{room.key}/homework" not in page.text
    [uma] = [each for each in await office.posts([room.site.id]) if each.name == "Uma"]
    given = await cora.post(address, data={"what": "hand", "to": str(uma.id)})
    assert given.headers["location"].startswith(f"/tutor/site/{room.site.id}?")
    [now] = await office.classes(ids=[room.id])
    assert now.tutors == (uma.id,)
    assert (await cora.post(address, data={"what": "close"})).status_code == 404
    assert (await office.classes(ids=[room.id]))[0].closed_on is None
