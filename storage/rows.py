"""What rows stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select

from bot.lessons.memory import Card
from bot.lessons.model import Skill
from bot.ports import Learner
from storage import models as m
from storage.models import instant_of
from storage.vault import Vault

# A row holds what there was when it was written: a field that was added later has its default.
PRIVATE = (
    "nickname", "goal", "test", "senior", "state", "level", "weekly_goal", "placed_at", "unit", "bank", "checks", "check_on",
    "pictures", "sounds",
)  # fmt: skip
OPEN = ("language", "timezone", "created_on", "agreed_on", "reminder", "paused_on", "reachable", "session_size")

_KEPT = (*OPEN, "classes", "staff")
_kept = attrgetter(*_KEPT)
_SKILLS = {each.value: each for each in Skill}

CARD = tuple(m.cards.c[name] for name in ("learner_id", *Card._fields))


def learner_of(row: Any, vault: Vault) -> Learner:
    """The learner that a row holds."""
    return Learner(id=row.id, **dict(zip(_KEPT, _kept(row), strict=True)), **vault.unlock(row.private))


def plain(conn: Connection, wanted: Select[Any], values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """Rows as the driver gives them, for where there are thousands: what a type does for each of them adds up. Instants are
    numbers, and days are for `Days` to read."""
    with conn.execute(wanted, values) as result:
        cursor: Any = result.cursor
        return list(cursor.fetchall())


def cards_of(rows: Iterable[tuple[Any, ...]], names: Mapping[int, str]) -> Iterator[tuple[int, Card]]:
    """The cards that plain rows of `CARD` hold, each with its learner; without those of items that are no more."""
    skills, on, after = _SKILLS, Days(), Spans()
    new, card, start, later = tuple.__new__, Card, instant_of(0), timedelta  # each row takes what is called for it
    for learner, item, skill, stability, difficulty, due, at, day, reviews, successes, lapses in rows:
        if item in names:
            seen = start + later(0, 0, at)
            values = (stability, difficulty, seen + after[due - at], seen, on[day], reviews, successes, lapses)
            yield learner, new(card, (names[item], skills[skill], *values))


class Spans(dict[int, timedelta]):
    """Spans of so many microseconds, each made once: most are a few whole days."""

    def __missing__(self, microseconds: int) -> timedelta:
        span = self[microseconds] = timedelta(0, 0, microseconds)
        return span


class Days(dict[Any, date]):
    """The day that a driver's value stands for (SQLite knows none, and gives texts), each read once."""

    def __missing__(self, value: Any) -> date:
        day = self[value] = value if isinstance(value, date) else date.fromisoformat(value)
        return day
