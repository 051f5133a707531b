"""What was committed and is to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.messages import Address, Outgoing


class Dispatch(NamedTuple):
    """Replies of one update that were committed and are to be sent; `done` of them were sent already.

    `letter` is the id of the letter that this carries, whose outcome is wanted; `others` are messages to other people that the
    same turn committed.
    """

    id: int
    address: Address
    learner: int | None
    replies: Sequence[Outgoing]
    done: int = 0
    letter: int | None = None
    others: tuple[Dispatch, ...] = ()
