"""The e-mail address in somebody's settings counts once a code that was sent there is written on their page: a weekly summary
names learners, a link opens pages, and a mistyped address is a stranger's.

It takes both, the mailbox and being signed in: a stranger who gets the letter can do nothing with it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import timedelta

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import codes
from bot.messages import MAIL, Address, Outgoing
from bot.ports.deeds import AskMailbox, ConfirmMailbox, Deed, DeedRefused, Send
from bot.web.tutor.frame import Pages, Sheet

CODE_LASTS = timedelta(days=1)


def routes(pages: Pages) -> list[BaseRoute]:
    """`/settings/mailbox`: the code that came, or another one."""
    return [Route("/settings/mailbox", pages.signed_in(_mailbox), methods=["POST"])]


def letter(sheet: Sheet, email: str, language: str) -> Sequence[Deed]:
    """A code on its way to an address of the reader's settings; nothing when that mailbox has had too many letters."""
    pages, viewer = sheet.pages, sheet.viewer
    if not pages.letters.allows(email.casefold(), time.monotonic()):
        return ()
    code, lasts = codes.fresh(pages.chance), sheet.now + CODE_LASTS
    page = f"{pages.links.base}/tutor/settings"
    text = pages.words()("page.mailbox_letter", language, code=code, link=page)
    asked = [AskMailbox(post.id, code, lasts) for post in viewer.posts]
    return [*asked, Send(None, Outgoing(text), address=Address(MAIL, email))]


async def _mailbox(sheet: Sheet) -> Response:
    post = sheet.viewer.post
    if post.email is None or not sheet.pages.mails:
        return sheet.back("/settings", "page.not_saved")
    if sheet.one("again"):
        deeds = letter(sheet, post.email, sheet.language)
        await sheet.do(*deeds)
        return sheet.back("/settings", "page.mailbox_sent" if deeds else "page.mailbox_full")
    code = codes.normal(sheet.one("code")) or ""
    try:
        await sheet.do(ConfirmMailbox(tuple(each.id for each in sheet.viewer.posts), code))
    except DeedRefused:
        return sheet.back("/settings", "page.mailbox_wrong")
    return sheet.back("/settings", "page.saved")
