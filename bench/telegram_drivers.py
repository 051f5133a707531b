"""What carries Telegram best: `python -m bench.telegram_drivers [--seconds 5] [--rounds 3]`.

An echo over webhook and `sendMessage` against a null Bot API in another process: two bare ones, and
our channel with either library. The rounds alternate, so that a busy machine troubles all alike.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from statistics import median

import uvloop

from bench.echo_bots import BOTS, PATH, SECRET
from bench.load import Figures, Load, saying
from bench.null_bot_api import NullBotApi
from bench.process import child, free_port

LEARNERS = 32
PACE = 30.0  # updates a second: Telegram's own ceiling for what one bot sends


@dataclass
class Row:
    """One bot's figures, of all rounds."""

    full: list[Figures] = field(default_factory=list)
    paced: list[Figures] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)  # processor time an update
    start: list[float] = field(default_factory=list)
    imports: list[float] = field(default_factory=list)
    idle_mb: list[float] = field(default_factory=list)
    load_mb: list[float] = field(default_factory=list)


async def measure(kind: str, row: Row, seconds: float) -> None:
    """One round of one bot."""
    api = NullBotApi()
    base = await api.start()
    port = free_port()
    async with child(["-m", "bench.echo_bots", kind, "--port", str(port), "--api", base], port) as bot:
        row.start.append(bot.seconds_to_ready)
        row.imports.append(json.loads(bot.lines[0])["import_seconds"])
        row.idle_mb.append(bot.megabytes())
        load = Load(api, port, saying(), path=PATH, secret=SECRET)
        await load.run(LEARNERS, seconds=0.5, warm=0.5)
        accepted, cpu = api.accepted, bot.cpu_seconds()
        row.full.append(await load.run(LEARNERS, seconds=seconds, warm=0.0))
        row.cpu_ms.append(1000 * (bot.cpu_seconds() - cpu) / (api.accepted - accepted))
        row.paced.append(await load.run(LEARNERS, seconds=seconds, warm=0.5, rate=PACE))
        row.load_mb.append(bot.megabytes())
        await load.close()
        if load.faults:
            print(f"{kind}: {len(load.faults)} faults, e.g. {load.faults[0]}")
    await api.stop()


def table(rows: dict[str, Row]) -> str:
    """The figures as Markdown: medians of the rounds, and the best rate as a ratio to the bare aiogram echo."""
    base = median(f.per_second for f in next(iter(rows.values())).full)
    out = [
        "| echo over webhook | updates/s (min–max) | ratio | p50 ms | p99 ms | CPU ms/update | p99 ms at 30/s "
        "| import s | start s | MB idle | MB loaded |",
        "|" + "---|" * 11,
    ]
    for kind, row in rows.items():
        rates = [f.per_second for f in row.full]
        cells = [
            f"{median(rates):.0f} ({min(rates):.0f}–{max(rates):.0f})",
            f"{median(rates) / base:.2f}",
            f"{median(f.quantile(0.5) for f in row.full):.1f}",
            f"{median(f.quantile(0.99) for f in row.full):.1f}",
            f"{median(row.cpu_ms):.2f}",
            f"{median(f.quantile(0.99) for f in row.paced):.1f}",
            f"{median(row.imports):.2f}",
            f"{median(row.start):.2f}",
            f"{median(row.idle_mb):.0f}",
            f"{median(row.load_mb):.0f}",
        ]
        out.append(f"| {kind} | " + " | ".join(cells) + " |")
    return "\n".join(out)


async def run(*, seconds: float = 5.0, rounds: int = 3) -> str:
    """Measure everything; returns the table."""
    rows = {kind: Row() for kind in BOTS}
    for _ in range(rounds):
        for kind, row in rows.items():
            await measure(kind, row, seconds)
    return table(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    print(uvloop.run(run(seconds=arguments.seconds, rounds=arguments.rounds)))
