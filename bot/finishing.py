"""What is made only when it is sent: a sound that is spoken, a picture that is drawn. Where it cannot be, words take its place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import structlog

from bot.markup import literal
from bot.messages import Outgoing
from bot.ports import Compose, Speak
from bot.reports.picture import render

log = structlog.get_logger(__name__)


class Finishing:
    """Makes messages ready to be sent."""

    def __init__(self, speak: Speak | None, compose: Compose | None) -> None:
        """Without `speak`, what would be heard is read; without `compose`, what would be seen."""
        self._speak = speak
        self._compose = compose

    async def __call__(self, reply: Outgoing) -> Outgoing:
        """The message with all that it carries."""
        if reply.sound is not None and not reply.sound.ogg:
            reply = await self._voiced(reply)
        if reply.picture is not None and not reply.picture.png:
            reply = await self._drawn(reply)
        return reply

    async def _voiced(self, reply: Outgoing) -> Outgoing:
        """The reply with its sound made; as text, when there is no voice."""
        assert reply.sound is not None
        if self._speak is not None:
            try:
                ogg = await self._speak(reply.sound.text, reply.sound.slow)
                return reply._replace(sound=replace(reply.sound, ogg=ogg))
            except Exception:
                log.exception("no sound could be made")
        return reply._replace(sound=None, text=reply.text or f"🔈 {literal(reply.sound.text)}")

    async def _drawn(self, reply: Outgoing) -> Outgoing:
        """The reply with its picture drawn; in words, when it cannot be."""
        assert reply.picture is not None
        draw: Callable[[], bytes] | None = None
        if reply.picture.svg:
            draw = partial(render, reply.picture.svg)
        elif self._compose is not None:
            draw = partial(self._compose, reply.picture.drawn)
        if draw is not None:
            try:
                return reply._replace(picture=replace(reply.picture, png=await asyncio.to_thread(draw)))
            except Exception:
                log.exception("no picture could be drawn")
        return reply._replace(picture=None, text=reply.text or f"🖼 {literal(reply.picture.alt)}")
