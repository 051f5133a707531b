"""A whole answer beside the bare aiogram echo: both programs stand, and are loaded in turn for some seconds, then both at once.

A machine changes its pace within minutes; pairs that are seconds apart are measured at one pace.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from statistics import quantiles

from bench.echo_bots import BOTS, PATH, SECRET
from bench.house import AT_ONCE, SETTLED, House
from bench.load import Load, saying
from bench.null_bot_api import NullBotApi
from bench.process import child, free_port

ECHO = next(iter(BOTS))
SHORT, LONGER = 2.0, 2.5  # seconds


def _told(ratios: Sequence[float]) -> str:
    low, middle, high = quantiles(ratios)
    return f"{middle:.2f} ({low:.2f}–{high:.2f})"


async def measure(library: str, pairs: int, both: int) -> tuple[list[float], list[float], list[float]]:
    """Our rate as ratios to the echo's, in turn and at once; and the echo's processor time an update as ratios to ours, at once."""
    in_turn: list[float] = []
    at_once: list[float] = []
    processor: list[float] = []
    with tempfile.TemporaryDirectory(prefix="doorway-bench-") as folder:
        house = House(folder)
        await house.settle((1 + pairs + both) * AT_ONCE)
        async with house.open({"TELEGRAM_LIBRARY": library}) as ours:
            api, port = NullBotApi(), free_port()
            call = ["-m", "bench.echo_bots", ECHO, "--port", str(port), "--api", await api.start()]
            async with child(call, port) as echo:
                await asyncio.sleep(SETTLED)
                load = Load(api, port, saying(), path=PATH, secret=SECRET)
                await load.run(AT_ONCE, seconds=1.0, warm=0.5)
                await house.load(0, 1.0, warm=1.0)
                for pair in range(1, pairs + 1):
                    echoed = await load.run(AT_ONCE, seconds=SHORT, warm=0.0)
                    answered = await house.load(pair, SHORT)
                    in_turn.append(answered.per_second / echoed.per_second)
                for batch in range(pairs + 1, pairs + both + 1):
                    accepted, answers = api.accepted, house.practising.updates
                    before = echo.cpu_seconds(), ours.cpu_seconds()
                    echoed, answered = await asyncio.gather(
                        load.run(AT_ONCE, seconds=LONGER, warm=0.0), house.load(batch, LONGER)
                    )
                    at_once.append(answered.per_second / echoed.per_second)
                    each = (echo.cpu_seconds() - before[0]) / (api.accepted - accepted)
                    processor.append(each / ((ours.cpu_seconds() - before[1]) / (house.practising.updates - answers)))
                await load.close()
            await api.stop()
        house.check()
    return in_turn, at_once, processor


async def run(*, pairs: int = 20, both: int = 9) -> str:
    """The table: ratios above one are ours."""
    out = [
        "| ratio to the bare aiogram echo: median (quartiles) | rate, in turn | rate, at once | processor time, at once |",
        "|---|---|---|---|",
    ]
    for library in ("python-telegram-bot", "aiogram"):
        cells = " | ".join(_told(ratios) for ratios in await measure(library, pairs, both))
        out.append(f"| whole answer, {library} | {cells} |")
    return "\n".join(out)
