"""What the web plug is given by `main`; it knows no channel by name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from bot.messages import Incoming
from bot.ports import Receive


class Chat(Protocol):
    """The browser chat's channel, as its pages need it."""

    def read(self, user: str, payload: Mapping[str, Any], at: datetime, language: str | None = None) -> Incoming:
        """What a page posted. Raises ValueError when no page posts such a thing."""
        ...

    def holding(self, sound: bytes) -> AbstractContextManager[str]:
        """Keeps a recording while it is being answered, and gives the id that `read` takes as `voice`."""
        ...

    def events(self, user: str, after: str = "") -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """The chat's messages after a position, each with its own position, without end."""
        ...


class Webhook(Protocol):
    """A channel that its platform calls."""

    async def webhook(self, body: bytes, secret: str | None, receive: Receive) -> tuple[int, dict[str, Any] | None]:
        """Take one delivery: the status to answer with, and the JSON of the answer if there is any."""
        ...


LanguageOf = Callable[[str], Awaitable[str | None]]
"""The language that the user of a chat has chosen; None of a stranger."""

Ready = Callable[[], Awaitable[Mapping[str, str]]]
