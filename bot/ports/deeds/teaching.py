"""What is done for a learner, and what they tell: homework, messages, notes, results, levels, looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.messages import Address, Outgoing
from bot.ports.staff import Letter


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
