"""The pages of tutors and coordinators, under `/tutor`."""

from __future__ import annotations

from starlette.routing import BaseRoute

from bot.web.tutor import (
    classes,
    content,
    files,
    homework,
    learner,
    mailbox,
    programme,
    signing,
    summaries,
    ticking,
    today,
)
from bot.web.tutor.frame import Pages


def tutor_routes(pages: Pages) -> list[BaseRoute]:
    """All of them; the order is that of the file names."""
    parts = (
        signing,
        today,
        mailbox,
        files,
        summaries,
        ticking,
        programme,
        classes,
        learner,
        homework,
        content,
    )  # a file is no day of meetings
    return [route for part in parts for route in part.routes(pages)]
