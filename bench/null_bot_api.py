"""A Bot API that takes everything and does nothing, as fast as Python can, so that it is not what is measured.

`python -m bench.null_bot_api --port 8082`, or inside a load generator (see `bench.load`).
"""

from __future__ import annotations

import argparse
import asyncio
import re
from collections.abc import Callable
from typing import cast

import uvloop

TOKEN = "123456789:AAE-null_token_of_the_null_bot_api_server"
LONG_POLL_SECONDS = 25.0

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_CHAT = re.compile(rb'chat_id(?:"|=|%22)?[^0-9-]{0,80}?(-?\d+)')
_MESSAGE = re.compile(rb'message_id(?:"|=|%22)?[^0-9]{0,80}?(\d+)')

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: keep-alive\r\n\r\n%b"
_SENT = (
    b'{"ok":true,"result":{"message_id":%d,"from":{"id":123456789,"is_bot":true,"first_name":"Doorway","username":'
    b'"null_bot"},"chat":{"id":%d,"first_name":"Ana","type":"private"},"date":1795446000,"text":"the same again"}}'
)
_ME = b'{"ok":true,"result":{"id":123456789,"is_bot":true,"first_name":"Doorway","username":"null_bot"}}'
_TRUE = b'{"ok":true,"result":true}'
_NONE = b'{"ok":true,"result":[]}'

OnCall = Callable[[bytes, int, int, bytes], None]  # method, chat, message, body


class NullBotApi:
    """`on_call` is told of every message that is sent or edited, the moment it is accepted."""

    def __init__(self, on_call: OnCall | None = None) -> None:
        self.on_call = on_call
        self.accepted = 0
        self._last = 0
        self._server: asyncio.Server | None = None

    async def start(self, port: int = 0) -> str:
        """Listen; returns the base address."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self), "127.0.0.1", port, backlog=1024)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()

    def answer(self, method: bytes, body: bytes) -> bytes:
        """The answer to a call."""
        if method.startswith((b"send", b"edit")):
            chat = _CHAT.search(body)
            to = int(chat[1]) if chat else 0
            edited = _MESSAGE.search(body) if method.startswith(b"edit") else None
            if edited is None:
                self._last += 1
            number = int(edited[1]) if edited else self._last
            self.accepted += 1
            if self.on_call is not None:
                self.on_call(method, to, number, body)
            return _SENT % (number, to)
        return _ME if method == b"getMe" else _NONE if method == b"getUpdates" else _TRUE


class _Connection(asyncio.Protocol):
    """One keep-alive connection."""

    def __init__(self, api: NullBotApi) -> None:
        self._api = api
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        buffer = self._buffer + data if self._buffer else data
        while (end := buffer.find(b"\r\n\r\n")) >= 0:
            head = buffer[:end]
            length = _LENGTH.search(head)
            stop = end + 4 + (int(length[1]) if length else 0)
            if length is None and _CHUNKED.search(head):
                last = buffer.find(b"0\r\n\r\n", end)
                stop = last + 5 if last >= 0 else len(buffer) + 1
            if len(buffer) < stop:
                break
            method = head[: head.index(b"\r\n")].split(b" ", 2)[1].partition(b"?")[0].rpartition(b"/")[2]
            body = buffer[end + 4 : stop]
            buffer = buffer[stop:]
            answer = self._api.answer(method, body)
            if method == b"getUpdates":
                asyncio.get_running_loop().call_later(LONG_POLL_SECONDS, self._write, answer)
            else:
                self._write(answer)
        self._buffer = buffer

    def _write(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(_HEAD % (len(answer), answer))


async def main() -> None:
    parser = argparse.ArgumentParser(description="A Bot API that takes everything and does nothing.")
    parser.add_argument("--port", type=int, default=8082)
    print(await NullBotApi().start(parser.parse_args().port), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main())
