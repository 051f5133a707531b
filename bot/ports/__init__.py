"""What the core asks of the world, and the plain data that crosses the border.

Plugs (`storage`, `bot.channels`, `bot.web` …) implement these; nothing below the plugs knows which.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple, Protocol, runtime_checkable

from bot.lessons.memory import Card
from bot.lessons.model import Skill, Verdict
from bot.lessons.progress import Progress
from bot.messages import Address, Incoming, Outgoing
from bot.ports.deeds import Deed as Deed
from bot.ports.dispatch import Dispatch as Dispatch
from bot.ports.office import Office as Office
from bot.ports.people import Attempt as Attempt
from bot.ports.people import Learner as Learner
from bot.ports.people import Place as Place
from bot.ports.reports import Reports as Reports

# --- people and facts -------------------------------------------------------------------------


class Known(NamedTuple):
    """What is known when an update arrives.

    `learner` is None for a stranger. `step` counts the turns of this learner and guards against two
    turns thought at once. `anchor` is the receipt of the message that holds the current question,
    `cards` the cards of `place.items` by (item, skill).
    """

    learner: Learner | None
    place: Place = Place()
    step: int = 0
    anchor: str | None = None
    cards: Mapping[tuple[str, Skill], Card] = MappingProxyType({})
    active_at: datetime | None = None  # when the learner's last turn was


@dataclass(slots=True)
class Changes:
    """What one turn decided; saved as a whole or not at all.

    `learner` and `place` are None when they stay as they were. `erase` removes the learner and all
    that is kept of them (the replies are still sent, then forgotten).
    """

    learner: Learner | None = None
    place: Place | None = None
    attempts: list[Attempt] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    replies: list[Outgoing] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    erase: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whose practice hour has come: where they are reached, and what decides whether to remind them."""

    learner: Learner
    address: Address
    active_at: datetime
    unanswered: int
    reminded_at: datetime | None
    practised: frozenset[date]


# --- the store --------------------------------------------------------------------------------


class Conflict(Exception):
    """The learner has moved on since they were loaded: load and think again."""


class Records(Protocol):
    """What a handler may read beyond `Known` while it thinks. Facts only; nothing is written."""

    async def mastered(self, learner: int) -> frozenset[str]:
        """The items that a learner has known for good at some time."""
        ...

    async def cards(self, learner: int) -> Sequence[Card]:
        """All cards of a learner."""
        ...

    async def due(self, learner: int, begin: datetime, end: datetime) -> Set[tuple[str, Skill]]:
        """The items and skills of a learner's cards that are due from one instant until before another."""
        ...

    async def verdicts(self, learner: int, *, last: int) -> Sequence[Verdict]:
        """What came of the `last` so many attempts of a learner, oldest first."""
        ...

    async def attempts(
        self, learner: int, *, since: datetime | None = None, last: int | None = None
    ) -> Sequence[Attempt]:
        """A learner's attempts, oldest first: all, those since an instant, or only the `last` so many."""
        ...


