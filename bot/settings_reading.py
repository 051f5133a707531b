"""Reads the settings from the environment and `.env`. A wrong one is one sentence that names it.

pydantic does it, and nothing else that runs needs it: `main.py` has a copy of its process read them, and goes without
(docs/adr/0020).
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any, get_type_hints
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from cryptography.fernet import Fernet
from pydantic import ValidationError, create_model, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.lessons.keys import STATES
from bot.settings import POSTGRES, SQLITE, Settings, SettingsError


class _Rules(BaseSettings):
    """Where the settings are read, and what is asked of each."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True, env_ignore_empty=True)

    @field_validator("port", check_fields=False)
    @classmethod
    def _port(cls, value: int) -> int:
        if not 0 <= value <= 65535:
            raise ValueError("must be from 0 to 65535")
        return value

    @field_validator("telegram_bot_token", check_fields=False)
    @classmethod
    def _token(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"\d+:[\w-]{20,}", value):
            raise ValueError("must be the token BotFather gave you, like 123456789:AAE…")
        return value

    @field_validator("telegram_api_base", "public_url", check_fields=False)
    @classmethod
    def _url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("must be an address like https://example.org")
        return value.rstrip("/")

    @field_validator("webhook_secret", check_fields=False)
    @classmethod
    def _secret(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[\w-]{16,256}", value):
            raise ValueError("must be 16 to 256 letters, digits, _ or -")
        return value

    @field_validator("database_url", check_fields=False)
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

    @field_validator("data_key", check_fields=False)
    @classmethod
    def _key(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                Fernet(value)
            except ValueError:
                raise ValueError("must be 32 bytes in url-safe base64 (44 characters)") from None
        return value

    @field_validator("smtp_url", check_fields=False)
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

    @field_validator("mail_from", check_fields=False)
    @classmethod
    def _sender(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[^\r\n]*[^\s@<>]+@[^\s@<>]+>?", value):
            raise ValueError("must be an e-mail address, like Doorway <doorway@example.org>")
        return value

    @field_validator("default_timezone", check_fields=False)
    @classmethod
    def _timezone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("must be a time zone like America/New_York")
        return value

    @field_validator("default_state", check_fields=False)
    @classmethod
    def _state(cls, value: str) -> str:
        if value.upper() not in STATES:
            raise ValueError("must be the two letters of a state, like MA")
        return value.upper()


def _checked() -> type[BaseSettings]:
    """The settings, as pydantic reads and checks them."""
    types = get_type_hints(Settings)
    names: dict[str, Any] = {each.name: (types[each.name], each.default) for each in fields(Settings)}
    return create_model("_Checked", __base__=_Rules, **names)


def load_settings(**given: Any) -> Settings:
    """The settings of this process; what is `given` is taken instead of what the environment says.

    Raises:
        SettingsError: with a sentence for each setting that is wrong.
    """
    try:
        settings = Settings(**_checked()(**given).model_dump())
    except UnicodeDecodeError:
        raise SettingsError("The file .env is not UTF-8: save it as UTF-8.") from None
    except OSError as error:
        raise SettingsError(f"The file .env cannot be read: {error.strerror}.") from None
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
}


def _sentence(fault: dict[str, Any]) -> str:
    place = fault["loc"]
    name = str(place[0]).upper() if isinstance(place, tuple) and place else "A setting"
    plainly = _PLAINLY.get(fault["type"], "").format_map(fault.get("ctx", {}))
    text = plainly or str(fault["msg"]).removeprefix("Value error, ")
    return f"{name} {text[0].lower()}{text[1:]}." if not text.startswith("must") else f"{name} {text}."
