"""DBOS calls what is due, in our own loop, and goes on after a restart."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from bot.jobs.clock import Clock

EVERY_SECOND = "* * * * * *"


async def test_the_clock_strikes_in_our_loop_and_again_after_a_restart(tmp_path: Path) -> None:
    loop, struck = asyncio.get_running_loop(), asyncio.Event()
    times: list[datetime] = []

    async def tick(at: datetime) -> None:
        assert asyncio.get_running_loop() is loop
        times.append(at)
        struck.set()
        raise ValueError("a tick that fails does not stop the clock")

    for _ in range(2):
        struck.clear()
        clock = Clock(f"sqlite:///{tmp_path}/clock.db")
        await asyncio.to_thread(clock.start, {"test": tick}, loop, EVERY_SECOND)
        await asyncio.wait_for(struck.wait(), 20)
        await asyncio.to_thread(clock.stop)
    assert times
