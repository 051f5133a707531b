"""The staff's pages in Chromium: on a phone and on a desk, by keyboard, and as axe sees them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.async_api import Browser, Page, expect

from bot.codes import fresh
from bot.lessons.memory import Rating
from bot.lessons.model import Skill, Verdict
from bot.messages import Address, Incoming, Outgoing, Text
from bot.ports import Attempt, Changes, Learner
from bot.ports import deeds as d
from bot.ports.staff import Class, Letter
from storage.store import SqlStore
from tests.program import Program
from tests.web.conftest import CHROMIUM

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: the browser tests cannot run here"),
]

NAMES = ("Ana", "Bo", "Carmen", "Duc", "Esther", "Fatima", "Gloria")
ITEMS = ("civics-2008-1", "w-a1b-u06-label", "en-a1b-u06-l2-e05", "civics-2008-2")
SIZES = ((360, 740), (1280, 900))


@dataclass
class Desk:
    """A tutor's pages in a running program: the page, signed in, and the paths to look at."""

    page: Page
    base: str
    site: int
    key: str
    learner: int
    text: int  # the homework that is a text
    coordinator: str  # the token of a sign-in link

    @property
    def monday(self) -> str:
        today = date.today()
        return (today - timedelta(days=today.weekday())).isoformat()

    @property
    def paths(self) -> list[str]:
        here = f"/tutor/class/{self.key}"
        return [
            "/tutor/", here, f"{here}/learner/{self.learner}?ready=quiet", f"{here}/learner/{self.learner}?can=a1b", f"{here}/homework",
            f"{here}/homework/{self.text}/learner/{self.learner}", f"{here}/meetings", f"{here}/invite",
            f"{here}/edit", f"{here}/summaries", f"{here}/summary/{self.monday}", f"{here}/summary/{self.monday}/why/hard",
            "/tutor/settings", "/tutor/content", "/tutor/content/a1b-u06", "/tutor/content/civics/2008",
        ]  # fmt: skip


async def fill(store: SqlStore, name: str) -> tuple[Class, int, int]:
    """A class with a fortnight behind it, at a site called by `name`, as are the codes and the tokens of its staff's sign-in
    links; returns the class, a learner, and the homework that is a text."""
    now, chance, person = datetime.now(UTC), Random(3), Random(name)
    tutor, coordinator = f"tutor-{name}", f"coordinator-{name}"
    await store.register(ITEMS)
    office = store.office
    await office.do([d.FoundSite(name), d.MakeCode(tutor, "tutor", name)], now)
    await office.do([d.TakePost(tutor, "Tom", person=None)], now)
    site = next(site for site in await office.sites() if site.name == name)
    post = (await office.posts([site.id]))[0]
    await office.do([d.AskSignIn(tutor, post.id, now + timedelta(hours=1))], now)
    key = "".join(person.choices("abcdefgh", k=6))
    await office.do(
        [d.NewClass(key, "Tuesday evening", site.id, "America/New_York", fresh(person.randrange), post.id)], now
    )
    room = next(room for room in await office.classes() if room.key == key)
    ids = []
    for n, nickname in enumerate(NAMES):
        attempts = []
        for day in range(14 - 2 * n):
            for i in range(chance.randrange(4, 14)):
                at = now - timedelta(days=day, seconds=600 - 20 * i)
                verdict = Verdict.CORRECT if chance.random() < 0.75 else Verdict.INCORRECT
                attempts.append(
                    Attempt(ITEMS[i % 4], Skill.PRODUCE, "type", verdict, Rating.GOOD, at, at.date(), False, 4.0, None)
                )
        incoming = Incoming(
            f"{name} {n}", Address("telegram", f"{nickname} at {name}"), now - timedelta(days=2 * n), Text("hi")
        )
        known = await store.load(incoming)
        assert known is not None
        learner = Learner(nickname=nickname, goal="both", test="2008", level="a1b", agreed_on=now.date())
        changes = Changes(learner=learner, deeds=[d.Join(room.id)], attempts=attempts, replies=[Outgoing("x")])
        dispatch = await store.save(incoming, known, changes)
        assert dispatch is not None
        assert dispatch.learner is not None
        ids.append(dispatch.learner)
        await store.sent(dispatch, 1, None)
    due = now.date() + timedelta(days=3)
    prompt = "Write about your morning."
    await office.do(
        [
            d.MakeCode(coordinator, "coordinator", name),
            d.TakePost(coordinator, "Cora", person=None),
            d.AskSignIn(coordinator, 0, now + timedelta(hours=1)),
            d.Assign(room.id, None, "unit", "Pharmacy and labels", ITEMS, due, post.id),
            d.Assign(room.id, None, "text", prompt, ("text",), due, post.id, prompt),
        ],
        now,
    )
    work = (await office.assignments([room.id]))[-1].id
    asked = Letter(room.id, ids[0], post.id, True, "When is it “has” and when “have”?", now, item=ITEMS[2])
    await office.do(
        [
            d.Send(None, Outgoing("x"), asked),
            d.Send(None, Outgoing("x"), replace(asked, text="I get up at six.\nI drink coffee.", item=None, work=work)),
            d.WriteNote(ids[0], room.id, "Works nights; call on Sunday.", post.id),
            d.EnterResult(ids[0], room.id, "BEST Plus 3.0", date(2026, 9, 14), 3, "", post.id),
            d.Attend(room.id, now.date() - timedelta(days=2), 90, tuple(ids[:5]), post.id),
            d.ReachLevel("a2", "check", ids[0]),
        ],
        now,
    )
    return room, ids[0], work


