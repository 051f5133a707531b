"""Putting a copy back: never under a program that runs, and what was there is kept."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.messages import Address, Incoming, Text
from bot.ports import Changes, Learner
from bot.ports import deeds as d
from storage.engine import connect
from storage.migrate import HEAD, NewerSchema
from storage.staff_models import metadata
from storage.store import DatabaseAway, SqlStore, explain
from storage.upkeep import UpkeepError, backup, restore, schema
from tests.full_disk import full_disk

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


async def test_a_copy_is_not_put_under_a_running_program(tmp_path: Path, key: str) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/doorway.db"
    store = await SqlStore.open(url, key)
    backup(url, tmp_path / "copy")
    try:
        with pytest.raises(UpkeepError, match="in use"):
            await restore(url, key, tmp_path / "copy")
        await store.check()
    finally:
        await store.close()
    await restore(url, key, tmp_path / "copy")


async def test_what_was_there_is_kept_at_every_restore(tmp_path: Path, key: str) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/doorway.db"
    await (await SqlStore.open(url, key)).close()
    backup(url, tmp_path / "copy")
    told = [await restore(url, key, tmp_path / "copy") for _ in range(3)]
    kept = {Path(line.partition(" is now ")[2].partition(". ")[0]) for line in told}
    assert len(kept) == 3
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in kept)


async def somebody(store: SqlStore, user: str, *, gone: bool = False) -> None:
    """Somebody comes, or deletes what is known of them."""
    incoming = Incoming(f"{user}-{gone}", Address("telegram", user), NOW, Text("hi"))
    known = await store.load(incoming)
    assert known is not None
    changes = Changes(erase=True) if gone else Changes(learner=Learner(nickname=user.title()), deeds=[d.FoundSite("S")])
    assert await store.save(incoming, known, changes) is not None


async def here(store: SqlStore, *users: str) -> list[str]:
    found = {
        user: await store.load(Incoming(f"look-{user}", Address("telegram", user), NOW, Text("hi"))) for user in users
    }
    return [user for user, known in found.items() if known is not None and known.learner is not None]


async def test_who_deleted_themselves_does_not_come_back_with_a_copy(tmp_path: Path, key: str) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/doorway.db"
    store = await SqlStore.open(url, key)
    for user in ("ana", "bo"):
        await somebody(store, user)
    backup(url, tmp_path / "copy")
    await somebody(store, "bo", gone=True)
    await somebody(store, "cy")  # takes the number of who has gone
    await store.close()
    assert "deleted after the copy was made: 1." in await restore(url, key, tmp_path / "copy")
    assert await erased_and_here(url, key) == (1, ["ana"])
    assert "deleted after the copy was made: 1." in await restore(
        url, key, tmp_path / "copy"
    )  # nor with the same one later
    assert await erased_and_here(url, key) == (1, ["ana"])


async def erased_and_here(url: str, key: str) -> tuple[int, list[str]]:
    store = await SqlStore.open(url, key)
    try:
        return len(await store.erased()), await here(store, "ana", "bo", "cy")
    finally:
        await store.close()


async def test_a_copy_takes_the_place_of_a_damaged_database(tmp_path: Path, key: str) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/doorway.db"
    store = await SqlStore.open(url, key)
    await somebody(store, "ana")
    await store.close()
    backup(url, tmp_path / "copy")
    (tmp_path / "doorway.db").write_bytes(b"nothing that could be read" * 1000)
    assert "it cannot be known who" in await restore(url, key, tmp_path / "copy")
    assert await erased_and_here(url, key) == (0, ["ana"])


async def test_a_copy_locked_with_another_key_changes_nothing(tmp_path: Path, key: str) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/doorway.db"
    store = await SqlStore.open(url, key)
    await store.register(["civics-2008-1"])
    await somebody(store, "ana")
    await store.close()
    backup(url, tmp_path / "copy")
    files = sorted(tmp_path.glob("doorway*"))
    with pytest.raises(UpkeepError, match="locked with another key"):
        await restore(url, Fernet.generate_key().decode(), tmp_path / "copy")
    assert sorted(tmp_path.glob("doorway*")) == files
    assert await erased_and_here(url, key) == (0, ["ana"])


def test_of_what_cannot_be_copied_no_half_is_left(tmp_path: Path) -> None:
    (tmp_path / "doorway.db").write_text("this is no database at all")
    url, copy = f"sqlite+aiosqlite:///{tmp_path}/doorway.db", tmp_path / "copy"
    with pytest.raises(UpkeepError, match=r"doorway\.db cannot be copied to .*copy"):
        backup(url, copy)
    assert not copy.exists()


async def test_where_there_is_no_room_nothing_is_put_back(tmp_path: Path, key: str) -> None:
    url, copy = f"sqlite+aiosqlite:///{tmp_path}/doorway.db", tmp_path / "copy"
    await (await SqlStore.open(url, key)).close()
    backup(url, copy)
    before = set(tmp_path.iterdir())
    with full_disk(64 * 1024), pytest.raises(UpkeepError, match=r"copy cannot be copied to .*: "):
        await restore(url, key, copy)
    assert set(tmp_path.iterdir()) == before


async def test_a_backup_that_was_cut_short_is_no_copy_and_does_not_hinder_the_next(tmp_path: Path, key: str) -> None:
    url, copy = f"sqlite+aiosqlite:///{tmp_path}/doorway.db", tmp_path / "copy"
    await (await SqlStore.open(url, key)).close()
    with subprocess.Popen([sys.executable, "-c", CUT_SHORT, url, str(copy)]) as half:
        assert half.wait() == -signal.SIGKILL
    assert not copy.exists()
    backup(url, copy)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy", "doorway.db"]


CUT_SHORT = """
import os, signal, sqlite3, sys
from pathlib import Path
from storage import upkeep

