"""The browser chat as people use it: Debian's Chromium, a 360 px phone, the keyboard, a reload, a restart of the server."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Playwright, expect

from bot.phrases import load_phrases
from bot.speech import ears, voice
from tests.conftest import CONTENT
from tests.program import Program
from tests.web.conftest import CHROMIUM, FLAGS

PHRASES = load_phrases(CONTENT / "phrases")

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: the browser tests cannot run here"),
]


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, program: Program) -> AsyncIterator[Page]:
    async with opened(browser, program) as page:
        yield page


@asynccontextmanager
async def opened(browser: Browser, program: Program, permissions: Sequence[str] = ()) -> AsyncIterator[Page]:
    """A small phone of somebody who speaks Spanish; any error in the page's console fails the test."""
    context = await browser.new_context(viewport={"width": 360, "height": 740}, locale="es-US", permissions=permissions)
    page = await context.new_page()
    page.set_default_timeout(8000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto(program.base)
    yield page
    assert errors == []
    await context.close()


@asynccontextmanager
async def listening(playwright: Playwright, *flags: str) -> AsyncIterator[Browser]:
    """A browser with a microphone of its own, such as `flags` make it."""
    browser = await playwright.chromium.launch(
        executable_path=CHROMIUM, args=[*FLAGS, "--use-fake-device-for-media-stream", *flags]
    )
    yield browser
    await browser.close()


async def breath(page: Page) -> None:
    """So long after the last press that the next one is not the second tap of a double tap."""
    await page.evaluate("new Promise((done) => setTimeout(done, pressed + ECHO - performance.now() + 1))")


async def press(page: Page, label: str) -> None:
    """Press the button of the newest question, and wait until the page has moved on."""
    await breath(page)
    before = await page.locator("#log").inner_text()
    await page.locator(".asks button", has_text=label).last.click()
    await expect(page.locator("#log")).not_to_have_text(before, use_inner_text=True)
    await expect(page.locator(".asks button").first).to_be_enabled()


async def say(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.keyboard.press("Enter")


async def onboard(page: Page) -> None:
    for label in ("Español", "Sí", "Examen", "Antes", "7:00 PM", "Todas", "Massachusetts"):
        await press(page, label)


async def test_the_page_speaks_the_language_that_was_chosen(page: Page) -> None:
    await expect(page.locator("html")).to_have_attribute("lang", "es")  # the phone's
    await breath(page)
    await page.locator(".asks button", has_text="Kreyòl").click()
    await expect(page.locator("html")).to_have_attribute("lang", "ht")
    await expect(page.locator("#text")).to_have_attribute("placeholder", PHRASES("web.placeholder", "ht"))
    await press(page, "Wi")  # the chat goes on where it was
    await say(page, "/language")
    await breath(page)
    await page.locator(".asks button", has_text="English").last.click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "en")


async def test_onboarding_and_a_drill_in_spanish(page: Page) -> None:
    await onboard(page)
    for _ in range(3):
        await press(page, "Siguiente")
    for typed, step in (("the constitushun", "5/"), ("it sets up the goverment", "6/"), ("we the peple", "7/")):
        await say(page, typed)
        await expect(page.locator("#log")).to_contain_text(step)
    assert (await page.locator("#log").inner_text()).count("✅") >= 4
    skip = page.locator(
        ".asks button", has_text="Saltar"
    )  # what is asked for now is typed: to skip it is not the first thing
    assert await skip.evaluate("button => getComputedStyle(button).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert (
        len(set(await page.locator(".asks button").evaluate_all("all => all.map(b => b.offsetTop)"))) == 1
    )  # side by side
    await say(page, "/progress")
    await expect(page.locator("article img")).to_be_visible()
    assert "100" in (await page.locator("article img").get_attribute("alt") or "")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    sizes = await page.evaluate("[...document.querySelectorAll('button')].map(b => b.getBoundingClientRect().height)")
    assert min(size for size in sizes if size) >= 48


async def test_by_keyboard_alone(page: Page) -> None:
    await expect(page.locator(".asks button").first).to_be_visible()
    await page.keyboard.press("2")  # the second language
    await expect(page.locator("#log")).to_contain_text("guardo")
    await breath(page)
    await page.keyboard.press("1")
    await expect(page.locator("#log")).to_contain_text("¿Qué quiere?")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.matches(':focus-visible')")
    assert await page.locator("[role=log][aria-live=polite]").count() == 1


async def test_it_survives_a_reload_and_a_restart(page: Page, program: Program) -> None:
    await onboard(page)
    await press(page, "Siguiente")
    await page.reload()
    await expect(page.locator(".asks")).to_contain_text("2/9")
    await program.kill()
    await say(page, "hola")  # kept by the page until the server is back
    await program.start()
    await expect(page.locator("#log")).to_contain_text("Seguimos aquí", timeout=20_000)
    await press(page, "Siguiente")
    await expect(page.locator(".asks")).to_contain_text("3/9")


async def test_who_deletes_all_leaves_nothing_on_the_screen_either(page: Page, program: Program) -> None:
    await onboard(page)
    await say(page, "/delete")
    await breath(page)
    await page.locator(".asks button", has_text="Sí, borrar todo").click()
    await expect(page.locator("#log article")).to_have_count(1)
    await page.reload()
    await expect(page.locator("#log")).to_contain_text("borrado")
    assert await page.locator("#log article").count() == 1
    other = await page.context.new_page()  # the same browser, opened by whoever comes next
    await other.goto(f"{program.base}/chat")
    await expect(other.locator(".asks")).to_contain_text("¿Qué idioma quiere?")
    assert "Massachusetts" not in await other.locator("#log").inner_text()
    await other.close()


async def test_a_link_with_a_code_begins_with_the_code_and_only_once(page: Page, program: Program) -> None:
    await page.goto(f"{program.base}/chat?start=K7M4-Q2XP")
    await expect(page.locator("#log")).to_contain_text("Ese código no funciona")  # nobody gave it out
    assert page.url == f"{program.base}/chat"
    told = (await page.locator("#log").inner_text()).count("Ese código")
    await page.reload()
    await expect(page.locator(".asks").last).to_be_visible()
    assert (await page.locator("#log").inner_text()).count("Ese código") == told


_ASKED = """const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (what) => (window.heard = await ask(what));"""
_FAILS = "{ throw new DOMException('no', 'NotSupportedError'); }"
BROKEN = {  # a recorder that fails when it is made, or when it begins
    "constructor": f"() => {{ {_ASKED} window.MediaRecorder = class {{ constructor() {_FAILS} }}; }}",
    "start": f"() => {{ {_ASKED} MediaRecorder.prototype.start = () => {_FAILS}; }}",
}
needs_speech = pytest.mark.skipif(
    not (ears.installed() and voice.installed()), reason="the voice group is not installed"
)


@pytest_asyncio.fixture(loop_scope="module")
async def microphone(tmp_path: Path) -> str:
    """What makes Chromium hear "the Constitution", said by the offline voice, whenever it records."""
    soundfile = pytest.importorskip("soundfile")
    speak = voice.Voice(tmp_path / "voice")
    sound, rate = soundfile.read(io.BytesIO(await speak("The Constitution.")))
    speak.close()
    soundfile.write(tmp_path / "said.wav", sound, rate, subtype="PCM_16")
    return f"--use-file-for-fake-audio-capture={tmp_path / 'said.wav'}%noloop"


@needs_speech
async def test_an_answer_is_spoken(playwright: Playwright, program: Program, microphone: str) -> None:
    async with listening(playwright, microphone) as browser, opened(browser, program, ["microphone"]) as page:
        await onboard(page)
        for _ in range(3):
            await press(page, "Siguiente")
        button = page.get_by_role("button", name="Hablar")
        await button.press("Enter")
        await expect(page.locator("#note")).to_contain_text("escucho")
        await page.wait_for_timeout(2500)  # as long as it takes to say it
        await page.get_by_role("button", name="Parar y enviar").press("Enter")
        await expect(page.locator("#log")).to_contain_text("Mensaje de voz")
        await expect(page.locator("#log")).to_contain_text("Oí: The Constitution", timeout=30_000)
        await expect(page.locator("#log")).to_contain_text("5/")
        assert "✅" in await page.locator("#log").inner_text()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
        kept = await page.evaluate("JSON.stringify(sessionStorage)")
        assert "audio" not in kept
        assert list(program.folder.rglob("*.webm")) == []


@needs_speech
async def test_what_is_being_said_can_be_dropped(playwright: Playwright, program: Program, microphone: str) -> None:
    async with listening(playwright, microphone) as browser, opened(browser, program, ["microphone"]) as page:
        await onboard(page)
        posted: list[str] = []
        page.on("request", lambda request: posted.append(request.url))
        await page.get_by_role("button", name="Hablar").click()
        await expect(page.locator("#note")).to_contain_text("escucho")
        await page.wait_for_timeout(600)
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("button", name="Hablar")).to_be_visible()
        await page.get_by_role("button", name="Hablar").click()
        await expect(page.locator("#note")).to_contain_text("escucho")
        await press(page, "Siguiente")  # going on by hand drops it, too
        await expect(page.get_by_role("button", name="Hablar")).to_be_visible()
        assert not any("/chat/voice" in url for url in posted)
        assert "Mensaje de voz" not in await page.locator("#log").inner_text()


@needs_speech
@pytest.mark.parametrize("verb", ["constructor", "start"])
async def test_a_microphone_that_cannot_record_is_told_and_let_go(
    playwright: Playwright, program: Program, microphone: str, verb: str
) -> None:
    async with listening(playwright, microphone) as browser, opened(browser, program, ["microphone"]) as page:
        await onboard(page)
        await page.evaluate(BROKEN[verb])
        await page.get_by_role("button", name="Hablar").click()
        await expect(page.locator("#note")).to_contain_text("micrófono")
        assert await page.evaluate("heard.getTracks().map((track) => track.readyState)") == ["ended"]
        await press(page, "Siguiente")


@needs_speech
async def test_a_microphone_that_may_not_be_used_is_told(playwright: Playwright, program: Program) -> None:
    async with listening(playwright, "--deny-permission-prompts") as browser, opened(browser, program) as page:
        await onboard(page)
        await page.get_by_role("button", name="Hablar").click()
        await expect(page.locator("#note")).to_contain_text("micrófono")
        await press(page, "Siguiente")
