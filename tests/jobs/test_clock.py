"""DBOS calls what is due, in our own loop, and goes on after a restart."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
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


async def test_ticks_that_are_over_are_forgotten(tmp_path: Path) -> None:
    struck = asyncio.Event()

    async def tick(_: datetime) -> None:
        struck.set()

    def kept() -> set[str]:
        with closing(sqlite3.connect(tmp_path / "clock.db")) as other:
            return {id for (id,) in other.execute("SELECT workflow_uuid FROM workflow_status WHERE status = 'SUCCESS'")}

    clock = Clock(f"sqlite:///{tmp_path}/clock.db")
    await asyncio.to_thread(clock.start, {"test": tick}, asyncio.get_running_loop(), EVERY_SECOND)
    try:
        await asyncio.wait_for(struck.wait(), 20)
        while not kept():
            await asyncio.sleep(0.05)
        now = datetime.now(UTC)
        tidying = asyncio.create_task(clock.keep_tidy(lambda: now))
        await asyncio.sleep(0.5)
        before = kept()
        assert before  # a week is kept
        tidying.cancel()
        await asyncio.to_thread(clock.forget, datetime.now(UTC) + timedelta(minutes=1))
        assert not kept() & before
    finally:
        await asyncio.to_thread(clock.stop)
