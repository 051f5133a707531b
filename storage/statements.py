"""The SQL of the store, the same for every database: each function runs inside one transaction of one connection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.lessons.memory import Card, Rating
from bot.lessons.model import Skill, Verdict
from bot.messages import Address, Incoming
from bot.ports import Attempt, Changes, Conflict, Dispatch, Known, Learner, Place
from storage import deeds, sums
from storage import models as m
from storage.erasing import erase
from storage.outbox import CLOCK, LEASE
from storage.packing import pack
from storage.prepared import Prepared
from storage.quiet import anonymise
from storage.rows import CARD, OPEN, PRIVATE, cards_of, learner_of
from storage.upsert import ByDialect, insert_into
from storage.vault import Vault

ANSWERS_KEPT = timedelta(days=90)  # framework, section 6
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)  # before all attempts
UPDATES_KEPT = timedelta(days=30)  # no platform delivers an update again after a day or two
REMINDERS_KEPT = timedelta(days=120)  # long enough to count ten unanswered ones

_ANSWERED = exists().where(m.updates.c.channel == bindparam("channel"), m.updates.c.key == bindparam("key"))
_ONE = select(literal_column("1").label("one")).subquery()
_LOAD = Prepared(
    select(_ANSWERED.label("answered"), m.learners).select_from(
        _ONE.outerjoin(m.identities, m.identities.c.hash == bindparam("hash")).outerjoin(
            m.learners, m.learners.c.id == m.identities.c.learner_id
        )
    )
)
_CARDS_OF_ITEM = Prepared(
    select(*CARD).where(m.cards.c.learner_id == bindparam("learner"), m.cards.c.item == bindparam("ref"))
)
_CARDS = Prepared(select(*CARD).where(m.cards.c.learner_id == bindparam("learner")))
_DUE = Prepared(
    select(m.cards.c.item, m.cards.c.skill).where(
        m.cards.c.learner_id == bindparam("learner"),
        m.cards.c.due >= bindparam("begin"),
        m.cards.c.due < bindparam("end"),
    )
)
_NEWEST = (m.attempts.c.at.desc(), m.attempts.c.id.desc())
_ATTEMPTS = Prepared(
    select(m.attempts)
    .where(m.attempts.c.learner_id == bindparam("learner"), m.attempts.c.at >= bindparam("since"))
    .order_by(*_NEWEST)
)
_LAST_ATTEMPTS = Prepared(
    select(m.attempts)
    .where(m.attempts.c.learner_id == bindparam("learner"))
    .order_by(*_NEWEST)
    .limit(bindparam("last", type_=Integer))
)
_LAST_VERDICTS = Prepared(
    select(m.attempts.c.verdict)
    .where(m.attempts.c.learner_id == bindparam("learner"))
    .order_by(*_NEWEST)
    .limit(bindparam("last", type_=Integer))
)


def _move_on(*columns: str) -> Prepared:
    found = (m.learners.c.id == bindparam("learner"), m.learners.c.step == bindparam("loaded_step"), ~_ANSWERED)
    values: dict[str, Any] = {name: bindparam(name) for name in columns}
    return Prepared(update(m.learners).where(*found).values(step=m.learners.c.step + 1, **values))


_MOVE_ON = _move_on("active_at", "place")
_MOVE_ON_CHANGED = _move_on("active_at", "place", "private", *OPEN)
_CLAIM = Prepared(insert(m.updates).returning(m.updates.c.id), "channel", "key", "learner_id", "at", "lease", "replies")
_ATTEMPT = Prepared(insert(m.attempts), *(column.name for column in m.attempts.c if column.name != "id"))


def _upsert(make: Any) -> Prepared:
    keys = [column.name for column in m.cards.primary_key]
    rest = {column.name: make.excluded[column.name] for column in m.cards.c if column.name not in keys}
    statement = make.on_conflict_do_update(index_elements=keys, set_=rest)
    return Prepared(statement, *(column.name for column in m.cards.c))


_KEEP_CARD = ByDialect(m.cards, _upsert)


def load(conn: Connection, vault: Vault, incoming: Incoming) -> Known | None:
    """See `bot.ports.Store.load`."""
    address = incoming.address
    found = _LOAD.one(
        conn,
        {"hash": vault.address_hash(address), "channel": address.channel, "key": vault.update_key(incoming.id)},
    )
    if found.answered:
        return None
    if found.id is None:
        return Known(None)
    place = _place(vault.unlock(found.place))
    refs = {vault.item_ref(item): item for item in place.items}
    cards = {}
    for ref in refs:
        for _, card in cards_of(_CARDS_OF_ITEM.plain(conn, {"learner": found.id, "ref": ref}), refs):
            cards[card.item, card.skill] = card
    return Known(learner_of(found, vault), place, found.step, found.anchor, cards, found.active_at)


def save(conn: Connection, vault: Vault, incoming: Incoming, known: Known, changes: Changes) -> Dispatch | None:
    """See `bot.ports.Store.save`. Whatever it returns or raises, a turn that is not to be kept has written nothing."""
    claim = {"channel": incoming.address.channel, "key": vault.update_key(incoming.id)}
    learner_id: int | None = None
    if known.learner is not None:
        learner_id = known.learner.id
        if changes.erase:
            if not _is_current(conn, learner_id, known.step):
                _raise_unless_answered(conn, claim)
                return None
            erase(conn, vault, learner_id, incoming.at)
            learner_id = None
        else:
            values: dict[str, Any] = {"learner": learner_id, "loaded_step": known.step, "active_at": incoming.at}
            values |= _place_values(changes.place or known.place, vault)
            move_on = _MOVE_ON
            if changes.learner is not None:
                move_on, values = _MOVE_ON_CHANGED, values | _learner_values(changes.learner, vault)
            if move_on.count(conn, values | claim) == 0:
                _raise_unless_answered(conn, claim)
                return None
    else:
        if conn.execute(select(_ANSWERED), claim).scalar():
            return None
        if changes.learner is not None and not changes.erase:
            learner_id = _create(conn, vault, incoming, known, changes)
    others: tuple[Dispatch, ...] = ()
    if learner_id is not None:
        _write_facts(conn, vault, learner_id, changes)
        if changes.deeds:
            others = deeds.do_all(conn, vault, changes.deeds, incoming.at, learner_id)
    locked = vault.lock(pack(incoming.address, changes.replies)) if changes.replies else None
    row = {**claim, "learner_id": learner_id, "at": incoming.at, "lease": incoming.at + LEASE, "replies": locked}
    update_id = _CLAIM.one(conn, row).id
    return Dispatch(update_id, incoming.address, learner_id, tuple(changes.replies), others=others)


def _is_current(conn: Connection, learner_id: int, step: int) -> bool:
    wanted = select(m.learners.c.id).where(m.learners.c.id == learner_id, m.learners.c.step == step).with_for_update()
    return conn.execute(wanted).first() is not None


def _raise_unless_answered(conn: Connection, claim: Mapping[str, Any]) -> None:
    """Tell why the learner could not be moved on: the update was answered, or else they have moved (Conflict)."""
    if not conn.execute(select(_ANSWERED), claim).scalar():
        raise Conflict


def _create(conn: Connection, vault: Vault, incoming: Incoming, known: Known, changes: Changes) -> int:
    address = incoming.address
    hashed = vault.address_hash(address)
    if conn.execute(select(m.identities.c.hash).where(m.identities.c.hash == hashed)).first():
        raise Conflict  # somebody else has just made this person's acquaintance
    values = _learner_values(changes.learner or Learner(), vault) | {"step": 1, "active_at": incoming.at}
    values |= _place_values(changes.place or known.place, vault)
    learner_id: int = conn.execute(insert(m.learners).returning(m.learners.c.id), values).scalar_one()
    identity = {
        "hash": hashed, "learner_id": learner_id, "channel": address.channel, "address": vault.lock(address.user)
    }  # fmt: skip
    try:
        conn.execute(insert(m.identities), identity)
    except IntegrityError:
        raise Conflict from None
    return learner_id


def _write_facts(conn: Connection, vault: Vault, learner_id: int, changes: Changes) -> None:
    if changes.attempts:
        for attempt in changes.attempts:
            sums.count(conn, learner_id, vault.item_ref(attempt.item), attempt)
            _ATTEMPT.count(conn, _attempt_values(learner_id, attempt, vault))
    if changes.cards:
        keep = _KEEP_CARD[conn.dialect.name]
        for card in changes.cards:
            keep.count(conn, _card_values(learner_id, card, vault))


def register(conn: Connection, vault: Vault, items: Iterable[str]) -> None:
    """Note the ids that item references stand for; those already noted stay."""
    kept = set(conn.execute(select(m.items.c.ref)).scalars())
    new = {vault.item_ref(item): item for item in items}
    rows = [{"ref": ref, "name": vault.lock(item)} for ref, item in new.items() if ref not in kept]
    if rows:
        conn.execute(insert_into(conn, m.items).on_conflict_do_nothing(), rows)


def names(conn: Connection, vault: Vault) -> dict[int, str]:
    """What each item reference stands for."""
    return {row.ref: vault.unlock(row.name) for row in conn.execute(select(m.items))}


def forget(conn: Connection, vault: Vault, now: datetime) -> None:
    """See `bot.ports.Store.forget`."""
    deeds.forget(conn, vault, now)
    anonymise(conn, vault, now)
    a, u = m.attempts.c, m.updates.c
    conn.execute(update(m.attempts).where(a.answer.is_not(None), a.at < now - ANSWERS_KEPT).values(answer=None))
    old = or_(and_(u.channel != CLOCK, u.at < now - UPDATES_KEPT), u.at < now - REMINDERS_KEPT)
    conn.execute(delete(m.updates).where(old, u.replies.is_(None)))


def language(conn: Connection, vault: Vault, address: Address) -> str | None:
    """See `storage.store.SqlStore.language`."""
    i = m.identities.c
    wanted = select(m.learners.c.language).join(m.identities, i.learner_id == m.learners.c.id)
    found: str | None = conn.execute(wanted.where(i.hash == vault.address_hash(address))).scalar()
    return found


def last_here(conn: Connection) -> datetime | None:
    """When somebody was here last."""
    at: datetime | None = conn.execute(select(func.max(m.learners.c.active_at))).scalar()
    return at


def cards(conn: Connection, learner: int, items: Mapping[int, str]) -> list[Card]:
    """All cards of a learner."""
    return [card for _, card in cards_of(_CARDS.plain(conn, {"learner": learner}), items)]


def due(
    conn: Connection, learner: int, items: Mapping[int, str], begin: datetime, end: datetime
) -> set[tuple[str, Skill]]:
    """See `bot.ports.Records.due`."""
    rows = _DUE.all(conn, {"learner": learner, "begin": begin, "end": end})
    return {(items[row.item], Skill(row.skill)) for row in rows if row.item in items}


def verdicts(conn: Connection, learner: int, last: int) -> list[Verdict]:
    """See `bot.ports.Records.verdicts`."""
    rows = _LAST_VERDICTS.all(conn, {"learner": learner, "last": last})
    return [Verdict(row.verdict) for row in reversed(rows)]


def attempts(
    conn: Connection,
    vault: Vault,
    learner: int,
    items: Mapping[int, str],
    since: datetime | None,
    last: int | None,
) -> list[Attempt]:
    """See `bot.ports.Records.attempts`."""
    if last is None:
        rows = _ATTEMPTS.all(conn, {"learner": learner, "since": since or EARLIEST})
    else:
        rows = _LAST_ATTEMPTS.all(conn, {"learner": learner, "last": last})
        rows = [row for row in rows if since is None or row.at >= since]
    return [_attempt(row, items, vault) for row in reversed(rows) if row.item in items]


def mastered(conn: Connection, learner: int, items: Mapping[int, str]) -> frozenset[str]:
    """See `bot.ports.Records.mastered`."""
    a = m.attempts.c
    rows = conn.execute(select(a.item).where(a.learner_id == learner, a.mastered).distinct())
    return frozenset(items[row.item] for row in rows if row.item in items)


def check(conn: Connection) -> None:
    """Ask the database for anything."""
    conn.execute(select(func.count()).select_from(select(m.items.c.ref).limit(1).subquery()))


# --- rows and what they stand for ---


def _place(value: Mapping[str, Any]) -> Place:
    return Place(value["at"], value["token"], value["data"], tuple(value["items"]))


def _place_values(place: Place, vault: Vault) -> dict[str, Any]:
    kept = {"at": place.at, "token": place.token, "data": dict(place.data), "items": list(place.items)}
    return {"place": vault.lock(kept)}


def _learner_values(learner: Learner, vault: Vault) -> dict[str, Any]:
    private = {name: getattr(learner, name) for name in PRIVATE}
    return {name: getattr(learner, name) for name in OPEN} | {"private": vault.lock(private)}


def _card_values(learner_id: int, card: Card, vault: Vault) -> dict[str, Any]:
    return card._asdict() | {"learner_id": learner_id, "item": vault.item_ref(card.item), "skill": card.skill.value}


def _attempt(row: Row[Any], names: Mapping[int, str], vault: Vault) -> Attempt:
    return Attempt(
        item=names[row.item],
        skill=Skill(row.skill),
        form=row.form,
        verdict=Verdict(row.verdict),
        rating=None if row.rating is None else Rating(row.rating),
        at=row.at,
        day=row.day,
        hinted=row.hinted,
        seconds=row.seconds,
        answer=None if row.answer is None else vault.unlock(row.answer),
        mastered=row.mastered,
    )


def _attempt_values(learner_id: int, attempt: Attempt, vault: Vault) -> dict[str, Any]:
    return attempt._asdict() | {
        "learner_id": learner_id,
        "item": vault.item_ref(attempt.item),
        "skill": attempt.skill.value,
        "verdict": attempt.verdict.value,
        "rating": None if attempt.rating is None else int(attempt.rating),
        "answer": None if attempt.answer is None else vault.lock(attempt.answer),
    }
