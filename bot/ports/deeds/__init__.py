"""Deeds: each is one thing that somebody does beside their own practice.

Chat collects them in `Changes.deeds`, pages hand them to `Office.do`; either way they are committed in one transaction. Who
may do what is decided before, by `bot.access`.
"""

from __future__ import annotations

from bot.ports.deeds.classes import Attend, CloseClass, HandOver, Join, Leave, NewClass, RenameClass, WeekOff
from bot.ports.deeds.sites import (
    AskMailbox,
    AskSignIn,
    ConfirmMailbox,
    EndPost,
    FoundSite,
    GiveSignIn,
    MakeCode,
    Prefer,
    RevokeCode,
    TakePost,
)
from bot.ports.deeds.teaching import (
    Assign,
    EnterResult,
    EraseNote,
    EraseResult,
    Look,
    OpenSummary,
    Reached,
    ReachLevel,
    Send,
    SetInterview,
    TickCanDo,
    Withdraw,
    WriteNote,
)


class DeedRefused(Exception):
    """What a deed needs is not there any more (a code was used meanwhile, a class has ended): nothing of the turn is kept."""


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

__all__ = [
    "AskMailbox",
    "AskSignIn",
    "Assign",
    "Attend",
    "CloseClass",
    "ConfirmMailbox",
    "Deed",
    "DeedRefused",
    "EndPost",
    "EnterResult",
    "EraseNote",
    "EraseResult",
    "FoundSite",
    "GiveSignIn",
    "HandOver",
    "Join",
    "Leave",
    "Look",
    "MakeCode",
    "NewClass",
    "OpenSummary",
    "Prefer",
    "ReachLevel",
    "Reached",
    "RenameClass",
    "RevokeCode",
    "Send",
    "SetInterview",
    "TakePost",
    "TickCanDo",
    "WeekOff",
    "Withdraw",
    "WriteNote",
]
