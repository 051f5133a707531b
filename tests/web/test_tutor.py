"""The staff's pages, over the real app on a real database: signing in, seeing, doing, and nothing for anybody else."""

from __future__ import annotations

import asyncio
import io
import re
from dataclasses import dataclass
from typing import Any

import httpx
import openpyxl
import pytest

from bot.channels.browser import BrowserChannel
from bot.messages import Outgoing
from bot.ports import Links
from bot.ports import deeds as d
from bot.ports.staff import Class, Letter
from bot.reports import making
from bot.web.app import web_app
from bot.web.tutor import programme
from bot.web.tutor.frame import Pages
from tests.conversations.test_staff import a_class, person_id, pupil, staff
from tests.world import World

BASE = "https://doorway.test"
OWN = {"sec-fetch-site": "same-origin"}


@dataclass
class Site:
    """The app, and browsers that visit it."""

    world: World
    app: object
    pages: Pages

    def visitor(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=BASE, headers=OWN)  # type: ignore[arg-type]

    async def signed_in(self, name: str) -> httpx.AsyncClient:
        """The browser of somebody with a post, signed in by the link that the bot sends."""
        person = self.world.person(name)
        await person.say("/dashboard")
        link = re.search(rf"{BASE}(/tutor/in/\S+)", person.last.text)
        assert link is not None
        browser = self.visitor()
        assert (await browser.get(link[1])).status_code == 200  # a preview uses nothing up
        assert (await browser.post(link[1])).headers["location"] == "/tutor/"
        return browser


@pytest.fixture
def site(world: World) -> Site:
    content = world.content
    pages = Pages(
        office=world.store.office,
        catalogue=lambda: content.catalogue,
        words=lambda: content.staff_phrases,
        learners_words=lambda: content.phrases,
        post=world.delivery.post,
        links=Links(BASE, "DoorwayBot"),
        secure=True,
        state="MA",
        timezone="Europe/London",
        mails=True,
        chance=world.chance,
        begin=world.reports.begin,
        now=world.clock,
    )

    async def ready() -> dict[str, str]:
        return {"database": "ok"}

    app = web_app(
        world.conversation.handle,
        chat=BrowserChannel(),
        pages=lambda: pages,
        ready=ready,
        phrases=lambda: content.phrases,
        secret="s" * 32,
        stop=asyncio.Event(),
    )
    return Site(world, app, pages)


async def a_full_class(world: World) -> Class:
    tom = await staff(world)
    room = await a_class(world, tom)
    await pupil(world, room, "ana")
    await pupil(world, room, "bo")
    return room


async def test_days_are_those_of_the_class(site: Site, world: World) -> None:
    room = await a_full_class(world)
    world.clock.move(hours=12)  # ten at night in Boston: already Tuesday elsewhere
    await world.person("ana").say("/start")
    ana = await person_id(world, "ana")
    question = Letter(room.id, ana, None, True, "When do I say do?", world.clock())
    await world.store.office.do([d.Send(None, Outgoing("x"), question)], world.clock())
    world.clock.move(hours=24 * 8 + 11)  # nine in the morning of the ninth day after
    browser = await site.signed_in("tom")
    today = (await browser.get("/tutor/")).text
    assert "Nov 23" in today
    assert "Nov 24" not in today
    assert "days ago" not in today  # both stand among those who need somebody, once
    assert "9 days ago" in (await browser.get(f"/tutor/class/{room.key}")).text


async def test_a_link_signs_in_once_and_signing_out_ends_it(world: World, site: Site) -> None:
    await a_full_class(world)
    browser = await site.signed_in("tom")
    page = await browser.get("/tutor/")
    assert "Hello, Tom" in page.text
    cookie = browser.cookies.jar
    assert all(each.secure and each.has_nonstandard_attr("HttpOnly") for each in cookie)
    assert (await browser.post("/tutor/out")).status_code == 200
    assert (await browser.get("/tutor/")).status_code == 401
    tom = world.person("tom")
    await tom.say("/dashboard")
    link = re.search(rf"{BASE}(/tutor/in/\S+)", tom.last.text)
    assert link is not None
    world.clock.move(minutes=16)
    assert (await site.visitor().post(link[1])).status_code == 401


