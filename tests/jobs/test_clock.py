"""DBOS calls what is due, in our own loop, and goes on after a restart."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot import serving
from bot.jobs import clock as module
from bot.jobs.clock import Clock
from bot.settings import Settings

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


@pytest.mark.parametrize("by", [timedelta(hours=-5), timedelta(days=20_000)])
async def test_a_clock_that_is_set_begins_anew(by: timedelta, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a battery starts in 1970, and one whose clock was in another zone goes back some hours."""
    monkeypatch.setattr(module, "LOOKS_EVERY", 0.05)
    monkeypatch.setattr(serving, "CLOCK_STARTS_AFTER", 0.0)
    shift, begun, stopped = timedelta(0), 0, 0

    class Strikes(module.Clock):
        def start(self, *_: object) -> None:
            nonlocal begun
            begun += 1

        def stop(self) -> None:
            nonlocal stopped
            stopped += 1

        async def keep_tidy(self, _: object) -> None:
            await asyncio.Event().wait()

    monkeypatch.setattr(module, "Clock", Strikes)
    monkeypatch.setattr(serving, "utc_now", lambda: datetime.now(UTC) + shift)
    app: Any = SimpleNamespace(store=None, settings=Settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/d.db"))
    going = asyncio.create_task(serving._by_the_clock(app))
    while not begun:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.3)
    assert (begun, stopped) == (1, 0)
    shift = by
    async with asyncio.timeout(5):
        while begun < 2:
            await asyncio.sleep(0.01)
    assert stopped == 1
    going.cancel()
    await asyncio.gather(going, return_exceptions=True)
    assert stopped == 2
