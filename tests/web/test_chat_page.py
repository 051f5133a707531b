"""The page of the browser chat by itself: what its keys, taps and lines do when people and networks are as they are."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route, expect

from tests.program import Program
from tests.web.conftest import CHROMIUM
from tests.web.test_browser import onboard, opened, press, say

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: the browser tests cannot run here"),
]
ADDED = """() => {
  window.added = [];
  const note = (change) => added.push(...[...change.addedNodes].map((node) => node.textContent));
  new MutationObserver((changes) => changes.forEach(note)).observe(log, { childList: true });
}"""
TAP_TWICE = """() => new Promise((done) => {
  performance.now = () => 5000; // however slow this machine is, both taps are in one moment
  new MutationObserver((_, watch) => {
    const next = [...log.querySelectorAll(".asks button")].pop();
    if (!next || next.disabled) return;
    watch.disconnect(); next.click(); done();
  }).observe(log, { childList: true });
  log.querySelector(".asks button").click();
})"""


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, program: Program) -> AsyncIterator[Page]:
    async with opened(browser, program) as page:
        await expect(page.locator(".asks button").first).to_be_visible()
        yield page


async def test_without_javascript_it_says_what_it_needs(browser: Browser, program: Program) -> None:
    context = await browser.new_context(java_script_enabled=False, locale="es-US")
    page = await context.new_page()
    await page.goto(f"{program.base}/chat")
    await expect(page.locator(".needs")).to_contain_text("JavaScript")
    await expect(page.locator("#text")).to_be_hidden()
    await context.close()


async def test_what_comes_with_a_picture_is_shown_to_its_end(browser: Browser, program: Program) -> None:
    async with opened(browser, program) as page:
        await onboard(page)
        for _ in range(3):
            await press(page, "Siguiente")
        await say(page, "the constitution")
        await expect(page.locator(".asks")).to_contain_text("5/")
        await say(page, "/progress")
        await expect(page.locator("article img")).to_be_visible()
        await expect(page.locator(".asks button").last).to_be_in_viewport(ratio=1)
        await page.reload()
        await expect(page.locator(".asks button").last).to_be_in_viewport(ratio=1)


async def test_without_cookies_it_says_so_and_does_not_turn_in_circles(browser: Browser, program: Program) -> None:
    context = await browser.new_context(locale="es-US")
    page = await context.new_page()
    seen: list[str] = []
    page.on("framenavigated", lambda frame: seen.append(frame.url))

    async def refuse(route: Route) -> None:
        await route.fulfill(status=403)

    await page.route("**/chat/send", refuse)
    await page.route("**/chat/events*", refuse)
    await page.goto(f"{program.base}/chat")
    await expect(page.locator("#note")).to_contain_text("cookies")
    await page.wait_for_timeout(2500)
    await expect(page.locator("#note")).to_contain_text("cookies")
    assert len(seen) <= 4
    await page.unroute_all()
    await page.reload()
    await expect(page.locator(".asks button").first).to_be_visible()
    assert page.url == f"{program.base}/chat"
    await context.close()


async def test_what_is_written_in_the_field_presses_no_button(page: Page) -> None:
    before = await page.locator("#log").inner_text()
    await page.focus("#text")
    await page.keyboard.type("27")
    assert await page.input_value("#text") == "27"
    await page.fill("#text", "")
    await page.evaluate("document.activeElement.blur()")
    assert await page.locator("#log").inner_text() == before
    await page.keyboard.down("2")
    await expect(page.locator("#log")).to_contain_text("guardo")
    await page.wait_for_timeout(500)
    await page.keyboard.down("2")  # held down: the same press
    await page.wait_for_timeout(500)
    await page.keyboard.up("2")
    await expect(page.locator(".asks")).to_contain_text("guardo")


async def test_the_second_tap_of_a_double_tap_answers_nothing(page: Page) -> None:
    await page.evaluate(TAP_TWICE)
    await page.wait_for_timeout(600)
    await expect(page.locator(".asks")).to_contain_text("What I keep")
    await page.evaluate("performance.now = () => 5000 + ECHO")
    await press(page, "Yes")  # and the next tap does


async def test_a_question_that_is_over_is_not_read_out_again(page: Page) -> None:
    await onboard(page)
    question = (await page.locator(".asks p").last.inner_text()).splitlines()[1]
    await page.evaluate(ADDED)
    await say(page, "/settings")
    await expect(page.locator(".asks")).not_to_contain_text(question)
    added = await page.evaluate("added")
    assert added
    assert not any(question in text for text in added)
    assert await page.locator(".asks").count() == 1


async def test_tab_goes_on_where_a_button_was_pressed(page: Page) -> None:
    await page.locator(".asks button").first.press("Enter")
    await expect(page.locator(".asks")).to_contain_text("What I keep")
    assert await page.evaluate("document.activeElement.id") == "log"
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.matches('.asks button')")


async def test_a_line_that_is_dead_is_opened_anew(browser: Browser, program: Program) -> None:
    context = await browser.new_context(locale="es-US")
    page = await context.new_page()
    lines: list[str] = []

    async def silent_at_first(route: Route) -> None:
        lines.append(route.request.url)
        if len(lines) > 1:
            await route.continue_()  # the first is never answered, as one whose network has gone

    await page.route("**/chat/events*", silent_at_first)
    await page.goto(f"{program.base}/chat")
    await expect(page.locator(".asks button").first).to_be_visible(timeout=15_000)
    assert await page.locator("article").count() == 1  # what was missed came, and nothing was asked for twice
    await page.unroute_all(behavior="ignoreErrors")
    await context.close()


async def test_long_texts_and_lines_are_sent_as_they_were_written(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.post_data or "") if "send" in asked.url else None)
    await page.focus("#text")
    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    assert await page.input_value("#text") == "one\ntwo"
    tall = await page.evaluate("field.getBoundingClientRect().height")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine")).to_have_text("Usted: one\ntwo", use_inner_text=True)
    await expect(page.locator("#text")).to_have_value("")
    assert await page.evaluate("field.getBoundingClientRect().height") < tall
    await expect(page.locator("#note")).to_have_text("")
    await page.fill("#text", "ñ" * 4000)
    await page.keyboard.press("Enter")
    await expect(page.locator("#text")).to_have_value("")
    assert [json.loads(body)["text"] for body in sent] == ["one\ntwo", "ñ" * 4000]


async def test_twice_as_large_on_a_small_phone_all_is_there(page: Page) -> None:
    await page.set_viewport_size({"width": 180, "height": 370})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 180
    for part in ("#text", ".more summary", "form button[type=submit]"):
        box = await page.locator(part).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 180
        assert box["width"] >= (100 if part == "#text" else 44)
