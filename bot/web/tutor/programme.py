"""A coordinator's pages: the programme's report, its files, the audit log; the site's tutors and invitations."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import access, codes
from bot.access import Action
from bot.handlers.staff.coordinating import INVITATION_LASTS, open_codes
from bot.handlers.staff.home import LINK_LASTS
from bot.ports.deeds import EndPost, GiveSignIn, Look, MakeCode, RevokeCode
from bot.ports.staff import Post, Role
from bot.reports import programme_facts
from bot.reports.audit_export import audit_sheets
from bot.reports.making import QUICK, Making
from bot.reports.programme import ProgrammeReport
from bot.reports.programme_people import programme_year
from bot.reports.programme_words import Wording, plain
from bot.web.tutor.files import FORMS, file_of
from bot.web.tutor.frame import NotHere, Pages, Sheet

AUDIT_BACK = timedelta(days=400)
KEPT = 900.0  # seconds that a report that took long is there to be looked at and taken away
LOOKS_AGAIN = 3  # seconds
WAITED = "waited"


def routes(pages: Pages) -> list[BaseRoute]:
    """`/programme`, its files, `/site/ID`."""
    signed = pages.signed_in
    return [
        Route("/programme", signed(_programme)),
        Route("/programme/report.{form:str}", signed(_report_file)),
        Route("/programme/audit.{form:str}", signed(_audit_file)),
        Route("/site/{site:int}", signed(_site), methods=["GET", "POST"]),
    ]


def _posts(sheet: Sheet, action: Action) -> list[Post]:
    """The posts by which the reader may do something at a site as a whole; none: there is no such page for them."""
    found = [p for p in sheet.viewer.posts if access.at_site(sheet.viewer, action, p.site.id) is p]
    if not found:
        raise NotHere
    return found


def _time(sheet: Sheet) -> tuple[date, date]:
    first, last = programme_year(sheet.now.date())
    given = sheet.request.query_params
    try:
        since = date.fromisoformat(given["since"]) if given.get("since") else first
        until = date.fromisoformat(given["until"]) + timedelta(days=1) if given.get("until") else last
    except ValueError:
        return first, last
    return (since, until) if since < until <= sheet.now.date() + timedelta(days=400) else (first, last)


async def _making(sheet: Sheet) -> Making[ProgrammeReport]:
    """The report that is asked for, begun now or before. One that took long is kept for a while: somebody waits for it."""
    posts = _posts(sheet, Action.SEE_REPORT)
    sites = programme_facts.together([post.site for post in posts], posts[0].site.demo)
    time, kept = _time(sheet), sheet.pages.making
    for old in [key for key, each in kept.items() if each.failed or each.lain > KEPT]:
        del kept[old]
    key = (tuple(site.id for site in sites), *time)
    making = kept.get(key)
    if making is None:
        making = sheet.pages.begin(sites, time, sheet.now)
        if not await making.wait(QUICK):
            kept[key] = making
    return making


async def _made(sheet: Sheet, making: Making[ProgrammeReport]) -> tuple[ProgrammeReport, Wording]:
    await sheet.do(*(Look("see report", post.site.id, post.id) for post in _posts(sheet, Action.SEE_REPORT)))
    return await making.result(), Wording(sheet.pages.words(), sheet.language)


async def _wait(sheet: Sheet, making: Making[ProgrammeReport]) -> Response:
    """How far a report is; the page looks again by itself. Of a file, that it is ready: it would not take the page's place."""
    asked = {key: value for key, value in sheet.request.query_params.items() if key != WAITED}
    path = sheet.request.url.path
    there, again = f"{path}?{urlencode(asked)}", f"{path}?{urlencode(asked | {WAITED: 1})}"
    page = await sheet.render("making", ready=making.ready, done=making.done, all=making.all, there=there, again=again)
    if not making.ready:
        page.headers["refresh"] = f"{LOOKS_AGAIN}; url={again}"
    return page


