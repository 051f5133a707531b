"""Signing in by a link that works once, asking for one by e-mail, accepting an invitation without a chat, signing out."""

from __future__ import annotations

import time
from datetime import timedelta

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot import codes
from bot.handlers.staff.home import LINK_LASTS
from bot.messages import MAIL, Address, Outgoing
from bot.names import as_name
from bot.ports.deeds import AskSignIn, Deed, DeedRefused, Send, TakePost
from bot.web.limits import Limit
from bot.web.tutor.frame import COOKIE, WANTED, Handler, HoldsSecret, Pages, Sheet, _form, _own, again, field_of

SESSION_SECONDS = 12 * 3600
LONGEST_NAME = 40


def routes(pages: Pages) -> list[BaseRoute]:
    """`/in/TOKEN`, `/mail`, `/join/CODE`, `/out`."""
    # Per address, and thirty tutors in one room have one. Nobody guesses a link or a code at this pace, either.
    tries = Limit(1, 200)

    def limited(page: Handler) -> Handler:
        async def handle(request: Request) -> Response:
            address = request.client.host if request.client else ""
            if not tries.allows(address, time.monotonic()):
                return await pages.render("tutor/busy.html", pages.language(request), status=429)
            if request.method == "POST" and not _own(request):
                return Response(status_code=403)
            return await page(request)

        return handle

    async def enter(request: Request) -> Response:
        # A chat app that looks at links for a preview, or at their heads, must not use the link up: it takes a press.
        if request.method != "POST":
            return await pages.render("tutor/sign_in.html", pages.language(request))
        used = await pages.office.sign_in(request.path_params["token"], pages.now())
        if used is None:
            return await pages.render("tutor/signed_out.html", pages.language(request), status=401, old=True)
        return _session(pages, used[1], request.cookies.get(WANTED, ""))

    async def mail(request: Request) -> Response:
        # Whether an address is known here is told nobody: what is done about it begins once the answer is out.
        form = await _form(request)
        try:
            email = field_of(form, "email").casefold()
        except HoldsSecret:
            return await pages.render("tutor/again.html", pages.language(request), status=422, **again(form))
        answer = await pages.render("tutor/signed_out.html", pages.language(request), asked=True)
        if pages.mails and email and pages.letters.allows(email, time.monotonic()):
            answer.background = BackgroundTask(_mail_links, pages, email)
        return answer

    async def join(request: Request) -> Response:
        language = pages.language(request)
        code = await pages.office.code(codes.normal(request.path_params["code"]) or "")
        if code is None or code.kind == "class" or not code.works(pages.now()):
            return await pages.render("tutor/signed_out.html", language, status=404, old=True)
        form = await _form(request) if request.method == "POST" else {}
        try:
            name = as_name(field_of(form, "name"))[:LONGEST_NAME]
        except HoldsSecret:
            return await pages.render("tutor/again.html", language, status=422, **again(form))
        if not name:
            return await pages.render("tutor/join.html", language, code=code)
        token = codes.token(pages.chance)
        try:
            now = pages.now()
            taken = TakePost(code.code, name, language, person=None)
            await pages.office.do([taken, AskSignIn(token, 0, now + timedelta(minutes=5))], now)
        except DeedRefused:
            return await pages.render("tutor/signed_out.html", language, status=409, old=True)
        used = await pages.office.sign_in(token, pages.now())
        assert used is not None
        return _session(pages, used[1])

    async def leave(sheet: Sheet) -> Response:
        await pages.office.sign_out(sheet.request.cookies.get(COOKIE, ""))
        response = await pages.render("tutor/signed_out.html", sheet.language, left=True)
        response.delete_cookie(COOKIE, path="/tutor")
        return response

    return [
        Route("/in/{token}", limited(enter), methods=["GET", "POST"]),
        Route("/mail", limited(mail), methods=["POST"]),
        Route("/join/{code}", limited(join), methods=["GET", "POST"]),
        Route("/out", pages.signed_in(leave), methods=["POST"]),
    ]


def _session(pages: Pages, secret: str, wanted: str = "") -> Response:
    """Signed in, and on the page that was `wanted` before that: one of ours, or the first."""
    response = RedirectResponse(wanted if wanted.startswith("/tutor/") else "/tutor/", status_code=303)
    response.delete_cookie(WANTED, path="/tutor")
    response.set_cookie(
        COOKIE, secret, max_age=SESSION_SECONDS, path="/tutor", httponly=True, secure=pages.secure, samesite="lax"
    )
    return response


async def _mail_links(pages: Pages, email: str) -> None:
    """Send whoever gave this address a link; with posts that have no chat in common, one for each."""
    sites = [site.id for site in await pages.office.sites()]
    posts = [each for each in await pages.office.posts(sites) if each.until is None and each.mailbox]
    whose = {each.person or -each.id: each for each in posts if (each.mailbox or "").casefold() == email}
    deeds: list[Deed] = []
    for post in whose.values():
        token, now = codes.token(pages.chance), pages.now()
        link = pages.links.sign_in(token)
        text = pages.words()("dashboard.mail", post.language, name=post.name, site=post.site.name, link=link)
        deeds += [
            AskSignIn(token, post.id, now + LINK_LASTS),
            Send(None, Outgoing(text), address=Address(MAIL, post.mailbox or "")),
        ]
    for dispatch in await pages.office.do(deeds, pages.now()):
        pages.post(dispatch)
