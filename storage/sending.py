"""What was committed to be sent: who takes it on, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, or_, select, true, update

from bot.messages import Address
from bot.ports import Dispatch
from storage import models as m
from storage.deeds.teaching import note_outcome, note_receipt
from storage.outbox import CLOCK, LEASE
from storage.packing import unpack
from storage.prepared import Prepared
from storage.vault import Vault

WAITED_FOR = timedelta(days=1)  # a channel that is not here
AT_ONCE = 1000  # claims renewed by one statement

_SENT = Prepared(
    update(m.updates).where(m.updates.c.id == bindparam("update_id")).values(replies=None, learner_id=None)
)
_VIA = func.coalesce(m.updates.c.via, m.updates.c.channel)
_ANCHOR = Prepared(update(m.learners).where(m.learners.c.id == bindparam("learner")).values(anchor=bindparam("anchor")))


def sent(
    conn: Connection, dispatch: Dispatch, done: int, anchor: str | None, outcome: str, receipt: str | None
) -> None:
    """See `bot.ports.Store.sent`."""
    if dispatch.letter is not None:
        note_outcome(conn, dispatch.letter, outcome)
        if receipt is not None and dispatch.learner is not None:
            note_receipt(conn, dispatch.letter, dispatch.learner, receipt)
    if done >= len(dispatch.replies):
        _SENT.count(conn, {"update_id": dispatch.id})
    if anchor is not None and dispatch.learner is not None:
        _ANCHOR.count(conn, {"learner": dispatch.learner, "anchor": anchor})


@dataclass(frozen=True, slots=True)
class Which:
    """What is asked for of what is unsent; see `bot.ports.Store.unsent`."""

    all_processes: bool
    channel: str | None
    answers: bool

    def at(self, now: datetime) -> Select[Any]:
        """Their ids."""
        u = m.updates.c
        free = true() if self.all_processes else u.lease <= now
        mine = true() if self.channel is None else _VIA.in_([self.channel, CLOCK])  # CLOCK: of before there was `via`
        due = select(u.id).where(u.replies.is_not(None), free, mine, or_(u.due.is_(None), u.due <= now))
        return due.where(u.channel != CLOCK) if self.answers else due


def any_unsent(conn: Connection, which: Which, now: datetime) -> bool:
    """Whether there is something for `unsent`: while that is looked for, others can write."""
    return conn.execute(which.at(now).limit(1)).first() is not None


def unsent(conn: Connection, vault: Vault, which: Which, most: int | None, now: datetime) -> list[Dispatch]:
    """See `bot.ports.Store.unsent`."""
    u = m.updates.c
    oldest = which.at(now).order_by(u.id).limit(most)  # as they stand in the index: of thousands, no more are looked at
    ids = [row.id for row in conn.execute(oldest.with_for_update(skip_locked=True))]
    if not ids:
        return []
    conn.execute(update(m.updates).where(u.id.in_(ids)).values(lease=now + LEASE))
    out = []
    found = select(u.id, u.learner_id, u.replies, u.letter_id).where(u.id.in_(ids))
    for row in conn.execute(found.order_by(u.id)):
        address, replies = unpack(vault.unlock(row.replies))
        out.append(Dispatch(row.id, address, row.learner_id, replies, letter=row.letter_id))
    return out


def keep(conn: Connection, ids: Sequence[int], now: datetime) -> None:
    """See `bot.ports.Store.keep`."""
    for start in range(0, len(ids), AT_ONCE):
        some = m.updates.c.id.in_(ids[start : start + AT_ONCE])
        conn.execute(update(m.updates).where(some).values(lease=now + LEASE))


def lost(conn: Connection, here: Collection[str], now: datetime) -> list[Any]:
    """What has waited for too long for a channel that is not here."""
    u = m.updates.c
    late = func.coalesce(u.due, u.at) <= now - WAITED_FOR
    wanted = select(u.id, u.letter_id).where(u.replies.is_not(None), late, _VIA.not_in(here), _VIA != CLOCK)
    return list(conn.execute(wanted).all())


def abandon(conn: Connection, rows: Sequence[Any]) -> None:
    """Give up what was `lost`."""
    for row in rows:
        if row.letter_id is not None:
            note_outcome(conn, row.letter_id, "failed")
        _SENT.count(conn, {"update_id": row.id})


def unreachable(conn: Connection, vault: Vault, address: Address) -> None:
    """See `bot.ports.Store.unreachable`."""
    theirs = select(m.identities.c.learner_id).where(m.identities.c.hash == vault.address_hash(address))
    conn.execute(update(m.learners).where(m.learners.c.id.in_(theirs)).values(reachable=False))
