"""The contract of channels, over every channel. To add one: a harness, and its line in `HARNESSES`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

import pytest

from tests.channels.browser_harness import browser
from tests.channels.contract import ChannelContract, ChannelHarness
from tests.channels.telegram_harness import telegram
from tests.channels.terminal_harness import terminal

HARNESSES: dict[str, Callable[[], AbstractAsyncContextManager[ChannelHarness]]] = {
    "telegram, python-telegram-bot, polling": partial(telegram, "python-telegram-bot", "polling"),
    "telegram, python-telegram-bot, webhook": partial(telegram, "python-telegram-bot", "webhook"),
    "telegram, aiogram, polling": partial(telegram, "aiogram", "polling"),
    "telegram, aiogram, webhook": partial(telegram, "aiogram", "webhook"),
    "browser": browser,
    "terminal": terminal,
}


@pytest.fixture(params=HARNESSES)
async def harness(request: pytest.FixtureRequest) -> AsyncIterator[ChannelHarness]:
    async with HARNESSES[request.param]() as harness:
        yield harness


class TestEveryChannel(ChannelContract):
    """`ChannelContract` once for each line of `HARNESSES`."""