class Cut(sqlite3.Connection):
    def backup(self, target):
        super().backup(target, pages=20, progress=lambda *_: os.kill(os.getpid(), signal.SIGKILL))

connect = sqlite3.connect
sqlite3.connect = lambda file: connect(file, factory=Cut)
upkeep.backup(sys.argv[1], Path(sys.argv[2]))
"""


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
async def test_a_copy_is_put_back_from_where_nothing_can_be_written(
    tmp_path: Path, key: str, journal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, copy = f"sqlite+aiosqlite:///{tmp_path}/doorway.db", tmp_path / "disk" / "a copy#1"
    copy.parent.mkdir()
    await (await SqlStore.open(url, key)).close()
    backup(url, copy)
    with closing(sqlite3.connect(copy)) as other:  # as copies were made before, or by hand
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        other.execute(f"PRAGMA journal_mode={journal}")
    monkeypatch.setattr(
        os, "access", lambda path, _: path != copy.parent
    )  # nothing is forbidden to the root of a machine
    await restore(url, key, copy)
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]


async def test_a_schema_is_looked_at_and_brought_nowhere(database: str, key: str) -> None:
    assert [await schema(database), await schema(database)] == [None, None]
    await (await SqlStore.open(database, key)).close()
    assert await schema(database) == HEAD
    if not database.startswith("sqlite"):
        with pytest.raises(DatabaseAway):
            await schema("postgresql+asyncpg://u@127.0.0.1:1/x")


async def test_a_copy_takes_the_place_of_what_a_newer_program_has_brought_up(tmp_path: Path, key: str) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/doorway.db"
    store = await SqlStore.open(url, key)
    for user in ("ana", "bo"):
        await somebody(store, user)
    backup(url, tmp_path / "copy")
    await somebody(store, "bo", gone=True)
    await store.close()
    with closing(sqlite3.connect(tmp_path / "doorway.db")) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerSchema) as refused:
        await SqlStore.open(url, key)
    told = f"DATABASE_URL: the database has schema 9999, and this Doorway knows {HEAD} at most: "
    assert explain(refused.value) == f"{told}run the newer one, or restore a copy made before it."
    assert "deleted after the copy was made: 1." in await restore(url, key, tmp_path / "copy")
    assert await erased_and_here(url, key) == (1, ["ana"])


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_what_a_copy_has_goes_into_an_empty_database_of_a_server(tmp_path: Path, key: str, database: str) -> None:
    """The five-dollar machine has become too small."""
    server = database
    url = f"sqlite+aiosqlite:///{tmp_path}/doorway.db"
    store = await SqlStore.open(url, key)
    await store.register(["civics-2008-1"])
    for user in ("ana", "bo"):
        await somebody(store, user)
    await somebody(store, "ana", gone=True)
    await store.close()
    backup(url, tmp_path / "copy")

    with pytest.raises(UpkeepError, match="locked with another key"):
        await restore(server, Fernet.generate_key().decode(), tmp_path / "copy")
    started = await SqlStore.open(server, key)
    await started.register(["civics-2008-1"])
    await started.close()
    assert "is now in the PostgreSQL database" in await restore(server, key, tmp_path / "copy")
    assert await erased_and_here(server, key) == (1, ["bo"])
    assert rows(await every(url)) == rows(await every(server)) != {}
    moved = await SqlStore.open(server, key)
    await somebody(moved, "cy")  # takes no number that is taken
    await moved.close()
    with pytest.raises(UpkeepError, match="into an empty one"):
        await restore(server, key, tmp_path / "copy")
    assert await erased_and_here(server, key) == (1, ["bo", "cy"])


async def every(url: str) -> dict[str, list[Any]]:
    runner = connect(url)
    try:
        return await runner.read(
            lambda conn: {table.name: list(conn.execute(select(table))) for table in metadata.sorted_tables}
        )
    finally:
        await runner.close()


def rows(tables: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: sorted(map(repr, found)) for name, found in tables.items() if found}


async def test_a_copy_that_is_not_there_is_told(tmp_path: Path, key: str) -> None:
    with pytest.raises(UpkeepError, match=r"^There is no file nowhere\.$"):
        await restore(f"sqlite+aiosqlite:///{tmp_path}/doorway.db", key, Path("nowhere"))
