"""What handlers ask of the reports, which stand beside them: figures already put into words and pictures."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.messages import Outgoing
from bot.ports.staff import Post, Site


class Reports(Protocol):
    """Reports, worded for one reader."""

    def poster(self, link: str, code: str, words: tuple[tuple[str, str], ...]) -> bytes:
        """A page to print, as PNG; `words` are languages' own names with a few sentences each."""
        ...

    async def programme(self, sites: Collection[Site], post: Post, now: datetime) -> Outgoing:
        """The programme year so far at some sites, for a coordinator; small numbers are hidden. Sites of a demo and real ones
        are kept apart: those count that are as the post's own."""
        ...
