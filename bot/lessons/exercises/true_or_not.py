"""True or not: a statement about a short text, 👍 or 👎."""

from __future__ import annotations

from bot.lessons.course import LEVELS, Exercise
from bot.lessons.exercises.base import Answer, Read, Said, Scene, Screen, Tap, passage
from bot.lessons.model import Grade, Skill, Verdict

NAME = "true-or-not"
FOR_LEVELS = LEVELS[1:]
SKILL = Skill.RECOGNISE
required = ("ask", "right", "why")
optional = ("about",)
_YES = frozenset(("yes", "y", "true", "right", "👍", "correct", "si", "sí", "sim", "wi"))
_NO = frozenset(("no", "n", "false", "not true", "wrong", "👎", "not", "não", "non"))


def show(exercise: Exercise, scene: Scene) -> Screen:
    """The text and the statement."""
    return Screen(f"{passage(exercise, scene)}**{exercise.ask}**", "do.true", ("👍", "👎"), sound=exercise.ask)


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """A thumb, or a word for it; any other text is no answer."""
    if isinstance(given, Tap):
        return Answer("true" if given.position == 0 else "false") if given.position in (0, 1) else None
    word = given.text.casefold().strip(" .!")
    return Answer("true") if word in _YES else Answer("false") if word in _NO else None


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """As the text has it."""
    if answer.text == exercise.right:
        return Grade(Verdict.CORRECT, "exact", (exercise.right,))
    return Grade(Verdict.INCORRECT, "near-miss", note=exercise.why)
