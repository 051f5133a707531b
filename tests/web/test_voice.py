"""Speaking in the browser chat: what the route takes and refuses, and that no recording outlives its answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.browser import BrowserChannel
from bot.messages import Incoming, Voice
from bot.phrases import load_phrases
from bot.ports import Rejected
from bot.web.chat import LARGEST_SOUND, SOUNDS_AT_ONCE, chat_routes

PHRASES = load_phrases(Path(__file__).parent.parent.parent / "content" / "phrases")
GOOD = {"id": "0123456789", "seconds": "2.5"}


class Bot:
    """Writes down what it hears, and listens to each recording once; `wait` holds it back."""

    def __init__(self) -> None:
        self.channel = BrowserChannel()
        self.heard: list[Incoming] = []
        self.sounds: list[bytes] = []
        self.wait = asyncio.Event()
        self.wait.set()

    async def receive(self, incoming: Incoming) -> None:
        self.heard.append(incoming)
        await self.wait.wait()
        assert isinstance(incoming.input, Voice)
        self.sounds.append(await self.channel.fetch(incoming.input.file))

    def has_heard(self, number: int) -> bool:
        return len(self.heard) == number

    @asynccontextmanager
    async def visitor(self, *, hears: bool = True, cookie: bool = True) -> AsyncIterator[httpx.AsyncClient]:
        routes = chat_routes(
            self.channel,
            self.receive,
            lambda: PHRASES,
            nobody,
            secret="x",
            secure=False,
            hears=hears,
            stop=asyncio.Event(),
        )
        transport = httpx.ASGITransport(Starlette(routes=routes))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://doorway.test") as http:
            if cookie:
                await http.get("/chat")
            yield http


async def nobody(_: str) -> None:
    """Nobody has chosen a language."""


@pytest.fixture
def bot() -> Bot:
    return Bot()


async def speak(http: httpx.AsyncClient, sound: bytes = b"OggS", kind: str = "audio/webm", **more: object) -> int:
    asked = {**GOOD, **more.pop("params", {})}  # type: ignore[dict-item]
    headers = {"Content-Type": kind, **more.pop("headers", {})}  # type: ignore[dict-item]
    return (await http.post("/chat/voice", params=asked, headers=headers, content=sound)).status_code


@pytest.mark.parametrize("kind", ["audio/webm", "audio/webm;codecs=opus", "audio/ogg; codecs=opus", "audio/mp4"])
async def test_a_recording_is_heard_once_and_gone(bot: Bot, kind: str) -> None:
    async with bot.visitor() as http:
        assert await speak(http, b"what was said", kind) == 200
    (incoming,) = bot.heard
    assert isinstance(incoming.input, Voice)
    assert (incoming.address.channel, incoming.input.seconds) == ("browser", 2.5)
    assert bot.sounds == [b"what was said"]
    with pytest.raises(Rejected):
        await bot.channel.fetch(incoming.input.file)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"kind": "application/json"}, 415),
        ({"kind": "text/plain"}, 415),  # what a form of another site could post
        ({"headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
        ({"params": {"seconds": "31"}}, 400),
        ({"params": {"seconds": "nan"}}, 400),
        ({"params": {"seconds": "two"}}, 400),
        ({"params": {"id": "short"}}, 400),
        ({"sound": b"x" * (LARGEST_SOUND + 1)}, 413),
        ({"sound": b"x" * LARGEST_SOUND}, 200),
    ],
)
async def test_what_no_page_records_is_refused(bot: Bot, change: dict[str, object], status: int) -> None:
    async with bot.visitor() as http:
        assert await speak(http, **change) == status  # type: ignore[arg-type]
    assert len(bot.heard) == (status == 200)


async def test_a_stranger_is_refused(bot: Bot) -> None:
    async with bot.visitor(cookie=False) as http:
        assert await speak(http) == 403


async def test_too_much_speech_from_one_chat_is_slowed_down(bot: Bot) -> None:
    async with bot.visitor() as http:
        statuses = [await speak(http) for _ in range(10)]
    assert statuses[0] == 200
    assert 429 in statuses


async def test_when_too_many_wait_to_be_heard_the_next_is_asked_to_try_again(bot: Bot) -> None:
    bot.wait.clear()
    async with bot.visitor() as first, asyncio.TaskGroup() as speaking:
        for number in range(1, SOUNDS_AT_ONCE + 1):
            first.cookies.clear()  # each is somebody else
            await first.get("/chat")
            speaking.create_task(speak(first))
            await until(partial(bot.has_heard, number))
        first.cookies.clear()
        await first.get("/chat")
        assert await speak(first) == 429
        bot.wait.set()
    assert len(bot.sounds) == SOUNDS_AT_ONCE


async def until(met: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not met():
            await asyncio.sleep(0)


@pytest.mark.parametrize("hears", [True, False])
async def test_the_microphone_is_offered_only_where_it_is_understood(bot: Bot, hears: bool) -> None:
    async with bot.visitor(hears=hears) as http:
        page = await http.get("/chat", headers={"Accept-Language": "pt-BR"})
        assert ('aria-label="Falar"' in page.text) is hears
        assert ("speak.js" in page.text) is hears
        assert await speak(http) == (200 if hears else 404)
