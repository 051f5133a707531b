"""`main.py doctor`: what is configured, reachable and missing, a line each."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.settings import Settings, SettingsError

OK, NO, NOTE = "✅", "❌", "➖"


def examine(settings: Settings, content: Path) -> int:
    """Print a line for each thing; returns 1 when something needs mending."""
    lines = [*_content(content), *_database(settings), *_telegram(settings), *_mail(settings), *_rest()]
    for mark, text in lines:
        print(f"{mark} {text}")
    return int(any(mark == NO for mark, _ in lines))


def _content(folder: Path) -> Iterator[tuple[str, str]]:
    from bot.lessons.live import ContentError, LiveContent

    try:
        content = LiveContent(folder)
    except ContentError as error:
        n = len(error.faults)
        many = "1 fault" if n == 1 else f"{n} faults, the first"
        yield NO, f"content: {many}: {error.faults[0]} (see: main.py content check)"
    else:
        languages = ", ".join(content.phrases.languages)
        yield OK, f"content: {len(content.catalogue.questions)} questions; the bot speaks {languages}"


def _database(settings: Settings) -> Iterator[tuple[str, str]]:
    from storage.migrate import HEAD
    from storage.store import SqlStore, explain
    from storage.upkeep import schema

    kind, file = "SQLite" if settings.database_file else "PostgreSQL", settings.database_file
    if file is not None and not file.exists():  # opening it would make it, and a mistyped path look well
        yield NOTE, f"database: there is none at {file} yet; main.py run makes it"
        return
    try:
        key = settings.key()
        yield OK, "DATA_KEY: given" if settings.data_key else f"DATA_KEY: not given, kept in {settings.key_file}"

        async def look() -> str | None:
            found = await schema(settings.database_url)
            if found is not None and found >= HEAD:  # else opening it would change it
                store = await SqlStore.open(settings.database_url, key)
                try:
                    await store.check(writing=True)
                finally:
                    await store.close()
            return found

        match asyncio.run(look()):
            case None:
                yield NOTE, f"database: {kind} answers and is empty; main.py run fills it"
            case found if found < HEAD:
                yield NOTE, f"database: {kind} answers, its schema is {found}; main.py run brings it to {HEAD}"
            case _:
                yield OK, f"database: {kind} answers, its schema is up to date"
    except SettingsError as error:
        yield NO, str(error)
    except Exception as error:
        yield NO, explain(error) or f"DATABASE_URL: {kind} cannot be used ({type(error).__name__})"


def _telegram(settings: Settings) -> Iterator[tuple[str, str]]:
    if settings.telegram_bot_token is None:
        yield NOTE, "Telegram: TELEGRAM_BOT_TOKEN is not set; the browser chat works without it"
        return
    try:
        name = _ask(settings, "getMe")["username"]
        delivery = _ask(settings, "getWebhookInfo") if settings.webhook else {}
    except urllib.error.HTTPError as error:
        refused = error.code in (401, 404)  # else Telegram, or what stands before it, is in trouble itself
        what = "TELEGRAM_BOT_TOKEN is refused" if refused else f"{settings.telegram_api_base} is in trouble"
        yield NO, f"Telegram: {what} ({error.code})"
    except (OSError, ValueError, KeyError):
        yield NO, f"Telegram: {settings.telegram_api_base} (TELEGRAM_API_BASE) does not answer"
    else:
        way = f"webhook at {settings.public_url}" if settings.webhook else "polling"
        yield OK, f"Telegram: @{name}, by {way}, carried by {settings.telegram_library}"
        if (waiting := delivery.get("pending_update_count")) and (why := delivery.get("last_error_message")):
            yield NO, f"Telegram: cannot deliver to PUBLIC_URL, {waiting} wait ({why})"


def _ask(settings: Settings, method: str) -> dict[str, Any]:
    address = f"{settings.telegram_api_base}/bot{settings.telegram_bot_token}/{method}"
    with urllib.request.urlopen(address, timeout=5) as answer:
        result: dict[str, Any] = json.load(answer)["result"]
        return result


def _mail(settings: Settings) -> Iterator[tuple[str, str]]:
    if settings.smtp_url is None:
        yield NOTE, "mail: SMTP_URL is not set; weekly summaries come in chat and on the pages"
        return
    from bot.channels.mail import MailChannel
    from bot.ports import SendError

    try:
        asyncio.run(MailChannel(settings.smtp_url, settings.mail_from).check())
    except SendError as error:
        yield NO, f"mail: the server of SMTP_URL cannot be used ({error})"
    else:
        yield OK, "mail: the server of SMTP_URL takes our letters"


def _rest() -> Iterator[tuple[str, str]]:
    drawing = importlib.util.find_spec("resvg_py") is not None
    yield (OK, "pictures: can be drawn") if drawing else (NO, "pictures: resvg_py is missing: run make again")
