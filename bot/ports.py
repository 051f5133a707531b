"""What the core asks of the world, and the plain data that crosses the border.

Plugs (`storage`, `bot.channels`, `bot.web` …) implement these; nothing below the plugs knows which.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from bot.lessons.memory import Card, Rating
from bot.lessons.model import Skill, Verdict
from bot.lessons.progress import Progress
from bot.messages import Address, Incoming, Outgoing

# --- people and facts -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Learner:
    """What is kept of a person, and all of it (curriculum, framework section 6).

    `level` is a practice level (never an official one), `unit` one that they asked for out of turn, `bank` counts the
    placements and level checks taken, so that the next one asks other items; `weekly_goal` is in days;
    `placed_at` (ISO) is when they were placed, until the first twenty answers have shown whether that was right.

    `nickname`, `goal`, `test`, `senior` and `state` betray a person or a status: the store keeps
    them encrypted. `id` is 0 until the learner is first saved. `reminder` is "HH:MM" of the
    learner's own clock; `agreed_on` is the day they said yes to what is kept; `senior` and `state` are
    None until they were asked.
    """

    id: int = 0
    language: str = "en"
    timezone: str = "America/New_York"
    created_on: date | None = None
    agreed_on: date | None = None
    reminder: str | None = None
    paused_on: date | None = None
    reachable: bool = True
    session_size: int = 10
    nickname: str | None = None
    goal: str | None = None
    test: str | None = None
    senior: bool | None = None
    state: str | None = None
    level: str | None = None
    weekly_goal: int = 3
    placed_at: str | None = None
    unit: str | None = None
    bank: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a talk stands: which handler has the floor, the token its buttons carry, and its own data.

    `items` are the items whose cards the next answer will need; `data` is JSON.
    """

    at: str = ""
    token: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """A fact: one item was asked and answered. Append-only.

    `answer` is what was typed (at most 200 characters, kept for 90 days, None for a press);
    `form` is how it was asked (`choose`, `type`); `seconds` is None when not known; `rating` is None
    when the answer did not move the card; `day` is the learner's own.
    """

    item: str
    skill: Skill
    form: str
    verdict: Verdict
    rating: Rating | None
    at: datetime
    day: date
    hinted: bool = False
    seconds: float | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when an update arrives.

    `learner` is None for a stranger. `step` counts the turns of this learner and guards against two
    turns thought at once. `anchor` is the receipt of the message that holds the current question,
    `cards` the cards of `place.items` by (item, skill).
    """

    learner: Learner | None
    place: Place = Place()
    step: int = 0
    anchor: str | None = None
    cards: Mapping[tuple[str, Skill], Card] = field(default_factory=dict)
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


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Replies of one update that were committed and are to be sent; `done` of them were sent already."""

    id: int
    address: Address
    learner: int | None
    replies: Sequence[Outgoing]
    done: int = 0


# --- the store --------------------------------------------------------------------------------


class Conflict(Exception):
    """The learner has moved on since they were loaded: load and think again."""


class Records(Protocol):
    """What a handler may read beyond `Known` while it thinks. Facts only; nothing is written."""

    async def cards(self, learner: int) -> Sequence[Card]:
        """All cards of a learner."""
        ...

    async def attempts(self, learner: int, *, since: datetime | None = None) -> Sequence[Attempt]:
        """A learner's attempts, oldest first."""
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

    async def sent(self, dispatch: Dispatch, done: int, anchor: str | None) -> None:
        """Mark the first `done` replies as sent (all: their text is forgotten); remember the anchor if given."""
        ...

    async def unsent(self, *, all_processes: bool) -> Sequence[Dispatch]:
        """Committed replies that nobody is sending, oldest first, claimed for this process.

        `all_processes`: also those that another process claimed lately (right when there is no other).
        """
        ...

    async def unreachable(self, address: Address) -> None:
        """The platform says that the person blocked us or is gone: mark the learner so."""
        ...

    async def candidates(self, since: datetime, until: datetime) -> Sequence[Candidate]:
        """Whose practice hour, on the clock of their own time zone, lies after `since` and not after `until`; not those
        who paused or cannot be reached."""
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


# --- pictures ---

Draw = Callable[[Progress, tuple[tuple[str, str], ...]], bytes]
"""Draws a learner's progress as a PNG; the words in it are given by name."""


# --- voice ---

Speak = Callable[[str, bool], Awaitable[bytes]]
"""Speaks an English text, slowly if asked, as Ogg/Opus; made once and kept."""


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
