"""Every setting, typed, from the environment and `.env`. A wrong one is one sentence that names it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from cryptography.fernet import Fernet
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.lessons.keys import STATES
from bot.problem import Problem

SQLITE = "sqlite+aiosqlite"
POSTGRES = "postgresql+asyncpg"


class SettingsError(Problem):
    """A setting is wrong; the text is one sentence for each, and names it."""


class Settings(BaseSettings):
    """The settings of one running Doorway. `.env.example` lists them with their defaults."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True, env_ignore_empty=True)

    telegram_bot_token: str | None = None
    telegram_api_base: str = "https://api.telegram.org"
    telegram_library: Literal["python-telegram-bot", "aiogram"] = "python-telegram-bot"
    public_url: str | None = None
    webhook_secret: str | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
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

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"\d+:[\w-]{20,}", value):
            raise ValueError("must be the token BotFather gave you, like 123456789:AAE…")
        return value

    @field_validator("telegram_api_base", "public_url")
    @classmethod
    def _url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("must be an address like https://example.org")
        return value.rstrip("/")

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[\w-]{16,256}", value):
            raise ValueError("must be 16 to 256 letters, digits, _ or -")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not value.startswith((f"{SQLITE}:///", f"{POSTGRES}://")):
            raise ValueError(f"must begin with {SQLITE}:/// or {POSTGRES}://")
        if value == f"{SQLITE}:///":
            raise ValueError(f"must name a file, like {SQLITE}:///data/doorway.db")
        try:
            fits = value.startswith(SQLITE) or (urlsplit(value).port or 1) > 0
        except ValueError:
            fits = False
        if not fits:
            raise ValueError("has a port that is no number")
        return value

    @field_validator("data_key")
    @classmethod
    def _key(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                Fernet(value)
            except ValueError:
                raise ValueError("must be 32 bytes in url-safe base64 (44 characters)") from None
        return value

    @field_validator("smtp_url")
    @classmethod
    def _smtp(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                parts = urlsplit(value)
                fits = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and (parts.port or 1) > 0
            except ValueError:
                fits = False
            if not fits:
                raise ValueError("must be an address like smtp://user:password@mail.example.org:587, or smtps://…")
        return value

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[^\r\n]*[^\s@<>]+@[^\s@<>]+>?", value):
            raise ValueError("must be an e-mail address, like Doorway <doorway@example.org>")
        return value

    @field_validator("default_timezone")
    @classmethod
    def _timezone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("must be a time zone like America/New_York")
        return value

    @field_validator("default_state")
    @classmethod
    def _state(cls, value: str) -> str:
        if value.upper() not in STATES:
            raise ValueError("must be the two letters of a state, like MA")
        return value.upper()

    @property
    def database_file(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        prefix = f"{SQLITE}:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None

    @property
    def webhook(self) -> bool:
        """Whether Telegram comes to us; otherwise we ask it."""
        return self.public_url is not None

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
                return self._key(path.read_text(encoding="ascii").strip()) or ""
            if self.database_file is not None and self.database_file.exists():
                raise SettingsError(
                    f"DATA_KEY is not set and {path} is missing, but {self.database_file} was locked with it."
                )
            path.parent.mkdir(parents=True, exist_ok=True)
            key = Fernet.generate_key().decode("ascii")
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(key + "\n")
            return key
        except ValueError:
            raise SettingsError(
                f"DATA_KEY is not set and {path} holds no key (44 characters): put back the one the data was locked with."
            ) from None
        except OSError as error:
            raise SettingsError(f"DATA_KEY is not set and {path} cannot be used: {error.strerror}.") from None


def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: with a sentence for each setting that is wrong.
    """
    try:
        settings = Settings()
    except UnicodeDecodeError:
        raise SettingsError("The file .env is not UTF-8: save it as UTF-8.") from None
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(dict(fault)) for fault in error.errors())) from None
    if settings.public_url and settings.telegram_bot_token and not settings.webhook_secret:
        raise SettingsError(
            "WEBHOOK_SECRET must be set when PUBLIC_URL is: it proves that a webhook comes from Telegram."
        )
    return settings


_PLAINLY = {  # pydantic's kinds of fault, as an operator says them
    "int_parsing": "must be a whole number",
    "bool_parsing": "must be true or false",
    "literal_error": "must be {expected}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
}


def _sentence(fault: dict[str, Any]) -> str:
    place = fault["loc"]
    name = str(place[0]).upper() if isinstance(place, tuple) and place else "A setting"
    plainly = _PLAINLY.get(fault["type"], "").format_map(fault.get("ctx", {}))
    text = plainly or str(fault["msg"]).removeprefix("Value error, ")
    return f"{name} {text[0].lower()}{text[1:]}." if not text.startswith("must") else f"{name} {text}."
