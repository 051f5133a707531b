"""Every setting, typed. `bot.settings_reading` reads them from the environment and `.env`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cryptography.fernet import Fernet

from bot.problem import Problem

SQLITE = "sqlite+aiosqlite"
POSTGRES = "postgresql+asyncpg"


class SettingsError(Problem):
    """A setting is wrong; the text is one sentence for each, and names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one running Doorway. `.env.example` lists them with their defaults."""

    telegram_bot_token: str | None = None
    telegram_api_base: str = "https://api.telegram.org"
    telegram_library: Literal["python-telegram-bot", "aiogram"] = "python-telegram-bot"
    public_url: str | None = None
    webhook_secret: str | None = None
    host: str = "127.0.0.1"
    port: int = 8080
    database_url: str = f"{SQLITE}:///data/doorway.db"
    data_key: str | None = None
    demo: bool = True
    default_timezone: str = "America/New_York"
    default_state: str = "MA"
    metrics_token: str | None = None
    smtp_url: str | None = None
    mail_from: str | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["text", "json"] = "text"

    @property
    def database_file(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        prefix = f"{SQLITE}:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None

    @property
    def webhook(self) -> bool:
        """Whether Telegram comes to us; otherwise we ask it."""
        return self.public_url is not None

    def base(self, port: int) -> str:
        """Where people find the pages, if they are served at `port`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{port}"

    @property
    def clock_url(self) -> str:
        """Where what happens by the clock keeps its state: beside the SQLite file, or in the same PostgreSQL."""
        if self.database_file is not None:
            return f"sqlite:///{self.database_file.parent / 'clock.db'}"
        return self.database_url.replace("+asyncpg", "")

    @property
    def _beside_the_data(self) -> Path:
        return self.database_file.parent if self.database_file else Path("data")

    @property
    def key_file(self) -> Path:
        """Where the key lies when DATA_KEY is not given: beside the data."""
        return self._beside_the_data / "doorway.key"

    @property
    def kept_content(self) -> Path:
        """Where content that was read is kept for the next start: beside the data."""
        return self._beside_the_data / "content.kept"

    def key(self) -> str:
        """The key that locks names and ids: the one given, else the one kept beside the data (made on the first run).

        Raises:
            SettingsError: the key's file cannot be read or written, or data is there and its key is not.
        """
        if self.data_key is not None:
            return self.data_key
        path = self.key_file
        try:
            if path.exists():
                key = path.read_text(encoding="ascii").strip()
                Fernet(key)  # raises ValueError unless it is one
                return key
            if self.database_file is not None and self.database_file.exists():
                raise SettingsError(
                    f"DATA_KEY is not set and {path} is missing, but {self.database_file} was locked with it."
                )
            path.parent.mkdir(parents=True, exist_ok=True)
            key = Fernet.generate_key().decode("ascii")
            _keep(path, key + "\n")
            return key
        except ValueError:
            raise SettingsError(
                f"DATA_KEY is not set and {path} holds no key (44 characters): put back the one the data was locked with."
            ) from None
        except OSError as error:
            raise SettingsError(f"DATA_KEY is not set and {path} cannot be used: {error.strerror}.") from None


def _keep(path: Path, key: str) -> None:
    """Write a key to the disk: whole, or not at all, and over no other; what is locked with it is worth nothing without it."""
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(aside, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
