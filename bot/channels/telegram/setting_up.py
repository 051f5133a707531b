"""What Telegram is told at start: where updates go, and which commands there are. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.telegram.reading import ALLOWED_UPDATES
from bot.channels.telegram.writing import Call

COMMANDS_AT_MOST = 100
DESCRIPTION_AT_MOST = 256
DEFAULT_LANGUAGE = "en"

Commands = Mapping[str, Mapping[str, str]]  # language → command → what it does


def destination(webhook_url: str | None, secret: str | None) -> Call:
    """Where updates go."""
    if webhook_url is None:
        return Call("deleteWebhook", {"drop_pending_updates": False})
    return Call(
        "setWebhook",
        {
            "url": webhook_url,
            "secret_token": secret,
            "allowed_updates": list(ALLOWED_UPDATES),
            "drop_pending_updates": False,
        },
    )


def command_lists(by_language: Commands) -> list[Call]:
    """The command list in each language; English also as the default. Telegram knows two-letter languages only."""
    out: dict[str | None, Call] = {}
    for language, commands in by_language.items():
        listed = [
            {"command": name, "description": text[:DESCRIPTION_AT_MOST]}
            for name, text in list(commands.items())[:COMMANDS_AT_MOST]
        ]
        code = language.replace("_", "-").partition("-")[0].lower()
        if len(code) == 2:
            out.setdefault(code, Call("setMyCommands", {"commands": listed, "language_code": code}))
        if language == DEFAULT_LANGUAGE:
            out.setdefault(None, Call("setMyCommands", {"commands": listed}))
    return list(out.values())
