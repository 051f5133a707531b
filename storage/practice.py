"""The SQL of what learners did, read for many at once: a few statements, however many learners there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import BigInteger, Connection, case, func, select, type_coerce

from bot.lessons.memory import Card
from bot.lessons.model import Skill, Verdict
from bot.ports.office import Answered, Day, Done
from bot.ports.staff import TEXT, Assignment
from storage import models as m
from storage import staff_models as s
from storage.active import active_seconds
from storage.models import instant_of
from storage.rows import card_of
from storage.vault import Vault

DAY_IS_LONG = timedelta(days=2)  # a learner's day and the instant of its answers lie less apart than this


def days(conn: Connection, learners: Collection[int], since: date) -> list[Day]:
    """See `bot.ports.office.Office.days`."""
    a = m.attempts.c
    rows = (
        select(
            a.learner_id,
            a.day,
            func.count(),
            func.sum(case((a.verdict == Verdict.CORRECT.value, 1), else_=0)),
            func.sum(active_seconds()),
            func.sum(case((a.mastered, 1), else_=0)),
        )
        .where(a.learner_id.in_(learners), a.at >= datetime.combine(since, time(), UTC) - DAY_IS_LONG, a.day >= since)
        .group_by(a.learner_id, a.day)
        .order_by(a.learner_id, a.day)
    )
    return [
        Day(learner, day, graded, int(right), float(seconds), int(known))
        for learner, day, graded, right, seconds, known in conn.execute(rows).all()
    ]


def answered(conn: Connection, learners: Collection[int], since: datetime, names: Mapping[int, str]) -> list[Answered]:
    """See `bot.ports.office.Office.answered`."""
    a = m.attempts.c
    at = type_coerce(a.at, BigInteger)  # thousands of rows: what a type does for each of them adds up
    rows = (
        select(a.learner_id, a.item, a.skill, a.form, a.verdict, a.rating, at, a.day)
        .where(a.learner_id.in_(learners), a.at >= since)
        .order_by(a.at, a.id)
    )
    skills, verdicts = {each.value: each for each in Skill}, {each.value: each for each in Verdict}
    return [
        Answered(
            learner, names[item], skills[skill], form, verdicts[verdict], rating is not None, instant_of(stamp), day
        )
        for learner, item, skill, form, verdict, rating, stamp, day in conn.execute(rows).all()
        if item in names
    ]


def texts(
    conn: Connection, vault: Vault, learners: Collection[int], items: Collection[str], since: datetime
) -> list[tuple[int, str, str]]:
    """See `bot.ports.office.Office.texts`."""
    a, refs = m.attempts.c, {vault.item_ref(item): item for item in items}
    rows = (
        select(a.learner_id, a.item, a.answer)
        .where(a.learner_id.in_(learners), a.at >= since, a.item.in_(refs), a.answer.is_not(None))
        .where(a.verdict != Verdict.CORRECT.value)
        .order_by(a.id)
    )
    return [(row.learner_id, refs[row.item], vault.unlock(row.answer)) for row in conn.execute(rows)]


def memories(
    conn: Connection, learners: Collection[int], names: Mapping[int, str], items: Collection[int] | None
) -> dict[int, list[Card]]:
    """See `bot.ports.office.Office.memories`."""
    out: dict[int, list[Card]] = {learner: [] for learner in learners}
    wanted = select(m.cards).where(m.cards.c.learner_id.in_(learners))
    if items is not None:
        wanted = wanted.where(m.cards.c.item.in_(items))
    for row in conn.execute(wanted):
        if row.item in names:
            out[row.learner_id].append(card_of(row, names))
    return out


def done(conn: Connection, vault: Vault, assignments: Sequence[Assignment], learners: Collection[int]) -> list[Done]:
    """See `bot.ports.office.Office.done`."""
    if not assignments or not learners:
        return []
    a, refs = m.attempts.c, {item: vault.item_ref(item) for each in assignments for item in each.items}
    right = func.max(case((a.verdict == Verdict.CORRECT.value, a.at), else_=None))
    rows = (
        select(a.learner_id, a.item, func.max(a.at).label("last"), right.label("right"))
        .where(a.learner_id.in_(learners), a.at >= min(each.made_at for each in assignments), a.item.in_(refs.values()))
        .group_by(a.learner_id, a.item)
    )
    out = _written(conn, assignments, learners)
    seen: dict[int, dict[int, tuple[datetime, datetime | None]]] = {}
    for row in conn.execute(rows):
        seen.setdefault(row.learner_id, {})[row.item] = (row.last, row.right)
    for each in assignments:
        for learner, items in seen.items():
            if each.learner not in (None, learner):
                continue
            mine = {item: items[refs[item]] for item in each.items if refs[item] in items}
            since = {item: right for item, (last, right) in mine.items() if last >= each.made_at}
            if since:
                rightly = [item for item, right in since.items() if right is not None and right >= each.made_at]
                out.append(Done(each.id, learner, frozenset(since), frozenset(rightly)))
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
