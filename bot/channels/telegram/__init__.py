"""Telegram, carried by either of two libraries (docs/adr/0003). Neither is imported until it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.channels.telegram.channel import TelegramChannel
    from bot.channels.telegram.driver import Driver

LIBRARIES = {
    "python-telegram-bot": "bot.channels.telegram.with_ptb:PtbDriver",
    "aiogram": "bot.channels.telegram.with_aiogram:AiogramDriver",
}


async def connect(*, token: str, api_base: str, library: str, secret: str | None = None) -> TelegramChannel:
    """The channel of one bot. Nothing is sent yet; connections open with the first call."""
    from bot.channels.telegram.channel import TelegramChannel

    return TelegramChannel(load_driver(token=token, api_base=api_base, library=library), secret=secret)


def load_driver(*, token: str, api_base: str, library: str) -> Driver:
    """The chosen library's driver, as `driver_of` raises."""
    return driver_of(library)(token, api_base.rstrip("/"))


def driver_of(library: str) -> Callable[[str, str], Driver]:
    """What makes a driver of the chosen library, which is imported by this.

    Raises:
        ValueError: there is no such library.
    """
    if library not in LIBRARIES:
        raise ValueError(f"TELEGRAM_LIBRARY must be one of {', '.join(LIBRARIES)}, not {library!r}")
    module, _, name = LIBRARIES[library].partition(":")
    made: Callable[[str, str], Driver] = getattr(import_module(module), name)
    return made
