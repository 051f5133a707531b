"""What `main.py chat` does: the conversation, or one lesson for its author, in this terminal."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.channels.terminal import TerminalChannel
from bot.messages import Command
from bot.problem import Problem
from bot.running import utc_now

if TYPE_CHECKING:
    from bot.app import App
    from bot.settings import Settings


async def chat(app: App) -> None:
    """The same conversation as everywhere."""
    channel = TerminalChannel(os.environ.get("USER", "you"))
    app.channels[channel.name] = channel
    await app.delivery.recover()
    await app.conversation.handle(
        channel.read("/start", utc_now(), language=(os.environ.get("LANG") or "")[:2] or None)
    )
    await app.delivery.idle()
    await channel.talk(app.conversation.handle, utc_now, app.delivery.idle)


async def try_lesson(app: App, lesson: str) -> None:
    """A lesson as a learner of its level has it, for its author.

    Raises:
        Problem: there is no such lesson.
    """
    if lesson not in app.content.catalogue.course.lessons:
        raise Problem(f"There is no lesson {lesson}; `main.py content list` has all ids.")
    channel = TerminalChannel("author")
    app.channels[channel.name] = channel
    await app.conversation.handle(
        channel.read("/start", utc_now(), language="en")._replace(input=Command("lesson", lesson))
    )
    await app.delivery.idle()
    await channel.talk(app.conversation.handle, utc_now, app.delivery.idle)


@contextmanager
def thrown_away(settings: Settings) -> Iterator[Settings]:
    """The same settings, with a database that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="doorway-lesson-") as folder:
        yield replace(settings, database_url=f"sqlite+aiosqlite:///{folder}/lesson.db", data_key=None)
