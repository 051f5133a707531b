"""The SQL behind `SqlOffice`: rows of sites, classes and what was set, written or entered in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, or_, select, true

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
    Role,
    Site,
    Viewer,
)
from storage import models as m
from storage import staff_models as s
from storage.prepared import Prepared
from storage.rows import learner_of
from storage.vault import Vault

Where = ColumnElement[bool]

_INTERVIEW = Prepared(select(s.interviews).where(s.interviews.c.learner_id == bindparam("learner")))
_MINE, _REPLY = (
    s.posts.alias("mine"),
    s.letters.alias("reply"),
)  # made once: each has a column for every one of its table


def sites(conn: Connection) -> list[Site]:
    """All sites."""
    return [Site(row.id, row.name, row.demo) for row in conn.execute(select(s.sites).order_by(s.sites.c.id))]


def posts(conn: Connection, vault: Vault, *wanted: Where) -> list[Post]:
    """Posts, oldest first."""
    joined = select(s.posts, s.sites.c.name.label("site_name"), s.sites.c.demo).join(s.sites)
    return [_post(row, vault) for row in conn.execute(joined.where(*wanted).order_by(s.posts.c.id))]


def _post(row: Any, vault: Vault) -> Post:
    private = vault.unlock(row.private)
    return Post(
        id=row.id,
        role=Role(row.role),
        site=Site(row.site_id, row.site_name, row.demo),
        name=private["name"],
        since=row.since,
        until=row.until,
        person=row.learner_id,
        language=row.language,
        email=private["email"],
        day=row.day,
        hour=row.hour,
        by=row.by,
        confirmed=private.get("confirmed", False),
    )


def viewer(conn: Connection, vault: Vault, *, person: int | None = None, post: Any = None) -> Viewer | None:
    """See `bot.ports.office.Office.viewer`; `post` may be a query that finds it."""
    p, mine = s.posts.c, _MINE.c
    who = p.learner_id == person
    if person is None:
        who = or_(p.id == post, p.learner_id == select(mine.learner_id).where(mine.id == post).scalar_subquery())
    held = posts(conn, vault, who, p.until.is_(None))
    if not held:
        return None
    t = s.teaching.c
    taught = select(t.class_id).where(t.post_id.in_([each.id for each in held]), t.until.is_(None))
    now = classes(conn, vault, s.classes.c.id.in_(taught), s.classes.c.closed_on.is_(None))
    return Viewer(tuple(held), tuple(now))


def classes(conn: Connection, vault: Vault, *wanted: Where) -> list[Class]:
    """Classes with those who teach them now, oldest first."""
    c, t = s.classes.c, s.teaching.c
    joined = (
        select(s.classes, s.sites.c.name.label("site_name"), s.sites.c.demo, t.post_id)
        .join(s.sites)
        .outerjoin(s.teaching, and_(t.class_id == c.id, t.until.is_(None)))
    )
    out = []
    for _, group in groupby(conn.execute(joined.where(*wanted).order_by(c.id, t.since)), key=lambda row: row.id):
        rows = list(group)  # the class, once for each of its tutors
        row = rows[0]
        out.append(
            Class(
                id=row.id,
                key=row.key,
                name=vault.unlock(row.name),
                site=Site(row.site_id, row.site_name, row.demo),
                timezone=row.timezone,
                created_on=row.created_on,
                closed_on=row.closed_on,
                tutors=tuple(each.post_id for each in rows if each.post_id is not None),
            )
        )
    return out


def codes(conn: Connection, vault: Vault, wanted: Where) -> list[Code]:
    """Invitations, newest first."""
    joined = select(s.codes, s.sites.c.name.label("site_name"), s.sites.c.demo).join(s.sites)
    return [
        Code(
            code=vault.unlock(row.code),
            kind=row.kind,
            site=Site(row.site_id, row.site_name, row.demo),
            class_id=row.class_id,
            made_at=row.made_at,
            expires_at=row.expires_at,
            used_at=row.used_at,
            revoked_at=row.revoked_at,
        )
        for row in conn.execute(joined.where(wanted).order_by(s.codes.c.made_at.desc()))
    ]


def roster(conn: Connection, vault: Vault, classes: Collection[int], *, former: bool) -> list[Enrolled]:
    """See `bot.ports.office.Office.roster`."""
    e = s.enrollments.c
    now = true() if former else e.until.is_(None)
    joined = select(e.class_id, e.since, e.until, m.learners).join(m.learners, m.learners.c.id == e.learner_id)
    rows = conn.execute(joined.where(e.class_id.in_(classes), now).order_by(e.class_id, e.since, e.id))
    read = [(row, learner_of(row, vault)) for row in rows]
    namesakes = defaultdict[tuple[int, str | None], dict[int, int]](dict)
    for row, learner in sorted(read, key=lambda each: each[0].until is not None):  # who has left takes no number
        alike = namesakes[row.class_id, learner.nickname and learner.nickname.casefold()]
        alike.setdefault(learner.id, len(alike) + 1)
    return [
        Enrolled(
            row.class_id,
            learner,
            row.since,
            row.until,
            row.active_at,
            namesakes[row.class_id, learner.nickname and learner.nickname.casefold()][learner.id],
        )
        for row, learner in read
    ]


def assignments(
    conn: Connection, vault: Vault, classes: Collection[int], learner: int | None, due_from: date | None
) -> list[Assignment]:
    """See `bot.ports.office.Office.assignments`."""
    a = s.assignments.c
    wanted = select(s.assignments).where(a.class_id.in_(classes), a.withdrawn_at.is_(None)).order_by(a.id)
    if due_from is not None:
        wanted = wanted.where(a.due_on >= due_from)
    out = []
    for row in conn.execute(wanted):
        value = vault.unlock(row.value)
        out.append(
            Assignment(
                id=row.id,
                class_id=row.class_id,
                learner=row.learner_id,
                kind=row.kind,
                title=value["title"],
                items=tuple(value["items"]),
                due_on=row.due_on,
                made_at=row.made_at,
                by=row.made_by,
                prompt=value.get("prompt", ""),
            )
        )
    if learner is None:
        return out
    e = s.enrollments.c
    since = select(e.class_id, e.since).where(e.learner_id == learner, e.class_id.in_(classes)).order_by(e.since)
    joined = {row.class_id: row.since for row in conn.execute(since)}  # who came back: the last time
    return [each for each in out if each.class_id in joined and each.is_for(learner, joined[each.class_id])]


def letters(
    conn: Connection,
    vault: Vault,
    classes: Collection[int],
    names: Mapping[int, str],
    *,
    learner: int | None,
    since: datetime | None,
) -> list[Letter]:
    """See `bot.ports.office.Office.letters`; one whose text was dropped has an empty one."""
    c = s.letters.c
    wanted: list[Where] = [c.class_id.in_(classes)]
    wanted += [c.learner_id == learner] if learner is not None else []
    wanted += [c.at >= since] if since is not None else []
    return _letters(conn, vault, names, *wanted)


def carried(conn: Connection, vault: Vault, names: Mapping[int, str], person: int, receipt: str) -> Letter | None:
    """See `bot.ports.office.Office.carried`."""
    k = s.carriers.c
    brought = select(k.letter_id).where(k.learner_id == person, k.receipt == receipt)
    found = _letters(conn, vault, names, s.letters.c.id.in_(brought))
    return found[0] if found else None


def _letters(conn: Connection, vault: Vault, names: Mapping[int, str], *wanted: Where) -> list[Letter]:
    c = s.letters.c
    answered = exists().where(_REPLY.c.answers == c.id).label("answered")
    return [
        Letter(
            class_id=row.class_id,
            learner=row.learner_id,
            staff=row.post_id,
            from_learner=row.from_learner,
            text="" if row.text is None else vault.unlock(row.text),
            at=row.at,
            item=None if row.item is None else names.get(row.item),
            answers=row.answers,
            batch=row.batch,
            id=row.id,
            outcome=row.outcome,
            answered=row.answered,
            work=row.assignment_id,
        )
        for row in conn.execute(select(s.letters, answered).where(*wanted).order_by(c.id))
    ]


def notes(conn: Connection, vault: Vault, learner: int, classes: Collection[int]) -> list[Note]:
    """See `bot.ports.office.Office.notes`."""
    n = s.notes.c
    rows = conn.execute(select(s.notes).where(n.learner_id == learner, n.class_id.in_(classes)).order_by(n.id))
    return [Note(row.id, row.learner_id, row.class_id, row.post_id, vault.unlock(row.text), row.at) for row in rows]


def results(conn: Connection, vault: Vault, learners: Collection[int]) -> list[Result]:
    """See `bot.ports.office.Office.results`."""
    rows = conn.execute(select(s.results).where(s.results.c.learner_id.in_(learners)).order_by(s.results.c.id)).all()
    out = []
    for row in rows:
        value = vault.unlock(row.value)
        day = date.fromisoformat(value["day"])
        out.append(Result(row.id, row.learner_id, value["test"], day, value["nrs"], value["score"]))
    return sorted(out, key=lambda result: (result.day, result.id))


def levels(conn: Connection, learners: Collection[int]) -> list[LevelStep]:
    """See `bot.ports.office.Office.levels`."""
    rows = conn.execute(select(s.levels).where(s.levels.c.learner_id.in_(learners)).order_by(s.levels.c.id))
    return [LevelStep(row.learner_id, row.level, row.how, row.at) for row in rows]


def milestones(conn: Connection, vault: Vault, learners: Collection[int]) -> list[Milestone]:
    """See `bot.ports.office.Office.milestones`."""
    c = s.milestones.c
    rows = conn.execute(select(s.milestones).where(c.learner_id.in_(learners)).order_by(c.id))
    return [Milestone(row.learner_id, vault.unlock(row.kind), row.at) for row in rows]


def interviews(conn: Connection, vault: Vault, learners: Collection[int]) -> list[Interview]:
    """See `bot.ports.office.Office.interviews`."""
    if len(learners) == 1:  # at the beginning of a session
        rows: Iterable[Any] = _INTERVIEW.all(conn, {"learner": next(iter(learners))})
    else:
        rows = conn.execute(select(s.interviews).where(s.interviews.c.learner_id.in_(learners)))
    out = []
    for row in rows:
        value = vault.unlock(row.value)
        out.append(Interview(row.learner_id, date.fromisoformat(value["week"]), bool(value["shared"])))
    return out


def meetings(conn: Connection, classes: Collection[int]) -> list[Meeting]:
    """See `bot.ports.office.Office.meetings`."""
    a = s.attendance.c
    came: dict[tuple[int, date, int], set[int]] = {}
    for row in conn.execute(select(s.attendance).where(a.class_id.in_(classes)).order_by(a.day, a.class_id)):
        came.setdefault((row.class_id, row.day, row.minutes), set()).add(row.learner_id)
    return [Meeting(*key, frozenset(learners)) for key, learners in came.items()]


def weeks_off(conn: Connection, class_id: int) -> list[date]:
    """See `bot.ports.office.Office.weeks_off`."""
    w = s.weeks_off.c
    return list(conn.execute(select(w.week).where(w.class_id == class_id).order_by(w.week.desc())).scalars())


def audit(conn: Connection, sites: Collection[int], since: datetime | None) -> list[Looked]:
    """See `bot.ports.office.Office.audit`."""
    a = s.audit.c
    wanted = select(s.audit).where(a.site_id.in_(sites), true() if since is None else a.at >= since).order_by(a.id)
    return [
        Looked(row.at, row.post_id, row.site_id, row.action, row.class_id, row.learner_id, row.whom_id)
        for row in conn.execute(wanted)
    ]
