"""What comes next of the lessons, piece by piece: a few words, then what the lesson shows, then its exercises. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.lessons.course import LEVELS, Course, Lesson
from bot.lessons.memory import Card
from bot.lessons.model import Skill
from bot.lessons.steps import Form, Step

FIRST_MEETING = (Form.TEACH, Form.CHOOSE, Form.SOUND)  # of a new word, in one session
SHORTEST_MEETING = 2  # of these, where there is no room for more

Cards = Mapping[str, Mapping[Skill, Card]]


def next_lesson(course: Course, level: str, cards: Cards, *, unit: str | None = None) -> Lesson | None:
    """The first lesson at the learner's level (or of a unit they asked for) with something unseen; then of the next level."""
    units = [course.units[unit]] if unit is not None and unit in course.units else []
    for each in LEVELS[LEVELS.index(level) :]:
        units += course.level(each)
    for one in units:
        for lesson in one.lessons:
            if unseen(course, lesson, cards):
                return lesson
    return None


def word_ids(course: Course, lesson: Lesson) -> list[str]:
    """The ids of the words that a lesson teaches."""
    words = course.units[lesson.unit].words
    return [words[text].id for text in lesson.teaches if text in words]


def unseen(course: Course, lesson: Lesson, cards: Cards) -> list[str]:
    """What of a lesson was never met: its words first, then its exercises."""
    every = [*word_ids(course, lesson), *(e.id for e in lesson.exercises if not e.retired)]
    return [item for item in every if item not in cards]


def piece_of(course: Course, lesson: Lesson, cards: Cards, room: int, *, words: int) -> list[list[Step]]:
    """The next piece of a lesson that fits into `room` steps: a few words, then what the lesson shows, then exercises."""
    left = unseen(course, lesson, cards)
    new_words = [item for item in left if item in course.words]
    exercises = [item for item in left if item not in course.words]
    forms = FIRST_MEETING[: max(room, SHORTEST_MEETING)]
    chains = [[Step(item, form) for form in forms] for item in new_words[:words]]
    room -= sum(len(steps) for steps in chains)
    if new_words[words:] or room < 1:
        # Words are taught before the exercises that use them; a first exercise may still share the session.
        exercises = exercises[: max(0, room)] if len(new_words) - words < words else []
    exercises = exercises[: max(0, room)]
    if exercises:
        chains += shown_before(lesson, cards)
    return chains + [[exercise_step(item, course)] for item in exercises]


def shown_before(lesson: Lesson, cards: Cards) -> list[list[Step]]:
    """What is looked at before the first exercise of a lesson."""
    return [[Step(lesson.id, Form.TEACH)]] if shows_something(lesson) and not _met(lesson, cards) else []


def _met(lesson: Lesson, cards: Cards) -> int:
    return sum(e.id in cards for e in lesson.exercises)


def shows_something(lesson: Lesson) -> bool:
    """Whether a lesson has something to look at before its exercises: a dialogue or a rule."""
    return lesson.kind == "dialogue" or lesson.rule is not None


def exercise_step(item: str, course: Course) -> Step:
    """A lesson's own exercise as a step."""
    return Step(item, Form.DO, type=course.exercises[item].type)
