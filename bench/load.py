"""A load generator: many learners at once, each sending the next update when the last one is answered.

An update counts as answered when the webhook has returned 200 *and* the null Bot API, which runs in
this same process, has accepted the replies. So a bot that says 200 first and works later gains nothing.
"""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, cast

from bench.null_bot_api import NullBotApi

STUCK_SECONDS = 30.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """One call of the bot that the null Bot API accepted."""

    method: bytes
    message: int
    body: bytes


class Script(Protocol):
    """What a learner sends."""

    def __call__(self, learner: int, turn: int, replies: Sequence[Reply]) -> tuple[bytes, int]:
        """The next update of a learner (its JSON), and how many replies it must get.

        `replies` are those to the update before.
        """
        ...


@dataclass(slots=True)
class Figures:
    """What was measured. Latencies run from the update's first byte to its last reply accepted."""

    seconds: float
    latencies: list[float] = field(repr=False)

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def quantile(self, share: float) -> float:
        """A latency in milliseconds."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


class Load:
    """Learners `first`, `first + 1` … on one connection each; their numbers are their chats."""

    def __init__(
        self,
        api: NullBotApi,
        port: int,
        script: Script,
        *,
        path: str = "/telegram/webhook",
        secret: str = "",
        first: int = 1,
    ) -> None:
        self._script = script
        self._port = port
        self._first = first
        self._head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: "
        ).encode()
        self._learners: dict[int, _Learner] = {}
        self.faults: list[str] = []
        self._latencies: list[float] | None = None
        self._idle: deque[_Learner] | None = None  # when paced: who may be sent next
        self._on = False
        api.on_call = self._accepted

    async def run(self, learners: int, *, seconds: float, warm: float = 1.0, rate: float | None = None) -> Figures:
        """Warm up, measure, and let everybody finish. With `rate`, so many updates a second, else as many as go."""
        loop = asyncio.get_running_loop()
        for number in range(self._first, self._first + learners):
            if number not in self._learners:
                learner = _Learner(self, number)
                await loop.create_connection(lambda learner=learner: learner, "127.0.0.1", self._port)  # type: ignore[misc]
                self._learners[number] = learner
        people = [self._learners[number] for number in range(self._first, self._first + learners)]
        self._on, self._latencies = True, None
        self._idle = deque(people) if rate is not None else None
        pacing = loop.create_task(self._pace(rate)) if rate is not None else None
        if rate is None:
            for learner in people:
                learner.go()
        await asyncio.sleep(warm)
        self._latencies, began = [], time.perf_counter()
        await asyncio.sleep(seconds)
        figures = Figures(time.perf_counter() - began, self._latencies)
        self._on, self._latencies = False, None
        if pacing is not None:
            pacing.cancel()
        end = loop.time() + STUCK_SECONDS
        while any(learner.busy for learner in people):
            if loop.time() > end:
                raise TimeoutError(f"updates without an answer; {self.faults[:3]}")
            await asyncio.sleep(0.01)
        return figures

    async def close(self) -> None:
        for learner in self._learners.values():
            learner.transport.close()

    async def _pace(self, rate: float) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        assert self._idle is not None
        while True:
            due += 1 / rate
            await asyncio.sleep(max(0.0, due - loop.time()))
            if self._idle:
                self._idle.popleft().go()
            else:
                self.faults.append("nobody was free to send: the bot is slower than the rate")

    def _accepted(self, method: bytes, chat: int, message: int, body: bytes) -> None:
        learner = self._learners.get(chat)
        if learner is None:
            self.faults.append(f"a reply to nobody: {chat}")
        else:
            learner.reply(Reply(method, message, body))

    def done(self, learner: _Learner, latency: float) -> None:
        """A learner's update is answered."""
        if self._latencies is not None:
            self._latencies.append(latency)
        if not self._on:
            return
        if self._idle is None:
            learner.go()
        else:
            self._idle.append(learner)

    def request(self, learner: int, turn: int, replies: Sequence[Reply]) -> tuple[bytes, int]:
        """The bytes of the next request, and the replies it must get."""
        body, expected = self._script(learner, turn, replies)
        return b"%b%d\r\n\r\n%b" % (self._head, len(body), body), expected


class _Learner(asyncio.Protocol):
    """One person and the connection that brings their updates."""

    def __init__(self, load: Load, number: int) -> None:
        self._load, self._number = load, number
        self._turn = 0
        self._replies: list[Reply] = []
        self._expected = 0
        self._answered = False
        self._buffer = b""
        self._sent = self._last = 0.0
        self.busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.busy:
            self._load.faults.append(f"connection lost: {exc!r}")

    def go(self) -> None:
        """Send the next update."""
        request, self._expected = self._load.request(self._number, self._turn, self._replies)
        self._turn += 1
        self._replies, self._answered, self.busy = [], False, True
        self._sent = self._last = time.perf_counter()
        self.transport.write(request)

    def reply(self, reply: Reply) -> None:
        self._replies.append(reply)
        self._last = time.perf_counter()
        self._settle()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        length = _LENGTH.search(self._buffer, 0, end)
        if len(self._buffer) < end + 4 + (int(length[1]) if length else 0):
            return
        if not self._buffer.startswith(b"HTTP/1.1 200"):
            self._load.faults.append(self._buffer[:200].decode("latin-1"))
        self._buffer, self._answered = b"", True
        self._settle()

    def _settle(self) -> None:
        if self.busy and self._answered and len(self._replies) >= self._expected:
            self.busy = False
            self._load.done(self, self._last - self._sent)


def text_update(numbers: Callable[[], int], learner: int, text: str) -> bytes:
    """A typed message as Telegram delivers it. The text is plain ASCII without quotes."""
    return (
        b'{"update_id":%d,"message":{"message_id":%d,"from":{"id":%d,"is_bot":false,"first_name":"Ana","username":'
        b'"ana","language_code":"es"},"chat":{"id":%d,"first_name":"Ana","username":"ana","type":"private"},'
        b'"date":1795446000,"text":"%b"}}' % (numbers(), numbers(), learner, learner, text.encode("ascii"))
    )


def saying() -> Script:
    """What is said to an echo: anything, for one message back."""
    numbers = itertools.count(1).__next__

    def script(learner: int, turn: int, replies: Sequence[Reply]) -> tuple[bytes, int]:
        return text_update(numbers, learner, f"answer {turn} of somebody who studies"), 1

    return script
