"""Statements of the hot path, compiled once. On SQLite they go to the driver directly, which costs a third of a Core execution.

The SQL, the types and their conversions are still those of the Core statement; only what SQLAlchemy does around each
execution is left out (bench/RESULTS.md has the figures). On PostgreSQL they are executed as usual.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from storage.rows import plain

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement for the driver: what it is given, in order, and the rows it gives, each with what has to be converted at which
    place."""

    sql: str
    own: Mapping[str, Any]  # the statement's own values, such as NULL
    given: Callable[[Mapping[str, Any]], Sequence[Any]]
    into: list[tuple[int, Convert]]
    row: Callable[[Sequence[Any]], Any]
    back: list[tuple[int, Convert]]


class Prepared:
    """One statement; `keys` are the parameters that it is always given."""

    def __init__(self, statement: Any, *keys: str) -> None:
        self._statement = statement
        self._keys = keys
        self._ready: _Compiled | None = None

    def one(self, conn: Connection, values: Mapping[str, Any]) -> Any:
        """The only row; None when there is none."""
        rows = self.all(conn, values)
        return rows[0] if rows else None

    def all(self, conn: Connection, values: Mapping[str, Any]) -> list[Any]:
        """All rows, with a name for each column."""
        if conn.dialect.name != "sqlite":
            return list(conn.execute(self._statement, dict(values)))
        cursor, ready = self._execute(conn, values)
        row, back = ready.row, ready.back
        return [row(_converted(found, back) if back else found) for found in cursor.fetchall()]

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

    def _execute(self, conn: Connection, values: Mapping[str, Any]) -> tuple[Any, _Compiled]:
        ready = self._ready or self._prepare(conn)
        driver: Any = conn.connection.dbapi_connection
        given = ready.given({**ready.own, **values} if ready.own else values)
        return driver.execute(ready.sql, _converted(given, ready.into) if ready.into else given), ready

    def _prepare(self, conn: Connection) -> _Compiled:
        compiled: Any = self._statement.compile(dialect=conn.dialect, column_keys=list(self._keys) or None)
        names = compiled.positiontup or ()
        binds = compiled._bind_processors
        columns = compiled._result_columns or ()
        row: Any = namedtuple("row", [column.keyname for column in columns], rename=True)  # type: ignore[misc]
        backs = [column.type._cached_result_processor(conn.dialect, None) for column in columns]
        self._ready = _Compiled(
            str(compiled),
            {name: value for name, value in compiled.params.items() if not compiled.binds[name].required},
            _getter(names),
            [(at, binds[name]) for at, name in enumerate(names) if binds.get(name) is not None],
            partial(tuple.__new__, row),  # half the time of its own `_make`
            [(at, convert) for at, convert in enumerate(backs) if convert is not None],
        )
        return self._ready


def _getter(names: Sequence[str]) -> Callable[[Mapping[str, Any]], Sequence[Any]]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: [values[name] for name in names]


def _converted(values: Sequence[Any], converts: list[tuple[int, Convert]]) -> list[Any]:
    """The values, those at some places converted; NULL stays NULL."""
    out = list(values)
    for at, convert in converts:
        if (value := out[at]) is not None:
            out[at] = convert(value)
    return out
