"""Erasing people. What stays of somebody is the number of their row and when it went: nothing leads from it to them, and a copy of
the database that was made before lets them go again when it is put back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, and_, delete, insert, select, update

from storage import deeds
from storage import models as m
from storage import staff_models as s
from storage.outbox import withdraw_waiting
from storage.vault import Vault

Gone = tuple[int, datetime]  # the number of a learner's row, and when it was erased


def erase(conn: Connection, vault: Vault, learner: int, at: datetime) -> None:
    """A person and all that is known of them."""
    deeds.retire(conn, vault, learner, at)
    for table in (m.attempts, m.days, m.asked, m.cards, m.identities):
        conn.execute(delete(table).where(table.c.learner_id == learner))
    unsent_of_them = and_(m.updates.c.learner_id == learner, m.updates.c.replies.is_not(None))
    conn.execute(update(m.updates).where(unsent_of_them).values(replies=None, learner_id=None))
    withdraw_waiting(conn, f"{learner}-%-joined-%")
    conn.execute(delete(m.learners).where(m.learners.c.id == learner))
    conn.execute(insert(m.erased), {"learner_id": learner, "at": at})


def erased(conn: Connection) -> list[Gone]:
    """Everybody who was erased."""
    return [(row.learner_id, row.at) for row in conn.execute(select(m.erased))]


def untouched(conn: Connection) -> bool:
    """Whether nobody is here, not even a site, and nobody was erased."""
    tables = (m.learners, m.erased, s.sites)
    return not any(conn.execute(select(table).limit(1)).first() for table in tables)


def erase_again(conn: Connection, vault: Vault, gone: Iterable[Gone]) -> int:
    """Erase those who are in this copy and were erased since it was made; returns how many those were. A number is given
    anew only after it was free, so the first erasing that the copy does not know is of whom the copy has."""
    here = set(erased(conn))
    count = 0
    for learner, at in sorted(set(gone) - here, key=lambda each: each[1]):
        there = conn.execute(select(m.learners.c.id).where(m.learners.c.id == learner)).first() is not None
        if there:
            erase(conn, vault, learner, at)
            count += 1
        else:
            conn.execute(insert(m.erased), {"learner_id": learner, "at": at})
    return count


def remove_channel(conn: Connection, vault: Vault, channel: str, at: datetime) -> int:
    """Erase everybody who is reached by a channel, and the demo's sites."""
    theirs = select(m.identities.c.learner_id).where(m.identities.c.channel == channel)
    people = conn.execute(theirs).scalars().all()
    for learner in people:
        erase(conn, vault, learner, at)
    conn.execute(delete(m.updates).where(m.updates.c.channel == channel))
    deeds.remove_demo_sites(conn)
    return len(people)
