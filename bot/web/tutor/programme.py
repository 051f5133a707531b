"""A coordinator's pages: the programme's report, its files, the audit log; the site's tutors and invitations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import access, codes
from bot.access import Action
from bot.handlers.staff.coordinating import INVITATION_LASTS
from bot.ports.deeds import EndPost, Look, MakeCode
from bot.ports.staff import Post, Role
from bot.reports import programme, programme_facts
from bot.reports.audit_export import audit_sheets
from bot.reports.class_export import class_sheets
from bot.reports.exports import CSV, XLSX, csv_of, xlsx_of
from bot.reports.programme import ProgrammeReport
from bot.reports.programme_people import programme_year
from bot.reports.programme_words import Sheet as Table
from bot.reports.programme_words import Wording, plain
from bot.web.tutor.frame import NotHere, Pages, Sheet

AUDIT_BACK = timedelta(days=400)


def routes(pages: Pages) -> list[BaseRoute]:
    """`/programme`, its files, `/site/ID`; and a class's file."""
    signed = pages.signed_in
    return [
        Route("/programme", signed(_programme)),
        Route("/programme/report.{form:str}", signed(_report_file)),
        Route("/programme/audit.{form:str}", signed(_audit_file)),
        Route("/site/{site:int}", signed(_site), methods=["GET", "POST"]),
        Route("/class/{key}/export.{form:str}", signed(_class_file)),
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


async def _made(sheet: Sheet) -> tuple[ProgrammeReport, Wording]:
    posts = _posts(sheet, Action.SEE_REPORT)
    sites = programme_facts.together([post.site for post in posts], posts[0].site.demo)
    since, until = _time(sheet)
    catalogue = sheet.pages.catalogue()
    facts = await programme_facts.gather(sheet.office, catalogue, sites, since, until, sheet.now)
    await sheet.do(*(Look("see report", post.site.id, post.id) for post in posts))
    return programme.report(facts, catalogue.measures), Wording(sheet.pages.words(), sheet.language)


async def _programme(sheet: Sheet) -> Response:
    report, words = await _made(sheet)
    tables = [
        (table.key, table.title, table.columns, [[plain(cell) for cell in row] for row in table.rows], table.notes)
        for table in words.sheets(report)
    ]
    last = report.until - timedelta(days=1)
    sites = [post.site for post in _posts(sheet, Action.INVITE_TUTOR)]
    return await sheet.render(
        "programme", heading=words.heading(report), tables=tables, sites=sites, since=report.since, last=last
    )


def _file(sheets: Sequence[Table], form: str, name: str) -> Response:
    if form not in ("csv", "xlsx"):
        raise NotHere
    content, kind = (csv_of(sheets), CSV) if form == "csv" else (xlsx_of(sheets), XLSX)
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}.{form}"'})


async def _report_file(sheet: Sheet) -> Response:
    report, words = await _made(sheet)
    return _file(words.sheets(report), sheet.request.path_params["form"], f"programme-{report.since:%Y-%m}")


async def _audit_file(sheet: Sheet) -> Response:
    posts = _posts(sheet, Action.SEE_AUDIT)
    since = sheet.now - AUDIT_BACK
    words = Wording(sheet.pages.words(), sheet.language)
    tables = await audit_sheets(sheet.office, words, {post.site.id: post.site.name for post in posts}, since=since)
    await sheet.do(*(Look("export audit", post.site.id, post.id) for post in posts))
    return _file(tables, sheet.request.path_params["form"], "audit")


async def _class_file(sheet: Sheet) -> Response:
    room, post = await sheet.room(Action.EXPORT_CLASS)
    form = sheet.request.path_params["form"]
    tables = await class_sheets(
        sheet.office, sheet.pages.catalogue(), Wording(sheet.pages.words(), sheet.language), room, sheet.now
    )
    await sheet.do(Look("export class", room.site.id, post.id, room.id))
    return _file(tables[:1] if form == "csv" else tables, form, room.key)


async def _site(sheet: Sheet) -> Response:
    id = sheet.request.path_params["site"]
    mine = access.at_site(sheet.viewer, Action.INVITE_TUTOR, id)
    if mine is None:
        raise NotHere
    rooms = [room for room in await sheet.office.classes(sites=[id]) if room.closed_on is None]
    tutors = [p for p in await sheet.office.posts([id]) if p.role is Role.TUTOR and p.until is None]
    if sheet.request.method == "POST":
        if end := sheet.one("end"):
            await sheet.do(*(EndPost(post.id, mine.id) for post in tutors if str(post.id) == end))
        else:
            code, until = codes.fresh(sheet.pages.chance), sheet.now + INVITATION_LASTS
            await sheet.do(MakeCode(code, "tutor", mine.site.name, None, until, mine.id))
        return sheet.back(f"/site/{id}", "page.saved")
    open_codes = [c for c in await sheet.office.codes(id) if c.kind == "tutor" and c.works(sheet.now)]
    links = sheet.pages.links
    return await sheet.render(
        "site",
        site=mine.site,
        tutors=[(post, [room for room in rooms if post.id in room.tutors]) for post in tutors],
        alone=[room for room in rooms if not room.tutors],
        codes=[(code, links.join(code.code), f"{links.base}/tutor/join/{code.code}") for code in open_codes],
    )
