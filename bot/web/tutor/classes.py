"""A class: its table and heat map, how learners come in, its meetings, its name and its end."""

from __future__ import annotations

from collections.abc import Callable, Set
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import access, codes
from bot.access import Action
from bot.handlers.staff.entering import EARLIEST
from bot.handlers.staff.inviting import codes_of
from bot.handlers.tutors import tell_ended, tell_handed
from bot.homework import share
from bot.names import as_name
from bot.ports.deeds import Attend, CloseClass, HandOver, Look, MakeCode, RenameClass, RevokeCode, WeekOff
from bot.ports.office import Day
from bot.ports.staff import Class, Post, Role
from bot.reports.class_rows import A_DAY, Row, mondays, row_of
from bot.reports.poster import draw_poster
from bot.reports.programme_people import programme_year
from bot.reports.week import WEEK, monday
from bot.turn import local_day
from bot.web.tutor.frame import NotHere, Pages, Sheet, by_name

SORTS = ("name", "seen", "days", "minutes", "right", "homework", "level")
LONGEST_NAME = 40
LONGEST_MEETING = 480  # minutes
POSTER_LANGUAGES = 4


def routes(pages: Pages) -> list[BaseRoute]:
    """Everything under `/class/KEY` that is about the class as such."""
    signed = pages.signed_in
    return [
        Route("/class/{key}", signed(_class)),
        Route("/class/{key}/invite", signed(_invite), methods=["GET", "POST"]),
        Route("/class/{key}/poster.png", signed(_poster)),
        Route("/class/{key}/meetings", signed(_meetings), methods=["GET", "POST"]),
        Route("/class/{key}/meetings/{day}", signed(_meetings)),
        Route("/class/{key}/edit", signed(_edit), methods=["GET", "POST"]),
    ]


async def _class(sheet: Sheet) -> Response:
    room, post = await sheet.room(Action.SEE_CLASS)
    rows = await rows_of(sheet, room)
    await sheet.do(Look("see class", room.site.id, post.id, room.id))
    by = sheet.request.query_params.get("sort", "seen")
    by = by if by in SORTS else "seen"
    down = sheet.request.query_params.get("down", "1" if by in ("seen",) else "0") == "1"
    rows = sorted(rows, key=lambda row: _sorting(row, by), reverse=down)
    weeks = mondays(local_day(sheet.now, room.timezone))
    template = "class_table" if sheet.part else "class"
    return await sheet.render(
        template, room=room, rows=rows, sort=by, down=down, mondays=weeks, sorts=SORTS, warm=_warm(sheet.t)
    )


def _warm(t: Callable[..., str]) -> Callable[[tuple[int, ...]], Markup]:
    """Draws a week of the map: a number for who hears the page, seven colours for who sees it. Most weeks of a class are like
    another one, and are drawn once."""

    @cache
    def draw(week: tuple[int, ...]) -> Markup:
        words = t("page.days", n=sum(heat >= A_DAY for heat in week))
        colours = Markup("").join(Markup('<i class="h{}"></i>').format(heat) for heat in week)
        cell = Markup('<span class="unseen">{}</span><span class="week" aria-hidden="true">{}</span>')
        return cell.format(words, colours)

    return draw


def _sorting(row: Row, by: str) -> Any:
    match by:
        case "name":
            return row.name.casefold()
        case "right":
            return -1 if row.right is None else row.right
        case "homework":
            return row.share
        case _:
            return getattr(row, by)


async def rows_of(sheet: Sheet, room: Class) -> list[Row]:
    """The class's table, in four readings whatever its size."""
    people = await sheet.office.roster([room.id])
    ids = [each.learner.id for each in people]
    today = local_day(sheet.now, room.timezone)
    days: dict[int, list[Day]] = {id: [] for id in ids}
    for day in await sheet.office.days(ids, mondays(today)[0]):
        days[day.learner].append(day)
    work = await sheet.office.assignments([room.id])
    done = {(each.assignment, each.learner): each for each in await sheet.office.done(work, ids)}
    out, catalogue = [], sheet.pages.catalogue()
    for each in people:
        shares = [share(catalogue, one, each, done.get((one.id, each.learner.id))) for one in work]
        mine = [theirs for theirs in shares if theirs is not None]
        out.append(row_of(each, each.called(sheet.t), days[each.learner.id], mine, today))
    return out


async def _invite(sheet: Sheet) -> Response:
    room, post = await sheet.room(Action.RUN_CLASS)
    working = await codes_of(sheet.office, room, sheet.now)
    if sheet.request.method == "POST":
        fresh = codes.fresh(sheet.pages.chance)
        made = MakeCode(fresh, "class", room.site.name, room.id, None, post.id)
        await sheet.do(*(RevokeCode(code.code, post.id) for code in working), *(() if sheet.one("end") else (made,)))
        return sheet.back(f"/class/{room.key}/invite", "page.saved")
    code = working[0] if working else None
    return await sheet.render("invite", room=room, code=code, link=sheet.pages.links.join(code.code) if code else "")


async def _poster(sheet: Sheet) -> Response:
    room, _ = await sheet.room(Action.RUN_CLASS)
    code = next(iter(await codes_of(sheet.office, room, sheet.now)), None)
    if code is None:
        raise NotHere
    words = sheet.pages.learners_words()
    spoken = [each.learner.language for each in await sheet.office.roster([room.id])]
    languages = sorted(words.languages, key=lambda language: (-spoken.count(language), language != "en"))
    texts = tuple((words("language.name", each), words("poster.text", each)) for each in languages[:POSTER_LANGUAGES])
    return Response(draw_poster(sheet.pages.links.join(code.code), code.code, texts), media_type="image/png")


