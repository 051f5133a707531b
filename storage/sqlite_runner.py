"""SQLite: the event loop writes what is small, threads read, write what is long, and wait for the disk."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from storage.engine import T, Work

GROUP = 128  # turns committed together at most


def sqlite_engine(path: str, *, patience: float = 30.0) -> Engine:
    """An engine over one SQLite file, with the pragmas that make it durable, concurrent and forgetful. Its connection
    waits `patience` seconds for another that is writing."""
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "timeout": patience, "cached_statements": 256},
    )

    @event.listens_for(engine, "connect")
    def _(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # transactions are begun by hand, below
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten

    return engine


class _Job:
    """A piece of work and the future that waits for it."""

    __slots__ = ("error", "future", "loop", "result", "work")

    def __init__(self, work: Work[Any]) -> None:
        self.work = work
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.result: Any = None
        self.error: BaseException | None = None

    def settle(self) -> None:
        if not self.future.done():
            if self.error is not None:
                self.future.set_exception(self.error)
            else:
                self.future.set_result(self.result)


class SqliteRunner:
    """One thread writes, one reads, one commits. Writes that wait while one is being committed are committed together.

    Committing costs a disk's sync, whatever is in it: so many turns at once share one (group commit). What is jotted down is
    written by the event loop itself, for a few statements take less time than two threads take to pass the interpreter to
    one another at each of them; only the commit, which waits for the disk, has a thread of its own.
    A work that raises must have written nothing; if one raises in the middle, the group is undone and
    each of its works is run again in a transaction of its own.
    """

    def __init__(self, path: str) -> None:
        """Open the file, making it if need be.

        Raises:
            sqlalchemy.exc.OperationalError: it cannot be opened.
        """
        self._engines = (sqlite_engine(path), sqlite_engine(path))
        for engine in self._engines:  # one after the other, here: two at once would dispute the journal
            engine.connect().close()
        self._far, self._scanning = sqlite_engine(path), threading.Lock()
        self._scanned: Any = None  # the driver's connection, while there is a long reading
        self._closed = False
        self._near = sqlite_engine(path), sqlite_engine(path, patience=0.0)
        self._glancing, self._jotting = (engine.connect() for engine in self._near)
        self._home: asyncio.AbstractEventLoop | None = None  # the loop that writes what is jotted
        self._jotted: list[_Job] = []  # waits for its turn to be written
        self._committing: list[_Job] = []  # is written, and waits for the disk
        self._commits: queue.SimpleQueue[list[_Job] | None] = queue.SimpleQueue()
        self._queues: tuple[queue.SimpleQueue[_Job | None], ...] = (queue.SimpleQueue(), queue.SimpleQueue())
        self._threads = [
            threading.Thread(target=serve, args=(engine, jobs), name=name, daemon=True)
            for serve, engine, jobs, name in zip(
                (self._serve_reads, self._serve_writes), self._engines, self._queues, ("reads", "writes"), strict=True
            )
        ] + [threading.Thread(target=self._serve_commits, name="commits", daemon=True)]
        for thread in self._threads:
            thread.start()

    async def read(self, work: Work[T]) -> T:
        job = _Job(work)
        self._queues[0].put(job)
        result: T = await job.future
        return result

    async def glance(self, work: Work[T]) -> T:
        # A few rows by their keys take less time than the hop to a thread and back (bench/RESULTS.md).
        try:
            return work(self._glancing)
        finally:
            self._glancing.rollback()

    async def scan(self, work: Work[T]) -> T:
        def run() -> T:
            with self._scanning:
                if self._closed:
                    raise RuntimeError("the database is closed")
                with self._far.connect() as conn:
                    self._scanned = conn.connection.driver_connection
                    try:
                        return work(conn)
                    finally:
                        self._scanned = None

        return await asyncio.to_thread(run)

    async def write(self, work: Work[T]) -> T:
        job = _Job(work)
        self._queues[1].put(job)
        result: T = await job.future
        return result

    async def jot(self, work: Work[T]) -> T:
        job = _Job(work)
        self._home = self._home or job.loop
        if job.loop is not self._home:  # two loops would write on one connection at once
            return await self.write(work)
        self._jotted.append(job)
        if len(self._jotted) == 1 and not self._committing:
            job.loop.call_soon(self._write_down)
        result: T = await job.future
        return result

    def _write_down(self) -> None:
        """Write what is jotted, and have it committed; where another writes at this moment, it is left to the thread
        that can wait."""
        group, self._jotted = self._jotted[:GROUP], self._jotted[GROUP:]
        try:
            _write_group(self._jotting, group)
        except Exception:
            _undo(self._jotting)
            for job in group:
                self._queues[1].put(job)
            if self._jotted:
                self._jotted[0].loop.call_soon(self._write_down)
        else:
            self._committing = group
            self._commits.put(group)

    def _serve_commits(self) -> None:
        while (group := self._commits.get()) is not None:
            try:
                _end(self._jotting)
                left = []
            except Exception:
                _undo(self._jotting)
                left = group
            loop = group[0].loop
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._committed, left)

    def _committed(self, left: list[_Job]) -> None:
        """Hand over what is on the disk; what could not be committed is written again by the thread that can wait."""
        group, self._committing = self._committing, []
        for job in left:
            self._queues[1].put(job)
        if not left:
            for job in group:
                job.settle()
        if self._jotted:
            self._write_down()

    async def alone(self) -> bool:
        return True  # what serves a file locks it (`bot.running.alone`)

    async def close(self) -> None:
        self._closed = True
        if (scanned := self._scanned) is not None:
            scanned.interrupt()  # nobody waits for it any more
        await asyncio.to_thread(self._scanning.acquire)  # until then its connection is in use
        self._scanning.release()
        while under_way := [job.future for job in (*self._committing, *self._jotted)]:
            await asyncio.wait(under_way)
        self._commits.put(None)
        for jobs in self._queues:
            jobs.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)
        for conn in (self._glancing, self._jotting):
            conn.close()
        for engine in (*self._engines, *self._near, self._far):
            engine.dispose()

    def _serve_reads(self, engine: Engine, jobs: queue.SimpleQueue[_Job | None]) -> None:
        with engine.connect() as conn:
            while (job := jobs.get()) is not None:
                _run(conn, job)
                conn.rollback()  # each read sees what is committed by then
                _settle([job])

    def _serve_writes(self, engine: Engine, jobs: queue.SimpleQueue[_Job | None]) -> None:
        with engine.connect() as conn:
            while (job := jobs.get()) is not None:
                group, more = [job], True
                while more and len(group) < GROUP:
                    try:
                        following = jobs.get_nowait()
                    except queue.Empty:
                        break
                    if following is None:
                        jobs.put(None)
                        more = False
                    else:
                        group.append(following)
                _commit(conn, group)
                _settle(group)


def _run(conn: Connection, job: _Job) -> None:
    try:
        job.result, job.error = job.work(conn), None
    except Exception as error:
        job.error = error


def _commit(conn: Connection, group: list[_Job]) -> None:
    """Run a group in one transaction; if anything unforeseen happens, each work in its own."""
    try:
        _write_group(conn, group)
        _end(conn)
    except Exception as error:
        _undo(conn)
        if len(group) == 1:
            group[0].error = group[0].error or error
            return
        for job in group:
            _commit(conn, [job])


def _write_group(conn: Connection, group: list[_Job]) -> None:
    driver = _driver(conn)
    driver.execute("BEGIN IMMEDIATE")
    for job in group:
        job.result, job.error = None, None
        before = driver.total_changes
        _run(conn, job)
        if job.error is not None and driver.total_changes != before:
            raise job.error


def _end(conn: Connection) -> None:
    _driver(conn).execute("COMMIT")
    _undo(conn)


def _undo(conn: Connection) -> None:
    """Undo what was not committed, and let SQLAlchemy's own idea of a transaction end, if it has one."""
    _driver(conn).rollback()
    if conn.in_transaction():
        conn.rollback()


def _driver(conn: Connection) -> Any:
    return conn.connection.dbapi_connection


def _settle(group: list[_Job]) -> None:
    """Hand the results over, one call for each event loop."""

    def settle(jobs: list[_Job]) -> None:
        for job in jobs:
            job.settle()

    by_loop: dict[asyncio.AbstractEventLoop, list[_Job]] = {}
    for job in group:
        by_loop.setdefault(job.loop, []).append(job)
    for loop, jobs in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, jobs)
