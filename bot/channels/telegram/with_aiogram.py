"""Telegram by aiogram: its `Bot` makes the calls and raises its errors, over a session of ours."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import orjson

from bot.channels.telegram.driver import CALL_SECONDS, UPLOAD_SECONDS
from bot.channels.telegram.errors import send_error
from bot.channels.telegram.unbuilt import unbuilt
from bot.channels.telegram.wire import Upload, Wire, WireError, fetch, why
from bot.channels.telegram.writing import Call
from bot.ports import SendError

with unbuilt():
    from aiogram import Bot
    from aiogram.client.session.base import BaseSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.exceptions import (
        AiogramError,
        TelegramAPIError,
        TelegramBadRequest,
        TelegramConflictError,
        TelegramEntityTooLarge,
        TelegramForbiddenError,
        TelegramNetworkError,
        TelegramNotFound,
        TelegramRetryAfter,
        TelegramUnauthorizedError,
    )
    from aiogram.methods import TelegramMethod

_CODES: tuple[tuple[type[AiogramError], int], ...] = (
    (TelegramRetryAfter, 429),
    (TelegramBadRequest, 400),
    (TelegramUnauthorizedError, 401),
    (TelegramForbiddenError, 403),
    (TelegramNotFound, 404),
    (TelegramConflictError, 409),
    (TelegramEntityTooLarge, 413),
)


class AiogramDriver:
    """The Bot API through `aiogram.Bot`."""

    def __init__(self, token: str, base: str) -> None:
        self._wire, self._base, self._token = Wire(base), base, token
        self._session = _Session(self._wire, base)
        self._bot = Bot(token, session=self._session)

    async def call(self, call: Call, *, seconds: float | None = None) -> Any:
        uploads = {name: (file.name, file.content, file.media_type) for name, file in call.files.items()}
        method: Any = _Method(call.method, call.params, uploads)
        timeout: Any = seconds  # it takes fractions
        try:
            return await self._bot(method, request_timeout=timeout)
        except AiogramError as error:
            raise _read(error) from None

    async def updates(self, offset: int | None, *, wait: int, allowed: tuple[str, ...]) -> list[dict[str, Any]]:
        params: dict[str, Any] = {"timeout": wait, "allowed_updates": list(allowed)}
        if offset is not None:
            params["offset"] = offset
        result = await self.call(Call("getUpdates", params), seconds=wait + CALL_SECONDS)
        return list(result)

    async def download(self, path: str, most: int) -> bytes:
        return await fetch(self._wire, self._base, self._token, path, most)

    async def close(self) -> None:
        await self._session.close()


class _Method:
    """In place of the library's `TelegramMethod`: a call by its name, whose parameters are checked by Telegram and whose result
    stays as it came."""

    __returning__ = Any

    def __init__(self, name: str, params: Mapping[str, Any], uploads: Mapping[str, Upload]) -> None:
        self.__api_method__ = name
        self.params = params
        self.uploads = uploads


class _Session(BaseSession):
    """The library's transport with JSON bodies over our pool; what went wrong is for the library to say."""

    def __init__(self, wire: Wire, base: str) -> None:
        super().__init__(api=TelegramAPIServer.from_base(base), json_loads=orjson.loads)
        self._wire = wire

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: float | None = None) -> Any:
        if not isinstance(method, _Method):
            raise TypeError(f"only calls by name are made here, not {type(method).__name__}")
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        seconds = timeout or (UPLOAD_SECONDS if method.uploads else CALL_SECONDS)
        try:
            status, body = await self._wire.post(url, method.params, method.uploads, seconds)
        except TimeoutError:
            raise TelegramNetworkError(method=method, message=f"no answer in {seconds:g} s") from None
        except WireError as error:
            raise TelegramNetworkError(method=method, message=why(error, bot.token)) from None
        if status == HTTPStatus.OK:
            with suppress(orjson.JSONDecodeError, KeyError):
                if (answer := orjson.loads(body))["ok"] is True:
                    return answer["result"]
        return self.check_response(bot, method, status, body.decode("utf-8", "replace")).result

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        raise NotImplementedError("files are fetched by `Driver.download`")
        yield b""

    async def close(self) -> None:
        await self._wire.close()


def _read(error: AiogramError) -> SendError:
    code = next((code for kind, code in _CODES if isinstance(error, kind)), None)
    description = (error.message if isinstance(error, TelegramAPIError) else None) or type(error).__name__
    wait = float(error.retry_after) if isinstance(error, TelegramRetryAfter) else None
    return send_error(code, description, wait)
