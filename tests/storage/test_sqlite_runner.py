"""What is written by many at once: each of it whole, on the disk before it is told, and none of it lost."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage.sqlite_runner import SqliteRunner


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    return tmp_path / "some.db"


@pytest.fixture
async def runner(file: Path) -> AsyncIterator[SqliteRunner]:
    runner = SqliteRunner(str(file))
    await runner.write(lambda conn: conn.exec_driver_sql("CREATE TABLE kept (n INTEGER PRIMARY KEY)") and None)
    yield runner
    await runner.close()


def put(n: int) -> Callable[[Connection], int]:
    def work(conn: Connection) -> int:
        conn.exec_driver_sql(f"INSERT INTO kept VALUES ({n})")
        return n

    return work


def put_and_fail(n: int) -> Callable[[Connection], int]:
    def work(conn: Connection) -> int:
        put(n)(conn)
        raise ZeroDivisionError

    return work


def kept(file: Path) -> set[int]:
    """What somebody else finds in the file."""
    with sqlite3.connect(file) as other:
        return {n for (n,) in other.execute("SELECT n FROM kept")}


@pytest.mark.parametrize("way", ["write", "jot"])
async def test_what_is_told_is_on_the_disk(runner: SqliteRunner, file: Path, way: str) -> None:
    async def one(n: int) -> None:
        assert await getattr(runner, way)(put(n)) == n
        assert n in kept(file)

    await asyncio.gather(*(one(n) for n in range(300)))


@pytest.mark.parametrize("way", ["write", "jot"])
async def test_one_that_fails_spoils_no_other(runner: SqliteRunner, file: Path, way: str) -> None:
    works = [put_and_fail(n) if n % 7 == 3 else put(n) for n in range(60)]
    found = await asyncio.gather(*(getattr(runner, way)(work) for work in works), return_exceptions=True)
    assert [isinstance(each, ZeroDivisionError) for each in found] == [n % 7 == 3 for n in range(60)]
    assert kept(file) == {n for n in range(60) if n % 7 != 3}


async def test_what_is_glanced_at_is_on_the_disk(runner: SqliteRunner) -> None:
    def look(conn: Connection) -> tuple[bool, int]:
        uncommitted = conn.connection.driver_connection.in_transaction  # type: ignore[union-attr]
        return uncommitted, conn.exec_driver_sql("SELECT count(*) FROM kept").scalar_one()

    async def one(n: int) -> None:
        await runner.jot(put(n))
        assert (await runner.glance(look))[1] > n

    writing = asyncio.gather(*(one(n) for n in range(50)))
    glancing = []
    while not writing.done():  # at every moment of it
        glancing.append(asyncio.create_task(runner.glance(look)))
        await asyncio.sleep(0)
    await writing
    assert not any(uncommitted for uncommitted, _ in await asyncio.gather(*glancing))


async def test_a_glance_that_fails_tells_whoever_looked(runner: SqliteRunner) -> None:
    async def one(n: int) -> None:
        await runner.jot(put(n))
        with pytest.raises(ZeroDivisionError):
            await runner.glance(lambda _: 1 / 0)

    await asyncio.gather(*(one(n) for n in range(5)))


async def test_another_process_that_writes_holds_nobody_up(runner: SqliteRunner, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = [asyncio.create_task(runner.jot(put(n))) for n in range(5)]
    for _ in range(20):
        await asyncio.sleep(0.005)  # the loop goes on meanwhile
    assert not any(task.done() for task in waiting)
    assert await runner.glance(lambda conn: conn.exec_driver_sql("SELECT count(*) FROM kept").scalar()) == 0
    other.execute("INSERT INTO kept VALUES (99)")
    other.execute("COMMIT")
    other.close()
    assert await asyncio.gather(*waiting) == list(range(5))
    assert kept(file) == {0, 1, 2, 3, 4, 99}


async def test_both_ways_at_once(runner: SqliteRunner, file: Path) -> None:
    await asyncio.gather(*((runner.jot if n % 2 else runner.write)(put(n)) for n in range(200)))
    assert kept(file) == set(range(200))


async def test_two_loops_at_once(runner: SqliteRunner, file: Path) -> None:
    async def many(first: int) -> list[int]:
        return list(await asyncio.gather(*(runner.jot(put(n)) for n in range(first, first + 100))))

    here, there = await asyncio.gather(many(0), asyncio.to_thread(lambda: asyncio.run(many(100))))
    assert here + there == list(range(200))
    assert kept(file) == set(range(200))


async def test_closing_waits_for_what_is_under_way(file: Path) -> None:
    runner = SqliteRunner(str(file))
    await runner.write(lambda conn: conn.exec_driver_sql("CREATE TABLE kept (n INTEGER PRIMARY KEY)") and None)
    under_way = [asyncio.create_task(runner.jot(put(n))) for n in range(20)]
    await asyncio.sleep(0)
    await runner.close()
    assert await asyncio.gather(*under_way) == list(range(20))
    assert kept(file) == set(range(20))
