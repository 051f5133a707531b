"""`bot.ports.Reports`: the reports as handlers get them."""

from __future__ import annotations

from bot.reports.poster import draw_poster


class Desk:
    """Reports for whoever asks, worded and drawn."""

    def poster(self, link: str, code: str, words: tuple[tuple[str, str], ...]) -> bytes:
        """See `bot.ports.reports.Reports.poster`."""
        return draw_poster(link, code, words)
