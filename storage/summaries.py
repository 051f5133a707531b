"""The SQL of weekly summaries: a class's week is kept once, and brought to each of its tutors once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select, update

from bot.ports import Dispatch
from bot.ports.deeds import Deed
from bot.ports.office import Kept, Round
from storage import deeds, office_rows
from storage import staff_models as s
from storage.upsert import insert_into
from storage.vault import Vault


def kept(conn: Connection, vault: Vault, *wanted: ColumnElement[bool]) -> list[Kept]:
    """Kept summaries, newest first."""
    c = s.summaries.c
    rows = conn.execute(select(s.summaries).where(*wanted).order_by(c.week.desc(), c.class_id))
    return [
        Kept(row.class_id, row.week, row.made_at, vault.unlock(row.value), row.sent_at, row.opened_at) for row in rows
    ]


def rounds(conn: Connection, vault: Vault, since: date) -> list[Round]:
    """See `bot.ports.office.Office.rounds`. Five statements, however many classes there are."""
    t, k, g = s.teaching.c, s.summaries.c, s.summary_sends.c
    tutors: dict[int, list[tuple[int, datetime]]] = {}
    for row in conn.execute(select(s.teaching).where(t.until.is_(None)).order_by(t.since, t.post_id)):
        tutors.setdefault(row.class_id, []).append((row.post_id, row.since))
    weeks: dict[int, set[date]] = {}
    for row in conn.execute(select(k.class_id, k.week).where(k.week >= since)):
        weeks.setdefault(row.class_id, set()).add(row.week)
    gone: dict[int, set[tuple[date, int]]] = {}
    for row in conn.execute(select(g.class_id, g.week, g.post_id).where(g.week >= since)):
        gone.setdefault(row.class_id, set()).add((row.week, row.post_id))
    posts = {post.id: post for post in office_rows.posts(conn, vault, s.posts.c.until.is_(None))}
    out = []
    for room in office_rows.classes(conn, vault, s.classes.c.closed_on.is_(None)):
        now = tuple((posts[post], began) for post, began in tutors.get(room.id, ()) if post in posts)
        if now:
            out.append(Round(room, now, frozenset(weeks.get(room.id, ())), frozenset(gone.get(room.id, ()))))
    return out


def keep(conn: Connection, vault: Vault, class_id: int, week: date, value: dict[str, object], at: datetime) -> bool:
    """See `bot.ports.office.Office.keep_summary`. The week is claimed by its row: who comes second finds it taken."""
    row = {"class_id": class_id, "week": week, "made_at": at, "value": vault.lock(value)}
    return _claimed(conn, s.summaries, row)


def send(
    conn: Connection, vault: Vault, class_id: int, week: date, post: int, messages: Sequence[Deed], at: datetime
) -> tuple[Dispatch, ...] | None:
    """See `bot.ports.office.Office.send_summary`. Claimed like the week."""
    if not _claimed(conn, s.summary_sends, {"class_id": class_id, "week": week, "post_id": post, "at": at}):
        return None
    if not messages:
        return ()
    c = s.summaries.c
    first = (c.class_id == class_id, c.week == week, c.sent_at.is_(None))
    conn.execute(update(s.summaries).where(*first).values(sent_at=at))
    return deeds.do_all(conn, vault, messages, at)


def _claimed(conn: Connection, table: Table, row: dict[str, Any]) -> bool:
    return bool(conn.execute(insert_into(conn, table).values(row).on_conflict_do_nothing()).rowcount)
