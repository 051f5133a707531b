"""Putting a copy back: never under a program that runs, and what was there is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.store import SqlStore
from storage.upkeep import UpkeepError, backup, restore


async def test_a_copy_is_not_put_under_a_running_program(tmp_path: Path, key: str) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/doorway.db"
    store = await SqlStore.open(url, key)
    backup(url, tmp_path / "copy")
    try:
        with pytest.raises(UpkeepError, match="in use"):
            restore(url, tmp_path / "copy")
        await store.check()
    finally:
        await store.close()
    restore(url, tmp_path / "copy")


async def test_what_was_there_is_kept_at_every_restore(tmp_path: Path, key: str) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/doorway.db"
    await (await SqlStore.open(url, key)).close()
    backup(url, tmp_path / "copy")
    told = [restore(url, tmp_path / "copy") for _ in range(3)]
    kept = {Path(line.rpartition(" is now ")[2].rstrip(".")) for line in told}
    assert len(kept) == 3
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in kept)
