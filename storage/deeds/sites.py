"""Sites, posts, codes and sign-in links."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from bot.ports import deeds as d
from bot.ports.deeds import DeedRefused
from bot.ports.staff import Role
from storage import models as m
from storage import staff_models as s
from storage.deeds.doing import Doing
from storage.upsert import insert_into


def found_site(do: Doing, deed: d.FoundSite) -> None:
    make = insert_into(do.conn, s.sites)
    do.conn.execute(make.values(name=deed.name, demo=deed.demo).on_conflict_do_nothing())


def make_code(do: Doing, deed: d.MakeCode) -> None:
    site = do.conn.execute(select(s.sites.c.id).where(s.sites.c.name == deed.site)).scalar()
    if site is None:
        raise DeedRefused("there is no such site")
    row = {
        "hash": do.vault.secret_hash("code", deed.code), "code": do.vault.lock(deed.code), "kind": deed.kind, "site_id": site,
        "class_id": deed.class_id, "made_by": deed.by, "made_at": do.at, "expires_at": deed.expires_at,
    }  # fmt: skip
    do.conn.execute(insert(s.codes), row)
    do.log(f"invite {deed.kind}", deed.by, site=site, class_id=deed.class_id)


def revoke_code(do: Doing, deed: d.RevokeCode) -> None:
    c = s.codes.c
    ends = update(s.codes).where(c.hash == do.vault.secret_hash("code", deed.code), c.revoked_at.is_(None))
    found = do.conn.execute(ends.values(revoked_at=do.at).returning(c.site_id, c.class_id)).first()
    if found is not None:  # once; again changes nothing
        do.log("revoke code", deed.by, site=found.site_id, class_id=found.class_id)


def take_post(do: Doing, deed: d.TakePost) -> None:
    c = s.codes.c
    hashed = do.vault.secret_hash("code", deed.code)
    fresh = (c.expires_at.is_(None)) | (c.expires_at > do.at)
    takes = update(s.codes).where(c.hash == hashed, c.used_at.is_(None), c.revoked_at.is_(None), fresh)
    found = do.conn.execute(takes.values(used_at=do.at).returning(c.kind, c.site_id)).first()
    if found is None or found.kind not in tuple(Role):
        raise DeedRefused("the code does not work any more")
    person = None if deed.person is None else do.whose(deed.person)
    row = {
        "site_id": found.site_id, "learner_id": person, "role": found.kind, "since": do.day, "language": deed.language,
        "private": do.vault.lock({"name": deed.name, "email": None}), "day": 0, "hour": 8, "by": "chat" if person else "",
    }  # fmt: skip
    post = do.taken = do.conn.execute(insert(s.posts).returning(s.posts.c.id), row).scalar_one()
    _count_staff(do, person, +1)
    do.log(f"take post as {found.kind}", post, site=found.site_id)


def end_post(do: Doing, deed: d.EndPost) -> None:
    p = s.posts.c
    found = do.conn.execute(select(p.site_id, p.learner_id).where(p.id == deed.post, p.until.is_(None))).first()
    if found is None:
        return
    do.conn.execute(update(s.posts).where(p.id == deed.post).values(until=do.day))
    t = s.teaching.c
    do.conn.execute(update(s.teaching).where(t.post_id == deed.post, t.until.is_(None)).values(until=do.at))
    for table in (s.sessions, s.signins):
        do.conn.execute(delete(table).where(table.c.post_id == deed.post))
    _count_staff(do, found.learner_id, -1)
    do.log("end post", deed.by, site=found.site_id, whom=deed.post)


def _count_staff(do: Doing, person: int | None, by: int) -> None:
    if person is not None:
        do.conn.execute(update(m.learners).where(m.learners.c.id == person).values(staff=m.learners.c.staff + by))


def prefer(do: Doing, deed: d.Prefer) -> None:
    kept = _private(do, deed.post)
    proof = kept if kept.get("email") == deed.email else {}  # another address is not proved by the one before
    private = {**proof, "name": deed.name, "email": deed.email}
    values = {
        "private": do.vault.lock(private), "language": deed.language, "day": deed.day, "hour": deed.hour, "by": deed.by,
    }  # fmt: skip
    do.conn.execute(update(s.posts).where(s.posts.c.id == deed.post).values(values))


def ask_mailbox(do: Doing, deed: d.AskMailbox) -> None:
    asked = {"code": do.vault.secret_hash("mailbox", deed.code).hex(), "until": deed.expires_at.isoformat()}
    _keep(do, deed.post, {**_private(do, deed.post), "asked": asked})


def confirm_mailbox(do: Doing, deed: d.ConfirmMailbox) -> None:
    code, found = do.vault.secret_hash("mailbox", deed.code).hex(), False
    for post in deed.posts:
        private = _private(do, post)
        asked = private.pop("asked", None)
        if asked and asked["code"] == code and do.at < datetime.fromisoformat(asked["until"]):
            _keep(do, post, {**private, "confirmed": True})
            found = True
    if not found:
        raise DeedRefused("no such code was sent, or it is too old")


def _private(do: Doing, post: int) -> dict[str, Any]:
    locked = do.conn.execute(select(s.posts.c.private).where(s.posts.c.id == post)).scalar()
    return {} if locked is None else dict(do.vault.unlock(locked))


def _keep(do: Doing, post: int, private: dict[str, Any]) -> None:
    do.conn.execute(update(s.posts).where(s.posts.c.id == post).values(private=do.vault.lock(private)))


def ask_sign_in(do: Doing, deed: d.AskSignIn) -> None:
    row = {
        "hash": do.vault.secret_hash("sign-in", deed.token),
        "post_id": deed.post or do.taken,
        "expires_at": deed.expires_at,
    }
    do.conn.execute(insert(s.signins), row)


def give_sign_in(do: Doing, deed: d.GiveSignIn) -> None:
    p = s.posts.c
    alone = select(p.site_id).where(p.id == deed.post, p.until.is_(None), p.learner_id.is_(None))
    site = do.conn.execute(alone).scalar()
    if site is None:
        raise DeedRefused("the post has ended, or has a chat of its own")
    ask_sign_in(do, d.AskSignIn(deed.token, deed.post, deed.expires_at))
    do.log("give link", deed.by, site=site, whom=deed.post)