async def _programme(sheet: Sheet) -> Response:
    making = await _making(sheet)
    if not making.ready:
        return await _wait(sheet, making)
    report, words = await _made(sheet, making)
    tables = [
        (table.key, table.title, table.columns, [[plain(cell) for cell in row] for row in table.rows], table.notes)
        for table in words.sheets(report)
    ]
    last = report.until - timedelta(days=1)
    sites = [post.site for post in _posts(sheet, Action.INVITE_TUTOR)]
    return await sheet.render(
        "programme", heading=words.heading(report), tables=tables, sites=sites, since=report.since, last=last
    )


async def _report_file(sheet: Sheet) -> Response:
    form = sheet.request.path_params["form"]
    if form not in FORMS:
        raise NotHere
    making = await _making(sheet)
    if not making.ready or WAITED in sheet.request.query_params:
        return await _wait(sheet, making)
    report, words = await _made(sheet, making)
    return file_of(words.sheets(report), form, f"programme-{report.since:%Y-%m}")


async def _audit_file(sheet: Sheet) -> Response:
    posts, form = _posts(sheet, Action.SEE_AUDIT), sheet.request.path_params["form"]
    if form not in FORMS:
        raise NotHere
    since = sheet.now - AUDIT_BACK
    words = Wording(sheet.pages.words(), sheet.language)
    tables = await audit_sheets(sheet.office, words, {post.site.id: post.site.name for post in posts}, since=since)
    await sheet.do(*(Look("export audit", post.site.id, post.id) for post in posts))
    return file_of(tables, form, "audit")


async def _site(sheet: Sheet) -> Response:
    id = sheet.request.path_params["site"]
    revoke, end, link = sheet.one("revoke"), sheet.one("end"), sheet.one("link")
    action = (
        Action.REVOKE_CODE if revoke else Action.END_POST if end else Action.GIVE_LINK if link else Action.INVITE_TUTOR
    )
    mine = access.at_site(sheet.viewer, action, id)
    if mine is None:
        raise NotHere
    rooms = [room for room in await sheet.office.classes(sites=[id]) if room.closed_on is None]
    tutors = [p for p in await sheet.office.posts([id]) if p.role is Role.TUTOR and p.until is None]
    invitations = await open_codes(sheet.office, id, sheet.now)
    given = await _link(sheet, mine, tutors, link) if link else None
    if sheet.request.method == "POST" and given is None:
        if end:
            await sheet.do(*(EndPost(post.id, mine.id) for post in tutors if str(post.id) == end))
        elif revoke:
            named = [each for each in invitations if codes.part(each.code) == revoke]
            await sheet.do(*(RevokeCode(each.code, mine.id) for each in named))
        else:
            code, until = codes.fresh(sheet.pages.chance), sheet.now + INVITATION_LASTS
            await sheet.do(MakeCode(code, "tutor", mine.site.name, None, until, mine.id))
        return sheet.back(f"/site/{id}", "page.saved")
    links = sheet.pages.links
    return await sheet.render(
        "site",
        site=mine.site,
        given=given,
        tutors=[(post, [room for room in rooms if post.id in room.tutors]) for post in tutors],
        alone=[room for room in rooms if not room.tutors],
        codes=[
            (each, codes.part(each.code), links.join(each.code), f"{links.base}/tutor/join/{each.code}")
            for each in invitations
        ],
    )


async def _link(sheet: Sheet, mine: Post, tutors: list[Post], wanted: str) -> tuple[Post, str]:
    """A tutor without a chat, and their way in: it stands on this one answer and nowhere else."""
    tutor = next((post for post in tutors if str(post.id) == wanted and post.person is None), None)
    if tutor is None:
        raise NotHere
    token = codes.token(sheet.pages.chance)
    await sheet.do(GiveSignIn(token, tutor.id, sheet.now + LINK_LASTS, mine.id))
    return tutor, sheet.pages.links.sign_in(token)
