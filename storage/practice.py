"""The SQL of what learners did, read for many at once: a few statements, however many learners there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from bot.lessons.memory import Card
from bot.lessons.model import Verdict
from bot.ports.office import Answered, Day, Done, Shown, Typed
from bot.ports.staff import TEXT, Assignment, Tick
from storage import models as m
from storage import staff_models as s
from storage.models import instant_of, stamp_of
from storage.rows import CARD, Days, cards_of, plain
from storage.vault import Vault


def days(conn: Connection, learners: Collection[int], since: date) -> list[Day]:
    """See `bot.ports.office.Office.days`."""
    d, on = m.days.c, Days()
    rows = select(m.days).where(d.learner_id.in_(learners), d.day >= since).order_by(d.learner_id, d.day)
    return [Day(learner, on[day], *counts) for learner, day, *counts in plain(conn, rows)]


def answered(conn: Connection, learners: Collection[int], since: datetime, names: Mapping[int, str]) -> list[Answered]:
    """See `bot.ports.office.Office.answered`."""
    a, on = m.attempts.c, Days()
    rows = (
        select(a.learner_id, a.item, a.form, a.verdict, a.rating, a.at, a.day)
        .where(a.learner_id.in_(learners), a.at >= since)
        .order_by(a.learner_id, a.at, a.id)  # as the index has them
    )
    verdicts = {each.value: each for each in Verdict}
    make, start, later = Answered._make, instant_of(0), timedelta  # each row takes what is called for it
    return [
        make(
            (
                learner,
                names[item],
                form,
                verdicts[verdict],
                rated is not None,
                start + later(0, 0, at),
                on[day],
            )
        )
        for learner, item, form, verdict, rated, at, day in plain(conn, rows)
        if item in names
    ]


def texts(
    conn: Connection, vault: Vault, learners: Collection[int], items: Collection[str], since: datetime
) -> list[Typed]:
    """See `bot.ports.office.Office.texts`."""
    a, refs = m.attempts.c, {vault.item_ref(item): item for item in items}
    rows = (
        select(a.learner_id, a.item, a.answer, a.at)
        .where(a.learner_id.in_(learners), a.at >= since, a.item.in_(refs), a.answer.is_not(None))
        .where(a.verdict != Verdict.CORRECT.value)
        .order_by(a.id)
    )
    return [Typed(row.learner_id, refs[row.item], vault.unlock(row.answer), row.at) for row in conn.execute(rows)]


def memories(
    conn: Connection, learners: Collection[int], names: Mapping[int, str], items: Collection[int] | None
) -> dict[int, list[Card]]:
    """See `bot.ports.office.Office.memories`."""
    wanted = select(*CARD).where(m.cards.c.learner_id.in_(learners))
    if items is not None:
        wanted = wanted.where(m.cards.c.item.in_(items))
    out: dict[int, list[Card]] = {learner: [] for learner in learners}
    for learner, card in cards_of(plain(conn, wanted), names):
        out[learner].append(card)
    return out


def done(conn: Connection, vault: Vault, assignments: Sequence[Assignment], learners: Collection[int]) -> list[Done]:
    """See `bot.ports.office.Office.done`."""
    if not assignments or not learners:
        return []
    a, refs = m.asked.c, {item: vault.item_ref(item) for each in assignments for item in each.items}
    since = min(each.made_at for each in assignments)
    rows = select(a.item, a.learner_id, a.last, a.right).where(
        a.learner_id.in_(learners), a.item.in_(refs.values()), a.last >= since
    )
    by_item: dict[int, list[tuple[int, int, int]]] = {}  # who answered it last, and last rightly, when
    for item, learner, last, well in plain(conn, rows):
        by_item.setdefault(item, []).append((learner, last, well or 0))
    out = _written(conn, assignments, learners)
    for each in assignments:
        made = stamp_of(each.made_at)
        answered: dict[int, list[str]] = {}
        rightly: dict[int, list[str]] = {}
        for item in each.items:
            for learner, last, well in by_item.get(refs[item], ()):
                if last >= made:
                    answered.setdefault(learner, []).append(item)
                if well >= made:
                    rightly.setdefault(learner, []).append(item)
        whose = answered if each.learner is None else {each.learner} & answered.keys()
        out += [
            Done(each.id, learner, frozenset(answered[learner]), frozenset(rightly.get(learner, ())))
            for learner in whose
        ]
    return out


def _written(conn: Connection, assignments: Sequence[Assignment], learners: Collection[int]) -> list[Done]:
    """Texts set as homework are done when they are given."""
    set_as = [each.id for each in assignments if each.kind == TEXT]
    if not set_as:
        return []
    c = s.letters.c
    given = select(c.assignment_id, c.learner_id).distinct()
    rows = conn.execute(given.where(c.assignment_id.in_(set_as), c.learner_id.in_(learners)))
    return [Done(row.assignment_id, row.learner_id, frozenset({TEXT}), frozenset()) for row in rows]


def shown(conn: Connection, vault: Vault, learner: int, tasks: Collection[str]) -> Shown:
    """See `bot.ports.office.Office.shown`."""
    a, t, refs = m.asked.c, s.ticks.c, {vault.item_ref(task): task for task in tasks}
    right = select(a.item).where(a.learner_id == learner, a.item.in_(refs), a.right.is_not(None))
    rows = conn.execute(select(s.ticks).where(t.learner_id == learner).order_by(t.id))
    return Shown(
        done=frozenset(refs[item] for item in conn.execute(right).scalars()),
        ticks=tuple(Tick(**vault.unlock(row.value), staff=row.post_id, at=row.at) for row in rows),
    )
