"""Answers on slower disks: the whole program, whose every commit takes so much longer. It must not be the disk that answers wait
for one after another.

`python -m bench.slow_disk 20` is that program, with 20 ms for each commit on SQLite.
"""

from __future__ import annotations

import runpy
import sys
import tempfile
import time
from typing import Any

from bench.house import AT_ONCE, SETTLED, House
from bench.load import Figures

MORE = (0, 5, 20)  # ms: this disk, one of a small rented machine, a card or a spinning disk
PACE = 30.0


async def measure(more: int, seconds: float) -> tuple[Figures, Figures]:
    """At full load, and at Telegram's pace."""
    with tempfile.TemporaryDirectory(prefix="doorway-bench-") as folder:
        house = House(folder)
        await house.settle(3 * AT_ONCE)
        async with house.open(program=("-m", "bench.slow_disk", str(more))):
            await house.load(0, 1.0, warm=SETTLED)
            full = await house.load(1, seconds)
            paced = await house.load(2, seconds, warm=0.5, rate=PACE)
        house.check()
    return full, paced


async def run(*, seconds: float = 5.0) -> str:
    """The table."""
    out = [
        "| a commit takes longer by | per second | p50 ms | p50 ms at 30/s | p99 ms at 30/s |",
        "|---|---|---|---|---|",
    ]
    for more in MORE:
        full, paced = await measure(more, seconds)
        cells = (full.per_second, full.quantile(0.5), paced.quantile(0.5), paced.quantile(0.99))
        out.append(f"| {more} ms | {cells[0]:.0f} | " + " | ".join(f"{cell:.1f}" for cell in cells[1:]) + " |")
    return "\n".join(out)


def _program(more: float) -> None:
    from storage import sqlite_runner

    end = sqlite_runner._end

    def slower(conn: Any) -> None:
        time.sleep(more)
        end(conn)

    sqlite_runner._end = slower
    sys.argv = ["main.py", "run"]
    runpy.run_path("main.py", run_name="__main__")


if __name__ == "__main__":
    _program(float(sys.argv[1]) / 1000)
