"""What an operator does with the data: bring it up to date, copy it, put a copy back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from storage.engine import connect
from storage.erasing import Gone, erased
from storage.migrate import HEAD, version
from storage.store import DatabaseAway, SqlStore
from storage.vault import WrongKey


class UpkeepError(Exception):
    """It could not be done; the text says why in one line."""


def _file(url: str) -> Path | None:
    """The SQLite file of a database; None on PostgreSQL."""
    parsed = make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


async def bring_up(url: str, key: str) -> str:
    """Migrate the schema; returns what to tell the operator."""
    store = await SqlStore.open(url, key)
    await store.close()
    return f"The database has schema {HEAD}."


async def schema(url: str) -> str | None:
    """The schema's version as it is, brought nowhere; None for an empty database.

    Raises:
        DatabaseAway: its server does not answer.
    """
    runner = connect(url)
    try:
        return await runner.read(version)
    except OSError as error:
        raise DatabaseAway(str(error)) from None
    finally:
        await runner.close()


def backup(url: str, file: Path) -> str:
    """Copy the database to `file`, while it is in use.

    Raises:
        UpkeepError: there is nothing to copy, or `file` is there already or cannot be written.
    """
    source = _file(url)
    if source is None:
        raise UpkeepError("DATABASE_URL is PostgreSQL: back it up with pg_dump, which comes with the server.")
    if not source.exists():
        raise UpkeepError(f"There is no database at {source} yet.")
    if file.exists():
        raise UpkeepError(f"{file} is there already: name another file.")
    part = file.with_name(f"{file.name}.part")  # half a copy must not look like one, nor stand in the way of the next
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # one file, that can be read where nothing can be written
        part.replace(file)
    except OSError as error:
        raise UpkeepError(f"{file} cannot be written: {error.strerror}.") from None
    except sqlite3.Error as error:
        raise UpkeepError(f"{source} cannot be copied to {file}: {error}.") from None
    finally:
        _remove(part)
    return f"Copied to {file}. It is locked with DATA_KEY (or doorway.key beside the data): keep that too, elsewhere."


async def restore(url: str, key: str, file: Path) -> str:
    """Put a copy in the database's place. The database that was there is kept beside it; who was erased in that since the copy
    was made is erased in the copy, too. On PostgreSQL, what the copy has goes into an empty database.

    Raises:
        UpkeepError: `file` is not a copy of Doorway's, was locked with another key, or the database is in use, is not empty (on
            PostgreSQL) or cannot be written.
    """
    target = _file(url)
    _look_at(file)
    if target is None:
        return await _move(url, key, file)
    there = target.exists()
    if there:
        _hold_still(target)
    gone = await _erased_in(url) if there else None
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".restoring")
    again = await _put(file, fresh, key, gone or ())
    told = f"Restored {target} from {file}."
    if there:
        old = next(name for n in count(1) if not (name := target.with_suffix(f".before-restore-{n}")).exists())
        target.chmod(0o600)
        target.replace(old)
        told += f" What was there is now {old}."
    _remove(target)
    fresh.replace(target)
    if gone is None:
        return f"{told} Who was deleted after the copy was made is in it: it cannot be known who that was."
    return f"{told} Deleted again, because they were deleted after the copy was made: {again}."


async def _move(url: str, key: str, file: Path) -> str:
    """Put what a copy has into an empty PostgreSQL."""
    from storage.moving import NotEmpty, move

    with TemporaryDirectory(prefix="doorway-restore-") as folder:
        fresh = Path(folder, "doorway.db")
        await _put(file, fresh, key, ())
        try:
            await move(fresh, url, key)
        except NotEmpty:
            raise UpkeepError(
                "The PostgreSQL database of DATABASE_URL is in use: a copy goes into an empty one. What pg_dump "
                "has made is put back with pg_restore."
            ) from None
    return f"All that {file} has is now in the PostgreSQL database of DATABASE_URL."


async def _put(file: Path, fresh: Path, key: str, gone: Iterable[Gone]) -> int:
    """Copy a copy to `fresh`, of today's schema and without whom it lets go of; returns how many those were."""
    _remove(fresh)
    try:
        with closing(_read(file)) as copy, closing(sqlite3.connect(fresh)) as new:
            fresh.chmod(0o600)
            copy.backup(new)
        store = await SqlStore.open(f"sqlite+aiosqlite:///{fresh}", key)
        try:
            return await store.erase_again(gone)
        finally:
            await store.close()
    except WrongKey:
        _remove(fresh)
        raise UpkeepError(
            f"{file} was locked with another key: give DATA_KEY (or doorway.key) as it was then."
        ) from None
    except (sqlite3.Error, OSError) as error:
        _remove(fresh)
        raise UpkeepError(f"{file} cannot be copied to {fresh.parent}: {error}.") from None
    except BaseException:
        _remove(fresh)
        raise


def _read(file: Path) -> sqlite3.Connection:
    """A copy, to be read where it lies; also where nothing can be written, if all of it is in the one file."""
    alone = not os.access(file.parent, os.W_OK) and not Path(f"{file}-wal").exists()
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro{'&immutable=1' * alone}", uri=True)


def _look_at(file: Path) -> None:
    """Whether a file is a copy that can be read."""
    if not file.exists():
        raise UpkeepError(f"There is no file {file}.")
    try:
        with closing(_read(file)) as copy:
            copy.execute("SELECT version_num FROM alembic_version").fetchone()
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise UpkeepError(f"{file} is damaged.")
    except sqlite3.Error as error:
        unread = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_CANTOPEN
        raise UpkeepError(f"{file} {'cannot be read' if unread else 'is not a backup of Doorway'}.") from None


def _hold_still(target: Path) -> None:
    """Whether nobody uses the database that is to be replaced; a damaged one is used by nobody."""
    try:
        with closing(sqlite3.connect(target, timeout=1)) as current:
            current.execute("PRAGMA journal_mode=DELETE")  # refused while anybody has it open, even idly
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise UpkeepError(f"{target} is in use: stop Doorway first.") from None
    except sqlite3.DatabaseError:
        return


async def _erased_in(url: str) -> Sequence[Gone] | None:
    """Who was erased, as the database tells, of whatever schema it is; None if it cannot be read any more."""
    try:
        runner = connect(url)
    except DBAPIError:
        return None
    try:
        return await runner.read(erased)
    except DBAPIError:
        return None
    finally:
        await runner.close()


def _remove(file: Path) -> None:
    for each in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
        each.unlink(missing_ok=True)
