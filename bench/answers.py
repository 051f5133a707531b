"""A whole answer: webhook in, graded, remembered, committed (`synchronous=FULL`), reply accepted by a null Bot API.

`main.py run` as it is deployed, one process, one SQLite file; in the same run, alternating, a bare aiogram
echo and a bare python-telegram-bot echo, which store nothing: what is measured is the ratio to them.
"""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
import tempfile
from dataclasses import dataclass, field
from statistics import median

from cryptography.fernet import Fernet

from bench.echo_bots import BOTS, PATH, SECRET
from bench.load import Figures, Load
from bench.null_bot_api import NullBotApi
from bench.practising import Practising, settle
from bench.process import child, free_port

LEARNERS = 32
PACE = 30.0
SETTLED = 6.0  # seconds after which all that is loaded later (what happens by the clock) is there
TOKEN = "123456789:" + "A" * 35


@dataclass
class Row:
    """One bot's figures, of all rounds."""

    full: list[Figures] = field(default_factory=list)
    paced: list[Figures] = field(default_factory=list)
    first: list[float] = field(default_factory=list)  # seconds of the very first start, which reads the content
    start: list[float] = field(default_factory=list)  # … and of the next one, which finds it kept
    idle_mb: list[float] = field(default_factory=list)
    load_mb: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)


async def measure(row: Row, seconds: float, environment: dict[str, str] | None = None) -> None:
    """One round of the whole program."""
    api = NullBotApi()
    base = await api.start()
    port = free_port()
    practising = Practising(itertools.count(1).__next__)
    key = Fernet.generate_key().decode()

    async def load(batch: int, seconds: float, *, warm: float = 0.0, rate: float | None = None) -> Figures:
        """Some people who have not answered yet: nobody has more than a test's questions that are due."""
        some = Load(api, port, practising, path=PATH, secret=SECRET, first=1 + batch * LEARNERS)
        figures = await some.run(LEARNERS, seconds=seconds, warm=warm, rate=rate)
        await some.close()
        if some.faults:
            print(f"answers: {len(some.faults)} faults, e.g. {some.faults[0]}")
        return figures

    with tempfile.TemporaryDirectory(prefix="doorway-bench-") as folder:
        settings = {
            "DATA_KEY": key,
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/doorway.db",
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE": base,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "WEBHOOK_SECRET": SECRET,
            "PORT": str(port),
            "LOG_LEVEL": "error",
        }
        await settle(settings["DATABASE_URL"], key, 3 * LEARNERS)
        async with child(["main.py", "run"], port, env=settings | (environment or {})) as bot:
            row.first.append(bot.seconds_to_ready)
        async with child(["main.py", "run"], port, env=settings | (environment or {})) as bot:
            row.start.append(bot.seconds_to_ready)
            row.idle_mb.append(bot.megabytes())
            await asyncio.sleep(SETTLED)
            await load(0, 1.0, warm=1.0)
            before, cpu = practising.updates, bot.cpu_seconds()
            row.full.append(await load(1, seconds))
            row.cpu_ms.append(1000 * (bot.cpu_seconds() - cpu) / (practising.updates - before))
            row.paced.append(await load(2, seconds, warm=0.5, rate=PACE))
            row.load_mb.append(bot.megabytes())
        remembered = sqlite3.connect(f"{folder}/doorway.db").execute("SELECT count(*) FROM attempts").fetchone()[0]
        if remembered != practising.answers:
            raise RuntimeError(f"{practising.answers} answers were given, and {remembered} are remembered")
    await api.stop()


async def run(*, seconds: float = 5.0, rounds: int = 3) -> str:
    """The table: ours, and the bare echoes of the same run."""
    from bench import telegram_drivers as echo

    bare = {kind: echo.Row() for kind in tuple(BOTS)[:2]}
    ours = {"python-telegram-bot": Row(), "aiogram": Row()}
    for _ in range(rounds):
        for kind, echoed in bare.items():
            await echo.measure(kind, echoed, seconds)
        for library, row in ours.items():
            await measure(row, seconds, {"TELEGRAM_LIBRARY": library})
    base = median(figures.per_second for figures in next(iter(bare.values())).full)
    out = [
        "| | per second (min–max) | ratio to aiogram echo | p50 ms | p99 ms | p99 ms at 30/s | CPU ms | start s | MB idle | MB loaded |",
        "|" + "---|" * 10,
    ]
    rows: dict[str, echo.Row | Row] = {f"{kind}, stores nothing": row for kind, row in bare.items()}
    rows |= {f"**whole answer, {library}**": row for library, row in ours.items()}
    for name, each in rows.items():
        rates = [figures.per_second for figures in each.full]
        cells = [
            f"{median(rates):.0f} ({min(rates):.0f}–{max(rates):.0f})",
            f"{median(rates) / base:.2f}",
            f"{median(f.quantile(0.5) for f in each.full):.1f}",
            f"{median(f.quantile(0.99) for f in each.full):.1f}",
            f"{median(f.quantile(0.99) for f in each.paced):.1f}",
            f"{median(each.cpu_ms):.2f}",
            " then ".join(f"{median(times):.2f}" for times in (getattr(each, "first", []), each.start) if times),
            f"{median(each.idle_mb):.0f}",
            f"{median(each.load_mb):.0f}",
        ]
        out.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(out)