async def test_a_form_from_elsewhere_is_refused(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser = await site.signed_in("tom")
    for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}):
        answer = await browser.post(f"/tutor/class/{room.key}/edit", data={"what": "close"}, headers=headers)
        assert answer.status_code == 403
    [now] = await world.store.office.classes()
    assert now.closed_on is None


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


async def test_the_class_table_sorts_and_shows_its_people(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser = await site.signed_in("tom")
    page = (await browser.get(f"/tutor/class/{room.key}?sort=name&down=1")).text
    assert page.index(">Bo<") < page.index(">Ana<")
    part = await browser.get(f"/tutor/class/{room.key}?sort=name&down=0", headers={"hx-request": "true"})
    assert "<html" not in part.text
    assert part.text.index(">Ana<") < part.text.index(">Bo<")


async def test_a_learner_is_written_to_noted_and_every_look_is_logged(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser = await site.signed_in("tom")
    ana = await person_id(world, "ana")
    here = f"/tutor/class/{room.key}/learner/{ana}"
    assert ">Ana<" in (await browser.get(here)).text
    assert (await browser.post(f"{here}/write", data={"text": "See you <b>soon</b>"})).status_code == 303
    await world.delivery.idle()
    assert world.person("ana").sees("Tom, your teacher, writes:")
    assert world.person("ana").sees("See you <b>soon</b>")
    await browser.post(f"{here}/note", data={"text": "Works nights"})
    await browser.post(f"{here}/note", data={"text": "her A-number is A 123 456 789"})
    await browser.post(f"{here}/result", data={"test": "BEST Plus 3.0", "day": "2026-11-20", "nrs": "3"})
    await browser.post(f"{here}/level", data={"level": "b1"})
    page = (await browser.get(here)).text
    assert "See you &lt;b&gt;soon&lt;/b&gt;" in page
    assert "arrived" in page
    assert "Works nights" in page
    assert "123 456" not in page
    assert "BEST Plus 3.0" in page
    assert "Working life" in page
    looks = [each.action for each in await world.store.office.audit([room.site.id])]
    assert looks.count("see learner") == 2


async def test_homework_meetings_and_the_poster(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser = await site.signed_in("tom")
    here = f"/tutor/class/{room.key}"
    assert "Pharmacy and labels" in (await browser.get(f"{here}/homework")).text
    await browser.post(f"{here}/homework", data={"what": "a1b-6-0", "who": "", "due": "2026-11-30"})
    page = (await browser.get(f"{here}/homework")).text
    assert "Ana, Bo" in page
    [work] = await world.store.office.assignments([room.id])
    await browser.post(f"{here}/homework", data={"withdraw": str(work.id)})
    assert await world.store.office.assignments([room.id]) == []
    ana = await person_id(world, "ana")
    await browser.post(f"{here}/meetings", data={"day": "2026-11-20", "minutes": "90", "came": [str(ana), "9999"]})
    [meeting] = await world.store.office.meetings([room.id])
    assert (meeting.minutes, meeting.learners) == (90, {ana})
    assert (await browser.get(f"{here}/poster.png")).content.startswith(b"\x89PNG")
    old = (await browser.get(f"{here}/invite")).text
    await browser.post(f"{here}/invite")
    assert (await browser.get(f"{here}/invite")).text != old


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
    assert f'name="minutes-{ana}" value="120"' in page  # who has left keeps the hours
    await browser.post(here, data={"change": "2026-11-20", f"minutes-{ana}": "120", f"minutes-{bo}": "180"})
    met = {learner: each.minutes for each in await world.store.office.meetings([room.id]) for learner in each.learners}
    assert met == {ana: 120, bo: 180}
    await browser.post(here, data={"change": "2026-11-20", f"minutes-{bo}": "", "minutes-9999": "60"})
    met = {learner: each.minutes for each in await world.store.office.meetings([room.id]) for learner in each.learners}
    assert met == {ana: 120}


async def test_a_first_class_has_the_programmes_time_zone_and_keeps_it(world: World, site: Site) -> None:
    await staff(world)
    browser = await site.signed_in("tom")
    here = (await browser.post("/tutor/classes", data={"name": "Evening"})).headers["location"].partition("/invite")[0]
    assert (await world.store.office.classes())[0].timezone == site.pages.timezone == "Europe/London"
    page = (await browser.get(f"{here}/edit")).text
    assert "<option selected>Europe/London</option>" in page  # saving another name changes no clock
    await browser.post(f"{here}/edit", data={"what": "name", "name": "Evening", "timezone": "America/Chicago"})
    await browser.post("/tutor/classes", data={"name": "Morning"})
    assert [room.timezone for room in await world.store.office.classes()] == ["America/Chicago"] * 2


async def test_settings_are_kept_and_checked(world: World, site: Site) -> None:
    await a_full_class(world)
    browser = await site.signed_in("tom")
    wrong = {"name": "Tom", "language": "es", "email": "not mail", "day": "1", "hour": "9", "by": "mail"}
    assert "bad_mail" in (await browser.post("/tutor/settings", data=wrong)).headers["location"]
    await browser.post("/tutor/settings", data=wrong | {"email": "tom@example.org"})
    assert "Hola, Tom" in (await browser.get("/tutor/")).text
    viewer = await world.store.office.viewer(person=await person_id(world, "tom"))
    assert viewer is not None
    assert (viewer.post.email, viewer.post.day, viewer.post.hour, viewer.post.by) == ("tom@example.org", 1, 9, "mail")


async def test_mail_is_not_offered_where_none_can_be_sent(world: World, site: Site) -> None:
    await a_full_class(world)
    browser = await site.signed_in("tom")
    wish = {"name": "Tom", "language": "en", "email": "tom@example.org", "day": "1", "hour": "9", "by": "chat,mail"}
    assert "By e-mail" in (await browser.get("/tutor/settings")).text
    await browser.post("/tutor/settings", data=wish)
    site.pages.mails = False
    page = (await browser.get("/tutor/settings")).text
    assert "mail" not in page.partition("<h1>")[2]
    assert '<option value="chat" selected>' in page  # that is what comes of it now
    assert "not_saved" in (await browser.post("/tutor/settings", data=wish | {"by": "mail"})).headers["location"]
    await browser.post("/tutor/settings", data=wish | {"by": "chat", "email": ""})
    viewer = await world.store.office.viewer(person=await person_id(world, "tom"))
    assert viewer is not None
    assert (viewer.post.by, viewer.post.email) == ("chat", "tom@example.org")  # there when mail is


async def test_every_lesson_can_be_looked_at(world: World, site: Site) -> None:
    await a_full_class(world)
    browser = await site.signed_in("tom")
    assert "Pharmacy and labels" in (await browser.get("/tutor/content")).text
    for unit in world.content.catalogue.course.units:
        assert (await browser.get(f"/tutor/content/{unit}")).status_code == 200, unit
    assert "What is the supreme law of the land?" in (await browser.get("/tutor/content/civics/2008")).text
    assert (await browser.get("/tutor/content/nothing")).status_code == 404


PATHS = (
    "", "/invite", "/poster.png", "/meetings", "/edit", "/homework", "/homework/1/learner/{ana}", "/learner/{ana}", "/summaries", "/summary/2026-11-23", "/summary/2026-11-23/why/need.new.{ana}", "/export.csv", "/export.xlsx",
    "/learner/{ana}/export.csv", "/learner/{ana}/export.xlsx", "/homework/export.csv", "/homework/export.xlsx", "/summary/2026-11-23/export.csv", "/summary/2026-11-23/export.xlsx",
)  # fmt: skip
FORMS = (
    ("/edit", {"what": "close"}), ("/edit", {"what": "name", "name": "Mine", "timezone": "America/New_York"}), ("/edit", {"what": "hand", "to": "1"}),
    ("/invite", {}), ("/invite", {"end": "1"}), ("/meetings", {"day": "2026-11-20", "minutes": "90"}), ("/homework", {"what": "a0-1-0", "who": "", "due": "2026-11-30"}),
    ("/learner/{ana}/write", {"text": "hello"}), ("/learner/{ana}/note", {"text": "a note"}), ("/learner/{ana}/level", {"level": "b2"}),
    ("/homework", {"prompt": "Write about me", "who": "", "due": "2026-11-30"}), ("/homework/1/learner/{ana}", {"text": "hello"}),
    ("/learner/{ana}/result", {"test": "BEST Plus 3.0", "day": "2026-11-20", "nrs": "3"}), ("/learner/{ana}/off", {}),
)  # fmt: skip


@pytest.mark.parametrize("who", ["stranger", "former tutor", "other tutor", "coordinator elsewhere"])
async def test_nobody_else_gets_anything_from_any_page(world: World, site: Site, who: str) -> None:
    room = await a_full_class(world)
    ana = await person_id(world, "ana")
    match who:
        case "stranger":
            browser = site.visitor()
        case "former tutor":
            browser = await site.signed_in("tom")
            await staff(world, "uma")
            uma = await world.store.office.viewer(person=await person_id(world, "uma"))
            assert uma is not None
            await world.store.office.do([d.HandOver(room.id, uma.post.id, room.tutors[0])], world.clock())
        case "other tutor":
            await staff(world, "eve", site="Salem Library")
            browser = await site.signed_in("eve")
        case _:
            await staff(world, "eve", "coordinator", site="Salem Library")
            browser = await site.signed_in("eve")
    refused = 401 if who == "stranger" else 404
    before = await world.store.office.audit([room.site.id])
    for path in PATHS:
        answer = await browser.get(f"/tutor/class/{room.key}" + path.format(ana=ana))
        assert (path, answer.status_code) == (path, refused)
        assert "Ana" not in answer.text
    for path, data in FORMS:
        answer = await browser.post(f"/tutor/class/{room.key}" + path.format(ana=ana), data=data)
        assert (path, answer.status_code) == (path, refused)
    assert await world.store.office.audit([room.site.id]) == before
    [now] = await world.store.office.classes(ids=[room.id])
    assert (now.name, now.closed_on) == ("Tuesday evening", None)
    assert len(await world.store.office.roster([room.id])) == 2


async def test_a_learner_without_a_post_has_no_link(world: World, site: Site) -> None:
    await a_full_class(world)
    ana = world.person("ana")
    await ana.say("/dashboard")
    assert "/tutor/in/" not in ana.last.text


async def test_the_summary_stands_on_a_page_and_every_claim_opens(world: World, site: Site) -> None:
    room = await a_full_class(world)
    world.clock.move(days=4)
    browser = await site.signed_in("tom")
    assert "Who needs you" in (await browser.get("/tutor/")).text
    here = f"/tutor/class/{room.key}"
    assert "This week so far" in (await browser.get(f"{here}/summaries")).text
    page = await browser.get(f"{here}/summary/2026-11-23")
    assert "Ana" in page.text
    assert "<svg" in page.text
    claims = re.findall(rf'href="({here}/summary/2026-11-23/why/need[^"]+)"', page.text)
    assert len(claims) == 2
    for claim in claims:
        assert "In the class since" in (await browser.get(claim)).text
    for stale in ("need.quiet.1", "7", "hard"):
        assert "This is not so any more." in (await browser.get(f"{here}/summary/2026-11-23/why/{stale}")).text
    assert (await browser.get(f"{here}/summary/2026-11-24")).status_code == 404  # no Monday
    assert (await browser.get(f"{here}/summary/2027-01-04")).status_code == 404  # not begun


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
    assert "/tutor/join/" in page
    assert ">Tom<" in page
    post = next(p for p in await world.store.office.posts([1]) if p.name == "Tom")
    await cora.post("/tutor/site/1", data={"end": str(post.id)})
    assert (await tom.get("/tutor/")).status_code == 401
    assert "Without a tutor: Tuesday evening" in (await cora.get("/tutor/site/1")).text


async def test_from_a_reason_to_write_the_message_is_there_and_its_meaning(world: World, site: Site) -> None:
    tom = await staff(world)
    room = await a_class(world, tom)
    ana = await pupil(world, room, "ana", language="Português")
    world.clock.move(days=4)
    browser = await site.signed_in("tom")
    [address] = re.findall(
        r'href="(/tutor/class/\w+/learner/\d+\?ready=new)#write"', (await browser.get("/tutor/")).text
    )
    page = (await browser.get(address)).text
    [ready] = re.findall(r'<textarea id="text"[^>]* lang="pt-BR"[^>]*>([^<]*)</textarea>', page)
    assert ready.startswith("Olá, Ana! Que bom que você está na nossa turma!")
    assert "It means: “Hello Ana! I am glad that you are in our class." in page
    week = (await browser.get(f"/tutor/class/{room.key}/summary/2026-11-23")).text
    assert f'href="{address}#write"' in week
    await browser.post(f"{address.partition('?')[0]}/write", data={"text": ready})
    await world.delivery.idle()
    assert ana.sees("Que bom que você está na nossa turma!")
    empty = (await browser.get(address.replace("new", "need"))).text
    assert re.search(r'<textarea id="text"[^>]*></textarea>', empty)


async def test_a_text_is_set_read_and_answered_on_the_pages(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser = await site.signed_in("tom")
    ana, id = world.person("ana"), await person_id(world, "ana")
    here = f"/tutor/class/{room.key}/homework"
    for task in ("???", "x" * 301):
        answer = await browser.post(here, data={"prompt": task, "due": "2026-11-30"})
        assert answer.headers["location"].endswith("?said=page.not_saved")
    assert await world.store.office.assignments([room.id]) == []
    await browser.post(here, data={"prompt": "Write about your morning.", "due": "2026-11-30"})
    [work] = await world.store.office.assignments([room.id])
    text = f"{here}/{work.id}/learner/{id}"
    assert (await browser.get(text)).status_code == 404  # nothing was given yet
    await ana.say("/homework")
    await ana.choose(str(work.id))
    await ana.say("I get up at <b>six</b>.")
    await ana.choose("give")
    assert f'href="{text}"' in (await browser.get("/tutor/")).text
    page = (await browser.get(here)).text
    assert f'href="{text}"' in page
    assert "I get up" not in page
    assert "I get up" not in (await browser.get(f"/tutor/class/{room.key}/learner/{id}")).text
    assert "I get up at &lt;b&gt;six&lt;/b&gt;." in (await browser.get(text)).text
    log = await world.store.office.audit([room.site.id])
    assert [line.learner for line in log if line.action == "read text"] == [id]
    await browser.post(text, data={"text": "Very good!"})
    await world.delivery.idle()
    assert ana.last.text == "✉️ Tom, your teacher, writes about “Write about your morning.”:\nVery good!"
    again = await browser.post(text, data={"text": "And one more."})
    assert again.headers["location"].endswith("not_saved")
    assert "Very good!" in (await browser.get(text)).text
    assert f'href="{text}"' not in (await browser.get("/tutor/")).text
    await staff(world, "uma")
    await staff(world, "cora", "coordinator")
    for other in ("uma", "cora"):
        assert (await (await site.signed_in(other)).get(text)).status_code == 404
    await world.store.office.do([d.Leave(room.id, id, room.tutors[0])], world.clock())
    assert (await browser.get(text)).status_code == 404
