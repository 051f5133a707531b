"""What a Telegram library must do for us. The rest (reading, writing, flows) is written once, for both."""

from __future__ import annotations

from typing import Any, Protocol

from bot.channels.telegram.writing import Call

CALL_SECONDS = 20.0  # how long one call may take
UPLOAD_SECONDS = 60.0  # … with a file


class Driver(Protocol):
    """One library's client of the Bot API."""

    async def call(self, call: Call, *, seconds: float | None = None) -> Any:
        """Make a call and return its `result` as Telegram gave it.

        Raises:
            SendError: one of the four kinds, or a finer one of `errors`.
        """
        ...

    async def updates(self, offset: int | None, *, wait: int, allowed: tuple[str, ...]) -> list[dict[str, Any]]:
        """The updates from `offset` on, as raw as they came; waits up to `wait` seconds for the first.

        Asking from an offset tells Telegram to forget what is before it.

        Raises:
            SendError: as for `call`.
        """
        ...

    async def download(self, path: str, most: int) -> bytes:
        """A file by the `file_path` of `getFile`, of at most `most` bytes.

        Raises:
            Disconnected: it could not be fetched.
        """
        ...

    async def close(self) -> None:
        """Let go of all connections."""
        ...
