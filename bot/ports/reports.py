"""What handlers ask of the reports, which stand beside them: figures already put into words and pictures."""

from __future__ import annotations

from typing import Protocol


class Reports(Protocol):
    """Reports, worded for one reader."""

    def poster(self, link: str, code: str, words: tuple[tuple[str, str], ...]) -> bytes:
        """A page to print, as PNG; `words` are languages' own names with a few sentences each."""
        ...