@pytest_asyncio.fixture(loop_scope="module")
async def desk(browser: Browser, program: Program, key: str, tmp_path: Path) -> AsyncIterator[Desk]:
    """A class of the test's own, and its tutor's page."""
    name = tmp_path.name
    store = await SqlStore.open(program.environment["DATABASE_URL"], key)
    room, learner, text = await fill(store, name)
    await store.close()
    context = await browser.new_context(viewport={"width": 360, "height": 740}, locale="en-US")
    page = await context.new_page()
    page.set_default_timeout(8000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    await page.goto(f"{program.base}/tutor/in/tutor-{name}")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", name="Hello, Tom")).to_be_visible()
    yield Desk(page, program.base, room.site.id, room.key, learner, text, f"coordinator-{name}")
    assert [each for each in errors if "status of 422" not in each] == []  # a form that is asked for again
    await context.close()


async def look_at(desk: Desk, paths: list[str]) -> None:
    """Each page fits a phone and a desk, and axe finds nothing serious on it."""
    for path in paths:
        answer = await desk.page.goto(desk.base + path)
        assert answer is not None
        assert answer.status == 200, path
        await look(desk.page)


async def look(page: Page) -> None:
    """The page that is open does."""
    for width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} px too wide at {width}"
    await page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    found = await page.evaluate("axe.run({resultTypes: ['violations']})")
    serious = [
        (each["id"], [node["html"][:120] for node in each["nodes"][:3]])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == [], page.url


async def test_every_page_fits_a_phone_and_axe_finds_nothing_serious(desk: Desk) -> None:
    await look_at(desk, desk.paths)


async def test_in_the_chat_what_a_tutor_can_press_stays_under_what_comes_later(
    desk: Desk, program: Program, key: str, tmp_path: Path
) -> None:
    code, page = fresh(Random(tmp_path.name).randrange), desk.page
    store = await SqlStore.open(program.environment["DATABASE_URL"], key)
    await store.office.do([d.MakeCode(code, "tutor", tmp_path.name)], datetime.now(UTC))
    await store.close()
    log = page.locator("#log")
    await page.goto(f"{desk.base}/chat?start={code}")
    for text, answer in (("Uma", "You are a tutor"), ("/newclass Saturday", "Learners join"), ("/students", "Nobody")):
        await expect(page.locator(".asks").last).to_be_visible()
        await page.fill("#text", text)
        await page.keyboard.press("Enter")
        await expect(log).to_contain_text(answer)
    classes = log.locator("article", has_text="Learners join").get_by_role("button", name="Classes")
    await expect(classes).to_be_enabled()  # as in the week's summary, under which its chart comes
    await classes.click()
    await expect(log).to_contain_text("Your classes")


async def test_the_page_of_the_poster_prints_as_the_poster(desk: Desk) -> None:
    await desk.page.goto(f"{desk.base}/tutor/class/{desk.key}/invite")
    await desk.page.emulate_media(media="print")
    await desk.page.set_viewport_size({"width": 800, "height": 1000})
    assert await desk.page.evaluate("document.querySelector('.poster').getBoundingClientRect().width") > 700
    await expect(desk.page.locator("h1, .code, .tabs")).to_have_count(3)
    for each in await desk.page.locator("h1, .code, .tabs").all():
        await expect(each).to_be_hidden()


async def test_a_form_says_where_it_comes_from(desk: Desk) -> None:
    page = desk.page
    await page.goto(f"{desk.base}/tutor/settings")
    async with page.expect_request(lambda request: request.method == "POST") as sent:
        await page.get_by_role("button", name="Save").first.click()
    assert await (await sent.value).header_value("origin") == desk.base  # all that a browser of 2022 tells
    await page.goto(f"{desk.base}/tutor/content")
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<a id=out href=http://localhost:1/>out</a>')")
    async with page.expect_request("http://localhost:1/") as left:
        await page.locator("#out").click()
    assert await (await left.value).header_value("referer") is None  # and nobody else learns where somebody was


async def test_the_page_of_a_class_is_whole_on_paper(desk: Desk) -> None:
    page = desk.page
    await page.goto(f"{desk.base}/tutor/class/{desk.key}")
    await page.emulate_media(media="print")
    await page.set_viewport_size({"width": 720, "height": 1000})  # a sheet of paper, without its margins
    for region in await page.locator(".scroll").all():
        assert await region.evaluate("here => here.scrollWidth <= here.clientWidth")
    assert await page.locator(".week i").first.evaluate("here => getComputedStyle(here).printColorAdjust") == "exact"


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_learners_weeks_are_whole_on_a_phone(desk: Desk, language: str) -> None:
    page = desk.page
    await page.goto(f"{desk.base}/tutor/settings")
    await page.select_option("select[name=language]", language)
    await page.locator("main form button").first.click()
    await page.wait_for_load_state()
    await page.goto(f"{desk.base}/tutor/class/{desk.key}/learner/{desk.learner}")
    hidden = "document.querySelector('.days').parentElement.scrollWidth - document.querySelector('.days').parentElement.clientWidth"
    assert await page.evaluate(hidden) <= 0  # the minutes are at the end


async def test_a_coordinators_pages_do_too(desk: Desk) -> None:
    await desk.page.context.clear_cookies()
    await desk.page.goto(f"{desk.base}/tutor/in/{desk.coordinator}")
    await desk.page.get_by_role("button", name="Sign in").click()
    await desk.page.goto(f"{desk.base}/tutor/site/{desk.site}")
    await desk.page.get_by_role("button", name="Invite a tutor").click()
    await expect(desk.page.get_by_role("button", name="End code")).to_have_count(1)
    await look_at(desk, ["/tutor/programme", f"/tutor/site/{desk.site}"])
    await desk.page.set_viewport_size({"width": 360, "height": 740})
    await desk.page.goto(f"{desk.base}/tutor/programme")
    for table in ("measures", "definitions"):  # sentences wrap: nobody reads them sideways
        region = desk.page.locator(f"section[aria-labelledby=t-{table}] .scroll")
        assert await region.evaluate("here => here.scrollWidth <= here.clientWidth"), table


async def test_the_table_is_sorted_by_keyboard_and_the_page_stays(desk: Desk) -> None:
    page = desk.page
    await page.goto(f"{desk.base}/tutor/class/{desk.key}")
    await page.evaluate("window.here = true")
    await page.get_by_role("link", name="Name", exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("th[aria-sort]")).to_have_text("Name ↑")
    assert await page.locator(".sortable tbody th").first.inner_text() == "Ana"
    assert await page.evaluate("window.here") is True  # only the table was swapped
    await page.locator("th[aria-sort] a").press("Enter")
    await expect(page.locator("th[aria-sort]")).to_have_text("Name ↓")
    await page.get_by_role("link", name="Gloria").first.click()
    await page.go_back()  # to the table as it was left
    await expect(page.locator("th[aria-sort]")).to_have_text("Name ↓")
    await expect(page.get_by_role("heading", name="Tuesday evening")).to_be_visible()


async def test_a_message_is_written_and_the_policy_holds(desk: Desk) -> None:
    page = desk.page
    await page.goto(f"{desk.base}/tutor/class/{desk.key}/learner/{desk.learner}")
    await page.get_by_label("Write to Ana").fill("See you on Monday.")
    await page.get_by_role("button", name="Send").last.click()
    await page.goto(f"{desk.base}/tutor/")
    await expect(page.get_by_text("open question")).to_have_count(1)  # a message is no answer
    await page.get_by_role("link", name="Answer Ana").click()
    await page.get_by_label("Answer Ana").fill("“Has” with he, she, it.")
    await page.get_by_role("button", name="Send").first.click()
    await expect(page.get_by_role("status")).to_have_text(
        re.compile("^(✅ On its way|🌙 It is night for them)")
    )  # now is now
    await expect(page.locator(".letters .mine").last).to_contain_text("“Has” with he, she, it.")
    await page.goto(f"{desk.base}/tutor/")
    await expect(page.get_by_text("open question")).to_have_count(0)


async def test_a_number_that_must_not_be_kept_is_asked_for_again(desk: Desk) -> None:
    page = desk.page
    await page.goto(f"{desk.base}/tutor/class/{desk.key}/learner/{desk.learner}")
    await page.get_by_label("Write to Ana").fill("Your A-number is A123456789")
    await page.get_by_role("button", name="Send").last.click()
    await expect(page.get_by_role("alert")).to_contain_text("Nothing was saved or sent")
    await look(page)
    await page.get_by_label("without the number").fill("Bring your card.")
    await page.get_by_role("button", name="Go on").click()
    await expect(page.locator(".letters .mine")).to_contain_text("Bring your card.")


async def test_without_scripts_everything_still_works(desk: Desk) -> None:
    browser = desk.page.context.browser
    assert browser is not None
    plain = await browser.new_context(java_script_enabled=False, storage_state=await desk.page.context.storage_state())
    page = await plain.new_page()
    await page.goto(f"{desk.base}/tutor/class/{desk.key}")
    await page.get_by_role("link", name="Practice level", exact=True).click()
    assert "sort=level" in page.url
    await expect(page.locator(".sortable tbody tr")).to_have_count(len(NAMES))
