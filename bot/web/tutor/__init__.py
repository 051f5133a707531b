"""The pages of tutors and coordinators, under `/tutor`."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

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
from bot.web.tutor.frame import NotHere, Pages, Sheet


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
    routes = [route for part in parts for route in part.routes(pages)]
    return [*routes, Route("/{anything:path}", pages.signed_in(_nowhere))]


async def _nowhere(_: Sheet) -> Response:
    """An address that was typed wrongly: there is a way back from it."""
    raise NotHere
