"""Somebody with the browser chat open, for the contract of channels."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from bot.channels.browser import BrowserChannel
from bot.messages import Button, Incoming
from tests.channels.contract import Seen

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


class BrowserHarness:
    """The page as far as the channel sees it: what it posts, and what it has been sent."""

    can = frozenset({"bold", "replace", "files", "lines", "voice"})

    def __init__(self) -> None:
        self.channel = BrowserChannel()
        self.heard: list[Incoming] = []
        self.refuse = 0
        self._ids = itertools.count(10_000_000)

    def _post(self, **payload: Any) -> None:
        self.heard.append(self.channel.read("ana-ana-ana", {"id": str(next(self._ids)), **payload}, NOW))

    async def say(self, text: str) -> None:
        self._post(text=text)

    async def press(self, receipt: str, button: Button) -> None:
        self._post(press=button.data, message=receipt)

    async def show(self, kind: str) -> None:
        assert kind == "voice"
        with self.channel.holding(b"what was recorded") as file:
            self._post(voice=file, seconds=3.0)

    async def until(self, met: Callable[[], Any]) -> Any:
        assert met()

    async def screen(self) -> list[Seen]:
        seen: dict[str, Seen] = {}
        for _, event in self.channel._chat("ana-ana-ana").events:
            file = (
                "photo"
                if "picture" in event
                else "document"
                if "document" in event
                else "voice"
                if "sound" in event
                else None
            )
            seen[event["message"]] = Seen(
                event["message"],
                "".join(piece for piece, _ in event["runs"]),
                tuple(label for row in event["rows"] for label, _ in row),
                tuple(piece for piece, bold in event["runs"] if bold),
                file,
            )
        return list(seen.values())

    def trouble(self, kind: str) -> None:
        raise NotImplementedError(kind)


@asynccontextmanager
async def browser() -> AsyncIterator[BrowserHarness]:
    yield BrowserHarness()