class Store(Records, Protocol):
    """Keeps everything. One transaction for each turn; an update id is claimed exactly once."""

    async def load(self, incoming: Incoming) -> Known | None:
        """What is known for an update; None when this update was answered before."""
        ...

    async def save(self, incoming: Incoming, known: Known, changes: Changes) -> Dispatch | None:
        """Commit a turn: the update's id, the facts, the place and the replies together, durably.

        Returns what is to be sent; None when the update had been answered meanwhile.

        Raises:
            Conflict: another turn of this learner was saved since `known` was loaded.
        """
        ...

    async def sent(
        self, dispatch: Dispatch, done: int, anchor: str | None, outcome: str = "sent", *, receipt: str | None = None
    ) -> None:
        """Mark the first `done` replies as sent (all: their text is forgotten); remember the anchor if given, and for a
        letter its `outcome`: "sent", "blocked" or "failed", and if a learner wrote it, the `receipt` of what carried it."""
        ...

    async def unsent(
        self, *, all_processes: bool, channel: str | None = None, most: int | None = None, answers: bool = False
    ) -> Sequence[Dispatch]:
        """Committed messages that nobody is sending, oldest first, claimed for this process for half a minute. Those that go by
        one channel, if given, at `most` so many, and only `answers` to updates, if asked.

        `all_processes`: also those that another process claimed lately (right when there is no other).
        """
        ...

    async def keep(self, ids: Sequence[int]) -> None:
        """Claim dispatches for another while: they are still in hand."""
        ...

    async def abandon(self, here: Collection[str]) -> int:
        """Give up what has waited for a day for a channel that is not `here`; returns how many messages."""
        ...

    async def alone(self) -> bool:
        """Whether this process is the one for what only one may do: the first that asked, of those that run."""
        ...

    async def unreachable(self, address: Address) -> None:
        """The platform says that the person blocked us or is gone: mark the learner so."""
        ...

    async def candidates(self, since: datetime, until: datetime, *, after: int = 0, most: int) -> Sequence[Candidate]:
        """Whose practice hour, on the clock of their own time zone, lies after `since` and not after `until`; not those
        who paused, cannot be reached, or were reminded on this day of theirs. By the learner's number, those beyond `after`, and at `most` so many."""
        ...

    async def remind(self, candidate: Candidate, day: date, at: datetime, reply: Outgoing) -> Dispatch | None:
        """Commit a reminder for a learner's own day; None when that day has had one already."""
        ...

    async def forget(self, now: datetime) -> None:
        """Drop what has been kept long enough: answer texts after 90 days, update ids after 30."""
        ...

    async def check(self) -> None:
        """Answer if the database does; raises whatever it raises if not."""
        ...


# --- links ---


@dataclass(slots=True)
class Links:
    """Where people reach us: the address of the pages, and the bot's name on Telegram once that is known."""

    base: str = "http://127.0.0.1:8080"
    bot: str | None = None

    def join(self, code: str) -> str:
        """What opens a conversation that begins with a code."""
        return f"https://t.me/{self.bot}?start={code}" if self.bot else f"{self.base}/chat?start={code}"

    def sign_in(self, token: str) -> str:
        """What opens the staff's pages once."""
        return f"{self.base}/tutor/in/{token}"


# --- pictures ---

Draw = Callable[[Progress, tuple[tuple[str, str], ...]], bytes]
"""Draws a learner's progress as a PNG; the words in it are given by name."""

Compose = Callable[[tuple[str, ...]], bytes]
"""Puts drawings of our own, by name, into one PNG: with their numbers, when there are several. Made once and kept."""


# --- voice ---

Speak = Callable[[str, bool], Awaitable[bytes]]
"""Speaks an English text, slowly if asked, as Ogg/Opus; made once and kept."""


LONGEST_VOICE = 30.0  # seconds of a voice message that are listened to: more is no answer

Hear = Callable[[Address, str], Awaitable[str]]
"""Understands a voice message, by the sender's address and the platform's id of the sound; "" when there are no words in
it. The sound is not kept."""


# --- channels ---------------------------------------------------------------------------------


class SendError(Exception):
    """A message could not be delivered. Each kind has one policy, decided in `bot.delivery`."""


class Throttled(SendError):
    """Too fast: wait `seconds`, then send the same again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"told to wait {seconds:g} s")
        self.seconds = seconds


class Unreachable(SendError):
    """The person blocked us, or is gone: stop sending and mark them."""


class Rejected(SendError):
    """The platform will never take this message: log and drop it."""


class Disconnected(SendError):
    """The platform did not answer, or answered with its own trouble: back off and try again."""


Receive = Callable[[Incoming], Awaitable[None]]


class Channel(Protocol):
    """A platform, as the core sees it: somewhere to send. Receiving is the channel's own affair:
    it calls `Receive` and acknowledges to its platform only after that has returned."""

    name: str

    async def send(self, to: Address, message: Outgoing) -> str | None:
        """Deliver one message and return its receipt (what `replaces` can name), if there is one.

        A message whose `replaces` cannot be edited any more is sent anew; an edit that changes
        nothing counts as sent.

        Raises:
            SendError: one of the four kinds.
        """
        ...


@runtime_checkable
class Paced(Protocol):
    """A channel whose platform takes only so many messages in a second."""

    pace: float
    """The most that may go to all people together in any second."""

    def size(self, to: Address, message: Outgoing) -> int:
        """How many messages of the platform's one of ours becomes."""
        ...
