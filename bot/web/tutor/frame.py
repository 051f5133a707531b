"""What every page of the staff's needs: who is signed in, what they may see, and how a page is put together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

from babel.dates import format_skeleton
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot import access
from bot.access import Action
from bot.handlers.secrets import holds_secret
from bot.lessons.model import Catalogue
from bot.phrases import Phrases
from bot.ports import Dispatch, Links, Office
from bot.ports.deeds import Deed, DeedRefused, Look
from bot.ports.staff import Class, Enrolled, Post, Site, Viewer
from bot.reports.making import Making
from bot.reports.programme import ProgrammeReport
from bot.turn import local_day
from bot.web.limits import Limit
from bot.web.tutor.templating import environment

COOKIE = "doorway_staff"
WANTED = "doorway_wanted"  # the page that somebody wanted before they had signed in
WANTED_SECONDS = 30 * 60
LONGEST_FORM = 32 * 1024
LETTERS = 3  # an hour to one mailbox, whoever asks for them
TWICE = 3.0  # seconds: the same form again within them is one
SAID = (
    "page.saved",
    "page.sent",
    "page.held",
    "page.unreached",
    "page.not_saved",
    "page.bad_mail",
    "page.mailbox_sent",
    "page.mailbox_full",
    "page.mailbox_wrong",
    "page.no_name_given",
    "page.met_already",
    "page.nobody_came",
    "assign.nothing",
    "staff.nothing",
)

Handler = Callable[[Request], Awaitable[Response]]
Signed = Callable[["Sheet"], Awaitable[Response]]


class NotHere(Exception):
    """There is no such page for this person: what is not theirs and what is not there look the same."""


class HoldsSecret(Exception):
    """A number that must never be kept stands in a field: it is not read, and the form is asked for again."""


@dataclass(slots=True)
class Pages:
    """What the pages are given by `main`."""

    office: Office
    catalogue: Callable[[], Catalogue]
    words: Callable[[], Phrases]  # the staff's
    learners_words: Callable[[], Phrases]
    post: Callable[[Dispatch], None]
    links: Links
    secure: bool
    state: str
    mails: bool  # weekly summaries and sign-in links can go by mail
    timezone: str  # of a tutor's first class; any other begins with that of the one before
    chance: Callable[[int], int]
    begin: Callable[[Sequence[Site], tuple[date, date], datetime], Making[ProgrammeReport]]  # a programme's report
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    filled: Callable[[], float] = lambda: 1.0  # how far the demo class is, from 0 to 1
    sent: dict[str, tuple[float, bytes, asyncio.Task[Response]]] = field(default_factory=dict)  # last forms, by session
    making: dict[tuple[Any, ...], Making[ProgrammeReport]] = field(default_factory=dict)  # reports that take long
    letters: Limit = field(default_factory=lambda: Limit(LETTERS / 3600, LETTERS))
    templates: Environment = field(default_factory=environment)

    async def render(
        self, template: str, language: str, *, status: int = 200, zone: str = "UTC", **values: Any
    ) -> Response:
        """A page in a language; `t` in it words a key, `day` writes a date, or the day in `zone` of an instant."""
        words = self.words()

        def t(key: str, /, **given: Any) -> str:
            return words(key, language, **given).replace("**", "")

        def day(when: date, how: str = "MMMd") -> str:
            if isinstance(when, datetime):
                when = local_day(when, zone)
            return format_skeleton(how, when, locale=language.replace("-", "_"))

        page = self.templates.get_template(template)
        html = await asyncio.to_thread(page.render, t=t, day=day, language=language, mails=self.mails, **values)
        return HTMLResponse(html, status_code=status)

    def language(self, request: Request) -> str:
        """The staff's language that fits the browser's."""
        words = self.words()
        for hint in request.headers.get("accept-language", "").split(",")[:5]:
            if language := words.match(hint.split(";")[0].strip()):
                return language
        return "en"

    def signed_in(self, page: Signed) -> Handler:
        """A page for those who are signed in; others are told how to. A form must come from one of our own pages."""

        async def handle(request: Request) -> Response:
            if request.method == "POST" and not _own(request):
                return Response(status_code=403)
            secret = request.cookies.get(COOKIE, "")
            viewer = await self.office.session(secret, self.now()) if secret else None
            if viewer is None:
                form = again(await _form(request)) if request.method == "POST" else {}
                answer = await self.render(
                    "tutor/signed_out.html", self.language(request), status=401, here=request.url.path, **form
                )
                return self._remember(request, answer)
            if request.method != "POST":
                return await self._answer(page, Sheet(self, request, viewer, {}))
            sheet = Sheet(self, request, viewer, await _form(request))
            return await self._once(secret, sheet, page)

        return handle

    def _remember(self, request: Request, answer: Response) -> Response:
        """Keep in the browser which page was wanted: signing in leads there (`bot/web/tutor/signing.py`)."""
        path, query = request.url.path, request.url.query
        if request.method == "GET" and "." not in path:
            wanted = f"{path}?{query}" if query else path
            answer.set_cookie(
                WANTED,
                wanted[:500],
                max_age=WANTED_SECONDS,
                path="/tutor",
                httponly=True,
                secure=self.secure,
                samesite="lax",
            )
        return answer

    async def _answer(self, page: Signed, sheet: Sheet) -> Response:
        try:
            return await page(sheet)
        except NotHere:
            return await sheet.render("nothing", status=404)
        except HoldsSecret:
            return await sheet.render("again", status=422, **again(sheet.form))
        except DeedRefused:
            return await sheet.render("nothing", status=409)

    async def _once(self, secret: str, sheet: Sheet, page: Signed) -> Response:
        """What a form comes to. The very form that this reader sent last, sent again within seconds, is a finger that pressed
        twice: it gets the same answer, and nothing is done again."""
        now, known = asyncio.get_running_loop().time(), self.sent
        for old in [reader for reader, (at, *_) in known.items() if now - at > TWICE]:
            del known[old]
        sent = sha256(repr((sheet.request.url.path, sheet.form)).encode()).digest()  # what was written is kept nowhere
        _, before, answer = known.get(secret, (now, b"", None))
        if answer is None or before != sent:
            answer = asyncio.ensure_future(self._answer(page, sheet))
            known[secret] = (now, sent, answer)
        return await asyncio.shield(answer)


@dataclass(slots=True)
class Sheet:
    """One request of somebody who is signed in."""

    pages: Pages
    request: Request
    viewer: Viewer
    form: dict[str, list[str]]

    @property
    def office(self) -> Office:
        """Where facts are read."""
        return self.pages.office

    @property
    def now(self) -> datetime:
        """When the request came."""
        return self.pages.now()

    @property
    def language(self) -> str:
        """The reader's."""
        return self.viewer.post.language

    def t(self, key: str, /, **values: object) -> str:
        """A sentence for the reader, as plain text."""
        return self.pages.words()(key, self.language, **values).replace("**", "")

    def one(self, name: str) -> str:
        """A field of the form, stripped; "" when it is not there.

        Raises:
            HoldsSecret: a number that must never be kept stands in it.
        """
        return field_of(self.form, name)

    @property
    def part(self) -> bool:
        """Whether only a part of the page is wanted (htmx); who goes back wants all of it."""
        headers = self.request.headers
        return headers.get("hx-request") == "true" and not {"hx-boosted", "hx-history-restore-request"} & set(headers)

    async def render(self, name: str, *, status: int = 200, **values: Any) -> Response:
        """The page `tutor/<name>.html` for this reader."""
        return await self.pages.render(
            f"tutor/{name}.html",
            self.language,
            status=status,
            zone=self.viewer.classes[0].timezone if self.viewer.classes else "UTC",
            viewer=self.viewer,
            filled=self.pages.filled() if self.viewer.post.site.demo else 1.0,
            said=self._said(),
            coordinator=any(access.at_site(self.viewer, Action.SEE_REPORT, p.site.id) for p in self.viewer.posts),
            **values,
        )

    def _said(self) -> str:
        """The sentence that a form asked to be shown after it; nothing else can be put there by an address."""
        key = self.request.query_params.get("said", "")
        return self.t(key) if key in SAID else ""

    async def do(self, *deeds: Deed) -> None:
        """Commit deeds, and let what comes of them be sent."""
        for dispatch in await self.office.do(deeds, self.now):
            self.pages.post(dispatch)

    def back(self, path: str, said: str = "") -> Response:
        """After a form: to a page that can be reloaded; `said` is the key of a sentence to show there."""
        more = "&" if "?" in path else "?"
        return RedirectResponse(f"/tutor{path}" + (f"{more}said={said}" if said else ""), status_code=303)

    async def room(self, action: Action) -> tuple[Class, Post]:
        """The class that the address names, and the post by which they may do something in it.

        Raises:
            NotHere: it is not there, or not theirs.
        """
        key = self.request.path_params["key"]
        rooms: Sequence[Class] = self.viewer.classes
        found = next((room for room in rooms if room.key == key), None)
        if found is None:  # perhaps one that they may hand over as a coordinator
            sites = {post.site.id for post in self.viewer.posts}
            found = next((room for room in await self.office.classes(sites=sites) if room.key == key), None)
        post = access.in_class(self.viewer, action, found)
        if found is None or post is None:
            raise NotHere
        return found, post

    async def learner(self, action: Action) -> tuple[Class, Post, Enrolled]:
        """The same for the learner whom the address names; looking at them is written down.

        Raises:
            NotHere: they are not in that class now.
        """
        room, post = await self.room(action)
        id = self.request.path_params["id"]
        for each in await self.office.roster([room.id]):
            if each.learner.id == id:
                if action is Action.SEE_LEARNER:
                    await self.do(Look("see learner", room.site.id, post.id, room.id, id))
                return room, post, each
        raise NotHere


def by_name(names: Mapping[int, str]) -> list[tuple[int, str]]:
    """Learners as they are looked up on a list."""
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def _own(request: Request) -> bool:
    """Whether a form was sent from a page of ours: by what the browser says of it (a cookie alone does not show it)."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", "-")


async def _form(request: Request) -> dict[str, list[str]]:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_FORM:
            return {}
    return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=400)


def field_of(form: dict[str, list[str]], name: str) -> str:
    """The one way in for what is typed on a page (`Sheet.one`). A browser sends two signs for each new line, and counts one."""
    text = (form.get(name) or [""])[0].replace("\r\n", "\n").strip()
    if holds_secret(text):
        raise HoldsSecret
    return text


def again(form: dict[str, list[str]]) -> dict[str, Any]:
    """What the page that asks again shows: the other fields as they were, and an empty one for each with a secret."""
    fields = [(name, value) for name, values in form.items() for value in values]
    return {
        "kept": [(name, value) for name, value in fields if not holds_secret(value)],
        "asked": [name for name, value in fields if holds_secret(value)],
    }
