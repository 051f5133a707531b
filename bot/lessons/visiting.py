"""A session of one unit that somebody goes back to: what they know least of it, then what they never met. Pure."""

from __future__ import annotations

from datetime import datetime

from bot.lessons.course import Course
from bot.lessons.drill import DUE_SHARE, Session, carrier
from bot.lessons.memory import recall
from bot.lessons.pieces import Cards, unseen
from bot.lessons.planner import plan_homework


def plan_visit(course: Course, unit: str, cards: Cards, size: int, now: datetime) -> Session:
    """About `size` items of a unit, whether they are due or not."""
    here = course.units[unit]
    items = [word.id for word in here.words.values()] + [e.id for lesson in here.lessons for e in lesson.exercises]
    met = sorted((item for item in items if item in cards), key=lambda item: recall(carrier(cards[item]), now))
    new = [item for lesson in here.lessons for item in unseen(course, lesson, cards)]
    again = met[: round(size * DUE_SHARE)] if new else met
    return plan_homework(course, [*again, *new], cards, size)._replace(homework=())
