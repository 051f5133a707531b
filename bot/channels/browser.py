"""The bot in a browser: messages wait here, in order, for whoever has the chat open."""

from __future__ import annotations

import asyncio
import base64
import itertools
import secrets
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

from bot.markup import runs
from bot.messages import Address, Command, Incoming, Input, Outgoing, Text, Voice, read_press
from bot.ports import LONGEST_VOICE, Rejected

KEPT = 40  # messages of one chat that a reload can ask for again
CHATS = 20_000  # chats kept in memory; those longest silent go first
LONGEST_TEXT = 10_000
LONGEST_CODE = 64


class NotUnderstood(ValueError):
    """The page sent something that the page never sends."""


class _Chat:
    """The last messages of one chat, and a bell for those who wait for more."""

    __slots__ = ("__weakref__", "bell", "events", "last")

    def __init__(self) -> None:
        self.events: deque[tuple[int, dict[str, Any]]] = deque(maxlen=KEPT)
        self.bell = asyncio.Event()
        self.last = 0

    def holds_file(self, receipt: str) -> bool:
        return any(
            event["message"] == receipt and not event.keys().isdisjoint(("picture", "document", "sound"))
            for _, event in self.events
        )

    def add(self, number: int, event: dict[str, Any]) -> None:
        self.last = number
        self.events.append((self.last, event))
        self.bell.set()
        self.bell = asyncio.Event()


class BrowserChannel:
    """Keeps what was sent for a while; a page that comes back says how far it has read.

    Positions are `run-number`: the run tells them from those of a process that has ended.
    """

    name = "browser"

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._numbers = itertools.count(
            1
        )  # of all chats: what comes after a chat was forgotten is later than what came before
        self._chats: OrderedDict[str, _Chat] = OrderedDict()
        self._open: WeakValueDictionary[str, _Chat] = (
            WeakValueDictionary()
        )  # who listens is reached, however long silent
        self._sounds: dict[str, bytes] = {}  # voice messages that are being answered

    def read(self, user: str, payload: Mapping[str, Any], at: datetime, language: str | None = None) -> Incoming:
        """What the page posted: `id` (made by the page, once for each thing done) and `text`, `press`, `voice` (what `holding`
        gave) with its `seconds`, or `open`; with `open` perhaps the code that stood in the page's address (`start`).

        Raises:
            NotUnderstood: it is not what the page sends.
        """
        id = payload.get("id")
        if not isinstance(id, str) or not 8 <= len(id) <= 64:
            raise NotUnderstood("id")
        return Incoming(f"{user[:8]}-{id}", Address(self.name, user), at, _input(payload), language)

    @contextmanager
    def holding(self, sound: bytes) -> Iterator[str]:
        """Keep a recording while it is being answered, for one `fetch` by the id that is given; it is nowhere after."""
        file = secrets.token_hex(8)
        self._sounds[file] = sound
        try:
            yield file
        finally:
            self._sounds.pop(file, None)

    async def fetch(self, file: str) -> bytes:
        """The sound of a voice message, by the id in `Voice.file`, once.

        Raises:
            SendError: it is not here any more.
        """
        if (sound := self._sounds.pop(file, None)) is None:
            raise Rejected("a sound that is gone")
        return sound

    async def send(self, to: Address, message: Outgoing) -> str | None:
        """Put a message in its chat; whoever has the chat open sees it at once."""
        chat = self._chat(to.user)
        # As everywhere, a message with a picture or a file neither replaces another nor is replaced.
        plain = message.picture is None and message.document is None and message.sound is None
        receipt = message.replaces if plain and message.replaces and not chat.holds_file(message.replaces) else None
        receipt = receipt or f"m{secrets.token_hex(6)}"
        event: dict[str, Any] = {
            "message": receipt,
            "runs": [[piece, bold] for piece, bold in runs(message.text)],
            "rows": [[[button.label, button.data] for button in row] for row in message.rows],
        }
        if message.picture:
            event["picture"] = [
                "data:image/png;base64," + base64.b64encode(message.picture.png).decode(),
                message.picture.alt,
            ]
        if message.sound:
            event["sound"] = "data:audio/ogg;base64," + base64.b64encode(message.sound.ogg).decode()
        if message.document:
            data = base64.b64encode(message.document.content).decode()
            event["document"] = [message.document.name, f"data:{message.document.media_type};base64,{data}"]
        if message.clears:  # nothing of it is kept here, nor on the page
            chat.events.clear()
            event["clears"] = True
        chat.add(next(self._numbers), event)
        return receipt

    async def events(self, user: str, after: str = "") -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """The chat's messages from a position on, and then each new one; never ends by itself."""
        run, _, number = after.partition("-")
        seen = int(number) if run == self._run and number.isdecimal() else 0
        while True:
            chat = self._chat(user)
            bell = chat.bell
            for number_, event in list(chat.events):
                if number_ > seen:
                    seen = number_
                    yield f"{self._run}-{number_}", event
            if chat.last <= seen:
                await bell.wait()

    def _chat(self, user: str) -> _Chat:
        chat = self._chats[user] = self._open[user] = self._open.get(user) or _Chat()
        self._chats.move_to_end(user)
        if len(self._chats) > CHATS:
            self._chats.popitem(last=False)
        return chat


def _input(payload: Mapping[str, Any]) -> Input:
    if payload.get("open") is True:
        code = payload.get("start", "")
        if not isinstance(code, str) or len(code) > LONGEST_CODE:
            raise NotUnderstood("start")
        return Command("start", _printable(code))
    press, message, text = payload.get("press"), payload.get("message"), payload.get("text")
    if isinstance(press, str) and len(press) <= 64 and (message is None or isinstance(message, str)):
        return read_press(press, message)
    voice, seconds = payload.get("voice"), payload.get("seconds")
    if isinstance(voice, str) and isinstance(seconds, float) and 0 < seconds <= LONGEST_VOICE:
        return Voice(voice, seconds)
    if not isinstance(text, str) or not text.strip():
        raise NotUnderstood("text")
    text = _printable(text[:LONGEST_TEXT])
    if text.startswith("/") and len(text) > 1:
        name, _, argument = text[1:].partition(" ")
        return Command(name.lower()[:32], argument.strip())
    return Text(text)


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c == "\n").strip()
