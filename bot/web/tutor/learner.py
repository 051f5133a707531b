"""One learner, as their tutor sees them: timeline, skills, hardest items, notes, results; and what can be done."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.access import Action
from bot.handlers.staff.entering import EARLIEST, LONGEST_NOTE, TESTS
from bot.handlers.staff.ready import KINDS, text_for
from bot.handlers.staff.ticking import GROUPS, group_name
from bot.handlers.staff.writing import LONGEST_TEXT, quoted, to_learner
from bot.handlers.tutors import not_at_night, tell_ended
from bot.homework import share
from bot.lessons.course import LEVELS
from bot.lessons.listing import title_of
from bot.lessons.memory import Card
from bot.lessons.planner import by_item
from bot.lessons.readiness import readiness, standing
from bot.ports.deeds import EnterResult, EraseNote, EraseResult, Leave, ReachLevel, WriteNote
from bot.ports.staff import Enrolled, Letter
from bot.reports.class_rows import mondays, warmth
from bot.reports.learner_figures import hardest, known, shares, weeks
from bot.turn import local_day
from bot.web.tutor import ticking
from bot.web.tutor.frame import Pages, Sheet

HARD = timedelta(days=28)
LETTERS = 20  # the last ones; a question that waits stands there however old it is


def routes(pages: Pages) -> list[BaseRoute]:
    """Everything under `/class/KEY/learner/ID`."""
    signed, here = pages.signed_in, "/class/{key}/learner/{id:int}"
    return [
        Route(here, signed(_learner)),
        Route(f"{here}/write", signed(_write), methods=["POST"]),
        Route(f"{here}/note", signed(_note), methods=["POST"]),
        Route(f"{here}/result", signed(_result), methods=["POST"]),
        Route(f"{here}/level", signed(_level), methods=["POST"]),
        Route(f"{here}/off", signed(_off), methods=["POST"]),
    ]


async def _learner(sheet: Sheet) -> Response:
    room, _, each = await sheet.learner(Action.SEE_LEARNER)
    learner, id, office = each.learner, each.learner.id, sheet.office
    today = local_day(sheet.now, learner.timezone)
    # At once, where there are connections for it: none of these readings needs another.
    (days, answers, memories, every, work), (steps, told, notes, results) = await asyncio.gather(
        asyncio.gather(
            office.days([id], mondays(today)[0]),
            office.answered([id], sheet.now - HARD),
            office.memories([id]),
            office.letters([room.id], learner=id),
            office.assignments([room.id], learner=id),
        ),
        asyncio.gather(office.levels([id]), office.interviews([id]), office.notes(id, [room.id]), office.results([id])),
    )
    cards, interviews = memories[id], [one.week for one in told if one.shared]
    written = [one for one in every if one.work is None]  # texts are read where the look at them is noted
    letters = [one for i, one in enumerate(written) if len(written) - i <= LETTERS or one.waits]
    done = {one.assignment: one for one in await office.done(work, [id])}
    group, can = await ticking.section(sheet, room, each, cards)
    return await sheet.render(
        "learner",
        room=room,
        each=each,
        called=each.called(sheet.t),
        level=sheet.t(f"week.level.{learner.level}") if learner.level else "",
        levels=[(code, sheet.t(f"week.level.{code}")) for code in LEVELS],
        steps=steps,
        weeks=weeks(days, today),
        warmth=warmth,
        figures=known(days, cards, sheet.now),
        shares=shares(answers),
        hard=[(title_of(sheet.pages.catalogue(), one.item), one) for one in hardest(answers)],
        group=group,
        opened="can" in sheet.request.query_params,
        groups=[(one, sheet.t(group_name(one))) for one in GROUPS],
        can=can,
        ready=_ready(sheet, each, cards) if interviews else "",
        interviews=interviews,
        notes=notes,
        results=results,
        tests=TESTS,
        earliest=EARLIEST,
        letters=letters,
        work=[
            (one, mine)
            for one in work
            if (mine := share(sheet.pages.catalogue(), one, each, done.get(one.id))) is not None
        ],
        today=today,
        draft=_draft(sheet, each, letters),
    )


def _draft(sheet: Sheet, each: Enrolled, letters: Sequence[Letter]) -> tuple[str, str, str] | None:
    """What stands in the field to write in when somebody comes from a reason to write, what it means to the reader ("" when that
    is their language), and the question that it answers ("": none). None: nothing, or the question has been answered."""
    reason, _, asked = sheet.request.query_params.get("ready", "").partition("-")
    language = each.learner.language
    if reason not in KINDS or (asked and not any(one.waits and str(one.id) == asked for one in letters)):
        return None
    words = sheet.pages.learners_words()
    means = "" if language == sheet.language else text_for(words, each, reason, sheet.language)
    return text_for(words, each, reason, language), means, asked


def _ready(sheet: Sheet, each: Enrolled, cards: Sequence[Card]) -> str:
    """Readiness in a word, of somebody who shared an interview: the track is theirs to tell."""
    learner = each.learner
    if learner.test is None:
        return ""
    questions = [q.id for q in sheet.pages.catalogue().test(learner.test, senior=bool(learner.senior))]
    chance = readiness(learner.test, questions, by_item(cards), sheet.now, senior=bool(learner.senior))
    return sheet.t(f"ready.{standing(chance)}")


async def _write(sheet: Sheet) -> Response:
    room, post, each = await sheet.learner(Action.WRITE)
    text, learner = sheet.one("text")[:LONGEST_TEXT], each.learner
    path = f"/class/{room.key}/learner/{learner.id}"
    if not text:
        return sheet.back(path, "page.not_saved")
    asked = [one for one in await sheet.office.letters([room.id], learner=learner.id) if one.is_question]
    question = next((one for one in asked if str(one.id) == sheet.one("answers")), None)
    answers = None if question is None else question.id
    letter = Letter(room.id, learner.id, post.id, False, text, sheet.now, answers=answers)
    await sheet.do(to_learner(sheet.pages.learners_words(), post, each, letter, about=quoted(question)))
    return sheet.back(path, what_became(each, sheet.now))


def what_became(each: Enrolled, now: datetime) -> str:
    """What is said of a message to somebody that was just written."""
    if not each.learner.reachable:
        return "page.unreached"
    return "page.sent" if not_at_night(now, each.learner.timezone) is None else "page.held"


async def _note(sheet: Sheet) -> Response:
    room, post, each = await sheet.learner(Action.NOTE)
    path = f"/class/{room.key}/learner/{each.learner.id}"
    erase, text = sheet.one("erase"), sheet.one("text")
    if erase:
        mine = await sheet.office.notes(each.learner.id, [room.id])
        await sheet.do(*(EraseNote(note.id, post.id) for note in mine if str(note.id) == erase))
        return sheet.back(path, "page.saved")
    if not text or len(text) > LONGEST_NOTE:
        return sheet.back(path, "page.not_saved")
    await sheet.do(WriteNote(each.learner.id, room.id, text, post.id))
    return sheet.back(path, "page.saved")


async def _result(sheet: Sheet) -> Response:
    room, post, each = await sheet.learner(Action.RESULT)
    path = f"/class/{room.key}/learner/{each.learner.id}"
    known = await sheet.office.results([each.learner.id])
    if erase := sheet.one("erase"):
        mine = [one for one in known if str(one.id) == erase]
        await sheet.do(*(EraseResult(one.id, each.learner.id, room.id, post.id) for one in mine))
        return sheet.back(path, "page.saved")
    test, nrs, score = sheet.one("test"), sheet.one("nrs"), sheet.one("score")[:12]
    try:
        day = date.fromisoformat(sheet.one("day"))
    except ValueError:
        day = None
    today = local_day(sheet.now, room.timezone)
    if test not in TESTS or nrs not in set("123456") or day is None or not EARLIEST <= day <= today:
        return sheet.back(path, "page.not_saved")
    if not any((one.test, one.day, one.nrs, one.score) == (test, day, int(nrs), score) for one in known):
        await sheet.do(EnterResult(each.learner.id, room.id, test, day, int(nrs), score, post.id))
    return sheet.back(path, "page.saved")


async def _level(sheet: Sheet) -> Response:
    room, post, each = await sheet.learner(Action.RESULT)
    if sheet.one("level") in LEVELS:
        await sheet.do(ReachLevel(sheet.one("level"), "tutor", each.learner.id, room.id, post.id))
    return sheet.back(f"/class/{room.key}/learner/{each.learner.id}", "page.saved")


async def _off(sheet: Sheet) -> Response:
    room, post, each = await sheet.learner(Action.RUN_CLASS)
    told = tell_ended(sheet.pages.learners_words(), room, [each], sheet.now)
    await sheet.do(Leave(room.id, each.learner.id, post.id), *told)
    return sheet.back(f"/class/{room.key}", "page.saved")
