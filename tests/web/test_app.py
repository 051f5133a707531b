"""The pages and ports of the web plug, over real HTTP, on the real program."""

from __future__ import annotations

import json
from contextlib import AbstractAsyncContextManager

import aiohttp
import pytest

from tests.program import Program

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def status(asked: AbstractAsyncContextManager[aiohttp.ClientResponse]) -> int:
    """What a request is answered with; the rest of the answer is let go."""
    async with asked as answer:
        return answer.status


async def test_health_readiness_and_metrics(program: Program) -> None:
    async with aiohttp.ClientSession(program.base) as http:
        assert await (await http.get("/healthz")).text() == "ok"
        ready = await (await http.get("/readyz")).json()
        assert ready == {"database": "ok", "content": "ok", "channels": "browser"}
        assert "doorway_updates_total" in await (await http.get("/metrics")).text()
        assert await status(http.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})) == 404


async def test_a_page_keeps_to_itself(program: Program) -> None:
    async with aiohttp.ClientSession(program.base) as http:
        page = await http.get("/", headers={"Accept-Language": "ht;q=0.9"})
        assert 'lang="ht"' in await page.text()
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]
        assert "microphone=(self), camera=()" in page.headers["Permissions-Policy"]
        cookie = page.cookies.get("doorway_chat") or page.history[0].cookies.get("doorway_chat")
        assert cookie is not None
        assert cookie["httponly"]
        assert cookie["samesite"] == "lax"


async def test_each_visit_keeps_the_chat_for_a_year_more(program: Program) -> None:
    async with aiohttp.ClientSession(program.base, cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        kept = []
        for _ in range(2):
            async with http.get("/chat") as page:
                kept.append(page.cookies["doorway_chat"])
    first, again = kept
    assert again.value == first.value
    assert int(again["max-age"]) >= 365 * 24 * 3600


async def test_what_no_page_sends_is_refused(program: Program) -> None:
    async with aiohttp.ClientSession(program.base, cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        said = {"id": "0123456789", "text": "hi"}
        assert await status(http.post("/chat/send", json=said)) == 403  # no cookie yet
        await status(http.get("/chat"))
        assert await status(http.post("/chat/send", json=said)) == 200
        assert await status(http.post("/chat/send", json=said, headers={"Sec-Fetch-Site": "cross-site"})) == 403
        assert await status(http.post("/chat/send", data="x", headers={"Content-Type": "text/plain"})) == 415
        for bad in ({"id": "x", "text": "hi"}, {"id": "0123456789"}, [], {"id": "0123456789", "text": " "}):
            assert await status(http.post("/chat/send", json=bad)) == 400
        assert await status(http.post("/chat/send", json={"id": "0123456789", "text": "x" * 20_000})) == 413
        assert await status(http.post("/telegram/webhook", json={})) == 404
        forged = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(
            program.base, cookies={"doorway_chat": "me.forged"}, cookie_jar=forged
        ) as thief:
            assert await status(thief.post("/chat/send", json=said)) == 403


async def test_a_message_that_was_missed_comes_with_the_next_connection(program: Program) -> None:
    async with aiohttp.ClientSession(program.base, cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        await status(http.get("/chat"))
        assert await status(http.post("/chat/send", json={"id": "0123456789", "open": True})) == 200
        position = ""
        for after, seen_before in (("", False), ("known", True)):
            url = "/chat/events?after=" + (position if after else "")
            async with http.get(url) as stream:
                lines: list[str] = []
                if seen_before:
                    await status(http.post("/chat/send", json={"id": "0123456790", "press": "language:es"}))
                async for raw in stream.content:
                    lines.append(raw.decode().strip())
                    if lines[-1].startswith("data:"):
                        break
                position = next(line for line in lines if line.startswith("id:"))[4:]
                told = json.loads(lines[-1][5:])
        assert any("guardo" in piece for piece, _ in told["runs"])


async def test_too_much_at_once_is_slowed_down(program: Program) -> None:
    async with aiohttp.ClientSession(program.base, cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        await status(http.get("/chat"))
        sent = [{"id": f"{n:010}", "text": "hi"} for n in range(40)]
        statuses = [await status(http.post("/chat/send", json=said)) for said in sent]
        assert statuses[0] == 200
        assert 429 in statuses