async def _meetings(sheet: Sheet) -> Response:
    """Class meetings: a new one by its day, minutes and who came; one that stands, by each person's minutes of that day."""
    room, post = await sheet.room(Action.ATTEND)
    here, today = f"/class/{room.key}/meetings", local_day(sheet.now, room.timezone)
    meetings = list(reversed(await sheet.office.meetings([room.id])))
    now_in = await sheet.office.roster([room.id])  # whoever has left keeps their hours, and is seen no more
    if sheet.request.method == "POST":
        for said, off in (("off", True), ("on", False)):
            if (week := _day(sheet.one(said))) is not None and week == monday(week) <= today:
                await sheet.do(WeekOff(room.id, week, off, post.id))
                return sheet.back(here, "page.saved")
        change = _day(sheet.one("change"))
        if change is not None:
            return await _change(sheet, room, post, change, {each.learner.id for each in now_in})
        day, minutes = _day(sheet.one("day")), sheet.one("minutes")
        if (
            day is None
            or not EARLIEST <= day <= today
            or not minutes.isdecimal()
            or not 0 < int(minutes) <= LONGEST_MEETING
        ):
            return sheet.back(here, "page.not_saved")
        if any(met.day == day for met in meetings):
            return sheet.back(f"{here}/{day}", "page.met_already")
        came = {int(id) for id in sheet.form.get("came", []) if id.isdecimal()} & {p.learner.id for p in now_in}
        if not came:
            return sheet.back(here, "page.nobody_came")
        await sheet.do(Attend(room.id, day, int(minutes), tuple(sorted(came)), post.id))
        return sheet.back(here, "page.saved")
    await sheet.do(Look("see class", room.site.id, post.id, room.id))
    change = _day(sheet.request.path_params.get("day", ""))
    there = {learner: met.minutes for met in meetings if met.day == change for learner in met.learners}
    shown = {each.learner.id: each.called(sheet.t) for each in now_in}
    met_in = {monday(met.day) for met in meetings}  # a meeting that was entered tells more than the press
    weeks_off = [week for week in await sheet.office.weeks_off(room.id) if week not in met_in]
    return await sheet.render(
        "meetings",
        room=room,
        people=by_name(shown),
        meetings=meetings,
        earliest=EARLIEST,
        today=today,
        change=change,
        there=there,
        weeks_off=weeks_off,
        open_weeks=[week for week in _weeks(room, today) if week not in {*weeks_off, *met_in}],
    )


def _weeks(room: Class, today: date) -> list[date]:
    """The Mondays of the class's weeks in the programme year so far, newest first."""
    first, week, out = monday(max(room.created_on, programme_year(today)[0])), monday(today), []
    while week >= first:
        out.append(week)
        week -= WEEK
    return out


async def _change(sheet: Sheet, room: Class, post: Post, day: date, known: Set[int]) -> Response:
    """Each person's minutes of a day, as they stand in the form; whoever has none there was not there."""
    by_minutes: dict[int, list[int]] = {}
    for name, [text, *_] in sheet.form.items():
        if (id := name.removeprefix("minutes-")).isdecimal() and int(id) in known:
            if not (text or "0").isdecimal() or int(text or "0") > LONGEST_MEETING:
                return sheet.back(f"/class/{room.key}/meetings/{day}", "page.not_saved")
            by_minutes.setdefault(int(text or "0"), []).append(int(id))
    deeds = [Attend(room.id, day, minutes, tuple(sorted(those)), post.id) for minutes, those in by_minutes.items()]
    await sheet.do(*deeds)
    return sheet.back(f"/class/{room.key}/meetings", "page.saved")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


async def _edit(sheet: Sheet) -> Response:
    """Name, time zone, handing over, the end. A coordinator, who sees no class, can hand it over."""
    asks = sheet.request.method != "POST"
    action = Action.HAND_OVER if asks or sheet.one("what") == "hand" else Action.RUN_CLASS
    room, post = await sheet.room(action)
    posts = await sheet.office.posts([room.site.id])
    colleagues = [
        each for each in posts if each.role is Role.TUTOR and each.until is None and each.id not in room.tutors
    ]
    theirs = access.in_class(sheet.viewer, Action.RUN_CLASS, room) is not None
    if asks and not theirs:
        return await sheet.render("give", room=room, colleagues=colleagues)
    if asks:
        here = {zone for zone in available_timezones() if zone.startswith(("America/", "US/", "Pacific/"))}
        zones = sorted(here | {room.timezone})
        return await sheet.render("edit", room=room, colleagues=colleagues, zones=zones)
    match sheet.one("what"):
        case "hand":
            to = next((each for each in colleagues if str(each.id) == sheet.one("to")), None)
            if to is None:
                raise NotHere
            former = [each for each in posts if each.id in room.tutors and each.id != to.id]
            people, words = await sheet.office.roster([room.id]), sheet.pages.learners_words()
            told = tell_handed(words, sheet.pages.words(), room, to, post, former, people, sheet.now)
            await sheet.do(HandOver(room.id, to.id, post.id), *told)
            return sheet.back("/" if theirs else f"/site/{room.site.id}", "page.saved")
        case "close":
            people = await sheet.office.roster([room.id])
            told = tell_ended(sheet.pages.learners_words(), room, people, sheet.now)
            await sheet.do(CloseClass(room.id, post.id), *told)
            return sheet.back("/", "page.saved")
        case _:
            name, zone = as_name(sheet.one("name"))[:LONGEST_NAME], sheet.one("timezone")
            if not name or zone not in available_timezones():
                return sheet.back(f"/class/{room.key}/edit", "page.not_saved")
            await sheet.do(RenameClass(room.id, name, zone, post.id))
            return sheet.back(f"/class/{room.key}/edit", "page.saved")
