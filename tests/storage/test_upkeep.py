"""Putting a copy back: never under a program that runs, and what was there is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.messages import Address, Incoming, Text
from bot.ports import Changes, Learner
from bot.ports import deeds as d
from storage.store import SqlStore
from storage.upkeep import UpkeepError, backup, restore

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


async def test_a_copy_that_is_not_there_is_told(tmp_path: Path, key: str) -> None:
    with pytest.raises(UpkeepError, match=r"^There is no file nowhere\.$"):
        await restore(f"sqlite+aiosqlite:///{tmp_path}/doorway.db", key, Path("nowhere"))
