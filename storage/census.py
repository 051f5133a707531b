"""`bot.ports.census.Census` over SQLite or PostgreSQL: a statement or three for each reading, rows folded as they come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Connection, Select, String, case, cast, func, select, type_coerce

from bot.lessons.memory import retrievability
from bot.lessons.model import Skill, Verdict
from bot.lessons.progress import GRADED_A_DAY
from bot.lessons.readiness import said_now
from bot.ports.census import Attended, Member, Played, Practised, Stay, Studied, Teaching, Told
from bot.ports.staff import LevelStep, Milestone, Result
from storage import models as m
from storage import staff_models as s
from storage.engine import Runner
from storage.vault import Vault

T = TypeVar("T")

MICROSECONDS_A_DAY = 86_400_000_000
AT_ONCE = 2000  # rows held of a long reading
DAYS_OF_WEEK = timedelta(days=6)  # a week may begin before the time
DAY_IS_LONG = timedelta(days=2)  # a learner's day and the instant of its answers lie less apart than this


class SqlCensus:
    """The part of `SqlOffice` that reads a whole site."""

    _runner: Runner
    _vault: Vault
    _names: Mapping[int, str]

    async def members(self, site: int, until: datetime) -> Sequence[Member]:
        return await self._runner.scan(lambda conn: _members(conn, self._vault, site, until))

    async def practised(self, site: int, since: date, until: date) -> Sequence[Practised]:
        return await self._runner.scan(lambda conn: _practised(conn, site, since, until))

    async def attended(self, site: int, since: date, until: date) -> Sequence[Attended]:
        return await self._runner.scan(lambda conn: _attended(conn, site, since, until))

    async def studied(
        self,
        site: int,
        units: Mapping[str, str],
        counted: Collection[str],
        plays: Collection[str],
        since: date,
        until: date,
    ) -> Studied:
        refs = {self._vault.item_ref(item): unit for item, unit in units.items()}
        days = [self._vault.item_ref(item) for item in counted]
        played = {self._vault.item_ref(item): item for item in plays}
        return await self._runner.scan(lambda conn: _studied(conn, site, refs, days, played, since, until))

    async def told(self, site: int, since: datetime, until: datetime) -> Told:
        return await self._runner.scan(lambda conn: _told(conn, self._vault, site, since, until))

    async def knowing(
        self, site: int, items: Collection[str], now: datetime, made: Callable[[int, Mapping[str, float]], T]
    ) -> Mapping[int, T]:
        refs = {self._vault.item_ref(item): item for item in items}
        return await self._runner.scan(lambda conn: _knowing(conn, site, refs, now, made))

    async def teaching(self, site: int, since: date, until: date) -> Teaching:
        return await self._runner.scan(lambda conn: _teaching(conn, site, since, until))


def _at_site(site: int) -> Select[tuple[int]]:
    """Everybody who is or was in a class of the site."""
    e = s.enrollments.c
    return select(e.learner_id).join(s.classes).where(s.classes.c.site_id == site)


def _rows(conn: Connection, wanted: Select[Any]) -> Iterator[Any]:
    """The rows of a long reading, a few thousand at a time."""
    with conn.execute(wanted.execution_options(yield_per=AT_ONCE)) as result:
        for rows in result.partitions():
            yield from rows


def _month(day: Any) -> Any:
    """The month of a date, as "2026-11", on either database."""
    return func.substr(cast(day, String), 1, 7)


def _between(since: date, until: date) -> tuple[Any, ...]:
    """Attempts whose learner's own day lies in a time; the instants let the index be used."""
    a, midnight = m.attempts.c, time(tzinfo=UTC)
    start, end = datetime.combine(since, midnight) - DAY_IS_LONG, datetime.combine(until, midnight) + DAY_IS_LONG
    return a.at >= start, a.at < end, a.day >= since, a.day < until


def _members(conn: Connection, vault: Vault, site: int, until: datetime) -> list[Member]:
    e, c = s.enrollments.c, m.learners.c
    wanted = (
        select(e.learner_id, e.class_id, e.since, e.until, c.language, c.private)
        .join(s.classes, s.classes.c.id == e.class_id)
        .join(m.learners, c.id == e.learner_id)
        .where(s.classes.c.site_id == site, e.since < until)
        .order_by(e.learner_id, e.since, e.id)
    )
    out = []
    for learner, group in groupby(_rows(conn, wanted), key=lambda row: row.learner_id):
        rows = list(group)
        kept = vault.unlock(rows[0].private)
        stays = tuple(Stay(row.class_id, row.since, row.until) for row in rows)
        goal, test, senior, level = (kept.get(name) for name in ("goal", "test", "senior", "level"))
        out.append(Member(learner, rows[0].language, goal, test, senior, level, stays))
    return out


def _practised(conn: Connection, site: int, since: date, until: date) -> list[Practised]:
    d, month = m.days.c, _month(m.days.c.day)
    practised = func.sum(case((d.graded >= GRADED_A_DAY, 1), else_=0))
    wanted = (
        select(d.learner_id, month, practised, func.sum(d.seconds))
        .where(d.learner_id.in_(_at_site(site)), d.day >= since, d.day < until)
        .group_by(d.learner_id, month)
    )
    return [Practised(who, when, int(n), float(active)) for who, when, n, active in _rows(conn, wanted)]


