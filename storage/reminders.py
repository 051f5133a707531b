"""The SQL of reminders: whose hour has come, and one a day at most, however often the clock says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, String, and_, cast, exists, false, func, literal, or_, select, true

from bot.messages import Address, Outgoing
from bot.ports import Candidate, Dispatch
from storage import models as m
from storage.outbox import CLOCK, enqueue
from storage.rows import learner_of
from storage.vault import Vault

DAY = timedelta(days=1)


def candidates(
    conn: Connection, vault: Vault, since: datetime, until: datetime, after: int, most: int
) -> list[Candidate]:
    """See `bot.ports.Store.candidates`."""
    cols = m.learners.c
    zones = [row.timezone for row in conn.execute(select(cols.timezone).distinct().where(cols.reminder.is_not(None)))]
    hours = [
        and_(cols.timezone == zone, cols.reminder > begin, cols.reminder <= end, ~_reminded_on(zone, until))
        for zone in zones
        for begin, end in _clock(zone, since, until)
    ]
    wanted = (
        select(m.learners, m.identities.c.channel, m.identities.c.address)
        .join(m.identities, m.identities.c.learner_id == cols.id)
        .where(or_(false(), *hours), cols.paused_on.is_(None), cols.agreed_on.is_not(None), cols.reachable == true())
        .where(cols.id > after)
        .order_by(cols.id)
        .limit(most)
    )
    return [_candidate(conn, vault, row, until) for row in conn.execute(wanted).all()]


def _reminded_on(zone: str, now: datetime) -> ColumnElement[bool]:
    """Whether a learner has had the reminder of what is today in a zone: for an hour, each strike of the clock asks for all again."""
    today = now.astimezone(ZoneInfo(zone)).date()
    u, key = m.updates.c, literal("remind-") + cast(m.learners.c.id, String) + literal(f"-{today.isoformat()}")
    return exists().where(u.channel == CLOCK, u.key == key)


def _clock(zone: str, since: datetime, until: datetime) -> Iterator[tuple[str, str]]:
    """What the clocks of a zone show between two instants, as stretches of "HH:MM" within one day.

    An hour that is skipped in spring lies in the stretch that jumps over it; one that comes twice in autumn is given twice,
    and the day's one reminder has then been sent.
    """
    tz = ZoneInfo(zone)
    at = since
    while at < until:
        upto = min(until, at + timedelta(minutes=30))
        first, last = at.astimezone(tz), upto.astimezone(tz)
        if first.date() == last.date():
            yield f"{first:%H:%M}", f"{last:%H:%M}"
        else:
            yield f"{first:%H:%M}", "24:00"
            yield "", f"{last:%H:%M}"
        at = upto


def _candidate(conn: Connection, vault: Vault, row: object, now: datetime) -> Candidate:
    learner = learner_of(row, vault)
    u, a = m.updates.c, m.attempts.c
    active_at = row.active_at  # type: ignore[attr-defined]
    # By their keys, which are indexed. Whatever the time zones, a reminder since they were here is of one of these days.
    since = active_at.date() - DAY
    days = [since + n * DAY for n in range((now.date() + DAY - since).days + 1)]
    keys = [_key(learner.id, day) for day in days]
    told = select(func.count(u.id).filter(u.at > active_at).label("unanswered"), func.max(u.at).label("last"))
    reminded = conn.execute(told.where(u.channel == CLOCK, u.key.in_(keys))).one()
    practised = select(a.day).distinct().where(a.learner_id == learner.id, a.at > now - timedelta(days=8))
    return Candidate(
        learner,
        Address(row.channel, vault.unlock(row.address)),  # type: ignore[attr-defined]
        active_at,
        reminded.unanswered,
        reminded.last,
        frozenset(conn.execute(practised).scalars()),
    )


def remind(
    conn: Connection, vault: Vault, candidate: Candidate, day: date, at: datetime, reply: Outgoing
) -> Dispatch | None:
    """See `bot.ports.Store.remind`. The day is claimed like an update: who comes second finds it taken."""
    learner = candidate.learner.id
    return enqueue(conn, vault, candidate.address, [reply], key=_key(learner, day), at=at, learner=learner)


def _key(learner: int, day: date) -> str:
    return f"remind-{learner}-{day.isoformat()}"
