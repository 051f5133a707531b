"""The audit log as a coordinator may take it away: which of the staff looked at or did what, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.ports.office import Office
from bot.ports.staff import Post
from bot.reports.programme_words import Plain, Sheet, Wording

COLUMNS = ("at", "site", "who", "action", "class", "learner", "whom")


async def audit_sheets(
    office: Office, words: Wording, sites: Mapping[int, str], *, since: datetime | None = None
) -> tuple[Sheet, ...]:
    """The log of what staff looked at and did at some sites (their names by id). Learners are numbers there. All of it, or since
    an instant. Three readings."""
    posts = {post.id: post for post in await office.posts(sites)}
    rooms = {room.id: room.name for room in await office.classes(sites=sites)}
    rows: list[tuple[Plain, ...]] = []
    for line in await office.audit(sites, since=since):
        rows.append(
            (
                f"{line.at.astimezone(UTC):%Y-%m-%d %H:%M}",
                sites[line.site],
                _called(posts.get(line.staff or 0)),
                _action(words, line.action),
                "–" if line.class_id is None else rooms.get(line.class_id, "–"),
                "–" if line.learner is None else line.learner,
                _called(posts.get(line.whom or 0)),
            )
        )
    columns = tuple(words(f"export.audit.{name}") for name in COLUMNS)
    return (Sheet("audit", words("export.audit.title"), columns, tuple(rows), (words("export.audit.note"),)),)


def _called(post: Post | None) -> str:
    return (post.name if post else "") or "–"


def _action(words: Wording, action: str) -> str:
    key = f"export.did.{action.replace(' ', '_')}"
    return words(key) if words.knows(key) else action
