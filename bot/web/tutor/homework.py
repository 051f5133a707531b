"""Homework of a class: set, followed, taken back."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.access import Action
from bot.handlers.staff.assigning import as_text, chosen, is_set, told
from bot.handlers.staff.texts import LONGEST_TASK, tasks_of
from bot.handlers.staff.writing import LONGEST_TEXT, to_learner
from bot.homework import share
from bot.ports.deeds import Assign, Look, Withdraw
from bot.ports.staff import TEXT, Letter
from bot.turn import local_day
from bot.web.tutor.frame import NotHere, Pages, Sheet, by_name
from bot.web.tutor.learner import what_became

LONGEST = 92  # days until it is due, at most


def routes(pages: Pages) -> list[BaseRoute]:
    """`/class/KEY/homework`, and one learner's text."""
    here = "/class/{key}/homework"
    return [
        Route(here, pages.signed_in(_homework), methods=["GET", "POST"]),
        Route(f"{here}/{{work:int}}/learner/{{id:int}}", pages.signed_in(_text), methods=["GET", "POST"]),
    ]


async def _homework(sheet: Sheet) -> Response:
    if sheet.request.method == "POST":
        return await _change(sheet)
    room, post = await sheet.room(Action.SEE_CLASS)
    people = await sheet.office.roster([room.id])
    await sheet.do(Look("see class", room.site.id, post.id, room.id))
    names = dict(by_name({each.learner.id: each.called(sheet.t) for each in people}))
    people = sorted(people, key=lambda each: names[each.learner.id].casefold())
    catalogue = sheet.pages.catalogue()
    work = list(reversed(await sheet.office.assignments([room.id])))
    done = {(one.assignment, one.learner): one for one in await sheet.office.done(work, list(names))}
    given: dict[int, list[Letter]] = {}
    if any(one.kind == TEXT for one in work):
        for letter in await sheet.office.letters([room.id]):
            if letter.work is not None and letter.learner in names:
                given.setdefault(letter.work, []).append(letter)
    shown = []
    for one in work:
        if one.learner is not None and one.learner not in names:
            continue
        shares = {
            names[each.learner.id]: mine
            for each in people
            if (mine := share(catalogue, one, each, done.get((one.id, each.learner.id)))) is not None
        }
        size = max((len(mine.items) for mine in shares.values()), default=0)
        finished = [name for name, mine in shares.items() if mine.finished]
        begun = [
            f"{name} {len(mine.done)}/{len(mine.items)}"
            for name, mine in shares.items()
            if mine.begun and not mine.finished
        ]
        unopened = [name for name, mine in shares.items() if not mine.begun]
        texts = [(letter.learner, names[letter.learner], letter.answered) for letter in given.get(one.id, ())]
        shown.append((one, size, *(", ".join(who) for who in (finished, begun, unopened)), texts))
    units = [(unit.track or unit.level, unit) for unit in catalogue.course.units.values()]
    today = local_day(sheet.now, room.timezone)
    wanted = sheet.request.query_params.get("for", "")
    return await sheet.render(
        "homework", room=room, shown=shown, units=units, people=list(names.items()),
        due=today + timedelta(days=7), today=today, wanted=wanted, longest=LONGEST_TASK,
        tasks=[exercise.ask for found in tasks_of(catalogue).values() for _, exercise in found],
        level_names={code: sheet.t(f"week.level.{code}") for code, unit in units if not unit.track},
    )  # fmt: skip


async def _change(sheet: Sheet) -> Response:
    room, post = await sheet.room(Action.ASSIGN)
    path = f"/class/{room.key}/homework"
    if withdraw := sheet.one("withdraw"):
        mine = [one for one in await sheet.office.assignments([room.id]) if str(one.id) == withdraw]
        await sheet.do(*(Withdraw(one.id, post.id) for one in mine))
        return sheet.back(path, "page.saved")
    everybody = await sheet.office.roster([room.id])
    who = sheet.one("who")
    people = [each for each in everybody if who in ("", str(each.learner.id))]
    today = local_day(sheet.now, room.timezone)
    try:
        due = date.fromisoformat(sheet.one("due"))
    except ValueError:
        return sheet.back(path, "page.not_saved")
    what, prompt = sheet.one("what"), sheet.one("prompt")
    if not people or not today <= due <= today + timedelta(days=LONGEST) or not (what or prompt):
        return sheet.back(path, "page.not_saved")
    if what:
        catalogue = sheet.pages.catalogue()
        kind, title, items = await chosen(sheet.office, catalogue, sheet.t, people, what.split("-"), sheet.now)
    else:
        if not any(c.isalnum() for c in prompt) or len(prompt) > LONGEST_TASK:
            return sheet.back(path, "page.not_saved")
        kind, title, items = as_text(prompt)
    if not items:
        return sheet.back(path, "assign.nothing")
    learner = people[0].learner.id if who else None
    word = told(sheet.pages.learners_words(), people, sheet.now)
    assigned = Assign(room.id, learner, kind, title, items, due, post.id, "" if what else prompt, word)
    if not is_set(await sheet.office.assignments([room.id]), assigned, sheet.now):
        await sheet.do(assigned)
    return sheet.back(path, "page.saved")


async def _text(sheet: Sheet) -> Response:
    """What one learner wrote, and one answer to it; the look is written down."""
    room, post, each = await sheet.learner(Action.READ_TEXT)
    wanted, office = sheet.request.path_params["work"], sheet.office
    work = next((one for one in await office.assignments([room.id]) if one.id == wanted), None)
    letters = await office.letters([room.id], learner=each.learner.id)
    text = next((letter for letter in letters if work is not None and letter.work == work.id), None)
    if work is None or text is None:
        raise NotHere
    if sheet.request.method == "POST":
        answer = sheet.one("text")
        here = f"/class/{room.key}/homework/{work.id}/learner/{each.learner.id}"
        if text.answered or not answer or len(answer) > LONGEST_TEXT:
            return sheet.back(here, "page.not_saved")
        letter = Letter(room.id, each.learner.id, post.id, False, answer, sheet.now, answers=text.id)
        await sheet.do(to_learner(sheet.pages.learners_words(), post, each, letter, about=work.title))
        return sheet.back(here, what_became(each, sheet.now))
    await sheet.do(Look("read text", room.site.id, post.id, room.id, each.learner.id))
    answers = [letter for letter in letters if letter.answers == text.id]
    called = each.called(sheet.t)
    return await sheet.render("text", room=room, work=work, each=each, called=called, text=text, answers=answers)
