"""What handlers ask of the reports, which stand beside them: figures already put into words and pictures."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.messages import Outgoing
from bot.ports.staff import Class, Post, Site


class Reports(Protocol):
    """Reports, worded for one reader."""

    def poster(self, link: str, code: str, words: tuple[tuple[str, str], ...]) -> bytes:
        """A page to print, as PNG; `words` are languages' own names with a few sentences each."""
        ...

    async def week(self, room: Class, post: Post, now: datetime) -> Sequence[Outgoing]:
        """The running week of a class, as far as it has come."""
        ...

    async def why(self, room: Class, post: Post, week: date, key: str, now: datetime) -> tuple[str, int | None]:
        """What a claim of a week's summary rests on, by its key ("need.quiet.7": reason and learner), and the learner it is
        about (None: the class, or the week does not say it any more)."""
        ...

    async def needs(self, room: Class, post: Post, now: datetime) -> Sequence[tuple[int, str]]:
        """Who needs their tutor now, the most urgent first: learner and reason."""
        ...

    async def programme(self, sites: Collection[Site], post: Post, now: datetime) -> Outgoing:
        """The programme year so far at some sites, for a coordinator; small numbers are hidden. Sites of a demo and real ones
        are kept apart: those count that are as the post's own. What takes long comes later, with its file: then this says so."""
        ...
