"""Telegram by python-telegram-bot: its `Bot` makes the calls and raises its errors, over our pool of connections."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import orjson

from bot.channels.telegram.driver import CALL_SECONDS, UPLOAD_SECONDS
from bot.channels.telegram.errors import send_error
from bot.channels.telegram.wire import Upload, Wire, WireError, fetch, why
from bot.channels.telegram.writing import Call
from bot.later import later
from bot.ports import Disconnected, SendError

with later("httpx"):  # for its own pool of connections, which ours replaces
    from telegram import Bot, InputFile
    from telegram.error import (
        BadRequest,
        Conflict,
        Forbidden,
        InvalidToken,
        NetworkError,
        RetryAfter,
        TelegramError,
        TimedOut,
    )
    from telegram.request import BaseRequest, RequestData

os.environ.setdefault("PTB_TIMEDELTA", "true")  # its own opt-in to what comes; else every 429 warns of it

# The library keeps the class, not the number. `BadRequest` comes before what it is a kind of: `NetworkError`.
_CODES: tuple[tuple[type[TelegramError], int], ...] = (
    (BadRequest, 400),
    (InvalidToken, 401),
    (Forbidden, 403),
    (Conflict, 409),
)


class PtbDriver:
    """The Bot API through `telegram.Bot`."""

    def __init__(self, token: str, base: str) -> None:
        self._wire, self._base, self._token = Wire(base), base, token
        request = _Request(self._wire, token)
        # Both requests are ours: left out, the library would build its own client for updates.
        self._bot = _Bot(token, base_url=f"{base}/bot", request=request, get_updates_request=request)
        self._request = request

    async def call(self, call: Call, *, seconds: float | None = None) -> Any:
        try:
            if not call.files:
                return await self._request.result(f"{self._bot.base_url}/{call.method}", call.params, seconds)
            files = {name: InputFile(file.content, filename=file.name) for name, file in call.files.items()}
            return await self._bot.raw(call.method, {**call.params, **files}, seconds)
        except TelegramError as error:
            raise _read(error) from None
        except KeyError:
            raise Disconnected("an answer without a result") from None

    async def updates(self, offset: int | None, *, wait: int, allowed: tuple[str, ...]) -> list[dict[str, Any]]:
        params = {"offset": offset, "timeout": wait, "allowed_updates": list(allowed)}
        result = await self.call(Call("getUpdates", params), seconds=wait + CALL_SECONDS)
        return list(result)

    async def download(self, path: str, most: int) -> bytes:
        return await fetch(self._wire, self._base, self._token, path, most)

    async def close(self) -> None:
        await self._request.shutdown()


class _Bot(Bot):
    """A `Bot` asked by the method's own name, whose results stay as they came: we do not need its objects."""

    async def raw(self, method: str, params: dict[str, Any], seconds: float | None) -> Any:
        timeout: Any = BaseRequest.DEFAULT_NONE if seconds is None else seconds
        return await self._post(method, params, read_timeout=timeout)


class _Request(BaseRequest):
    """The library's transport over our pool, and JSON bodies: a tenth of the cost of its default client."""

    def __init__(self, wire: Wire, token: str) -> None:
        self._wire = wire
        self._token = token

    @property
    def read_timeout(self) -> float:
        return CALL_SECONDS

    async def initialize(self) -> None:
        pass  # the wire opens by itself

    async def shutdown(self) -> None:
        await self._wire.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        try:
            return orjson.loads(payload)
        except orjson.JSONDecodeError:
            return BaseRequest.parse_json_payload(payload)  # tells what is wrong with it

    async def result(self, url: str, params: Mapping[str, Any], seconds: float | None) -> Any:
        """What comes of a call whose parameters are JSON already; what went wrong is for the library to say.

        Raises:
            TelegramError: it went wrong.
            KeyError: the answer holds no result.
        """
        status, body = await self._carried(url, params, {}, self.read_timeout if seconds is None else seconds)
        if status != HTTPStatus.OK:
            return await _Answered(status, body).post(url)
        return self.parse_json_payload(body)["result"]

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        data = request_data or RequestData()
        files: Any = data.multipart_data if data.contains_files else {}
        seconds = UPLOAD_SECONDS if files else self.read_timeout
        if isinstance(read_timeout, int | float):
            seconds = float(read_timeout)
        return await self._carried(url, data.parameters, files, seconds)

    async def _carried(
        self, url: str, params: Mapping[str, Any], files: Mapping[str, Upload], seconds: float
    ) -> tuple[int, bytes]:
        try:
            status, body = await self._wire.post(url, params, files, seconds)
        except TimeoutError:
            raise TimedOut(f"no answer in {seconds:g} s") from None
        except WireError as error:
            raise NetworkError(why(error, self._token)) from None
        if status == 413:  # the library has no error for "too large" and would call it a trouble of the network
            status = 400
        return status, body


class _Answered(_Request):
    """An answer that has come, for the library to read."""

    def __init__(self, status: int, body: bytes) -> None:
        self._answer = status, body

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        return self._answer


def _read(error: TelegramError) -> SendError:
    if isinstance(error, RetryAfter):
        wait: Any = error.retry_after
        return send_error(429, error.message, wait.total_seconds() if isinstance(wait, timedelta) else float(wait))
    code = next((code for kind, code in _CODES if isinstance(error, kind)), None)
    return send_error(code, error.message)
