"""The HTTP under both drivers: one pool of connections, JSON bodies, and nothing that a bot does not need."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import getproxies

import aiohttp
import orjson

from bot.ports import Disconnected

CONNECTIONS = 100
FETCH_SECONDS = 15.0
KEEP_SECONDS = 45.0  # Telegram itself hangs up later than that

_JSON = "application/json"
_UNNEEDED = ("Accept", "Accept-Encoding", "User-Agent")

Upload = tuple[str, bytes, str]  # name, content, media type


class NotTheBotApi(aiohttp.ClientError):
    """Something between us and Telegram answered in its stead: its 403 says nothing of any person."""


class Wire:
    """A pooled HTTP client for one Bot API server. Opened by its first request."""

    def __init__(self, base: str) -> None:
        self._proxied = bool(getproxies()) and not _loopback(base)
        self._client: aiohttp.ClientSession | None = None

    async def post(
        self, url: str, params: Mapping[str, Any], files: Mapping[str, Upload], seconds: float
    ) -> tuple[int, bytes]:
        """Post one call; returns the status and the body.

        Raises:
            TimeoutError: no answer in `seconds`.
            aiohttp.ClientError, OSError: no connection, or it broke, or somebody else answered.
        """
        async with self._opened().post(
            url,
            data=_form(params, files) if files else aiohttp.BytesPayload(orjson.dumps(params), content_type=_JSON),
            timeout=aiohttp.ClientTimeout(total=seconds),
            allow_redirects=False,
        ) as response:
            status, body = response.status, await response.read()
        if status == 413 and not body.startswith(b"{"):
            return status, b'{"ok":false,"error_code":413,"description":"Request Entity Too Large"}'
        if not body.startswith(b"{"):
            raise NotTheBotApi(f"an answer {status} that is not the Bot API's")
        return status, body

    async def get(self, url: str, seconds: float, most: int) -> bytes:
        """Fetch a file of at most `most` bytes.

        Raises:
            TimeoutError, aiohttp.ClientError, OSError: as for `post`; also when it is not there, or is too large.
        """
        timeout = aiohttp.ClientTimeout(total=seconds)
        async with self._opened().get(url, timeout=timeout, allow_redirects=False) as response:
            if response.status != 200:
                raise NotTheBotApi(f"a file's answer was {response.status}")
            body = await response.content.read(most + 1)
            while len(body) <= most and (more := await response.content.read(most + 1 - len(body))):
                body += more
        if len(body) > most:
            raise NotTheBotApi("the file is too large")
        return body

    async def close(self) -> None:
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._client is None:
            self._client = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEP_SECONDS, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=_UNNEEDED,
                trust_env=self._proxied,
            )
        return self._client


def why(error: Exception, token: str) -> str:
    """What went wrong on the wire, in a line that does not betray the token (it is part of every address)."""
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return text.replace(token, "…")


def _form(params: Mapping[str, Any], files: Mapping[str, Upload]) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, (filename, content, media_type) in files.items():
        safe = "".join(c for c in filename if c.isprintable() and c not in '"\\')
        form.add_field(name, content, filename=safe or name, content_type=media_type)
    return form


def _loopback(base: str) -> bool:
    host = urlsplit(base).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def fetch(wire: Wire, base: str, token: str, path: str, most: int) -> bytes:
    """A file that a person sent, by the path that `getFile` gave (see `Driver.download`)."""
    try:
        return await wire.get(f"{base}/file/bot{token}/{quote(path)}", FETCH_SECONDS, most)
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise Disconnected(why(error, token)) from None
