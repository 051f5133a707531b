"""What may take long is made aside: whoever waits is told how far it is, and nobody else waits at all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from typing import Generic, TypeVar

from bot.lessons.model import Catalogue
from bot.ports.office import Office
from bot.ports.staff import Site
from bot.reports import programme
from bot.reports.programme import ProgrammeReport
from bot.reports.programme_facts import Progress, gather

T = TypeVar("T")

QUICK = 2.0  # seconds that somebody waits before they are told that it takes longer


class Making(Generic[T]):
    """Something that is being made since `at`; `done` of `all` parts are there."""

    def __init__(self, make: Callable[[Progress], Awaitable[T]], at: datetime) -> None:
        """Begin to make it; `make` is given what it reports its progress to."""
        self.at = at
        self.done, self.all = 0, 1
        self._loop, self._ended = asyncio.get_running_loop(), 0.0
        self._task = asyncio.ensure_future(make(self._progress))
        self._task.add_done_callback(self._end)

    def _end(self, _: object) -> None:
        self._ended = self._loop.time()

    def _progress(self, done: int, all: int) -> None:
        self.done, self.all = done, all

    @property
    def ready(self) -> bool:
        """Whether it is there (or has failed)."""
        return self._task.done()

    @property
    def lain(self) -> float:
        """For how many seconds it has been there; 0 while it is being made."""
        return self._loop.time() - self._ended if self._ended else 0.0

    @property
    def failed(self) -> bool:
        """Whether it will never be there."""
        return self._task.done() and (self._task.cancelled() or self._task.exception() is not None)

    async def wait(self, seconds: float) -> bool:
        """Wait for it, but not longer than this; whether it is there."""
        await asyncio.wait({self._task}, timeout=seconds)
        return self.ready

    async def give_up(self) -> None:
        """End it where it stands; how it would have ended is nobody's business any more."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def result(self) -> T:
        """What was made, as soon as it is there.

        Raises:
            Exception: what the making raised.
        """
        return await asyncio.shield(self._task)


async def programme_report(
    office: Office,
    catalogue: Catalogue,
    sites: Sequence[Site],
    time: tuple[date, date],
    now: datetime,
    progress: Progress = lambda done, all: None,
) -> ProgrammeReport:
    """The programme's report of some sites for a time (its first day, and the day after its last)."""
    facts = await gather(office, catalogue, sites, *time, now, progress=progress)
    return await asyncio.to_thread(programme.report, facts, catalogue.measures)
