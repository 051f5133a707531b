"""DBOS: durable schedules, each tick run once however many processes there are, and made up for after a crash."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.later import later

EVERY_FIVE_MINUTES = "*/5 * * * *"
LOOKS_EVERY = 5.0  # seconds between looks at DBOS's own tables
KEPT, DAY = timedelta(days=7), timedelta(days=1)
SET = 60.0  # seconds by which the machine's clock was set rather than went
AT_ONCE = 500  # ticks forgotten in one go
UNUSED = ("click", "yaml")  # for its command line
# Sixteen megabytes, for PostgreSQL and for workflows that keep something: ticks do not.
ON_POSTGRESQL = ("psycopg", "psycopg.errors", "sqlalchemy.orm", "sqlalchemy.ext.asyncio")

log = structlog.get_logger(__name__)

Tick = Callable[[datetime], Coroutine[Any, Any, Any]]


class Clock:
    """Calls what is due. One for each process; they share `database_url`."""

    def __init__(self, database_url: str) -> None:
        """`database_url`: where DBOS keeps its own state (SQLite, or the PostgreSQL that holds everything else)."""
        self._url = database_url

    def start(self, ticks: Mapping[str, Tick], loop: asyncio.AbstractEventLoop, cron: str = EVERY_FIVE_MINUTES) -> None:
        """Begin to call each of `ticks` as `cron` says, in `loop`; takes half a second, so give it a thread."""
        with later(*UNUSED, *ON_POSTGRESQL if self._url.startswith("sqlite") else ()):
            from dbos import DBOS  # half a second and 9 MB: loaded once people can already write

        DBOS(
            config={
                "name": "doorway",
                "system_database_url": self._url,
                "log_level": "ERROR",
                "application_version": "1",  # ticks are the same whatever version runs them
                "enable_otlp": False,
                # There is nothing to wait for but the next tick: asking seldom leaves the processor to the people.
                "scheduler_polling_interval_sec": LOOKS_EVERY,
                "notification_listener_polling_interval_sec": LOOKS_EVERY,
                "max_executor_threads": 2,
            }
        )
        schedules: list[Any] = []
        for name, tick in ticks.items():

            async def run(scheduled_at: datetime, _: Any, tick: Tick = tick, name: str = name) -> None:
                try:
                    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(tick(scheduled_at), loop))
                except Exception:
                    log.exception("a tick failed", what=name)

            workflow = DBOS.workflow(name=f"tick-{name}")(run)
            schedules.append({"schedule_name": name, "workflow_fn": workflow, "schedule": cron, "context": None})
        DBOS.launch()
        DBOS.apply_schedules(schedules)

    def forget(self, before: datetime) -> None:
        """Forget the ticks that ended before an instant: DBOS would keep all of them, half a megabyte a day. Give it a thread."""
        from dbos import DBOS

        until = before.isoformat()
        while ended := DBOS.list_workflows(completed_before=until, limit=AT_ONCE, load_input=False, load_output=False):
            DBOS.delete_workflows([each.workflow_id for each in ended])

    async def keep_tidy(self, now: Callable[[], datetime]) -> None:
        """Forget what is over, every day, until cancelled."""
        while True:
            try:
                await asyncio.to_thread(self.forget, now() - KEPT)
            except Exception:  # its database is away: tomorrow, then
                log.exception("no tick was forgotten")
            await asyncio.sleep(DAY.total_seconds())

    def stop(self) -> None:
        """Stop calling."""
        from dbos import DBOS

        DBOS.destroy()


async def is_set(now: Callable[[], datetime]) -> None:
    """Wait until somebody sets the machine's clock, or it wakes from sleep. DBOS would then sleep until an hour that it had seen
    coming, or strike once for every five minutes that were skipped."""
    loop = asyncio.get_running_loop()

    def apart() -> float:
        return now().timestamp() - loop.time()

    before = apart()
    while abs(apart() - before) < SET:
        await asyncio.sleep(LOOKS_EVERY)
