"""The store that the rest of the program sees: `bot.ports.Store` over SQLite or PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from datetime import UTC, date, datetime
from functools import partial

from bot.lessons.memory import Card
from bot.lessons.model import Skill, Verdict
from bot.messages import Address, Incoming, Outgoing
from bot.ports import Attempt, Candidate, Changes, Dispatch, Known
from storage import erasing, reminders, sending, statements
from storage.engine import Runner, connect
from storage.erasing import Gone
from storage.migrate import NewerSchema, migrate
from storage.office import SqlOffice
from storage.vault import Vault, WrongKey


def _now() -> datetime:
    return datetime.now(UTC)


class SqlStore:
    """Keeps everything in one database. Names, platform ids and what betrays a status are locked with the key."""

    def __init__(self, runner: Runner, vault: Vault, *, now: Callable[[], datetime] = _now) -> None:
        self._runner = runner
        self._vault = vault
        self._now = now
        self._names: dict[int, str] = {}  # what item references stand for
        self.office = SqlOffice(runner, vault, self._names)

    @classmethod
    async def open(cls, url: str, key: str, *, now: Callable[[], datetime] = _now) -> SqlStore:
        """Connect, and bring the schema up to date.

        Raises:
            ValueError: the key is not a key.
            storage.vault.WrongKey: the data was locked with another key.
            DatabaseAway: its server does not answer.
            NewerSchema: a newer program has brought it up.
        """
        vault = Vault(key)
        runner = connect(url)
        try:
            await _connected(runner)
            store = cls(runner, vault, now=now)
            store._names |= await runner.read(partial(statements.names, vault=vault))
        except BaseException:
            await runner.close()
            raise
        return store

    async def register(self, items: Iterable[str]) -> None:
        """Tell the store which items there are; to be called before they are first asked."""
        items = list(items)
        known = set(self._names.values())
        if any(item not in known for item in items):
            await self._runner.write(lambda conn: statements.register(conn, self._vault, items))
            self._names |= {self._vault.item_ref(item): item for item in items}

    async def load(self, incoming: Incoming) -> Known | None:
        return await self._runner.glance(lambda conn: statements.load(conn, self._vault, incoming))

    async def save(self, incoming: Incoming, known: Known, changes: Changes) -> Dispatch | None:
        run = self._runner.write if changes.erase else self._runner.jot  # to erase takes as long as somebody was here
        return await run(lambda conn: statements.save(conn, self._vault, incoming, known, changes))

    async def sent(
        self, dispatch: Dispatch, done: int, anchor: str | None, outcome: str = "sent", *, receipt: str | None = None
    ) -> None:
        await self._runner.jot(lambda conn: sending.sent(conn, dispatch, done, anchor, outcome, receipt))

    async def unsent(
        self, *, all_processes: bool, channel: str | None = None, most: int | None = None, answers: bool = False
    ) -> Sequence[Dispatch]:
        which, now = sending.Which(all_processes, channel, answers), self._now()
        if not await self._runner.read(lambda conn: sending.any_unsent(conn, which, now)):
            return []
        return await self._runner.write(lambda conn: sending.unsent(conn, self._vault, which, most, now))

    async def keep(self, ids: Sequence[int]) -> None:
        await self._runner.write(lambda conn: sending.keep(conn, ids, self._now()))

    async def abandon(self, here: Collection[str]) -> int:
        lost = await self._runner.read(lambda conn: sending.lost(conn, here, self._now()))
        if lost:
            await self._runner.write(lambda conn: sending.abandon(conn, lost))
        return len(lost)

    async def unreachable(self, address: Address) -> None:
        await self._runner.write(lambda conn: sending.unreachable(conn, self._vault, address))

    async def candidates(self, since: datetime, until: datetime, *, after: int = 0, most: int) -> Sequence[Candidate]:
        return await self._runner.read(lambda conn: reminders.candidates(conn, self._vault, since, until, after, most))

    async def remind(self, candidate: Candidate, day: date, at: datetime, reply: Outgoing) -> Dispatch | None:
        return await self._runner.write(lambda conn: reminders.remind(conn, self._vault, candidate, day, at, reply))

    async def language(self, address: Address) -> str | None:
        """The language that somebody has chosen; None of a stranger."""
        return await self._runner.glance(lambda conn: statements.language(conn, self._vault, address))

    async def last_here(self) -> datetime | None:
        """When somebody was here last; None when nobody ever was."""
        return await self._runner.read(statements.last_here)

    async def forget(self, now: datetime) -> None:
        await self._runner.write(lambda conn: statements.forget(conn, self._vault, now))

    async def cards(self, learner: int) -> Sequence[Card]:
        # For somebody who waits for their session; passing from thread to thread at each row takes longer than reading.
        return await self._runner.glance(lambda conn: statements.cards(conn, learner, self._names))

    async def due(self, learner: int, begin: datetime, end: datetime) -> Set[tuple[str, Skill]]:
        return await self._runner.glance(lambda conn: statements.due(conn, learner, self._names, begin, end))

    async def verdicts(self, learner: int, *, last: int) -> Sequence[Verdict]:
        return await self._runner.glance(lambda conn: statements.verdicts(conn, learner, last))

    async def attempts(
        self, learner: int, *, since: datetime | None = None, last: int | None = None
    ) -> Sequence[Attempt]:
        read = self._runner.read if last is None else self._runner.glance
        return await read(lambda conn: statements.attempts(conn, self._vault, learner, self._names, since, last))

    async def untouched(self) -> bool:
        """Whether nobody is here, and nobody was."""
        return await self._runner.read(erasing.untouched)

    async def alone(self) -> bool:
        """Whether this process is the one for what only one may do: the first that asked, of those that run."""
        return await self._runner.alone()

    async def mastered(self, learner: int) -> frozenset[str]:
        return await self._runner.read(lambda conn: statements.mastered(conn, learner, self._names))

    async def remove_channel(self, channel: str) -> int:
        """Erase everybody of a channel, and all demo sites with their classes; returns how many people those were."""
        return await self._runner.write(lambda conn: erasing.remove_channel(conn, self._vault, channel, self._now()))

    async def erased(self) -> Sequence[Gone]:
        """Everybody who was erased, by number."""
        return await self._runner.read(erasing.erased)

    async def erase_again(self, gone: Iterable[Gone]) -> int:
        """In a copy made before: erase those who were erased since; returns how many those were."""
        return await self._runner.write(lambda conn: erasing.erase_again(conn, self._vault, gone))

    async def check(self, *, writing: bool = False) -> None:
        """See `bot.ports.Store.check`. `writing`: whether something could be written, too."""
        await self._runner.read(statements.check)
        if writing:
            await self._runner.write(statements.check)

    async def close(self) -> None:
        """Finish what is under way and let go of the database."""
        await self._runner.close()


class DatabaseAway(Exception):
    """The database's server does not answer."""


async def _connected(runner: Runner) -> None:
    """Bring the schema up to date."""
    try:
        await runner.write(migrate)
    except OSError as error:
        raise DatabaseAway(str(error)) from None


def explain(error: BaseException) -> str | None:
    """One line for a database that cannot be used, without its address (it may hold a password); None for anything else."""
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    if isinstance(error, WrongKey):
        return f"DATA_KEY: {error}."
    if isinstance(error, NewerSchema):
        return f"DATABASE_URL: {error}: run the newer one, or restore a copy made before it."
    if isinstance(error, DatabaseAway):
        return "DATABASE_URL: the database's server does not answer."
    if isinstance(error, DBAPIError | sqlite3.Error):
        told = error.orig if isinstance(error, DBAPIError) else error
        return f"DATABASE_URL: the database cannot be used: {str(told).strip().splitlines()[0]}."
    if isinstance(error, SQLAlchemyError):
        return f"DATABASE_URL: {str(error).splitlines()[0]}."
    return None
