"""The content browser: every unit and lesson, as a learner meets it."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.lessons.course import LEVELS, TRACKS
from bot.lessons.exercises import TYPES
from bot.lessons.exercises.base import Scene
from bot.web.tutor.frame import NotHere, Pages, Sheet


def routes(pages: Pages) -> list[BaseRoute]:
    """`/content`, `/content/UNIT`, `/content/civics/TEST`."""
    return [
        Route("/content", pages.signed_in(_all)),
        Route("/content/civics/{test}", pages.signed_in(_civics)),
        Route("/content/{unit}", pages.signed_in(_unit)),
    ]


async def _all(sheet: Sheet) -> Response:
    catalogue, words = sheet.pages.catalogue(), sheet.pages.learners_words()
    units = list(catalogue.course.units.values())
    groups = [
        (words(f"level.name.{level}", "en"), [u for u in units if u.level == level and not u.track]) for level in LEVELS
    ]
    groups += [(sheet.t(f"assign.track_{track}"), [u for u in units if u.track == track]) for track in TRACKS]
    tests = sorted({question.test for question in catalogue.questions.values()})
    return await sheet.render("content", groups=groups, tests=tests)


async def _civics(sheet: Sheet) -> Response:
    questions = list(sheet.pages.catalogue().test(sheet.request.path_params["test"]))
    if not questions:
        raise NotHere
    return await sheet.render("civics", questions=questions, test=sheet.request.path_params["test"])


async def _unit(sheet: Sheet) -> Response:
    course = sheet.pages.catalogue().course
    unit = course.units.get(sheet.request.path_params["unit"])
    if unit is None:
        raise NotHere
    words = sheet.pages.learners_words()
    lessons = []
    for lesson in unit.lessons:
        screens = []
        for exercise in lesson.exercises:
            if exercise.retired:
                continue
            screen = TYPES[exercise.type].show(exercise, Scene(unit, lesson, "en", exercise.id))
            instruction = words(screen.instruction, "en") if screen.instruction else ""
            screens.append((exercise, screen, screen.text.replace("**", ""), instruction))
        lessons.append((lesson, screens))
    return await sheet.render("unit", unit=unit, lessons=lessons)
