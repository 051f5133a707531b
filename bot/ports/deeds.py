"""Deeds: each is one thing that somebody does beside their own practice.

Chat collects them in `Changes.deeds`, pages hand them to `Office.do`; either way they are committed in one transaction. Who
may do what is decided before, by `bot.access`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.messages import Address, Outgoing
from bot.ports.staff import Letter


class DeedRefused(Exception):
    """What a deed needs is not there any more (a code was used meanwhile, a class has ended): nothing of the turn is kept."""


@dataclass(frozen=True, slots=True)
class FoundSite:
    """There is a site of this name from now on; one that is there already stays."""

    name: str
    demo: bool = False


@dataclass(frozen=True, slots=True)
class MakeCode:
    """Invite. `site` by name, because a command line may found it in the same breath."""

    code: str
    kind: str
    site: str
    class_id: int | None = None
    expires_at: datetime | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class RevokeCode:
    """The code opens nothing from now on. `by` None: the operator, at the command line."""

    code: str
    by: int | None


@dataclass(frozen=True, slots=True)
class TakePost:
    """Accept an invitation as tutor or coordinator. `person` None: by a page, without a chat; 0: whoever's turn it is."""

    code: str
    name: str
    language: str = "en"
    person: int | None = 0


@dataclass(frozen=True, slots=True)
class EndPost:
    """Somebody leaves: their access ends at once."""

    post: int
    by: int | None


@dataclass(frozen=True, slots=True)
class NewClass:
    """A tutor makes a class; `code` is the first one to join it by."""

    key: str
    name: str
    site: int
    timezone: str
    code: str
    by: int


@dataclass(frozen=True, slots=True)
class RenameClass:
    """Another name or time zone."""

    class_id: int
    name: str
    timezone: str
    by: int


@dataclass(frozen=True, slots=True)
class CloseClass:
    """The class has ended: nobody is enrolled any more, its codes open nothing."""

    class_id: int
    by: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """Another tutor of the same site teaches the class from now on, and only they."""

    class_id: int
    to: int
    by: int


@dataclass(frozen=True, slots=True)
class Join:
    """The learner whose turn it is joins a class, having agreed to what its tutor sees."""

    class_id: int


@dataclass(frozen=True, slots=True)
class Leave:
    """A learner leaves a class, or (`by`) is taken off it. `learner` 0: whoever's turn it is."""

    class_id: int
    learner: int = 0
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Assign:
    """Set homework for a class, or for one learner of it. `told` are word of it to each: it goes when the homework does."""

    class_id: int
    learner: int | None
    kind: str
    title: str
    items: tuple[str, ...]
    due_on: date
    by: int
    prompt: str = ""
    told: tuple[Send, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take homework back."""

    assignment: int
    by: int


@dataclass(frozen=True, slots=True)
class Send:
    """Send somebody a message, not before a time if one is given. With a `letter`, that is kept, and what became of it.

    `to` is a learner row (a tutor's chat is one too), None for a tutor who uses pages only; somebody who has blocked us gets
    nothing. In both cases the letter is kept and says so. An `address` is written to as it is, whoever it may be of: mail.
    With a `key`, it takes the place of what the same sender has waiting for the same reader under it.
    """

    to: int | None
    message: Outgoing
    letter: Letter | None = None
    not_before: datetime | None = None
    address: Address | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class WriteNote:
    """A private note on a learner."""

    learner: int
    class_id: int
    text: str
    by: int


@dataclass(frozen=True, slots=True)
class EraseNote:
    """Take a note back."""

    note: int
    by: int


@dataclass(frozen=True, slots=True)
class EnterResult:
    """An official test's result, from the certificate in the tutor's hand."""

    learner: int
    class_id: int
    test: str
    day: date
    nrs: int
    score: str
    by: int


@dataclass(frozen=True, slots=True)
class EraseResult:
    """Take a result back that was entered wrongly."""

    result: int
    learner: int
    class_id: int
    by: int


@dataclass(frozen=True, slots=True)
class ReachLevel:
    """A practice level, and how it was reached. `by` a tutor: the learner is set to it."""

    level: str
    how: str
    learner: int = 0
    class_id: int | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class TickCanDo:
    """A teacher's word on a unit's can-dos: they can do it, or not yet, whatever the figures say; None: as the figures say."""

    learner: int
    class_id: int
    unit: str
    reached: bool | None
    by: int


@dataclass(frozen=True, slots=True)
class Reached:
    """The learner whose turn it is tapped one of `MILESTONES`."""

    kind: str


@dataclass(frozen=True, slots=True)
class SetInterview:
    """The learner whose turn it is told the week (None: forgets it) of their interview, and whether the tutor may know."""

    week: date | None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Attend:
    """A class met: how long these learners were there that day, in all; 0: they were not. Nobody else's hours are touched."""

    class_id: int
    day: date
    minutes: int
    learners: tuple[int, ...]
    by: int


@dataclass(frozen=True, slots=True)
class WeekOff:
    """A class does not meet in the week that begins on a Monday: a holiday, a storm. `off` False: it does after all."""

    class_id: int
    week: date
    off: bool
    by: int


@dataclass(frozen=True, slots=True)
class Prefer:
    """How and when a post wants its weekly summary, in which language, under which name."""

    post: int
    name: str
    language: str
    email: str | None
    day: int
    hour: int
    by: str


@dataclass(frozen=True, slots=True)
class AskMailbox:
    """A code goes to the address of a post: whoever gives it back within the time has that mailbox. The last one holds."""

    post: int
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ConfirmMailbox:
    """The code came back, once; refused when it is that of none of these posts and their addresses now, or too old."""

    posts: tuple[int, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Look:
    """A member of staff looked at something of a learner's, or took figures away: a line in the audit log. `by` None: the
    operator, at the command line."""

    action: str
    site: int
    by: int | None
    class_id: int | None = None
    learner: int | None = None


@dataclass(frozen=True, slots=True)
class OpenSummary:
    """A tutor opened the summary of a week, or of the day it is: the running week is kept nowhere, and a look at it counts for the
    latest one that is kept."""

    class_id: int
    week: date


@dataclass(frozen=True, slots=True)
class AskSignIn:
    """A link that signs a post in once, within the time; `post` 0: the one that was just taken in the same breath."""

    token: str
    post: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class GiveSignIn:
    """The same for somebody else, who has no chat to ask for it in: written down. `by` None: the operator."""

    token: str
    post: int
    expires_at: datetime
    by: int | None


Deed = (
    FoundSite
    | MakeCode
    | RevokeCode
    | TakePost
    | EndPost
    | NewClass
    | RenameClass
    | CloseClass
    | HandOver
    | Join
    | Leave
    | Assign
    | Withdraw
    | Send
    | WriteNote
    | EraseNote
    | EnterResult
    | EraseResult
    | ReachLevel
    | TickCanDo
    | Reached
    | SetInterview
    | Attend
    | WeekOff
    | Prefer
    | AskMailbox
    | ConfirmMailbox
    | Look
    | OpenSummary
    | AskSignIn
    | GiveSignIn
)
