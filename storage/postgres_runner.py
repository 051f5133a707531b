"""PostgreSQL: every work in its own transaction, on a pool of asyncpg connections."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.engine import T, Work


class PostgresRunner:
    """Every work in its own transaction, on a pool of asyncpg connections."""

    def __init__(self, url: str) -> None:
        self._engine = create_async_engine(url, pool_size=10, max_overflow=10)
        # Each statement of a reading stands by itself: nothing travels for it but the statement.
        self._reading = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._holding: AsyncConnection | None = None

    async def read(self, work: Work[T]) -> T:
        return await self._run(self._reading, work)

    glance = read

    async def scan(self, work: Work[T]) -> T:
        return await self._run(self._engine, work)  # rows by and by need a transaction

    async def write(self, work: Work[T]) -> T:
        return await self._run(self._engine, work, commit=True)

    async def _run(self, engine: AsyncEngine, work: Work[T], *, commit: bool = False) -> T:
        """Run work; once more if the server had gone away since the connection was last used: then nothing has been done."""
        for last in (False, True):
            async with engine.connect() as conn:
                try:
                    result = await conn.run_sync(work)
                except DBAPIError as error:
                    if last or not error.connection_invalidated:
                        raise
                else:
                    if commit:
                        await conn.commit()
                    return result
        raise AssertionError  # one of the two has returned or raised

    jot = write

    async def alone(self) -> bool:
        if self._holding is None:
            conn = await self._reading.connect()
            if not (await conn.execute(text("SELECT pg_try_advisory_lock(7216)"))).scalar():
                await conn.close()
                return False
            self._holding = conn  # the lock lasts as long as its connection
        return True

    async def close(self) -> None:
        if self._holding is not None:
            await self._holding.close()
        await self._engine.dispose()
