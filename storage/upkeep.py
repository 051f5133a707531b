"""What an operator does with the data: bring it up to date, copy it, put a copy back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

from sqlalchemy import make_url

from storage.migrate import HEAD
from storage.store import SqlStore


class UpkeepError(Exception):
    """It could not be done; the text says why in one line."""


def _file(url: str, verb: str) -> Path:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise UpkeepError(
            f"DATABASE_URL is PostgreSQL: {verb} it with pg_dump and pg_restore, which come with the server."
        )
    return Path(parsed.database)


async def bring_up(url: str, key: str) -> str:
    """Migrate the schema; returns what to tell the operator."""
    store = await SqlStore.open(url, key)
    await store.close()
    return f"The database has schema {HEAD}."


def backup(url: str, file: Path) -> str:
    """Copy the database to `file`, while it is in use.

    Raises:
        UpkeepError: there is nothing to copy, or `file` is there already or cannot be written.
    """
    source = _file(url, "back up")
    if not source.exists():
        raise UpkeepError(f"There is no database at {source} yet.")
    if file.exists():
        raise UpkeepError(f"{file} is there already: name another file.")
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(file)) as new:
            old.backup(new)
    except (OSError, sqlite3.Error) as error:
        raise UpkeepError(f"{file} cannot be written: {error}.") from None
    return f"Copied to {file}. It is locked with DATA_KEY (or doorway.key beside the data): keep that too, elsewhere."


def restore(url: str, file: Path) -> str:
    """Put a copy in the database's place. The database that was there is kept beside it.

    Raises:
        UpkeepError: `file` is not a copy of Doorway's, or the database is in use.
    """
    target = _file(url, "restore")
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            copy.execute("SELECT version_num FROM alembic_version").fetchone()
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise UpkeepError(f"{file} is damaged.")
    except sqlite3.Error:
        raise UpkeepError(f"{file} is not a backup of Doorway.") from None
    target.parent.mkdir(parents=True, exist_ok=True)
    kept = ""
    if target.exists():
        try:
            with closing(sqlite3.connect(target, timeout=1)) as current:
                current.execute("PRAGMA journal_mode=DELETE")  # refused while anybody has it open, even idly
        except sqlite3.Error:
            raise UpkeepError(f"{target} is in use: stop Doorway first.") from None
        old = next(name for n in count(1) if not (name := target.with_suffix(f".before-restore-{n}")).exists())
        target.chmod(0o600)
        target.replace(old)
        kept = f" What was there is now {old}."
    for left in ("-wal", "-shm"):
        Path(f"{target}{left}").unlink(missing_ok=True)
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy, closing(sqlite3.connect(target)) as new:
        copy.backup(new)
    target.chmod(0o600)
    return f"Restored {target} from {file}.{kept}"
