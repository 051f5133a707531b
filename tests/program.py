"""The real program as a process: `main.py run`, with its own data, against servers of the test."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parent.parent
SECRET = "a-secret-of-the-test"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Program:
    """One run of the program after another, on the same data."""

    content: bytes | None = None  # what the first program of these tests kept of the content, for the others

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = free_port()
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = kept | {
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/doorway.db",
            "PORT": str(self.port),
            "DEMO": "false",
            **settings,
        }
        self.process: asyncio.subprocess.Process | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start, and wait until it says that it is ready."""
        kept = self.folder / "content.kept"
        if Program.content is not None and not kept.exists():
            kept.write_bytes(Program.content)
        with (self.folder / "errors.log").open("ab") as errors:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                str(ROOT / "main.py"),
                "run",
                cwd=self.folder,
                env=self.environment,
                stdout=asyncio.subprocess.PIPE,
                stderr=errors,
            )
        assert self.process.stdout is not None
        async with asyncio.timeout(30):
            while line := await self.process.stdout.readline():
                if b"is ready" in line:
                    if Program.content is None and kept.exists():
                        Program.content = kept.read_bytes()
                    return
        await self.process.wait()
        raise AssertionError((self.folder / "errors.log").read_text())

    async def kill(self) -> None:
        """End it as a power cut would."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """End it as an operator would; returns its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(how)
        await self.process.communicate()
        return self.process.returncode or 0

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._end(signal.SIGKILL)
