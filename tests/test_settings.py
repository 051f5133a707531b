"""The example file lists every setting with its default, and the key is made once and kept to its owner."""

from __future__ import annotations

import errno
import stat
from dataclasses import fields
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError
from bot.settings_reading import load_settings
from tests.full_disk import full_disk

ROOT = Path(__file__).parent.parent


def test_the_example_lists_every_setting_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    listed = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    defaults = {each.name: each.default for each in fields(Settings)}
    assert {name.lower() for name in listed} == set(defaults)
    for name, value in listed.items():
        default = defaults[name.lower()]
        assert value == ("" if default is None else str(default)), name


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/d.db")
    key = settings.key()
    assert settings.key() == key
    assert stat.S_IMODE((tmp_path / "doorway.key").stat().st_mode) == 0o600


def test_data_without_its_key_is_not_given_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "d.db").write_bytes(b"something")
    settings = Settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/d.db")
    with pytest.raises(SettingsError, match="DATA_KEY"):
        settings.key()


def test_a_file_that_holds_no_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "doorway.key").write_text("nonsense")
    settings = Settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/d.db")
    with pytest.raises(SettingsError, match=r"doorway\.key holds no key"):
        settings.key()


@pytest.mark.parametrize("url", ["postgresql+asyncpg://u:p@h:notport/x", "postgresql+asyncpg://u:p@h:70000/x"])
def test_a_port_that_is_none_is_told_and_no_password_is(url: str) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL") as told:
        load_settings(database_url=url)
    assert "has a port that is no number" in str(told.value)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, "http://127.0.0.1:81"),
        ({"host": "::1"}, "http://[::1]:81"),
        ({"host": "::1", "public_url": "https://example.org"}, "https://example.org"),
    ],
)
def test_links_lead_to_where_the_pages_are(given: dict[str, str], found: str) -> None:
    assert Settings(**given).base(81) == found  # type: ignore[arg-type]


def test_of_a_key_that_cannot_be_written_no_half_is_left(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/doorway.db")
    with full_disk(), pytest.raises(SettingsError, match=r"doorway\.key cannot be used: File too large"):
        settings.key()
    assert list(tmp_path.iterdir()) == []
    assert len(settings.key()) == 44


def test_a_file_of_settings_that_cannot_be_read_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", ".env")

    monkeypatch.setattr("dotenv.main.open", refuse, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("PORT=1")
    with pytest.raises(SettingsError, match=r"^The file \.env cannot be read: Permission denied\.$"):
        load_settings()


def test_a_file_of_settings_that_is_no_text_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes(b"PORT=\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"^The file \.env is not UTF-8: save it as UTF-8\.$"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("smtp_url", "smtp://mail.example.org", True),
        ("smtp_url", "smtps://tom%40example.org:p%2Fw@mail.example.org:465", True),
        ("smtp_url", "mail.example.org", False),
        ("smtp_url", "http://mail.example.org", False),
        ("smtp_url", "smtp://mail.example.org:port", False),
        ("smtp_url", "smtp://:25", False),
        ("mail_from", "doorway@example.org", True),
        ("mail_from", "Doorway <doorway@example.org>", True),
        ("mail_from", "Doorway", False),
        ("mail_from", "a@b.c\nBcc: everybody@example.org", False),
    ],
)
def test_mail_settings_are_checked(name: str, value: str, fits: bool) -> None:
    if fits:
        assert getattr(load_settings(**{name: value}), name) == value
    else:
        with pytest.raises(SettingsError, match=name.upper()):
            load_settings(**{name: value})


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PORT", "abc", "PORT must be a whole number."),
        ("PORT", "70000", "PORT must be from 0 to 65535."),
        ("DEMO", "maybe", "DEMO must be true or false."),
        (
            "DATABASE_URL",
            "sqlite+aiosqlite:///",
            "DATABASE_URL must name a file, like sqlite+aiosqlite:///data/doorway.db.",
        ),
        ("LOG_FORMAT", "xml", "LOG_FORMAT must be 'text' or 'json'."),
    ],
)
def test_a_wrong_value_is_told_plainly(monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value) == told
