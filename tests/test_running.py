"""What runs beside answering goes on when the database was away for a moment."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot import running


class Away:
    """A store whose database does not answer the first time."""

    def __init__(self) -> None:
        self.asked = 0
        self.done = asyncio.Event()

    async def last_here(self) -> datetime:
        return datetime.now(UTC)

    async def forget(self, now: datetime) -> None:
        self._answer()

    async def register(self, items: Any) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked += 1
        if self.asked == 1:
            raise OSError("away")
        self.done.set()


class Content:
    """Content that changes once."""

    catalogue = SimpleNamespace(version="2", items=())

    def __init__(self) -> None:
        self._changes = [True]

    def refresh(self) -> bool:
        return bool(self._changes and self._changes.pop())


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REFRESH_SECONDS", "FORGET_SECONDS", "FORGET_AGAIN_SECONDS"):
        monkeypatch.setattr(running, name, 0.01, raising=False)


@pytest.mark.parametrize("job", ["forget", "refresh"])
async def test_a_job_goes_on_after_a_fault(job: str) -> None:
    store: Any = Away()
    content: Any = Content()
    going = running.forget(store, lambda: datetime.now(UTC)) if job == "forget" else running.refresh(store, content)
    task = asyncio.create_task(running.forever(going))
    try:
        await asyncio.wait_for(store.done.wait(), timeout=5)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


class Kept:
    """A store in which somebody was here last at `last`, and that notes by which clock it was told to forget."""

    def __init__(self, last: datetime | None) -> None:
        self.last = last
        self.asked = asyncio.Event()
        self.forgot: list[datetime] = []

    async def last_here(self) -> datetime | None:
        self.asked.set()
        return self.last

    async def forget(self, now: datetime) -> None:
        self.forgot.append(now)


NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "wary", "at_once"),
    [
        (None, True, True),
        (NOW - timedelta(days=29), True, True),
        (NOW - timedelta(days=31), True, False),
        (NOW - timedelta(days=31), False, True),
        (NOW + timedelta(days=1), True, True),
    ],
)
async def test_a_clock_that_may_be_wrong_forgets_nobody_at_once(
    last: datetime | None, wary: bool, at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "FORGET_SECONDS", 3600.0)
    store: Any = Kept(last)
    task = asyncio.create_task(running.forget(store, lambda: NOW, wary=wary))
    if wary:
        await asyncio.wait_for(store.asked.wait(), timeout=5)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert store.forgot == ([NOW] if at_once else [])
    task.cancel()


async def test_what_was_kept_long_enough_is_forgotten_a_day_later_all_the_same() -> None:
    store: Any = Kept(NOW - timedelta(days=400))
    task = asyncio.create_task(running.forget(store, lambda: NOW))
    async with asyncio.timeout(5):
        while not store.forgot:
            await asyncio.sleep(0.01)
    task.cancel()
