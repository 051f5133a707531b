"""What `main.py doctor` says of Telegram and of the database."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
import urllib.error
import urllib.request
from contextlib import closing
from email.message import Message
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, event

from bot.doctor import examine
from bot.settings import Settings
from storage.engine import connect
from storage.migrate import HEAD, migrate
from storage.upkeep import bring_up
from tests.program import ROOT


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (401, "Telegram: TELEGRAM_BOT_TOKEN is refused (401)"),
        (502, "Telegram: https://api.telegram.org is in trouble (502)"),
    ],
)
def test_a_token_is_not_blamed_for_telegrams_own_trouble(
    code: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise urllib.error.HTTPError("", code, "", Message(), None)

    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    url = f"sqlite+aiosqlite:///{tmp_path}/none.db"
    settings = Settings(telegram_bot_token="123456789:" + "x" * 35, database_url=url)
    assert examine(settings, ROOT / "content") == 1
    assert f"❌ {told}\n" in capsys.readouterr().out


def test_messages_that_cannot_be_delivered_to_the_public_address_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {
        "getMe": {"username": "a_bot"},
        "getWebhookInfo": {"pending_update_count": 3, "last_error_message": "Connection refused"},
    }

    def answer(address: str, **_: object) -> io.BytesIO:
        return io.BytesIO(json.dumps({"ok": True, "result": answers[address.rpartition("/")[2]]}).encode())

    monkeypatch.setattr(urllib.request, "urlopen", answer)
    url = f"sqlite+aiosqlite:///{tmp_path}/none.db"
    settings = Settings(telegram_bot_token="123456789:" + "x" * 35, public_url="https://example.org", database_url=url)
    assert examine(settings, ROOT / "content") == 1
    assert "❌ Telegram: cannot deliver to PUBLIC_URL, 3 wait (Connection refused)\n" in capsys.readouterr().out
    answers["getWebhookInfo"]["pending_update_count"] = 0  # an error that is over
    assert examine(settings, ROOT / "content") == 0


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("0003", f"➖ database: SQLite answers, its schema is 0003; main.py run brings it to {HEAD}"),
        ("9999", f"❌ DATABASE_URL: the database has schema 9999, and this Doorway knows {HEAD} at most: "),
        (HEAD, "✅ database: SQLite answers, its schema is up to date"),
    ],
)
def test_the_schema_is_looked_at_and_left_as_it_is(
    version: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "doorway.db"
    settings = Settings(database_url=f"sqlite+aiosqlite:///{file}", data_key=Fernet.generate_key().decode())

    async def bring_up() -> None:
        runner = connect(settings.database_url)
        await runner.write(lambda conn: migrate(conn, min(version, HEAD)))
        await runner.close()

    asyncio.run(bring_up())
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = ?", (version,))
    examine(settings, ROOT / "content")
    assert f"\n{told}" in capsys.readouterr().out
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("SELECT version_num FROM alembic_version").fetchone() == (version,)


def test_a_database_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/doorway.db")
    asyncio.run(bring_up(settings.database_url, settings.key()))

    def close(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA query_only=ON")  # to the root of a machine, files are never closed

    event.listen(Engine, "connect", close)
    try:
        assert examine(settings, ROOT / "content") == 1
    finally:
        event.remove(Engine, "connect", close)
    assert (
        "❌ DATABASE_URL: the database cannot be used: attempt to write a readonly database" in capsys.readouterr().out
    )
