"""What runs beside answering goes on when the database was away for a moment."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from bot import running


class Away:
    """A store whose database does not answer the first time."""

    def __init__(self) -> None:
        self.asked = 0
        self.done = asyncio.Event()

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
