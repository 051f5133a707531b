"""The tutor's Monday: which summaries are due is asked every few minutes; each is kept once and brought to each tutor once.

DBOS strikes once for all processes; rows in the store make it once for all time (docs/summary.md). Of weeks that were missed,
because the program was down, the latest is still told and the older ones are only kept, for the page.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

import structlog

from bot.lessons.model import Catalogue
from bot.messages import MAIL, Address
from bot.phrases import Phrases
from bot.ports import Dispatch, Links, Office
from bot.ports.deeds import Deed, Send
from bot.ports.office import Round
from bot.ports.staff import Class, Enrolled, Post
from bot.reports.week import USUAL_HOUR, WEEK, due_at, latest_due, make, monday
from bot.reports.week_mail import mail
from bot.reports.week_words import Wording, names_of
from bot.reports.weekly import WeeklySummary

MISSED = 8 * WEEK  # so far back a week that was missed is still made
AT_ONCE = 3  # classes: one is reckoned while another is read or committed

log = structlog.get_logger(__name__)


class Content(Protocol):
    """What a summary is made of and worded with."""

    @property
    def catalogue(self) -> Catalogue:
        """What is taught."""
        ...

    @property
    def staff_phrases(self) -> Phrases:
        """The sentences that staff read."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What making and sending summaries takes. `mails`: there is a mail channel; `state`: where the classes are."""

    office: Office
    post: Callable[[Dispatch], None]
    content: Content
    links: Links
    mails: bool = False
    state: str | None = None

    async def round(self, each: Round, now: datetime) -> int:
        """Keep what is due for one class, and send it; returns how many messages went out."""
        room, count = each.room, 0
        due = [(tutor, week) for tutor, week in _due(each, now) if week >= monday(room.created_on)]
        if not due:
            return 0
        latest, made = max(week for _, week in due), {}
        missing = _missing(each, latest)
        waiting = [(tutor, week) for tutor, week in due if (week, tutor.id) not in each.sent]
        if not missing and not waiting:
            return 0
        everyone = await self.office.roster([room.id], former=True)
        for week in missing:
            seen = now if week == latest else due_at(week, room.timezone, 0, USUAL_HOUR)
            made[week] = await self.keep(room, week, seen, now, everyone)
        for tutor, week in waiting:
            count += await self.send(room, week, tutor, now, everyone, made.get(week))
        return count

    async def keep(
        self, room: Class, week: date, seen: datetime, now: datetime, everyone: Sequence[Enrolled]
    ) -> WeeklySummary | None:
        """Keep a week as it is `seen`; None when it was kept before, perhaps otherwise. `everyone`: who is in the class or was."""
        summary = await make(self.office, self.content.catalogue, room, week, seen, everyone)
        return summary if await self.office.keep_summary(room.id, week, summary.as_data(), now) else None

    async def send(
        self,
        room: Class,
        week: date,
        tutor: Post,
        now: datetime,
        everyone: Sequence[Enrolled],
        summary: WeeklySummary | None = None,
    ) -> int:
        """Bring a kept week (`summary`, if it is at hand) to one tutor, by their own channels and in their language, unless
        they have had it; returns how many messages went out. Who has nobody in the class, or wants no summary, is sent nothing:
        it stands on their page."""
        if summary is None and (kept := await self.office.summary(room.id, week)) is not None:
            summary = WeeklySummary.from_data(kept.value)
        roster = [each for each in everyone if each.until is None]
        deeds: list[Deed] = []
        if summary is not None and roster:
            phrases, language = self.content.staff_phrases, tutor.language
            names = names_of(roster, phrases, language)
            words = Wording(phrases, language, names, self.content.catalogue, state=self.state)
            deeds = self._messages(summary, room, tutor, words)
        sent = await self.office.send_summary(room.id, week, tutor.id, deeds, now) or ()
        for dispatch in sent:
            self.post(dispatch)
        return len(sent)

    def _messages(self, summary: WeeklySummary, room: Class, tutor: Post, words: Wording) -> list[Deed]:
        """In chat the summary with its buttons, then the chart with the figures; by mail all in one."""
        out: list[Deed] = []
        ways = set(tutor.by.split(",")) - {""}
        mailbox = tutor.mailbox if "mail" in ways and self.mails else None
        if tutor.person is not None and ("chat" in ways or (ways and mailbox is None)):
            out += [Send(tutor.person, message) for message in words.messages(summary, room)]
        if mailbox is not None:
            letter = mail(summary, room, words, f"{self.links.base}/tutor")
            out.append(Send(None, letter, address=Address(MAIL, mailbox)))
        return out


def _due(each: Round, now: datetime) -> Iterator[tuple[Post, date]]:
    """The latest week that is due for each tutor who taught the class by then."""
    for tutor, since in each.tutors:
        week = latest_due(now, each.room.timezone, tutor.day, tutor.hour)
        if since <= due_at(week, each.room.timezone, tutor.day, tutor.hour):
            yield tutor, week


def _missing(each: Round, latest: date) -> list[date]:
    """The weeks up to the latest one due that are not kept; the latest first, because it is waited for."""
    first = max(monday(each.room.created_on), latest - MISSED)
    weeks = [latest - n * WEEK for n in range((latest - first) // WEEK + 1)]
    return [week for week in weeks if week not in each.kept]


async def summarise_all(
    office: Office,
    post: Callable[[Dispatch], None],
    content: Content,
    now: datetime,
    *,
    links: Links,
    mails: bool = False,
    state: str | None = None,
) -> int:
    """Keep and send every summary that is due; returns how many messages went out."""
    desk, room_for = Desk(office, post, content, links, mails, state), asyncio.Semaphore(AT_ONCE)

    async def round(each: Round) -> int:
        async with room_for:
            try:
                return await desk.round(each, now)
            except Exception:
                log.exception("a summary failed", room=each.room.id)  # the others do not wait for it; it is tried again
                return 0

    return sum(await asyncio.gather(*map(round, await office.rounds(monday(now.date()) - MISSED - 2 * WEEK))))
