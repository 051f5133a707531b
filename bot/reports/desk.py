"""`bot.ports.Reports`: the reports as handlers get them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from bot.lessons.model import Catalogue
from bot.messages import Outgoing
from bot.phrases import Phrases
from bot.ports.office import Office
from bot.ports.staff import Post, Site
from bot.reports import programme, programme_chat, programme_facts
from bot.reports.poster import draw_poster
from bot.reports.programme_people import programme_year
from bot.reports.programme_words import Wording


class Desk:
    """Reports for whoever asks, worded and drawn."""

    def __init__(
        self, office: Office, catalogue: Callable[[], Catalogue], staff_phrases: Callable[[], Phrases]
    ) -> None:
        """`catalogue` and `staff_phrases` give the content of now."""
        self._office = office
        self._catalogue = catalogue
        self._staff_phrases = staff_phrases

    def poster(self, link: str, code: str, words: tuple[tuple[str, str], ...]) -> bytes:
        """See `bot.ports.reports.Reports.poster`."""
        return draw_poster(link, code, words)

    async def programme(self, sites: Collection[Site], post: Post, now: datetime) -> Outgoing:
        """See `bot.ports.reports.Reports.programme`."""
        catalogue, here = self._catalogue(), programme_facts.together(sites, post.site.demo)
        since, until = programme_year(now.date())
        facts = await programme_facts.gather(self._office, catalogue, here, since, until, now)
        report = programme.report(facts, catalogue.measures)
        return programme_chat.message(report, Wording(self._staff_phrases(), post.language))
