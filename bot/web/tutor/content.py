"""The content browser: every unit and lesson, as a learner meets it."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.lessons.course import LEVELS, TRACKS, Exercise
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
    catalogue = sheet.pages.catalogue()
    units = list(catalogue.course.units.values())
    groups = [
        (sheet.t(f"week.level.{level}"), [u for u in units if u.level == level and not u.track]) for level in LEVELS
    ]
    groups += [(sheet.t(f"assign.track_{track}"), [u for u in units if u.track == track]) for track in TRACKS]
    tests = sorted({question.test for question in catalogue.questions.values()})
    return await sheet.render("content", groups=groups, tests=tests)


async def _civics(sheet: Sheet) -> Response:
    questions = list(sheet.pages.catalogue().test(sheet.request.path_params["test"]))
    if not questions:
        raise NotHere
    return await sheet.render("civics", questions=questions, test=sheet.request.path_params["test"])


def answers(exercise: Exercise) -> list[str]:
    """What is right, a line each: the answer with what else passes; every pair; every turn of a role-play with the reply to it
    or ideas for one, and its goals."""
    if exercise.turns:
        replies = [f"✅ {turn.bot} → {turn.right or ' / '.join(turn.ideas)}" for turn in exercise.turns]
        return [*replies, *(f"🎯 {goal.tick}" for goal in exercise.goals.values())]
    if exercise.pairs:
        return [f"✅ {one} = {other}" for one, other in exercise.pairs.items()]
    right = exercise.right or exercise.say or exercise.word or exercise.hear or " · ".join(exercise.models)
    return [f"✅ {' / '.join((right, *exercise.also))}"]


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
            instruction = words(screen.instruction, sheet.language) if screen.instruction else ""
            told = answers(exercise)
            if of := len(exercise.goals):
                told.append(sheet.t("page.goals_enough", n=exercise.pass_ or of, of=of))
            screens.append((screen, screen.text.replace("**", ""), instruction, told))
        lessons.append((lesson, screens))
    return await sheet.render("unit", unit=unit, lessons=lessons)
