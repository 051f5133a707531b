"""The weekly summaries of a class: the archive, one week with its chart and evidence, and who needs somebody today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import zip_longest

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.access import Action
from bot.markup import unmarked
from bot.ports.deeds import Look, OpenSummary
from bot.ports.staff import Class, Enrolled
from bot.reports.chart import weeks_svg
from bot.reports.week import finished_week, of_week, running_week
from bot.reports.week_evidence import opened
from bot.reports.week_words import Wording, names_of
from bot.web.tutor.frame import NotHere, Pages, Sheet


def routes(pages: Pages) -> list[BaseRoute]:
    """`/class/KEY/summaries`, `/class/KEY/summary/MONDAY`, `…/why/CLAIM`."""
    return [
        Route("/class/{key}/summaries", pages.signed_in(_archive)),
        Route("/class/{key}/summary/{week}", pages.signed_in(_summary)),
        Route("/class/{key}/summary/{week}/why/{claim}", pages.signed_in(_why)),
    ]


async def wording(sheet: Sheet, room: Class) -> Wording:
    """The words of a class's summary for the reader, with the names of now."""
    return wording_for(sheet, await sheet.office.roster([room.id]))


def wording_for(sheet: Sheet, people: Iterable[Enrolled]) -> Wording:
    """The same, where it is known who is in the class."""
    phrases = sheet.pages.words()
    names = names_of(people, phrases, sheet.language)
    return Wording(phrases, sheet.language, names, sheet.pages.catalogue(), state=sheet.pages.state)


async def _archive(sheet: Sheet) -> Response:
    room, _ = await sheet.room(Action.SEE_CLASS)
    kept = await sheet.office.summaries([room.id])
    running = running_week(sheet.now, room.timezone)
    return await sheet.render("summaries", room=room, kept=kept, running=running)


def week_of(sheet: Sheet, room: Class) -> date:
    """The Monday that the address names.

    Raises:
        NotHere: it is none, or still to come.
    """
    try:
        week = date.fromisoformat(sheet.request.path_params["week"])
    except ValueError:
        raise NotHere from None
    if week.weekday() or week > running_week(sheet.now, room.timezone):
        raise NotHere
    return week


async def _summary(sheet: Sheet) -> Response:
    room, post = await sheet.room(Action.SEE_CLASS)
    week = week_of(sheet, room)
    everyone = await sheet.office.roster([room.id], former=True)
    summary = await of_week(sheet.office, sheet.pages.catalogue(), room, week, sheet.now, everyone)
    words = wording_for(sheet, [each for each in everyone if each.until is None])
    await sheet.do(OpenSummary(room.id, week), Look("see summary", room.site.id, post.id, room.id))
    running = week > finished_week(sheet.now, room.timezone)
    claims = [(claim, words.need(claim)) for claim in summary.needs]
    praise = [(claim, words.praise(claim)) for claim in summary.praise]
    return await sheet.render(
        "summary",
        room=room,
        week=week,
        title=unmarked(words.title(summary, room, running=running)),
        needs=[(claim, text) for claim, text in claims if text],
        praise=[(claim, text) for claim, text in praise if text],
        sections=[
            (section.key, unmarked(section.heading), list(zip_longest(section.lines, section.opens)))
            for section in words.sections(summary)
        ],
        chart=weeks_svg(summary, words.chart_words(summary)),
        alt=words.picture(summary).alt,
        table=words.table(summary),
    )


async def _why(sheet: Sheet) -> Response:
    room, post = await sheet.room(Action.SEE_CLASS)
    week, key = week_of(sheet, room), sheet.request.path_params["claim"]
    catalogue = sheet.pages.catalogue()
    summary, words = await of_week(sheet.office, catalogue, room, week, sheet.now), await wording(sheet, room)
    told, claim = await opened(sheet.office, catalogue, room, summary, key, words)
    about = None if claim is None else claim.learner
    await sheet.do(OpenSummary(room.id, week), Look("see evidence", room.site.id, post.id, room.id, about))
    said = "" if claim is None else words.need(claim) if claim in summary.needs else words.praise(claim)
    return await sheet.render(
        "why", room=room, week=week, claim=claim, told=unmarked(said), needs=claim in summary.needs, lines=told,
    )  # fmt: skip
