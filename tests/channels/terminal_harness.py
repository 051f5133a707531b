"""The terminal for the contract."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from bot.channels.terminal import TerminalChannel
from bot.messages import Button, Incoming, Outgoing
from tests.channels.contract import Seen

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


class Terminal(TerminalChannel):
    """A terminal whose paper is kept sheet by sheet."""

    def __init__(self) -> None:
        super().__init__("ana", out=io.StringIO(), colour=False)
        self.sheets: list[Seen] = []

    async def send(self, to: Any, message: Outgoing) -> str | None:
        self._out = paper = io.StringIO()
        receipt = await super().send(to, message)
        text, *buttons = re.split(r"\n(?=\[\d+\] )", paper.getvalue()[1:].removesuffix("\n"))
        labels = tuple(re.split(r" {3}\[\d+\] |\n\[\d+\] |^\[\d+\] ", "\n".join(buttons))[1:])
        self.sheets.append(Seen(str(receipt), text, labels))
        return receipt


class TerminalHarness:
    """Somebody at a keyboard."""

    can = frozenset[str]()

    def __init__(self) -> None:
        self.channel = Terminal()
        self.heard: list[Incoming] = []
        self.refuse = 0

    async def say(self, text: str) -> None:
        self.heard.append(self.channel.read(text, NOW))

    async def press(self, receipt: str, button: Button) -> None:
        assert receipt == self.channel.sheets[-1].receipt
        await self.say(str(self.channel.sheets[-1].labels.index(button.label) + 1))

    async def show(self, kind: str) -> None:
        raise NotImplementedError(kind)

    async def until(self, met: Callable[[], Any]) -> Any:
        assert met()

    async def screen(self) -> list[Seen]:
        return self.channel.sheets

    def trouble(self, kind: str) -> None:
        raise NotImplementedError(kind)


@asynccontextmanager
async def terminal() -> AsyncIterator[TerminalHarness]:
    yield TerminalHarness()
