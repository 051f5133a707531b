"""What was committed to be sent: who takes it on, and what became of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, select, true, update

from bot.messages import Address
from bot.ports import Dispatch
from storage import models as m
from storage.deeds.teaching import note_outcome, note_receipt
from storage.outbox import LEASE
from storage.packing import unpack
from storage.prepared import Prepared
from storage.vault import Vault

_SENT = Prepared(
    update(m.updates).where(m.updates.c.id == bindparam("update_id")).values(replies=None, learner_id=None)
)
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


def unsent(conn: Connection, vault: Vault, now: datetime, *, all_processes: bool) -> list[Dispatch]:
    """See `bot.ports.Store.unsent`."""
    u = m.updates.c
    free = true() if all_processes else u.lease <= now
    due = select(u.id).where(u.replies.is_not(None), free, or_(u.due.is_(None), u.due <= now)).order_by(u.id)
    ids = [row.id for row in conn.execute(due.with_for_update(skip_locked=True))]
    if not ids:
        return []
    conn.execute(update(m.updates).where(u.id.in_(ids)).values(lease=now + LEASE))
    out = []
    for row in conn.execute(select(u.id, u.learner_id, u.replies, u.letter_id).where(u.id.in_(ids)).order_by(u.id)):
        address, replies = unpack(vault.unlock(row.replies))
        out.append(Dispatch(row.id, address, row.learner_id, replies, letter=row.letter_id))
    return out


def unreachable(conn: Connection, vault: Vault, address: Address) -> None:
    """See `bot.ports.Store.unreachable`."""
    theirs = select(m.identities.c.learner_id).where(m.identities.c.hash == vault.address_hash(address))
    conn.execute(update(m.learners).where(m.learners.c.id.in_(theirs)).values(reachable=False))
