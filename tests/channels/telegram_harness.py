"""Telegram for the contract: the strict fake server, and our channel by either library and either way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from bot.channels.telegram import load_driver
from bot.channels.telegram.channel import TelegramChannel
from bot.messages import Button, Incoming
from tests.channels.contract import Seen
from tests.fakes.bot_api import BotApi

ANA = 700_001
SECRET = "a-secret-of-the-webhook-123"
LIBRARIES = ("python-telegram-bot", "aiogram")
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)

SHOWN: dict[str, dict[str, Any]] = {
    "sticker": {"sticker": {"file_id": "s", "emoji": "👍"}},
    "photo": {"photo": [{"file_id": "p"}], "caption": "my green card"},
    "document": {"document": {"file_id": "d", "file_name": "passport.pdf"}},
    "location": {"location": {"latitude": 42.3, "longitude": -71.0}},
    "contact": {"contact": {"phone_number": "+1", "first_name": "Ana"}},
    "video": {"video": {"file_id": "v"}},
    "animation": {"animation": {"file_id": "a"}, "document": {"file_id": "a"}},
    "voice": {"voice": {"file_id": "voice-1", "duration": 3}},
}


class TelegramHarness:
    """Ana on Telegram, and a bot that only writes down what it hears."""

    can = frozenset({"bold", "lines", "replace", "files", "kinds", "voice", "leave", "redeliver", "troubles"})

    def __init__(self, api: BotApi, channel: TelegramChannel) -> None:
        self.api, self.channel = api, channel
        self.heard: list[Incoming] = []
        self.refuse = 0

    async def receive(self, incoming: Incoming) -> None:
        self.heard.append(incoming)
        self.api.ring()
        if self.refuse:
            self.refuse -= 1
            raise RuntimeError("the store is down")

    async def say(self, text: str) -> None:
        self.api.say(ANA, text)

    async def press(self, receipt: str, button: Button) -> None:
        self.api.press(ANA, int(receipt), button.data)

    async def show(self, kind: str) -> None:
        if kind in ("block", "unblock"):
            self.api.block(ANA, blocked=kind == "block")
        else:
            self.api.show(ANA, **SHOWN[kind])

    async def until(self, met: Callable[[], Any]) -> Any:
        return await self.api.until(met)

    async def screen(self) -> list[Seen]:
        return [
            Seen(str(m.id), m.text, tuple(m.labels), tuple(m.bold), None if m.kind == "text" else m.kind)
            for m in self.api.said(ANA)
        ]

    def trouble(self, kind: str) -> None:
        match kind:
            case "throttled":
                self.api.fail("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
            case "blocked":
                self.api.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
            case "gone":
                self.api.fail("sendMessage", 400, "Bad Request: chat not found")
            case "rejected":
                self.api.fail("sendMessage", 400, "Bad Request: BUTTON_DATA_INVALID")
            case "trouble":
                self.api.fail("sendMessage", 502, "Bad Gateway")
            case "silence":
                self.api.drop("sendMessage")


@asynccontextmanager
async def served(channel: TelegramChannel, harness: TelegramHarness) -> AsyncIterator[str]:
    """The channel's webhook on a real port; yields its address."""

    async def handle(request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        status, answer = await channel.webhook(await request.read(), secret, harness.receive)
        return web.Response(status=status) if answer is None else web.json_response(answer, status=status)

    app = web.Application()
    app.router.add_post("/telegram/webhook", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/telegram/webhook"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def telegram(library: str, way: str) -> AsyncIterator[TelegramHarness]:
    """A harness whose channel runs by `polling`, by `webhook`, or (any other word) only sends."""
    async with BotApi() as api:
        api.flood.most = 1000  # whoever sends sees to the pace, not the channel
        made = load_driver(token=api.token, api_base=api.base, library=library)
        channel = TelegramChannel(made, now=lambda: NOW, backoff=(0.01, 0.02, 0.05))
        harness = TelegramHarness(api, channel)
        try:
            if way == "webhook":
                async with served(channel, harness) as url:
                    await channel.set_up({}, url, SECRET)
                    yield harness
            elif way == "polling":
                polling = asyncio.create_task(channel.poll(harness.receive))
                yield harness
                polling.cancel()
                with suppress(asyncio.CancelledError):
                    await polling
            else:
                yield harness
        finally:
            await channel.close()
