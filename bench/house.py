"""A house full of people who practise: `main.py run` as it is deployed, with Telegram's side of it, and load from some of them."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from cryptography.fernet import Fernet

from bench.echo_bots import PATH, SECRET
from bench.load import Figures, Load
from bench.null_bot_api import TOKEN, NullBotApi
from bench.practising import Practising, settle
from bench.process import Child, child, free_port

AT_ONCE = 32  # people
SETTLED = 6.0  # seconds after which all that is loaded later (what happens by the clock) is there


class House:
    """One process, one SQLite file in `folder`."""

    def __init__(self, folder: str | Path, api: NullBotApi | None = None) -> None:
        self.file = Path(folder) / "doorway.db"
        self.api = api or NullBotApi()
        self.practising = Practising(itertools.count(1).__next__)
        self._port = free_port()
        self.key = Fernet.generate_key().decode()
        self._settled = 0

    async def settle(self, people: int) -> None:
        """Let more people in, who have met everything that they will be asked."""
        await settle(self.url, self.key, range(self._settled + 1, self._settled + people + 1))
        self._settled += people

    @property
    def url(self) -> str:
        """Where its database is."""
        return f"sqlite+aiosqlite:///{self.file}"

    @asynccontextmanager
    async def open(
        self, environment: Mapping[str, str] | None = None, program: Sequence[str] = ("main.py", "run")
    ) -> AsyncIterator[Child]:
        """Start the program; it ends with the context."""
        settings = {
            "DATA_KEY": self.key,
            "DATABASE_URL": self.url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE": await self.api.start(),
            "PUBLIC_URL": f"http://127.0.0.1:{self._port}",
            "WEBHOOK_SECRET": SECRET,
            "PORT": str(self._port),
            "LOG_LEVEL": "error",
        }
        async with child(program, self._port, env={**settings, **(environment or {})}) as bot:
            yield bot
        await self.api.stop()

    async def load(
        self, batch: int, seconds: float, *, warm: float = 0.0, rate: float | None = None, people: int = AT_ONCE
    ) -> Figures:
        """What some people send who have not answered yet: nobody has more than a test's questions that are due."""
        some = Load(self.api, self._port, self.practising, path=PATH, secret=SECRET, first=1 + batch * AT_ONCE)
        figures = await some.run(people, seconds=seconds, warm=warm, rate=rate)
        await some.close()
        if some.faults:
            print(f"{len(some.faults)} faults, e.g. {some.faults[0]}")
        return figures

    def check(self, before: int = 0) -> None:
        """Look whether everything that was answered is on record.

        Raises:
            RuntimeError: it is not: what was measured is not what was meant.
        """
        with sqlite3.connect(self.file) as conn:
            remembered = conn.execute("SELECT count(*) FROM attempts").fetchone()[0] - before
        if remembered != self.practising.answers:
            raise RuntimeError(f"{self.practising.answers} answers were given, and {remembered} are remembered")
