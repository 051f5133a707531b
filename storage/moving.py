"""From the one file to a server: all that a copy has goes into an empty PostgreSQL."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, func, insert, select

from storage import models as m
from storage.engine import connect
from storage.erasing import untouched
from storage.sqlite_runner import sqlite_engine
from storage.store import SqlStore

ROWS_AT_ONCE = 1000


class NotEmpty(Exception):
    """There is somebody in the database already."""


async def move(file: Path, url: str, key: str) -> None:
    """Put all rows of an SQLite file of today's schema into the database at `url`, all of them or none.

    Raises:
        NotEmpty: it has people of its own, or had.
    """
    await (await SqlStore.open(url, key)).close()  # brings its schema up
    runner, engine = connect(url), sqlite_engine(str(file))
    try:
        await runner.write(partial(_fill, engine))
    finally:
        engine.dispose()
        await runner.close()


def _fill(engine: Engine, conn: Connection) -> None:
    if not untouched(conn):
        raise NotEmpty
    conn.execute(delete(m.items))  # a start has put them there; the copy has its own
    with engine.connect() as source:
        for table in m.metadata.sorted_tables:
            for rows in source.execute(select(table)).mappings().partitions(ROWS_AT_ONCE):
                conn.execute(insert(table), [dict(row) for row in rows])
            if (counted := table.autoincrement_column) is not None and (last := conn.scalar(select(func.max(counted)))):
                conn.execute(select(func.setval(func.pg_get_serial_sequence(table.name, counted.name), last)))
