"""How the store's functions reach a database: few threads on SQLite, asyncpg on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection, make_url

T = TypeVar("T")
Work = Callable[[Connection], T]


class Runner(Protocol):
    """Runs a piece of work on a connection, in a transaction of its own as far as the work can tell."""

    async def read(self, work: Work[T]) -> T:
        """Run work that writes nothing."""
        ...

    async def scan(self, work: Work[T]) -> T:
        """Run work that reads for long, rows by and by, and writes nothing. Other readings do not wait for it."""
        ...

    async def glance(self, work: Work[T]) -> T:
        """Run work that reads a few rows by their keys, and writes nothing."""
        ...

    async def write(self, work: Work[T]) -> T:
        """Run work and commit it durably before returning. What it raises undoes it."""
        ...

    async def jot(self, work: Work[T]) -> T:
        """`write`, for work that is a few rows by their keys."""
        ...

    async def alone(self) -> bool:
        """Whether no other process that asked this is at the database. Who is told so stays the one, until its end."""
        ...

    async def close(self) -> None:
        """Finish what is under way and let go of the database."""
        ...


def connect(url: str) -> Runner:
    """The runner for a DATABASE_URL."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        from storage.sqlite_runner import SqliteRunner

        return SqliteRunner(parsed.database or "")
    from storage.postgres_runner import PostgresRunner  # brings the whole ORM, which SQLite does not need

    return PostgresRunner(url)
