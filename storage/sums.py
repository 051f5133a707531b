"""What is kept up answer by answer: a learner's days with their active time (framework, section 3.4), and when they last
answered an item."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Connection, Float, bindparam, case, func, literal, select, type_coerce

from bot.lessons.model import Verdict
from bot.ports import Attempt
from storage import models as m
from storage.models import stamp_of
from storage.prepared import Prepared
from storage.upsert import ByDialect

GAP = 90.0  # seconds that a pause counts at most
IDLE = 600.0  # after so many a session has ended, and the pause counts nothing


def _pause() -> Any:
    """The seconds since the learner's answer before, 90 at most; NULL after ten minutes' silence."""
    a, at = m.attempts.c, bindparam("at", type_=BigInteger)
    before = type_coerce(a.at, BigInteger)
    gap, most = at - func.max(before), int(GAP * 1e6)
    counted = case((gap > most, most), else_=gap) / literal(1e6, Float)
    mine = (a.learner_id == bindparam("learner_id"), before < at, before >= at - int(IDLE * 1e6))
    return select(counted).where(*mine).scalar_subquery()


def _add(make: Any) -> Prepared:
    names = ("learner_id", "day", "graded", "right", "seconds", "mastered")
    values: dict[str, Any] = {name: bindparam(name, type_=m.days.c[name].type) for name in names}
    values["seconds"] = func.coalesce(_pause(), values["seconds"])
    more = {name: m.days.c[name] + make.excluded[name] for name in names[2:]}
    return Prepared(make.values(values).on_conflict_do_update(index_elements=names[:2], set_=more))


def _note(make: Any) -> Prepared:
    names = ("learner_id", "item", "last", "right")
    values = {name: bindparam(name, type_=m.asked.c[name].type) for name in names}
    new = make.excluded
    later = {"last": new.last, "right": func.coalesce(new.right, m.asked.c.right)}
    return Prepared(make.values(values).on_conflict_do_update(index_elements=names[:2], set_=later))


_ADD = ByDialect(m.days, _add)
_NOTE = ByDialect(m.asked, _note)


def count(conn: Connection, learner: int, ref: int, attempt: Attempt) -> None:
    """Add an answer to its day, before it is kept itself, and note that the item (by its reference) was answered. Active is the
    pause since the learner's answer before, 90 seconds at most; after ten minutes' silence, what the answer took by itself, since
    the learner called for the question; a question that had stood for as long was left, and nothing is known of its time."""
    took = attempt.seconds or 0.0
    right = attempt.verdict is Verdict.CORRECT
    day = {
        "learner_id": learner,
        "day": attempt.day,
        "graded": 1,
        "right": int(right),
        "seconds": min(GAP, took) if took <= IDLE else 0.0,
        "mastered": int(attempt.mastered),
        "at": stamp_of(attempt.at),
    }
    _ADD[conn.dialect.name].count(conn, day)
    item = {"learner_id": learner, "item": ref, "last": attempt.at, "right": attempt.at if right else None}
    _NOTE[conn.dialect.name].count(conn, item)
