"""The bot in a terminal: the same conversation, with numbers in place of buttons."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
import unicodedata
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TextIO

from bot.markup import runs
from bot.messages import Address, Button, Command, Incoming, Input, Outgoing, Text, read_press
from bot.ports import Receive

BOLD, PLAIN, DIM = "\033[1m", "\033[0m", "\033[2m"
_COLOUR = re.compile(r"\033\[\d+m")


def wrapped(pieces: Iterable[str], width: int, *, gap: str = " ") -> list[str]:
    """Pieces side by side, as many on a line as there is room for; one that is wider alone is left whole."""
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]}{gap}{piece}" if lines else piece
        if lines and width and _columns(longer) > width:
            lines.append(piece)
        else:
            lines[-1:] = [longer]
    return lines


def _columns(text: str) -> int:
    """How many columns a text takes: an emoji takes two, an accent on its own and a change of colour none."""
    seen = [c for c in _COLOUR.sub("", text) if unicodedata.category(c) not in ("Cf", "Me", "Mn")]
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in seen)


class TerminalChannel:
    """Reads lines and writes messages. A line that is the number of a shown button presses it."""

    name = "terminal"

    def __init__(self, user: str, *, out: TextIO = sys.stdout, colour: bool | None = None) -> None:
        self.address = Address(self.name, user)
        self._out = out
        self._colour = out.isatty() if colour is None else colour
        self._buttons: list[Button] = []
        self._count = 0
        self._message = ""

    def read(self, line: str, at: datetime, *, language: str | None = None) -> Incoming:
        """What a typed line stands for."""
        return Incoming(uuid.uuid4().hex, self.address, at, self._input(line.strip()), language)

    def _input(self, line: str) -> Input:
        if line.isdecimal() and 1 <= int(line) <= len(self._buttons):
            return read_press(self._buttons[int(line) - 1].data, self._message)
        if line.startswith("/") and len(line) > 1:
            name, _, argument = line[1:].partition(" ")
            return Command(name.lower(), argument.strip())
        return Text(line)

    async def send(self, to: Address, message: Outgoing) -> str | None:
        """Write one message; what replaces another is written anew, for a terminal does not take back."""
        self._count += 1
        self._message = str(self._count)
        text = "".join(
            f"{BOLD}{piece}{PLAIN}" if bold and self._colour else piece for piece, bold in runs(message.text)
        )
        width, lines = self._width(), ["", *text.splitlines()]
        self._buttons = [button for row in message.rows for button in row] or (
            [] if message.replaces is None else self._buttons
        )
        shown = iter(range(1, len(self._buttons) + 1))
        for row in message.rows:
            labels = [self._dim(f"[{next(shown)}] ") + button.label for button in row]
            lines += wrapped(labels, width, gap="   ")
        if message.picture:
            lines.append(self._dim(f"🖼 {message.picture.alt} ({self._keep('doorway.png', message.picture.png)})"))
        if message.sound:
            lines.append(self._dim(f"🔊 {message.sound.text} ({self._keep('voice.ogg', message.sound.ogg)})"))
        if message.document:
            lines.append(self._dim(f"📎 {self._keep(message.document.name, message.document.content)}"))
        lines = [part for line in lines for part in wrapped(line.split(" "), width)]
        print("\n".join(lines), file=self._out, flush=True)
        return self._message

    def _width(self) -> int:
        """How wide the terminal is now; 0: what is written to is none, or does not tell."""
        return os.get_terminal_size(self._out.fileno()).columns if self._out.isatty() else 0

    def _dim(self, text: str) -> str:
        return f"{DIM}{text}{PLAIN}" if self._colour else text

    def _keep(self, name: str, content: bytes) -> Path:
        path = Path(tempfile.mkdtemp(prefix="doorway-")) / name
        path.write_bytes(content)
        return path

    async def talk(self, receive: Receive, now: Callable[[], datetime], settled: Callable[[], object]) -> None:
        """Read lines until the end of input, each answered before the next is read."""
        try:
            while (line := await self._line()) is not None:
                await receive(self.read(line, now()))
                waiting = settled()
                if asyncio.iscoroutine(waiting):
                    await waiting
        finally:
            print(file=self._out, flush=True)  # what comes next begins on a line of its own

    async def _line(self) -> str | None:
        """The next line; None at the end of input."""
        print("\n> ", end="", file=self._out, flush=True)
        if sys.stdin.isatty():  # a thread that waits for a key would outlive Ctrl-C
            loop = asyncio.get_running_loop()
            typed = asyncio.Event()
            loop.add_reader(sys.stdin, typed.set)
            try:
                await typed.wait()
            finally:
                loop.remove_reader(sys.stdin)
            return sys.stdin.readline() or None
        return await asyncio.to_thread(sys.stdin.readline) or None
