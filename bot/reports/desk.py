"""`bot.ports.Reports`: the reports as handlers get them, loaded when one is first wanted: learners do not wait for them at start."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from bot.lessons.model import Catalogue
from bot.messages import Document, Outgoing
from bot.phrases import Phrases
from bot.ports.deeds import Send
from bot.ports.dispatch import Dispatch
from bot.ports.office import Office
from bot.ports.staff import Class, Enrolled, Post, Site

if TYPE_CHECKING:
    from bot.reports.making import Making
    from bot.reports.programme import ProgrammeReport
    from bot.reports.programme_words import Wording as ProgrammeWording
    from bot.reports.week_words import Wording

PATIENCE = timedelta(minutes=10)  # after which a report that has not come will not come
REPORT = "report"  # what is sent to whoever waits for one: one of them is the last word

log = structlog.get_logger(__name__)


class Desk:
    """Reports for whoever asks, worded and drawn."""

    def __init__(
        self,
        office: Office,
        post: Callable[[Dispatch], None],
        catalogue: Callable[[], Catalogue],
        staff_phrases: Callable[[], Phrases],
        state: str,
    ) -> None:
        """`post` takes what is to be sent later; `catalogue` and `staff_phrases` give the content of now; `state` is where the
        classes are."""
        self._state = state
        self._post = post
        self._makings: list[Making[ProgrammeReport]] = []  # that are not there yet
        self._under_way: dict[int, Making[ProgrammeReport]] = {}  # by the post that waits for it in chat
        self._tasks: set[asyncio.Task[None]] = set()
        self._office = office
        self._catalogue = catalogue
        self._staff_phrases = staff_phrases

    def poster(self, link: str, code: str, words: tuple[tuple[str, str], ...]) -> bytes:
        """See `bot.ports.reports.Reports.poster`."""
        from bot.reports.poster import draw_poster

        return draw_poster(link, code, words)

    async def wording(self, room: Class, post: Post, people: Sequence[Enrolled] | None = None) -> Wording:
        """The words of a class's summary for one reader, with the names of now; `people`: the roster, if it is at hand."""
        from bot.reports.week_words import Wording, names_of

        phrases = self._staff_phrases()
        roster = await self._office.roster([room.id]) if people is None else people
        names = names_of(roster, phrases, post.language)
        return Wording(phrases, post.language, names, self._catalogue(), state=self._state)

    async def week(self, room: Class, post: Post, now: datetime) -> Sequence[Outgoing]:
        """See `bot.ports.reports.Reports.week`."""
        from bot.reports.week import running

        summary, words = await running(self._office, self._catalogue(), room, now), await self.wording(room, post)
        return words.messages(summary, room, running=True)

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
        from bot.reports.week import needs_now

        people = await self._office.roster([room.id])
        words = await self.wording(room, post, people)
        told = await needs_now(self._office, self._catalogue(), room, now, people)
        return [(claim.learner, words.need(claim)) for claim in told]

    async def programme(self, sites: Collection[Site], post: Post, now: datetime) -> Outgoing:
        """See `bot.ports.reports.Reports.programme`."""
        from bot.reports import making, programme_chat, programme_facts
        from bot.reports.programme_people import programme_year
        from bot.reports.programme_words import Wording as ProgrammeWording

        words = ProgrammeWording(self._staff_phrases(), post.language)
        under_way = self._under_way.get(post.id)
        if under_way is not None:
            return programme_chat.being_made(words, under_way.done, under_way.all)
        report = self.begin(programme_facts.together(sites, post.site.demo), programme_year(now.date()), now)
        if post.person is None or await report.wait(making.QUICK):
            return programme_chat.message(await report.result(), words)
        told = programme_chat.being_made(words, report.done, report.all)
        # A promise that holds even if the program is killed: it goes out unless something takes its place before.
        sorry = Outgoing(words("programme.chat.failed"))
        await self._office.do([Send(post.person, sorry, not_before=now + PATIENCE, key=REPORT)], now)
        self._under_way[post.id] = report
        task = asyncio.ensure_future(self._bring(report, post, words))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return told

    def begin(self, sites: Sequence[Site], time: tuple[date, date], now: datetime) -> Making[ProgrammeReport]:
        """Begin the programme's report of some sites for a time; it is given up if the desk is closed before it is there."""
        from bot.reports import making

        catalogue = self._catalogue()
        report = making.Making(
            lambda progress: making.programme_report(self._office, catalogue, sites, time, now, progress), now
        )
        self._makings = [each for each in self._makings if not each.ready] + [report]
        return report

    async def _bring(self, report: Making[ProgrammeReport], post: Post, words: ProgrammeWording) -> None:
        """Send a report that took long, with its file, once it is made; or say that it could not be, or was given up."""
        from bot.reports import programme_chat
        from bot.reports.exports import XLSX, xlsx_of

        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            made = await report.result()
            file = await asyncio.to_thread(xlsx_of, words.sheets(made))
            name = f"programme-{made.since:%Y-%m}.xlsx"
            replies = [programme_chat.message(made, words), Outgoing("", document=Document(name, file, XLSX))]
        except (Exception, asyncio.CancelledError) as error:
            if isinstance(error, Exception):
                log.exception("a report could not be made")
            replies = [Outgoing(words("programme.chat.failed"))]
        finally:
            del self._under_way[post.id]
        at = report.at + timedelta(seconds=loop.time() - began)
        first, *rest = replies
        sends = [Send(post.person, first, key=REPORT), *(Send(post.person, reply) for reply in rest)]
        for dispatch in await self._office.do(sends, at):
            self._post(dispatch)

    async def idle(self) -> None:
        """Wait until every report that took long is made and on its way."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def close(self) -> None:
        """Give up what is being made. Who waits for it in chat is told so, now or by the outbox at the next start."""
        await asyncio.gather(*(report.give_up() for report in self._makings))
        await self.idle()
