"""A measured child process: started, waited for, looked at, stopped."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent


class Child:
    """A process of ours that serves a port."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self._process, self.port = process, port
        self.lines: list[str] = []
        self.seconds_to_ready = 0.0

    def megabytes(self, figure: str = "VmRSS") -> float:
        """Memory now (`VmRSS`) or at most so far (`VmHWM`)."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.split(f"{figure}:")[1].split()[0]) / 1024

    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def child(
    arguments: Sequence[str], port: int, *, env: Mapping[str, str] | None = None, seconds: float = 60.0
) -> AsyncIterator[Child]:
    """Run this Python with `arguments`; yields once the port takes connections."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=asyncio.subprocess.PIPE,
    )
    made = Child(process, port)
    reading = asyncio.create_task(_read(process, made))
    try:
        while not await _open(port):
            if process.returncode is not None:
                raise RuntimeError(f"{arguments} ended with {process.returncode}")
            if time.perf_counter() - began > seconds:
                raise TimeoutError(f"{arguments} does not listen on {port}")
            await asyncio.sleep(0.01)
        made.seconds_to_ready = time.perf_counter() - began
        yield made
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), 5)
            except TimeoutError:
                process.kill()
        await process.wait()
        await reading


async def _read(process: asyncio.subprocess.Process, made: Child) -> None:
    assert process.stdout is not None
    async for line in process.stdout:
        made.lines.append(line.decode(errors="replace").rstrip())


async def _open(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
