"""Files for 25,000 learners: the report of a programme of 1,000 classes at 20 sites, and a class with all of them in it, on
SQLite. What it takes, what memory grows by over a tenth of the people, and how long a page waits meanwhile."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Connection, insert, literal, select

from bench.summaries import CONTENT, LEARNERS, MONDAY, Seed, again, megabytes
from bot.lessons.live import LiveContent
from bot.reports.class_export import class_sheets
from bot.reports.exports import csv_of, write_xlsx
from bot.reports.making import programme_report
from bot.reports.programme_people import programme_year
from bot.reports.programme_words import Sheet, Wording
from storage import models as m
from storage import staff_models as s
from storage.store import SqlStore
from storage.vault import Vault

CLASSES, SITES, WEEKS = 1000, 20, 8


def sites(conn: Connection) -> None:
    """All of them but the first."""
    conn.execute(insert(s.sites), [{"id": n, "name": f"Bench {n}", "demo": False} for n in range(2, SITES + 1)])


def more(conn: Connection, number: int) -> None:
    """Another class at one of the sites, whose people did what those of the first class did."""
    first = conn.execute(select(s.classes).where(s.classes.c.id == 1)).one()._asdict()
    conn.execute(insert(s.classes), first | {"id": number, "key": f"k{number}", "site_id": 1 + number % SITES})
    again(conn, number, 1)
    enrol(conn, number, range(100 * number, 100 * number + LEARNERS))


def enrol(conn: Connection, number: int, learners: Any) -> None:
    """Put learners into a class."""
    began = select(s.enrollments.c.since).limit(1).scalar_subquery()
    rows = select(literal(number), m.learners.c.id, began).where(m.learners.c.id.in_(learners))
    conn.execute(insert(s.enrollments).from_select(["class_id", "learner_id", "since"], rows))


class Measured:
    """One export: its parts timed, and how long somebody else's reading waited at most meanwhile."""

    def __init__(self, store: SqlStore, words: Wording, folder: Path) -> None:
        self.store, self.words, self.folder = store, words, folder

    async def run(self, gather: Callable[[], Awaitable[tuple[Sheet, ...]]]) -> tuple[float, float, float, float]:
        """Seconds to gather, to write CSV and XLSX; the longest wait in ms."""
        waits: list[float] = []
        watch = asyncio.ensure_future(self._watch(waits))
        began = time.perf_counter()
        sheets = await gather()
        gathered = time.perf_counter()
        (self.folder / "out.csv").write_bytes(await asyncio.to_thread(csv_of, sheets))
        plain = time.perf_counter()
        with (self.folder / "out.xlsx").open("wb") as file:
            await asyncio.to_thread(write_xlsx, sheets, file)
        written = time.perf_counter()
        watch.cancel()
        return gathered - began, plain - gathered, written - plain, max(waits, default=0.0)

    async def _watch(self, waits: list[float]) -> None:
        while True:
            began = time.perf_counter()
            await self.store.office.roster([2])
            waits.append(1000 * (time.perf_counter() - began))
            await asyncio.sleep(0.05)


async def measure(classes: int, weeks: int) -> str:
    """Seed a tenth, export; seed the rest, export again."""
    content, key = LiveContent(CONTENT), Fernet.generate_key().decode()
    words, year = Wording(content.staff_phrases, "en"), programme_year(MONDAY.date())
    rows: list[str] = []
    with tempfile.TemporaryDirectory(prefix="doorway-bench-") as folder:
        store = await SqlStore.open(f"sqlite+aiosqlite:///{folder}/doorway.db", key)
        await store.register(content.catalogue.items)
        seed = Seed(Vault(key), content, weeks)
        for first in (seed.site, sites, lambda conn: seed.room(conn, 1)):
            await store._runner.write(first)
        measured, made, before = Measured(store, words, Path(folder)), 1, 0.0
        for size in (classes // 10, classes):
            for number in range(made + 1, size + 1):
                await store._runner.write(lambda conn, number=number: more(conn, number))  # type: ignore[misc]
            made = size

            async def programme() -> tuple[Sheet, ...]:
                here = await store.office.sites()
                return words.sheets(await programme_report(store.office, content.catalogue, here, year, MONDAY))

            async def one_class() -> tuple[Sheet, ...]:
                [room] = await store.office.classes(ids=[2 * classes])
                return await class_sheets(store.office, content.catalogue, words, room, MONDAY)

            for name, gather in (("programme", programme), ("class", one_class)):
                if name == "class":
                    await store._runner.write(lambda conn: big(conn, 2 * classes))
                gathered, plain, book, wait = await measured.run(gather)
                grown, before = megabytes() - before, megabytes()
                rows.append(
                    f"| {name} | {size * LEARNERS:,} | {gathered:.1f} | {plain:.1f} | {book:.1f} | {wait:.0f} | {grown:.0f} |"
                )
                if name == "class":
                    await store._runner.write(lambda conn: small(conn, 2 * classes))
        await store.close()
    attempts = classes * LEARNERS * (weeks - 2) * 36
    return "\n".join(
        [
            f"{weeks} weeks of history, about {attempts:,} answers.",
            "",
            "| export | learners | gathered s | CSV s | XLSX s | another's reading waited at most ms | memory grew by MB |",
            "|---|---|---|---|---|---|---|",
            *rows,
        ]
    )


def big(conn: Connection, number: int) -> None:
    """A class with everybody in it."""
    first = conn.execute(select(s.classes).where(s.classes.c.id == 1)).one()._asdict()
    conn.execute(insert(s.classes), first | {"id": number, "key": "all"})
    enrol(conn, number, select(s.enrollments.c.learner_id))


def small(conn: Connection, number: int) -> None:
    """Without that class again."""
    conn.execute(s.classes.delete().where(s.classes.c.id == number))


async def run() -> str:
    """The table for `bench/RESULTS.md`."""
    return await measure(CLASSES, WEEKS)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--classes", type=int, default=CLASSES)
    parser.add_argument("--weeks", type=int, default=WEEKS)
    arguments = parser.parse_args()
    print(asyncio.run(measure(arguments.classes, arguments.weeks)))
