"""Homework of a class: set, followed, taken back."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.access import Action
from bot.handlers.staff.assigning import chosen, told
from bot.homework import share
from bot.ports.deeds import Assign, Withdraw
from bot.turn import local_day
from bot.web.tutor.frame import Pages, Sheet, named

LONGEST = 92  # days until it is due, at most


def routes(pages: Pages) -> list[BaseRoute]:
    """`/class/KEY/homework`."""
    return [Route("/class/{key}/homework", pages.signed_in(_homework), methods=["GET", "POST"])]


async def _homework(sheet: Sheet) -> Response:
    if sheet.request.method == "POST":
        return await _change(sheet)
    room, _ = await sheet.room(Action.SEE_CLASS)
    people = await sheet.office.roster([room.id])
    nobody = sheet.t("staff.no_name")
    names = {each.learner.id: named(each, nobody) for each in people}
    catalogue = sheet.pages.catalogue()
    work = list(reversed(await sheet.office.assignments([room.id])))
    done = {(one.assignment, one.learner): one for one in await sheet.office.done(work, list(names))}
    shown = []
    for one in work:
        if one.learner is not None and one.learner not in names:
            continue
        shares = {
            names[each.learner.id]: mine
            for each in people
            if (mine := share(catalogue, one, each.learner, done.get((one.id, each.learner.id)))) is not None
        }
        size = max((len(mine.items) for mine in shares.values()), default=0)
        finished = [name for name, mine in shares.items() if mine.finished]
        begun = [
            f"{name} {len(mine.done)}/{len(mine.items)}"
            for name, mine in shares.items()
            if mine.begun and not mine.finished
        ]
        unopened = [name for name, mine in shares.items() if not mine.begun]
        shown.append((one, size, finished, begun, unopened))
    units = [(unit.track or unit.level, unit) for unit in catalogue.course.units.values()]
    today = local_day(sheet.now, room.timezone)
    wanted = sheet.request.query_params.get("for", "")
    return await sheet.render(
        "homework", room=room, shown=shown, units=units, people=sorted(names.items(), key=lambda pair: pair[1].casefold()),
        due=today + timedelta(days=7), today=today, wanted=wanted,
        level_names={code: sheet.pages.learners_words()(f"level.name.{code}", "en") for code, unit in units if not unit.track},
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
    if not people or not today <= due <= today + timedelta(days=LONGEST) or not sheet.one("what"):
        return sheet.back(path, "page.not_saved")
    catalogue = sheet.pages.catalogue()
    kind, title, items = await chosen(sheet.office, catalogue, sheet.t, people, sheet.one("what").split("-"), sheet.now)
    if not items:
        return sheet.back(path, "assign.nothing")
    learner = people[0].learner.id if who else None
    words = sheet.pages.learners_words()
    await sheet.do(Assign(room.id, learner, kind, title, items, due, post.id), *told(words, people, sheet.now))
    return sheet.back(path, "page.saved")
