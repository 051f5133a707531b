"""`bot.ports.Reports`: the reports as handlers get them, loaded when one is first wanted: learners do not wait for them at start."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.lessons.model import Catalogue
from bot.messages import Outgoing
from bot.phrases import Phrases
from bot.ports.office import Office
from bot.ports.staff import Class, Post, Site

if TYPE_CHECKING:
    from bot.reports.week_words import Wording


class Desk:
    """Reports for whoever asks, worded and drawn."""

    def __init__(
        self, office: Office, catalogue: Callable[[], Catalogue], staff_phrases: Callable[[], Phrases], state: str
    ) -> None:
        """`catalogue` and `staff_phrases` give the content of now; `state` is where the classes are."""
        self._state = state
        self._office = office
        self._catalogue = catalogue
        self._staff_phrases = staff_phrases

    def poster(self, link: str, code: str, words: tuple[tuple[str, str], ...]) -> bytes:
        """See `bot.ports.reports.Reports.poster`."""
        from bot.reports.poster import draw_poster

        return draw_poster(link, code, words)

    async def wording(self, room: Class, post: Post) -> Wording:
        """The words of a class's summary for one reader, with the names of now."""
        from bot.reports.week_words import Wording, names_of

        phrases = self._staff_phrases()
        names = names_of(await self._office.roster([room.id]), phrases, post.language)
        return Wording(phrases, post.language, names, self._catalogue(), state=self._state)

    async def week(self, room: Class, post: Post, now: datetime) -> Sequence[Outgoing]:
        """See `bot.ports.reports.Reports.week`."""
        from bot.reports.week import running

        summary, words = await running(self._office, self._catalogue(), room, now), await self.wording(room, post)
        return words.message(summary, room, running=True), Outgoing("", picture=words.picture(summary))

    async def why(self, room: Class, post: Post, week: date, key: str, now: datetime) -> tuple[str, int | None]:
        """See `bot.ports.reports.Reports.why`."""
        from bot.reports.week import of_week
        from bot.reports.week_evidence import opened

        summary, words = await of_week(self._office, self._catalogue(), room, week, now), await self.wording(room, post)
        told, found = await opened(self._office, self._catalogue(), room, summary, key, words)
        head = []
        if found is not None:
            head = [words.need(found) if found.reason.startswith("need.") else words.praise(found)]
        return "\n".join([*head, *told]), None if found is None else found.learner

    async def needs(self, room: Class, post: Post, now: datetime) -> Sequence[tuple[int, str]]:
        """See `bot.ports.reports.Reports.needs`."""
        from bot.reports.week import running

        summary, words = await running(self._office, self._catalogue(), room, now), await self.wording(room, post)
        return [(claim.learner, words.need(claim)) for claim in summary.needs]

    async def programme(self, sites: Collection[Site], post: Post, now: datetime) -> Outgoing:
        """See `bot.ports.reports.Reports.programme`."""
        from bot.reports import programme, programme_chat, programme_facts
        from bot.reports.programme_people import programme_year
        from bot.reports.programme_words import Wording as ProgrammeWording

        catalogue, here = self._catalogue(), programme_facts.together(sites, post.site.demo)
        since, until = programme_year(now.date())
        facts = await programme_facts.gather(self._office, catalogue, here, since, until, now)
        report = programme.report(facts, catalogue.measures)
        return programme_chat.message(report, ProgrammeWording(self._staff_phrases(), post.language))
