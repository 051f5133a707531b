"""Who has not been here for a year is nobody any more: what they did stays in the counts, and nothing leads back to them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, select, update

from storage import models as m
from storage import staff_models as s
from storage.vault import Vault

QUIET_AFTER = timedelta(days=365)
NOWHERE = {"at": "menu", "token": "m0", "data": {}, "items": []}


def anonymise(conn: Connection, vault: Vault, now: datetime) -> None:
    """Take their name, their chat and their place from those who were last here a year ago; staff stay who they are."""
    learners = m.learners.c
    known = exists().where(m.identities.c.learner_id == learners.id)
    long_ago = (learners.active_at < now - QUIET_AFTER, learners.staff == 0, known)
    for row in conn.execute(select(learners.id, learners.private).where(*long_ago)).all():
        for table in (m.identities, s.notes, s.interviews, s.ticks):
            conn.execute(delete(table).where(table.c.learner_id == row.id))
        theirs = s.enrollments.c
        conn.execute(update(s.enrollments).where(theirs.learner_id == row.id, theirs.until.is_(None)).values(until=now))
        conn.execute(update(m.updates).where(m.updates.c.learner_id == row.id).values(learner_id=None, replies=None))
        nobody = {
            "private": vault.lock(vault.unlock(row.private) | {"nickname": None}),
            "place": vault.lock(NOWHERE),
            "anchor": None,
            "reminder": None,
            "reachable": False,
            "classes": 0,
        }
        conn.execute(update(m.learners).where(learners.id == row.id).values(nobody))
