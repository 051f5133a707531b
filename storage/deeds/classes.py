"""Classes, and who is in them."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select, update

from bot.ports import deeds as d
from bot.ports.deeds import DeedRefused
from bot.ports.staff import Role
from storage import models as m
from storage import staff_models as s
from storage.deeds.doing import Doing
from storage.deeds.sites import make_code
from storage.outbox import withdraw_waiting


def new_class(do: Doing, deed: d.NewClass) -> None:
    row = {
        "key": deed.key, "site_id": deed.site, "name": do.vault.lock(deed.name), "timezone": deed.timezone, "created_on": do.day
    }  # fmt: skip
    class_id = do.conn.execute(insert(s.classes).returning(s.classes.c.id), row).scalar_one()
    do.conn.execute(insert(s.teaching), {"class_id": class_id, "post_id": deed.by, "since": do.at})
    site = do.conn.execute(select(s.sites.c.name).where(s.sites.c.id == deed.site)).scalar_one()
    make_code(do, d.MakeCode(deed.code, "class", site, class_id, None, deed.by))
    do.log("new class", deed.by, site=deed.site, class_id=class_id)


def rename_class(do: Doing, deed: d.RenameClass) -> None:
    values = {"name": do.vault.lock(deed.name), "timezone": deed.timezone}
    do.conn.execute(update(s.classes).where(s.classes.c.id == deed.class_id).values(values))


def close_class(do: Doing, deed: d.CloseClass) -> None:
    e, c = s.enrollments.c, s.codes.c
    now_in = select(e.learner_id).where(e.class_id == deed.class_id, e.until.is_(None))
    for learner in do.conn.execute(now_in).scalars().all():
        leave(do, d.Leave(deed.class_id, learner, deed.by))
    do.conn.execute(update(s.codes).where(c.class_id == deed.class_id, c.revoked_at.is_(None)).values(revoked_at=do.at))
    do.conn.execute(update(s.classes).where(s.classes.c.id == deed.class_id).values(closed_on=do.day))
    do.log_in(deed.class_id, "close class", deed.by)


def hand_over(do: Doing, deed: d.HandOver) -> None:
    p, t = s.posts.c, s.teaching.c
    site = select(s.classes.c.site_id).where(s.classes.c.id == deed.class_id).scalar_subquery()
    able = select(p.id).where(p.id == deed.to, p.site_id == site, p.role == Role.TUTOR.value, p.until.is_(None))
    if do.conn.execute(able).first() is None:
        raise DeedRefused("only a tutor of the same site can take a class over")
    now_theirs = (t.class_id == deed.class_id, t.until.is_(None))
    if deed.to not in do.conn.execute(select(t.post_id).where(*now_theirs)).scalars().all():
        do.conn.execute(insert(s.teaching), {"class_id": deed.class_id, "post_id": deed.to, "since": do.at})
    do.conn.execute(update(s.teaching).where(*now_theirs, t.post_id != deed.to).values(until=do.at))
    do.log_in(deed.class_id, "hand over", deed.by, whom=deed.to)


def join(do: Doing, deed: d.Join) -> None:
    learner, e = do.whose(0), s.enrollments.c
    is_open = select(s.classes.c.id).where(s.classes.c.id == deed.class_id, s.classes.c.closed_on.is_(None))
    if do.conn.execute(is_open).first() is None:
        raise DeedRefused("the class has ended")
    now_in = select(e.id).where(e.class_id == deed.class_id, e.learner_id == learner, e.until.is_(None))
    if do.conn.execute(now_in).first() is None:
        do.conn.execute(insert(s.enrollments), {"class_id": deed.class_id, "learner_id": learner, "since": do.at})
        _count_classes(do, learner)


def leave(do: Doing, deed: d.Leave) -> None:
    learner, e = do.whose(deed.learner), s.enrollments.c
    mine = (e.class_id == deed.class_id, e.learner_id == learner, e.until.is_(None))
    do.conn.execute(update(s.enrollments).where(*mine).values(until=do.at))
    _count_classes(do, learner)
    withdraw_waiting(do.conn, f"{learner}-%-joined-{deed.class_id}")
    if deed.by is not None:
        do.log_in(deed.class_id, "take off the class", deed.by, learner=learner)


def _count_classes(do: Doing, learner: int) -> None:
    e = s.enrollments.c
    now_in = select(func.count()).where(e.learner_id == learner, e.until.is_(None)).scalar_subquery()
    do.conn.execute(update(m.learners).where(m.learners.c.id == learner).values(classes=now_in))


def attend(do: Doing, deed: d.Attend) -> None:
    a = s.attendance.c
    theirs = (a.class_id == deed.class_id, a.day == deed.day, a.learner_id.in_(deed.learners))
    do.conn.execute(delete(s.attendance).where(*theirs))
    rows = [
        {"class_id": deed.class_id, "day": deed.day, "learner_id": each, "minutes": deed.minutes}
        for each in deed.learners
        if deed.minutes
    ]
    if rows:
        do.conn.execute(insert(s.attendance), rows)
    do.log_in(deed.class_id, "enter meeting", deed.by)


def week_off(do: Doing, deed: d.WeekOff) -> None:
    row = {"class_id": deed.class_id, "week": deed.week}
    w = s.weeks_off.c
    do.conn.execute(delete(s.weeks_off).where(w.class_id == deed.class_id, w.week == deed.week))
    if deed.off:
        do.conn.execute(insert(s.weeks_off), row)
    do.log_in(deed.class_id, "week off" if deed.off else "week on", deed.by)
