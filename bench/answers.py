"""A whole answer: webhook in, graded, remembered, committed (`synchronous=FULL`), reply accepted by a null Bot API.

`main.py run` as it is deployed, one process, one SQLite file; in the same run, alternating, a bare aiogram
echo and a bare python-telegram-bot echo, which store nothing: what is measured is the ratio to them.
"""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass, field
from statistics import median

from bench.echo_bots import BOTS
from bench.house import AT_ONCE, SETTLED, House
from bench.load import Figures

PACE = 30.0


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
    with tempfile.TemporaryDirectory(prefix="doorway-bench-") as folder:
        house = House(folder)
        await house.settle(3 * AT_ONCE)
        async with house.open(environment) as bot:
            row.first.append(bot.seconds_to_ready)
        async with house.open(environment) as bot:
            row.start.append(bot.seconds_to_ready)
            row.idle_mb.append(bot.megabytes())
            await asyncio.sleep(SETTLED)
            await house.load(0, 1.0, warm=1.0)
            before, cpu = house.practising.updates, bot.cpu_seconds()
            row.full.append(await house.load(1, seconds))
            row.cpu_ms.append(1000 * (bot.cpu_seconds() - cpu) / (house.practising.updates - before))
            row.paced.append(await house.load(2, seconds, warm=0.5, rate=PACE))
            row.load_mb.append(bot.megabytes())
        house.check()


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
