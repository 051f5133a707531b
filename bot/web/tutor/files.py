"""Files of what a tutor's pages show: today, a class, a learner, homework, meetings, the weeks of a summary. Each download is a line in the log."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import access
from bot.access import Action
from bot.homework import share
from bot.markup import unmarked
from bot.ports.deeds import Look
from bot.reports.class_export import class_sheets
from bot.reports.class_rows import mondays
from bot.reports.exports import CSV, XLSX, csv_of, xlsx_of
from bot.reports.learner_figures import hardest, known, shares, weeks
from bot.reports.programme_words import Sheet as Table
from bot.reports.programme_words import Wording
from bot.reports.tutor_exports import (
    called_in_files,
    homework_sheets,
    learner_sheets,
    meeting_sheets,
    of_claim,
    summary_sheets,
    today_sheets,
)
from bot.reports.week import finished_week, of_week
from bot.turn import local_day
from bot.web.tutor.frame import NotHere, Pages, Sheet
from bot.web.tutor.learner import HARD
from bot.web.tutor.summaries import week_of, wording
from bot.web.tutor.ticking import every
from bot.web.tutor.today import gather

FORMS = ("csv", "xlsx")
FILE = "export.{form:str}"
Tables = Sequence[Table]


def routes(pages: Pages) -> list[BaseRoute]:
    """`export.csv` and `export.xlsx` beside each page that has tables."""
    here: list[tuple[str, Callable[[Sheet, str], Awaitable[Response]]]] = [
        ("", _class),
        ("/learner/{id:int}", _learner),
        ("/homework", _homework),
        ("/meetings", _meetings),
        ("/summary/{week}", _summary),
    ]
    classes = [Route(f"/class/{{key}}{path}/{FILE}", pages.signed_in(_form(make))) for path, make in here]
    return [Route(f"/today/{FILE}", pages.signed_in(_form(_today))), *classes]


def _form(make: Callable[[Sheet, str], Awaitable[Response]]) -> Callable[[Sheet], Awaitable[Response]]:
    """A file in the form that the address names, if there is that form: what is not made is not in the log."""

    async def answer(sheet: Sheet) -> Response:
        form = sheet.request.path_params["form"]
        if form not in FORMS:
            raise NotHere
        return await make(sheet, form)

    return answer


def file_of(tables: Tables, form: str, name: str) -> Response:
    """Tables as a file to keep."""
    content, kind = (csv_of(tables), CSV) if form == "csv" else (xlsx_of(tables), XLSX)
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}.{form}"'})


def _words(sheet: Sheet) -> Wording:
    return Wording(sheet.pages.words(), sheet.language)


async def _today(sheet: Sheet, form: str) -> Response:
    told, catalogue, words = await gather(sheet), sheet.pages.catalogue(), _words(sheet)
    rooms = {room.id: room for room in sheet.viewer.classes}
    posts = {room.id: access.in_class(sheet.viewer, Action.EXPORT_CLASS, room) for room in rooms.values()}
    if not rooms:
        raise NotHere
    work = {str(each.id): each for each in await sheet.office.assignments(list(rooms))}
    tables = today_sheets(
        words,
        needs=[
            (room.name, told.names[claim.learner, room.id], unmarked(text))
            for room, _, claim, text in told.needs
            if not of_claim(catalogue, claim, work)
        ],
        asked=[
            (
                rooms[one.class_id].name,
                told.names[one.learner, one.class_id],
                local_day(one.at, rooms[one.class_id].timezone),
            )
            for one in told.asked
        ],
        quiet=[
            (rooms[each.class_id].name, told.names[each.learner.id, each.class_id], days) for each, days in told.quiet
        ],
        due=[(rooms[one.class_id].name, called_in_files(words, catalogue, one), one.due_on) for one in told.due],
    )
    await sheet.do(*(Look("export today", rooms[id].site.id, post.id, id) for id, post in posts.items() if post))
    return file_of(tables, form, f"today-{told.today}")


async def _meetings(sheet: Sheet, form: str) -> Response:
    room, post = await sheet.room(Action.ATTEND)
    meetings = list(reversed(await sheet.office.meetings([room.id])))
    await sheet.do(Look("export meetings", room.site.id, post.id, room.id))
    return file_of(meeting_sheets(_words(sheet), room.name, meetings), form, f"{room.key}-meetings")


async def _class(sheet: Sheet, form: str) -> Response:
    room, post = await sheet.room(Action.EXPORT_CLASS)
    tables = await class_sheets(sheet.office, sheet.pages.catalogue(), _words(sheet), room, sheet.now)
    await sheet.do(Look("export class", room.site.id, post.id, room.id))
    return file_of(tables[:1] if form == "csv" else tables, form, room.key)


async def _learner(sheet: Sheet, form: str) -> Response:
    room, post, each = await sheet.learner(Action.EXPORT_LEARNER)
    id, today = each.learner.id, local_day(sheet.now, each.learner.timezone)
    days = await sheet.office.days([id], mondays(today)[0])
    answers = await sheet.office.answered([id], sheet.now - HARD)
    cards = (await sheet.office.memories([id]))[id]
    tables = learner_sheets(
        _words(sheet),
        sheet.pages.catalogue(),
        name=each.called(sheet.t),
        level=each.learner.level or "",
        known=known(days, cards, sheet.now),
        weeks=weeks(days, today),
        skills=shares(answers),
        hard=hardest(answers),
        can=await every(sheet, room, each, cards),
    )
    await sheet.do(Look("export learner", room.site.id, post.id, room.id, id))
    return file_of(tables, form, f"{room.key}-{id}")


async def _homework(sheet: Sheet, form: str) -> Response:
    room, post = await sheet.room(Action.EXPORT_HOMEWORK)
    people, catalogue = await sheet.office.roster([room.id]), sheet.pages.catalogue()
    work = list(reversed(await sheet.office.assignments([room.id])))
    done = await sheet.office.done(work, [each.learner.id for each in people])
    known = {(one.assignment, one.learner): one for one in done}
    theirs = [
        (
            one,
            [
                (each.called(sheet.t), mine)
                for each in people
                if (mine := share(catalogue, one, each, known.get((one.id, each.learner.id)))) is not None
            ],
        )
        for one in work
    ]
    await sheet.do(Look("export homework", room.site.id, post.id, room.id))
    return file_of(homework_sheets(_words(sheet), catalogue, room.name, theirs), form, f"{room.key}-homework")


async def _summary(sheet: Sheet, form: str) -> Response:
    room, post = await sheet.room(Action.EXPORT_SUMMARY)
    week = week_of(sheet, room)
    summary, words = (
        await of_week(sheet.office, sheet.pages.catalogue(), room, week, sheet.now),
        await wording(sheet, room),
    )
    running = week > finished_week(sheet.now, room.timezone)
    tables = summary_sheets(unmarked(words.title(summary, room, running=running)), words.table(summary)[0], summary)
    await sheet.do(Look("export summary", room.site.id, post.id, room.id))
    return file_of(tables, form, f"{room.key}-{week}")
