"""Readings of sites, classes and staff: `bot.ports.Office` over SQLite or PostgreSQL."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, true

from bot.lessons.memory import Card
from bot.ports import Dispatch
from bot.ports.deeds import Deed
from bot.ports.office import Answered, Day, Done, Kept, Round, Shown, Typed
from bot.ports.staff import (
    Assignment,
    Class,
    Code,
    Enrolled,
    Interview,
    Letter,
    LevelStep,
    Looked,
    Meeting,
    Milestone,
    Note,
    Post,
    Result,
    Site,
    Viewer,
)
from storage import deeds, office_rows, practice, summaries
from storage import staff_models as s
from storage.census import SqlCensus
from storage.engine import Runner
from storage.vault import Vault

SESSION_LASTS = timedelta(hours=12)

Ids = Collection[int]


class SqlOffice(SqlCensus):
    """What pages, reports and the tutor's chat read; and `do`, which commits what pages decide."""

    def __init__(self, runner: Runner, vault: Vault, names: Mapping[int, str]) -> None:
        """`names`: what item references stand for, as the store keeps it."""
        self._runner = runner
        self._vault = vault
        self._names = names

    # --- people and places ---

    async def viewer(self, *, person: int | None = None, post: int | None = None) -> Viewer | None:
        return await self._runner.read(lambda conn: office_rows.viewer(conn, self._vault, person=person, post=post))

    async def sites(self) -> Sequence[Site]:
        return await self._runner.read(office_rows.sites)

    async def posts(self, sites: Ids) -> Sequence[Post]:
        return await self._runner.read(lambda conn: office_rows.posts(conn, self._vault, s.posts.c.site_id.in_(sites)))

    async def classes(self, *, sites: Ids | None = None, ids: Ids | None = None) -> Sequence[Class]:
        wanted = [s.classes.c.site_id.in_(sites)] if sites is not None else []
        wanted += [s.classes.c.id.in_(ids)] if ids is not None else []
        return await self._runner.read(lambda conn: office_rows.classes(conn, self._vault, *wanted))

    async def classes_of(self, learner: int, *, former: bool = False) -> Sequence[Class]:
        e = s.enrollments.c
        mine = select(e.class_id).where(e.learner_id == learner, true() if former else e.until.is_(None))
        return await self._runner.read(lambda conn: office_rows.classes(conn, self._vault, s.classes.c.id.in_(mine)))

    async def code(self, code: str) -> Code | None:
        wanted = s.codes.c.hash == self._vault.secret_hash("code", code)
        found = await self._runner.read(lambda conn: office_rows.codes(conn, self._vault, wanted))
        return found[0] if found else None

    async def codes(self, site: int) -> Sequence[Code]:
        return await self._runner.read(lambda conn: office_rows.codes(conn, self._vault, s.codes.c.site_id == site))

    async def roster(self, classes: Ids, *, former: bool = False) -> Sequence[Enrolled]:
        return await self._runner.read(lambda conn: office_rows.roster(conn, self._vault, classes, former=former))

    # --- practice ---

    async def days(self, learners: Ids, since: date) -> Sequence[Day]:
        return await self._runner.read(lambda conn: practice.days(conn, learners, since))

    async def answered(self, learners: Ids, since: datetime) -> Sequence[Answered]:
        return await self._runner.read(lambda conn: practice.answered(conn, learners, since, self._names))

    async def texts(self, learners: Ids, items: Collection[str], since: datetime) -> Sequence[Typed]:
        return await self._runner.read(lambda conn: practice.texts(conn, self._vault, learners, items, since))

    async def memories(self, learners: Ids, items: Collection[str] | None = None) -> dict[int, list[Card]]:
        refs = None if items is None else [self._vault.item_ref(item) for item in items]
        return await self._runner.read(lambda conn: practice.memories(conn, learners, self._names, refs))

    async def done(self, assignments: Sequence[Assignment], learners: Ids) -> Sequence[Done]:
        return await self._runner.read(lambda conn: practice.done(conn, self._vault, assignments, learners))

    # --- what was set, written, entered ---

    async def assignments(
        self, classes: Ids, *, learner: int | None = None, due_from: date | None = None
    ) -> Sequence[Assignment]:
        return await self._runner.read(
            lambda conn: office_rows.assignments(conn, self._vault, classes, learner, due_from)
        )

    async def letters(
        self, classes: Ids, *, learner: int | None = None, since: datetime | None = None
    ) -> Sequence[Letter]:
        return await self._runner.read(
            lambda conn: office_rows.letters(conn, self._vault, classes, self._names, learner=learner, since=since)
        )

    async def carried(self, person: int, receipt: str) -> Letter | None:
        return await self._runner.read(
            lambda conn: office_rows.carried(conn, self._vault, self._names, person, receipt)
        )

    async def notes(self, learner: int, classes: Ids) -> Sequence[Note]:
        return await self._runner.read(lambda conn: office_rows.notes(conn, self._vault, learner, classes))

    async def results(self, learners: Ids) -> Sequence[Result]:
        return await self._runner.read(lambda conn: office_rows.results(conn, self._vault, learners))

    async def levels(self, learners: Ids) -> Sequence[LevelStep]:
        return await self._runner.read(lambda conn: office_rows.levels(conn, learners))

    async def shown(self, learner: int, tasks: Collection[str]) -> Shown:
        return await self._runner.read(lambda conn: practice.shown(conn, self._vault, learner, tasks))

    async def milestones(self, learners: Ids) -> Sequence[Milestone]:
        return await self._runner.read(lambda conn: office_rows.milestones(conn, self._vault, learners))

    async def interviews(self, learners: Ids) -> Sequence[Interview]:
        read = self._runner.glance if len(learners) == 1 else self._runner.read
        return await read(lambda conn: office_rows.interviews(conn, self._vault, learners))

    async def meetings(self, classes: Ids) -> Sequence[Meeting]:
        return await self._runner.read(lambda conn: office_rows.meetings(conn, classes))

    async def weeks_off(self, class_id: int) -> Sequence[date]:
        return await self._runner.read(lambda conn: office_rows.weeks_off(conn, class_id))

    async def audit(self, sites: Ids, *, since: datetime | None = None) -> Sequence[Looked]:
        return await self._runner.read(lambda conn: office_rows.audit(conn, sites, since))

    # --- summaries ---

    async def summary(self, class_id: int, week: date) -> Kept | None:
        c = s.summaries.c
        found = await self._runner.read(
            lambda conn: summaries.kept(conn, self._vault, c.class_id == class_id, c.week == week)
        )
        return found[0] if found else None

    async def summaries(self, class_ids: Ids) -> Sequence[Kept]:
        return await self._runner.read(
            lambda conn: summaries.kept(conn, self._vault, s.summaries.c.class_id.in_(class_ids))
        )

    async def rounds(self, since: date) -> Sequence[Round]:
        return await self._runner.read(lambda conn: summaries.rounds(conn, self._vault, since))

    async def keep_summary(self, class_id: int, week: date, value: dict[str, object], at: datetime) -> bool:
        return await self._runner.write(lambda conn: summaries.keep(conn, self._vault, class_id, week, value, at))

    async def send_summary(
        self, class_id: int, week: date, post: int, send: Sequence[Deed], at: datetime
    ) -> Sequence[Dispatch] | None:
        return await self._runner.write(lambda conn: summaries.send(conn, self._vault, class_id, week, post, send, at))

    # --- doing, and signing in ---

    async def do(self, wanted: Sequence[Deed], at: datetime) -> Sequence[Dispatch]:
        return await self._runner.write(lambda conn: deeds.do_all(conn, self._vault, wanted, at))

    async def sign_in(self, token: str, at: datetime) -> tuple[int, str] | None:
        secret = secrets.token_urlsafe(32)

        def use(conn: Connection) -> tuple[int, str] | None:
            link = s.signins.c.hash == self._vault.secret_hash("sign-in", token)
            found = conn.execute(delete(s.signins).where(link).returning(s.signins.c.post_id, s.signins.c.expires_at))
            row = found.first()
            if row is None or row.expires_at <= at or _ended(conn, row.post_id):
                return None
            session = {"hash": self._vault.secret_hash("session", secret), "post_id": row.post_id}
            conn.execute(insert(s.sessions), session | {"expires_at": at + SESSION_LASTS})
            return int(row.post_id), secret

        return await self._runner.write(use)

    async def session(self, secret: str, at: datetime) -> Viewer | None:
        c = s.sessions.c
        mine = select(c.post_id).where(c.hash == self._vault.secret_hash("session", secret), c.expires_at > at)
        post = mine.scalar_subquery()
        return await self._runner.read(lambda conn: office_rows.viewer(conn, self._vault, post=post))

    async def sign_out(self, secret: str) -> None:
        mine = s.sessions.c.hash == self._vault.secret_hash("session", secret)
        await self._runner.write(lambda conn: conn.execute(delete(s.sessions).where(mine)) and None)


def _ended(conn: Connection, post: int) -> bool:
    p = s.posts.c
    return conn.execute(select(p.id).where(p.id == post, p.until.is_(None))).first() is None
