"""The real program as a process: `main.py run`, with its own data, against servers of the test."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import Self

from tests.starting import ROOT, Running, start

SECRET = "a-secret-of-the-test"
READY_SECONDS, LOOK_AGAIN = 30.0, 0.01


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Program:
    """One run of the program after another, on the same data. `cold` is for tests of the start itself."""

    content: bytes | None = None  # what the first program of these tests kept of the content, for the others

    def __init__(self, folder: Path, *, cold: bool = False, **settings: str) -> None:
        self.folder = folder
        self.cold = cold
        self.port = free_port()
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = kept | {
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/doorway.db",
            "PORT": str(self.port),
            "DEMO": "false",
            **settings,
        }
        self.process: Running | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start, and wait until it says that it is ready."""
        kept, told, errors = (self.folder / name for name in ("content.kept", "told.log", "errors.log"))
        if Program.content is not None and not kept.exists():
            kept.write_bytes(Program.content)
        told.write_bytes(b"")
        self.process = await asyncio.to_thread(
            start,
            ["run"],
            folder=self.folder,
            environment=self.environment,
            told=told,
            errors=errors,
            cold=self.cold,
        )
        async with asyncio.timeout(READY_SECONDS):
            while b"is ready" not in told.read_bytes():
                if self.process.poll() is not None:
                    raise AssertionError(errors.read_text())
                await asyncio.sleep(LOOK_AGAIN)
        if Program.content is None and kept.exists():
            Program.content = kept.read_bytes()

    async def kill(self) -> None:
        """End it as a power cut would."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """End it as an operator would; returns its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        assert self.process is not None
        if self.process.poll() is None:
            with suppress(ProcessLookupError):  # it ended just now
                os.kill(self.process.pid, how)
        return await asyncio.to_thread(self.process.wait)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._end(signal.SIGKILL)


__all__ = ["ROOT", "SECRET", "Program", "free_port"]
