"""Statements of the hot path, compiled once. On SQLite they go to the driver directly, which costs a third of a Core execution.

The SQL, the types and their conversions are still those of the Core statement; only what SQLAlchemy does around each
execution is left out (bench/RESULTS.md has the figures). On PostgreSQL they are executed as usual.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection

from storage.rows import plain

Convert = Callable[[Any], Any] | None


class Prepared:
    """One statement; `keys` are the parameters that it is always given."""

    def __init__(self, statement: Any, *keys: str) -> None:
        self._statement = statement
        self._keys = keys
        self._ready: tuple[str, list[tuple[str, Convert, Any]], type[Any], list[Convert]] | None = None

    def one(self, conn: Connection, values: Mapping[str, Any]) -> Any:
        """The only row; None when there is none."""
        rows = self.all(conn, values)
        return rows[0] if rows else None

    def all(self, conn: Connection, values: Mapping[str, Any]) -> list[Any]:
        """All rows, with a name for each column."""
        if conn.dialect.name != "sqlite":
            return list(conn.execute(self._statement, dict(values)))
        cursor, row, converts = self._execute(conn, values)
        return [
            row(
                *(
                    value if convert is None or value is None else convert(value)
                    for value, convert in zip(found, converts, strict=True)
                )
            )
            for found in cursor.fetchall()
        ]

    def plain(self, conn: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """All rows as the driver gives them (see `storage.rows.plain`)."""
        if conn.dialect.name != "sqlite":
            return plain(conn, self._statement, values)
        rows: list[tuple[Any, ...]] = self._execute(conn, values)[0].fetchall()
        return rows

    def count(self, conn: Connection, values: Mapping[str, Any]) -> int:
        """How many rows the statement changed."""
        if conn.dialect.name != "sqlite":
            return int(conn.execute(self._statement, dict(values)).rowcount)
        return int(self._execute(conn, values)[0].rowcount)

    def _execute(self, conn: Connection, values: Mapping[str, Any]) -> tuple[Any, type[Any], list[Convert]]:
        sql, order, row, converts = self._ready or self._prepare(conn)
        driver: Any = conn.connection.driver_connection
        given = [
            value if convert is None or value is None else convert(value)
            for value, convert in ((values.get(name, own), convert) for name, convert, own in order)
        ]
        return driver.execute(sql, given), row, converts

    def _prepare(self, conn: Connection) -> tuple[str, list[tuple[str, Convert, Any]], type[Any], list[Convert]]:
        compiled: Any = self._statement.compile(dialect=conn.dialect, column_keys=list(self._keys) or None)
        binds = compiled._bind_processors
        own = compiled.params  # the statement's own values, such as NULL
        order = [(name, binds.get(name), own.get(name)) for name in compiled.positiontup or ()]
        columns = compiled._result_columns or ()
        row = namedtuple("row", [column.keyname for column in columns], rename=True)  # type: ignore[misc]
        converts = [column.type._cached_result_processor(conn.dialect, None) for column in columns]
        self._ready = (str(compiled), order, row, converts)
        return self._ready
