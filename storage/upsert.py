"""INSERT … ON CONFLICT: SQLAlchemy has it for each database by itself, and only what the one in use needs is loaded."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

from sqlalchemy import Connection, Table

T = TypeVar("T")


def insert_into(conn: Connection, table: Table) -> Any:
    """An INSERT into a table as the connection's database knows it, to be told what to do on conflict."""
    return _insert(conn.dialect.name, table)


def _insert(dialect: str, table: Table) -> Any:
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


class ByDialect(dict[str, T]):
    """What is made of such an INSERT once for each database, when that is first asked for by its name."""

    def __init__(self, table: Table, make: Callable[[Any], T]) -> None:
        super().__init__()
        self._table, self._make = table, make

    def __missing__(self, dialect: str) -> T:
        made = self[dialect] = self._make(_insert(dialect, self._table))
        return made
