"""The HTTP under both drivers: one pool of connections, JSON bodies, and nothing that a bot does not need."""

from __future__ import annotations

import ipaddress
import json
import os
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import orjson

# The client's own allocator would take memory by huge pages: seven megabytes for nothing. It asks once, when it is loaded.
os.environ.setdefault("MIMALLOC_ALLOW_THP", "0")

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import PyreqwestError
from pyreqwest.multipart import FormBuilder, PartBuilder

from bot.ports import Disconnected

CONNECTIONS = 100
FETCH_SECONDS = 15.0
KEEP = timedelta(seconds=45)  # Telegram itself hangs up later than that

_JSON = {"Content-Type": "application/json"}

Upload = tuple[str, bytes, str]  # name, content, media type


class WireError(Exception):
    """No connection, or it broke, or something between us and Telegram answered in its stead: its 403 says nothing of any person."""


class Wire:
    """A pooled HTTP client for one Bot API server. Opened by its first request."""

    def __init__(self, base: str) -> None:
        self._direct = _loopback(base)
        self._client: Client | None = None

    async def post(
        self, url: str, params: Mapping[str, Any], files: Mapping[str, Upload], seconds: float
    ) -> tuple[int, bytes]:
        """Post one call; returns the status and the body.

        Raises:
            TimeoutError: no answer in `seconds`.
            WireError: no connection, or it broke, or somebody else answered.
        """
        try:
            request = self._opened().post(url).timeout(timedelta(seconds=seconds))
            if files:
                request = request.multipart(_form(params, files))
            else:
                request = request.headers(_JSON).body_bytes(orjson.dumps(params))
            response = await request.build().send()
            status, body = response.status, bytes(await response.bytes())
        except PyreqwestError as error:
            raise _named(error) from None
        if status == 413 and not body.startswith(b"{"):
            return status, b'{"ok":false,"error_code":413,"description":"Request Entity Too Large"}'
        if not body.startswith(b"{"):
            raise WireError(f"an answer {status} that is not the Bot API's")
        return status, body

    async def get(self, url: str, seconds: float, most: int) -> bytes:
        """Fetch a file of at most `most` bytes.

        Raises:
            TimeoutError, WireError: as for `post`; also when it is not there, or is too large.
        """
        body = b""
        try:
            async with self._opened().get(url).timeout(timedelta(seconds=seconds)).build_streamed() as response:
                if response.status != 200:
                    raise WireError(f"a file's answer was {response.status}")
                while len(body) <= most and (more := await response.body_reader.read(most + 1 - len(body))):
                    body += bytes(more)
        except PyreqwestError as error:
            raise _named(error) from None
        if len(body) > most:
            raise WireError("the file is too large")
        return body

    async def close(self) -> None:
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()

    def _opened(self) -> Client:
        if self._client is None:
            builder = ClientBuilder().max_connections(CONNECTIONS).pool_idle_timeout(KEEP)
            builder = builder.follow_redirects(False).gzip(False).brotli(False).zstd(False).deflate(False)
            self._client = (builder.no_proxy() if self._direct else builder).build()
        return self._client


def _named(error: PyreqwestError) -> Exception:
    """The client's error as one of this module's two, by what is at the bottom of it; what is above holds the address."""
    causes = getattr(error, "details", {}).get("causes") or [{"message": type(error).__name__}]
    kind = TimeoutError if isinstance(error, TimeoutError) else WireError
    return kind(causes[-1]["message"])


def why(error: Exception, token: str) -> str:
    """What went wrong on the wire, in a line that does not betray the token (it is part of every address)."""
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return text.replace(token, "…")


def _form(params: Mapping[str, Any], files: Mapping[str, Upload]) -> FormBuilder:
    form = FormBuilder().percent_encode_noop()
    for name, value in params.items():
        form = form.text(name, value if isinstance(value, str) else json.dumps(value))
    for name, (filename, content, media_type) in files.items():
        safe = "".join(c for c in filename if c.isprintable() and c not in '"\\')
        form = form.part(name, PartBuilder.from_bytes(content).file_name(safe or name).mime(media_type))
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
    except (TimeoutError, WireError) as error:
        raise Disconnected(why(error, token)) from None
