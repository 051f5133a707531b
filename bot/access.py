"""Who may do what: one table. Handlers and pages ask it before they read or do anything of somebody else's.

A tutor may what concerns the classes they teach now, and the learners enrolled there now; a coordinator what concerns their
sites as a whole, never a learner. Whoever is neither may nothing here (curriculum, framework sections 4–6).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.ports.staff import Class, Post, Role, Viewer


class Action(StrEnum):
    """Something that staff want to see or do."""

    SEE_CLASS = "see class"  # roster, heat map, what is hard, homework, summaries
    SEE_LEARNER = "see learner"
    READ_TEXT = "read text"  # what a learner wrote as homework: the only words of theirs that anybody reads
    WRITE = "write"  # messages, answers to questions
    ASSIGN = "assign"
    NOTE = "note"
    RESULT = "result"  # an official test's, and the practice level
    TICK = "tick"  # what a learner can do
    ATTEND = "attend"
    RUN_CLASS = "run class"  # rename, close, invite learners, take somebody off it
    EXPORT_CLASS = "export class"
    EXPORT_LEARNER = "export learner"
    EXPORT_HOMEWORK = "export homework"
    EXPORT_SUMMARY = "export summary"
    HAND_OVER = "hand over"
    NEW_CLASS = "new class"
    INVITE_TUTOR = "invite tutor"
    REVOKE_CODE = "revoke code"  # a tutor's or coordinator's; a class's is part of running it
    END_POST = "end post"
    GIVE_LINK = "give link"  # by which a tutor without a chat signs in
    SEE_REPORT = "see report"
    SEE_AUDIT = "see audit"


_OF_SITES = frozenset(
    {
        Action.INVITE_TUTOR,
        Action.REVOKE_CODE,
        Action.END_POST,
        Action.GIVE_LINK,
        Action.SEE_REPORT,
        Action.SEE_AUDIT,
    }
)
MAY: Mapping[Role, frozenset[Action]] = {
    Role.TUTOR: frozenset(
        {
            Action.SEE_CLASS,
            Action.SEE_LEARNER,
            Action.READ_TEXT,
            Action.WRITE,
            Action.ASSIGN,
            Action.NOTE,
            Action.RESULT,
            Action.TICK,
            Action.ATTEND,
            Action.RUN_CLASS,
            Action.EXPORT_CLASS,
            Action.EXPORT_LEARNER,
            Action.EXPORT_HOMEWORK,
            Action.EXPORT_SUMMARY,
            Action.HAND_OVER,
            Action.NEW_CLASS,
        }
    ),
    Role.COORDINATOR: _OF_SITES | {Action.HAND_OVER},
}

AT_A_SITE = _OF_SITES | {Action.NEW_CLASS}  # the rest is about one class


def in_class(viewer: Viewer | None, action: Action, room: Class | None) -> Post | None:
    """The post by which somebody may do something in a class; None: they may not.

    As a tutor they must teach it now; as a coordinator it must be at their site. A class that has ended is nobody's.
    """
    if viewer is None or room is None or room.closed_on is not None or action in AT_A_SITE:
        return None
    for post in viewer.posts:
        near = post.id in room.tutors if post.role is Role.TUTOR else post.site.id == room.site.id
        if near and action in MAY[post.role]:
            return post
    return None


def at_site(viewer: Viewer | None, action: Action, site: int) -> Post | None:
    """The post by which somebody may do something at a site as a whole; None: they may not."""
    if viewer is None or action not in AT_A_SITE:
        return None
    held = (post for post in viewer.posts if post.site.id == site and action in MAY[post.role])
    return next(held, None)


def at_sites(viewer: Viewer, action: Action) -> list[Post]:
    """The posts by which somebody may do something at a site as a whole, one for each site."""
    return [post for post in viewer.posts if at_site(viewer, action, post.site.id) is post]
