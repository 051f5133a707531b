"""The one door: every update of every channel comes in through `Conversation.handle`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import structlog

from bot import handlers
from bot.lessons.model import Catalogue
from bot.messages import Address, Incoming, Voice
from bot.phrases import Phrases
from bot.ports import LONGEST_VOICE, Changes, Conflict, Dispatch, Draw, Hear, Known, Links, Office, Reports, Store
from bot.ports.deeds import DeedRefused
from bot.turn import Tools, Turn

TRIES = 5  # a conflict means that another process (or device) moved this learner on: think again

log = structlog.get_logger(__name__)


class Conversation:
    """Load what is known, think, save it all at once, then let it be sent.

    Nothing is written while thinking, and nothing is awaited inside the transaction. When `handle`
    returns, the answer is committed and the channel may acknowledge the update to its platform; if it
    raises, nothing has happened and the platform may deliver the update again.
    """

    def __init__(
        self,
        store: Store,
        office: Office,
        reports: Reports,
        post: Callable[[Dispatch], None],
        catalogue: Callable[[], Catalogue],
        phrases: Callable[[], Phrases],
        staff_phrases: Callable[[], Phrases],
        *,
        draw: Draw,
        timezone: str,
        state: str,
        links: Links,
        chance: Callable[[int], int],
        speaks: bool = False,
        mails: bool = False,
        hear: Hear | None = None,
    ) -> None:
        """`post` takes what was committed and is to be sent; `draw` draws a learner's progress; `links`: where pages and the
        bot are reached; `chance` gives an unforeseeable number below another; `speaks`: there is a voice; `mails`: there is a
        way for mail."""
        self._office = office
        self._reports = reports
        self._staff_phrases = staff_phrases
        self._links = links
        self._chance = chance
        self._speaks = speaks
        self._mails = mails
        self._hear = hear
        self._store = store
        self._post = post
        self._catalogue = catalogue
        self._phrases = phrases
        self._draw = draw
        self._timezone = timezone
        self._state = state
        self._talks: dict[Address, _Talk] = {}
        self._at_hand: Tools | None = None  # made anew when content or sentences are

    @property
    def hears(self) -> bool:
        """Whether voice messages are understood."""
        return self._hear is not None

    async def handle(self, incoming: Incoming) -> None:
        """Answer one update, exactly once.

        Raises:
            Exception: the store could not load or save; nothing has been changed.
        """
        if isinstance(incoming.input, Voice) and self._hear is not None:
            incoming = await self._heard(incoming, incoming.input, self._hear)
        talk = self._talks.setdefault(incoming.address, _Talk())
        talk.waiting += 1
        try:
            async with talk.lock:  # one person's updates in order
                await self._answer(incoming)
        finally:
            talk.waiting -= 1
            if not talk.waiting:
                del self._talks[incoming.address]

    async def _answer(self, incoming: Incoming) -> None:
        for _ in range(TRIES):
            known = await self._store.load(incoming)
            if known is None:
                return  # answered before; what is unsent of it is being sent
            changes = await self._think(incoming, known)
            try:
                dispatch = await self._store.save(incoming, known, changes)
            except Conflict:
                continue
            except DeedRefused as refused:
                log.info("a deed came too late", why=str(refused))
                dispatch = await self._store.save(incoming, known, self._instead(incoming, known, "fallback.late"))
            if dispatch is not None:
                self._post(dispatch)
            return
        raise Conflict("a learner's turns kept overtaking one another")

    async def _heard(self, incoming: Incoming, voice: Voice, hear: Hear) -> Incoming:
        """The update with what was said in it. It is slow, so it comes before anything is loaded, and outside every transaction."""
        if voice.seconds > LONGEST_VOICE:
            return incoming
        try:
            text = await hear(incoming.address, voice.file)
        except Exception:
            log.warning("a voice message was not understood", channel=incoming.address.channel)
            return incoming
        return incoming._replace(input=replace(voice, text=text))

    def tools(self) -> Tools:
        """What a turn has at hand, as of now."""
        catalogue, phrases, staff = self._catalogue(), self._phrases(), self._staff_phrases()
        held = self._at_hand
        if held is not None and held.catalogue is catalogue and held.phrases is phrases and held.staff_phrases is staff:
            return held
        self._at_hand = Tools(
            catalogue,
            phrases,
            staff,
            self._store,
            self._office,
            self._reports,
            self._draw,
            self._timezone,
            self._state,
            self._links,
            self._chance,
            self._speaks,
            self.hears,
            self._mails,
        )
        return self._at_hand

    async def _think(self, incoming: Incoming, known: Known) -> Changes:
        turn = Turn(incoming, known, self.tools())
        try:
            await handlers.choose(turn)(turn)
        except Exception:
            # A fault of ours must not become a loop of redeliveries, nor silence: it is logged, the
            # person is told, their place is kept, and the update counts as answered.
            log.exception("handler failed", update=incoming.id, channel=incoming.address.channel, at=known.place.at)
            return self._instead(incoming, known, "fallback.sorry")
        return turn.changes

    def _instead(self, incoming: Incoming, known: Known, key: str) -> Changes:
        """One sentence in place of a turn that could not be kept."""
        turn = Turn(incoming, known, self.tools())
        turn.say(turn.t(key))
        return turn.changes


class _Talk:
    """The lock of one address, kept only while somebody holds or awaits it."""

    __slots__ = ("lock", "waiting")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.waiting = 0
