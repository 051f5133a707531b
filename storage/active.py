"""Active time as SQL (framework, section 3.4)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Float, case, func, literal, select, type_coerce

from storage import models as m

GAP = 90.0  # seconds that a pause counts at most
IDLE = 600.0  # after so many a session has ended, and the pause counts nothing


def active_seconds() -> Any:
    """What one row of `attempts` adds to active time: the pause since the learner's answer before, at most 90 s; after ten
    minutes' silence, what the answer took by itself."""
    a, b = m.attempts.c, m.attempts.alias("before").c
    at, before = type_coerce(a.at, BigInteger), type_coerce(b.at, BigInteger)
    gap, most = at - before, int(GAP * 1e6)
    # The answer before it, by one look into the index: a window over all of them takes twice as long.
    pause = (
        select(case((gap > most, most), else_=gap))
        .where(b.learner_id == a.learner_id, before < at, before >= at - int(IDLE * 1e6))
        .order_by(b.at.desc())
        .limit(1)
        .correlate(m.attempts)
        .scalar_subquery()
    )
    own = func.coalesce(a.seconds, 0.0)
    return func.coalesce(pause / literal(1e6, Float), case((own > GAP, GAP), else_=own))
