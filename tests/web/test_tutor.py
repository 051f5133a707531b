"""The staff's pages, over the real app on a real database: signing in, seeing, doing, and nothing for anybody else."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

import httpx
import pytest

from bot.channels.browser import BrowserChannel
from bot.messages import Address
from bot.ports import Links
from bot.ports import deeds as d
from bot.ports.staff import Class
from bot.web.app import web_app
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
        assert (await browser.head(link[1])).status_code == 200  # a preview uses nothing up,
        assert (await browser.get(link[1])).status_code == 200  # however it looks
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
        post=world.delivery.announce,
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
        language_of=lambda user: world.store.language(Address("browser", user)),
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


async def test_who_signs_in_comes_to_the_page_they_wanted(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser, tom = site.visitor(), world.person("tom")
    wanted = f"/tutor/class/{room.key}/summary/2026-11-16?from=letter"

    async def sign_in() -> str:
        await tom.say("/dashboard")
        link = re.search(rf"{BASE}(/tutor/in/\S+)", tom.last.text)
        assert link is not None
        return (await browser.post(link[1], follow_redirects=False)).headers["location"]

    assert (await browser.get(wanted)).status_code == 401  # a day after the last sign-in, from a letter
    assert await sign_in() == wanted
    assert await sign_in() == "/tutor/"  # once
    await browser.post("/tutor/out")
    for elsewhere in (f"/tutor/class/{room.key}/export.csv", "/tutor/"):  # a file is no page
        assert (await browser.get(elsewhere)).status_code == 401
    assert await sign_in() == "/tutor/"
    browser.cookies.set("doorway_wanted", "//evil.example/", path="/tutor")
    assert await sign_in() == "/tutor/"


async def test_an_address_that_is_none_leads_back(world: World, site: Site) -> None:
    await a_full_class(world)
    browser = await site.signed_in("tom")
    for path in ("/tutor/clas", "/tutor/class", "/tutor/mail"):
        answer = await browser.get(path)
        assert answer.status_code == 404
        assert 'href="/tutor/"' in answer.text
        assert (await site.visitor().get(path)).status_code == 401


async def test_a_form_from_elsewhere_is_refused(world: World, site: Site) -> None:
    room = await a_full_class(world)
    browser = await site.signed_in("tom")
    for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}):
        answer = await browser.post(f"/tutor/class/{room.key}/edit", data={"what": "close"}, headers=headers)
        assert answer.status_code == 403
    del browser.headers["sec-fetch-site"]  # as browsers were until 2023
    for origin, status in (("null", 403), ("https://evil.example", 403), (BASE, 303)):
        answer = await browser.post(f"/tutor/class/{room.key}/edit", data={"what": "x"}, headers={"origin": origin})
        assert answer.status_code == status, origin
    [now] = await world.store.office.classes()
    assert now.closed_on is None


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


async def test_no_summary_is_promised_where_none_can_come(world: World, site: Site) -> None:
    await world.store.office.do(
        [d.FoundSite("Lynn Library"), d.MakeCode("M2XP-4KQ7", "tutor", "Lynn Library")], world.clock()
    )
    browser = site.visitor()
    await browser.post("/tutor/join/M2XP-4KQ7", data={"name": "Pat"})  # by pages only: there is no chat
    page = (await browser.get("/tutor/settings")).text
    assert "By e-mail" in page
    assert "In chat" not in page
    wish = {"name": "Pat", "language": "en", "email": "", "day": "1", "hour": "9"}
    assert "not_saved" in (await browser.post("/tutor/settings", data=wish | {"by": "chat"})).headers["location"]
    site.pages.mails = False
    assert 'name="day"' not in (await browser.get("/tutor/settings")).text
    await browser.post("/tutor/settings", data={"name": "Patricia", "language": "es"})
    [post] = await world.store.office.posts([1])
    assert (post.name, post.language, post.by, post.hour) == ("Patricia", "es", "", 8)
    site.pages.mails = True
    await staff(world, "cora", "coordinator")  # who teaches nothing has no summary
    cora = await site.signed_in("cora")
    assert 'name="day"' not in (await cora.get("/tutor/settings")).text


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
    ("/learner/{ana}/can", {"group": "a0", "unit": "a0-u01", "word": "yes"}),
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
            last = (await world.store.office.audit([room.site.id]))[-1]
            assert (last.action, last.staff, last.whom) == ("hand over", room.tutors[0], uma.post.id)
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
    today = (await browser.get("/tutor/")).text
    assert "Who needs you" in today
    assert "<strong>Ana</strong> joined" in today  # whom to call is seen at a glance
    here = f"/tutor/class/{room.key}"
    assert "This week so far" in (await browser.get(f"{here}/summaries")).text
    page = await browser.get(f"{here}/summary/2026-11-23")
    assert "<strong>Ana</strong> joined" in page.text
    assert "**" not in page.text
    assert "<svg" in page.text
    claims = re.findall(rf'href="({here}/summary/2026-11-23/why/need[^"]+)"', page.text)
    assert len(claims) == 2
    for claim in claims:
        assert "In the class since" in (await browser.get(claim)).text
    for stale in ("need.quiet.1", "7", "hard"):
        assert "This is not so any more." in (await browser.get(f"{here}/summary/2026-11-23/why/{stale}")).text
    assert (await browser.get(f"{here}/summary/2026-11-24")).status_code == 404  # no Monday
    assert (await browser.get(f"{here}/summary/2027-01-04")).status_code == 404  # not begun


async def test_a_form_that_is_sent_twice_by_one_press_is_sent_once(world: World, site: Site) -> None:
    room = await a_full_class(world)
    tom, ana = await site.signed_in("tom"), await person_id(world, "ana")
    write = {"text": "See you on Tuesday!"}
    here = f"/tutor/class/{room.key}/learner/{ana}/write"
    answers = await asyncio.gather(tom.post(here, data=write), tom.post(here, data=write))
    assert [each.headers["location"] for each in answers] == [
        f"/tutor/class/{room.key}/learner/{ana}?said=page.sent"
    ] * 2
    assert len(await world.store.office.letters([room.id])) == 1
    for name in ("Morning", "Noon", "Morning"):  # a third class may be called like the first
        await tom.post("/tutor/classes", data={"name": name})
    assert [each.name for each in await world.store.office.classes()][1:] == ["Morning", "Noon", "Morning"]