def _attended(conn: Connection, site: int, since: date, until: date) -> list[Attended]:
    a, month = s.attendance.c, _month(s.attendance.c.day)
    wanted = (
        select(a.learner_id, month, func.sum(a.minutes))
        .join(s.classes, s.classes.c.id == a.class_id)
        .where(s.classes.c.site_id == site, a.day >= since, a.day < until)
        .group_by(a.learner_id, month)
    )
    return [Attended(who, when, int(minutes)) for who, when, minutes in _rows(conn, wanted)]


def _studied(
    conn: Connection,
    site: int,
    units: Mapping[int, str],
    counted: Collection[int],
    plays: Mapping[int, str],
    since: date,
    until: date,
) -> Studied:
    a, month = m.attempts.c, _month(m.attempts.c.day)
    theirs = (a.learner_id.in_(_at_site(site)), *_between(since, until))
    met = select(a.learner_id, month, a.item).where(*theirs, a.item.in_(units)).distinct()
    opened: dict[tuple[int, str], set[str]] = {}
    for who, when, item in _rows(conn, met):
        opened.setdefault((who, when), set()).add(units[item])
    days = (
        select(a.learner_id, a.day)
        .where(*theirs, a.item.in_(counted))
        .group_by(a.learner_id, a.day)
        .having(func.count() >= GRADED_A_DAY)
        .subquery()
    )
    of_day = _month(days.c.day)
    often = select(days.c.learner_id, of_day, func.count()).group_by(days.c.learner_id, of_day)
    tries = select(a.learner_id, a.item, month, a.verdict).where(
        a.learner_id.in_(_at_site(site)), a.item.in_(plays), a.day < until
    )
    played: dict[int, list[Played]] = {}
    for who, item, when, verdict in _rows(conn, tries.order_by(a.at, a.id)):
        played.setdefault(who, []).append(Played(plays[item], when, Verdict(verdict)))
    return Studied(
        {key: frozenset(of) for key, of in opened.items()},
        {(who, in_month): int(n) for who, in_month, n in _rows(conn, often)},
        played,
    )


def _told(conn: Connection, vault: Vault, site: int, since: datetime, until: datetime) -> Told:
    here = _at_site(site)
    steps, tests, taps = s.levels.c, s.results.c, s.milestones.c
    levels = select(s.levels).where(steps.learner_id.in_(here), steps.at < until)
    reached = select(s.milestones).where(taps.learner_id.in_(here), taps.at >= since, taps.at < until)
    results = []
    for row in _rows(conn, select(s.results).where(tests.learner_id.in_(here)).order_by(tests.id)):
        value = vault.unlock(row.value)
        day = date.fromisoformat(value["day"])
        if day < until.date():
            results.append(Result(row.id, row.learner_id, value["test"], day, value["nrs"], value["score"]))
    return Told(
        [LevelStep(row.learner_id, row.level, row.how, row.at) for row in _rows(conn, levels.order_by(steps.id))],
        sorted(results, key=lambda each: (each.day, each.id)),
        [
            Milestone(row.learner_id, vault.unlock(row.kind), row.at)
            for row in _rows(conn, reached.order_by(taps.id))
        ],
    )  # fmt: skip


def _knowing(
    conn: Connection,
    site: int,
    items: Mapping[int, str],
    now: datetime,
    made: Callable[[int, Mapping[str, float]], T],
) -> dict[int, T]:
    c = m.cards.c
    wanted = (
        select(c.learner_id, c.item, c.skill, c.stability, type_coerce(c.reviewed_at, BigInteger), c.successes)
        .where(c.learner_id.in_(_at_site(site)), c.item.in_(items))
        .order_by(c.learner_id)
    )
    out, stamp, produced = {}, round(now.timestamp() * 1e6), Skill.PRODUCE.value
    for learner, rows in groupby(_rows(conn, wanted), key=itemgetter(0)):
        chances: dict[str, float] = {}
        said = set()
        for _, item, skill, stability, reviewed_at, successes in rows:
            if skill == produced:
                said.add(item)
            elif item in said:  # what was said or typed tells more than what was recognised
                continue
            recalled = retrievability(stability, (stamp - reviewed_at) // MICROSECONDS_A_DAY)
            chances[items[item]] = said_now(recalled, produced=skill == produced and successes > 0)
        out[learner] = made(learner, chances)
    return out


def _teaching(conn: Connection, site: int, since: date, until: date) -> Teaching:
    a, k, here = s.attendance.c, s.summaries.c, select(s.classes.c.id).where(s.classes.c.site_id == site)
    met = select(a.class_id, a.day).where(a.class_id.in_(here), a.day >= since, a.day < until).distinct()
    w = s.weeks_off.c
    off = select(w.class_id, w.week).where(w.class_id.in_(here), w.week >= since - DAYS_OF_WEEK, w.week < until)
    weeks = select(k.class_id, k.opened_at).where(k.class_id.in_(here), k.week >= since, k.week < until)
    return Teaching(
        frozenset((row.class_id, row.day) for row in conn.execute(met)),
        frozenset((row.class_id, row.week) for row in conn.execute(off)),
        [(row.class_id, row.opened_at is not None) for row in conn.execute(weeks.order_by(k.class_id, k.week))],
    )
