"""Messages that nobody asked for by an update of their own: reminders, letters, summaries. Claimed like an update, sent once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete

from bot.messages import Address, Outgoing
from bot.ports import Dispatch
from storage import models as m
from storage.packing import pack
from storage.upsert import insert_into
from storage.vault import Vault

LEASE = timedelta(seconds=30)  # how long a process may take to send before another one helps
UNCLAIMED = datetime(1970, 1, 1, tzinfo=UTC)  # no process has it in hand
CLOCK = "clock"  # the channel whose updates are what the clock, or somebody else, says


def withdraw_message(conn: Connection, key: str) -> None:
    """Forget what was committed under a key, sent or not."""
    conn.execute(delete(m.updates).where(m.updates.c.channel == CLOCK, m.updates.c.key == key))


def withdraw_waiting(conn: Connection, pattern: str) -> None:
    """Forget what is still to be sent under keys like a pattern (SQL's)."""
    u = m.updates.c
    conn.execute(delete(m.updates).where(u.replies.is_not(None), u.channel == CLOCK, u.key.like(pattern)))


def enqueue(
    conn: Connection,
    vault: Vault,
    address: Address,
    replies: Sequence[Outgoing],
    *,
    key: str,
    at: datetime,
    learner: int | None = None,
    due: datetime | None = None,
    letter: int | None = None,
) -> Dispatch | None:
    """Commit messages under a key of their own; None when the key was taken before: they are there already.

    Nobody has them in hand yet: whoever sends by their channel claims them when their turn comes."""
    row = {
        "channel": CLOCK,
        "key": key,
        "learner_id": learner,
        "at": at,
        "lease": UNCLAIMED,
        "replies": vault.lock(pack(address, replies)),
        "due": due,
        "letter_id": letter,
        "via": address.channel,
    }
    claimed = conn.execute(
        insert_into(conn, m.updates).values(row).on_conflict_do_nothing().returning(m.updates.c.id)
    ).scalar()
    return None if claimed is None else Dispatch(int(claimed), address, learner, tuple(replies), letter=letter)
