"""What a running Doorway does beside answering: be the only one, say whether it is ready, pick changed content up, forget in time."""

from __future__ import annotations

import asyncio
import fcntl
import gc
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.problem import Problem

if TYPE_CHECKING:
    from bot.lessons.live import LiveContent
    from bot.ports import Channel
    from bot.settings import Settings
    from bot.web.ports import Ready
    from storage.store import SqlStore

REFRESH_SECONDS = 20.0
FORGET_SECONDS = 24 * 3600.0
SILENT = timedelta(days=30)  # since anybody was here: then it may be the machine's clock that is wrong
FORGET_AGAIN_SECONDS = 600.0  # when the database was away
YOUNG = 5_000  # objects made before the collector looks through them: nearly none lives on, and hardly any is for it to find


def utc_now() -> datetime:
    """The time. Everything below the plugs is given it."""
    return datetime.now(UTC)


def read_ahead(folder: Path, kept: Path) -> None:
    """Read content that no earlier start has kept, and keep it (docs/adr/0014)."""
    from bot.lessons.live import LiveContent, is_kept

    if not is_kept(folder, kept):
        LiveContent(folder, kept)


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Serve the data in an SQLite file as the only process that does: a second one would send again what the first is about to
    send, and take half of a demo class for one that was left. Ends with the process, however that ends.

    Raises:
        Problem: another process serves it, or its folder cannot be used.
    """
    if settings.database_file is None:
        yield
        return
    file = settings.database_file.with_suffix(".lock")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        held = file.open("ab")
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Problem(f"{settings.database_file} is in use by another Doorway: stop that first.") from None
    except OSError as error:
        raise Problem(f"{file} cannot be written: {error.strerror}.") from None
    with held:
        yield


def ready_check(store: SqlStore, content: LiveContent, channels: Mapping[str, Channel]) -> Ready:
    """What `/readyz` reports: each part, and `ok` or what is wrong with it."""

    async def ready() -> dict[str, str]:
        try:
            await asyncio.wait_for(store.check(), timeout=2)
            database = "ok"
        except Exception as error:
            database = f"not answering ({type(error).__name__})"
        told = "ok" if not content.faults else "changed content refused: " + "; ".join(content.faults[:5])
        return {"database": database, "content": told, "channels": ", ".join(sorted(channels))}

    return ready


async def refresh(store: SqlStore, content: LiveContent) -> None:
    """Pick changed content up, and say so; what does not check is refused and the old stays."""
    import structlog

    log = structlog.get_logger("doorway.content")
    new = False
    while True:
        await asyncio.sleep(REFRESH_SECONDS)
        try:
            changed = await asyncio.to_thread(content.refresh)
            if changed is None:
                log.error("changed content refused", faults=content.faults)
            if new := new or bool(changed):
                await store.register(content.catalogue.items)
                log.info("content changed", version=content.catalogue.version)
                new = False
        except Exception:  # the database is away: the next time, then
            log.exception("changed content could not be taken")


async def forget(store: SqlStore, now: Callable[[], datetime], *, wary: bool = True) -> None:
    """Drop what was kept long enough, at start and every day. By a clock that stands years ahead everybody would be forgotten: where
    nobody has been here for a month, a day is waited, in which a clock is set right (`wary`)."""
    import structlog

    while True:
        try:
            last = await store.last_here() if wary else None
            wary = False
            if last is not None and now() - last > SILENT:
                structlog.get_logger("doorway").warning(
                    "nothing is forgotten today: is the clock right?", last_here=f"{last:%Y-%m-%d}"
                )
            else:
                await store.forget(now())
            pause = FORGET_SECONDS
        except Exception:  # the promise is to forget, and not to have tried
            structlog.get_logger("doorway").exception("nothing was forgotten")
            pause = FORGET_AGAIN_SECONDS
        await asyncio.sleep(pause)


async def forever(job: Awaitable[None]) -> None:
    """A job that goes on until it is cancelled; if it ends by a fault, that is told."""
    import structlog

    try:
        await job
    except Exception:
        structlog.get_logger("doorway").exception("a job ended")


def greet(settings: Settings, port: int, invitation: str | None) -> None:
    """What somebody who has just typed `make run` reads."""
    base = settings.base(port)
    print(f"Doorway is ready. Practice in the browser: {base}/chat", flush=True)
    if invitation is not None:
        print(
            f"A demo class, as its tutor (works once): {base}{invitation}\n  Away with it: main.py demo remove",
            flush=True,
        )
    if settings.telegram_bot_token is None:
        print(
            'A class of your own begins with: .venv/bin/python main.py invite coordinator --site "Your library"\n'
            "To put it on Telegram:\n"
            "  1. In Telegram, write to @BotFather, send /newbot, and copy the token it gives you.\n"
            "  2. Put the line TELEGRAM_BOT_TOKEN=<the token> into the file .env here.\n"
            "  3. Stop this with Ctrl-C and run it again: your bot answers.",
            flush=True,
        )
    else:
        print(f"Telegram: {settings.telegram_library}, by {'webhook' if settings.webhook else 'polling'}.", flush=True)


def freeze() -> None:
    """Take what was loaded at start out of the collector's way: its passes then cost little (bench/RESULTS.md)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


def run_loop(work: Any) -> int:
    """Run a coroutine to its end, by uvloop where that is to be had."""
    try:
        import uvloop

        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(work)
    except ImportError:  # uvloop has no wheel for this platform
        asyncio.run(work)
    return 0
