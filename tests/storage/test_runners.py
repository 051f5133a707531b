"""How work reaches a database that does not always hold still."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import create_async_engine

from storage.engine import connect
from storage.sqlite_runner import SqliteRunner


@pytest.fixture
def server(postgres: str) -> str:
    url = make_url(postgres).set(drivername="postgresql+asyncpg")
    return url.render_as_string(hide_password=False)


async def test_a_server_that_was_started_again_is_not_noticed(server: str) -> None:
    runner, admin = connect(server), create_async_engine(server, isolation_level="AUTOCOMMIT")

    def who(conn: Connection) -> int:
        return int(conn.execute(text("SELECT pg_backend_pid()")).scalar_one())

    for run in (runner.read, runner.scan, runner.write):
        old = await run(who)
        async with admin.connect() as conn:
            await conn.execute(text(f"SELECT pg_terminate_backend({old})"))
        await asyncio.sleep(0.05)  # until the end of the connection has come through
        assert await run(who) != old
    await admin.dispose()
    await runner.close()


async def test_what_a_work_raises_is_raised_and_undoes_it(database: str) -> None:
    runner, tried = connect(database), []

    def make(conn: Connection) -> None:
        conn.execute(text("CREATE TABLE things (id INTEGER)"))

    def fail(conn: Connection) -> None:
        tried.append(1)
        conn.execute(text("INSERT INTO things VALUES (1)"))
        raise RuntimeError("no")

    def count(conn: Connection) -> int:
        return int(conn.execute(text("SELECT count(*) FROM things")).scalar_one())

    await runner.write(make)
    with pytest.raises(RuntimeError):
        await runner.write(fail)
    assert await runner.read(count) == 0
    await runner.close()


async def test_nobody_waits_for_a_long_reading(database: str) -> None:
    runner, go_on = connect(database), threading.Event()

    def long(conn: Connection) -> bool:
        conn.execute(text("SELECT 1"))
        return go_on.wait(10) if "sqlite" in database else True

    scan = asyncio.ensure_future(runner.scan(long))
    assert await asyncio.wait_for(runner.read(lambda conn: conn.execute(text("SELECT 2")).scalar_one()), 5) == 2
    go_on.set()
    assert await scan
    await runner.close()


async def test_a_long_reading_ends_with_the_program(tmp_path: Path) -> None:
    runner, begun = SqliteRunner(str(tmp_path / "some.db")), threading.Event()

    def endless(conn: Connection) -> None:
        begun.set()
        more = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        conn.execute(text(more))

    scan = asyncio.ensure_future(runner.scan(endless))
    await asyncio.to_thread(begun.wait)
    await asyncio.sleep(0.05)
    await asyncio.wait_for(runner.close(), 5)
    with pytest.raises(OperationalError):
        await scan
    with pytest.raises(RuntimeError):
        await runner.scan(endless)


async def test_on_a_server_one_process_is_the_one_until_it_ends(server: str) -> None:
    first, second = connect(server), connect(server)
    assert [await first.alone(), await second.alone(), await first.alone()] == [True, False, True]
    await first.close()
    assert await second.alone()
    await second.close()
