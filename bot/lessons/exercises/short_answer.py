"""Short answer: a question, and a word or a sentence typed or spoken."""

from __future__ import annotations

from bot.lessons.course import LEVELS, Exercise
from bot.lessons.exercises.base import Answer, Read, Said, Scene, Screen, Tap, passage
from bot.lessons.grading.english import mark
from bot.lessons.model import Grade, Skill

NAME = "short-answer"
FOR_LEVELS = LEVELS[2:]
SKILL = Skill.PRODUCE
required = ("ask", "right")
optional = ("also", "near", "about")


def show(exercise: Exercise, scene: Scene) -> Screen:
    """The question."""
    return Screen(f"{passage(exercise, scene)}**{exercise.ask}**", "do.write", sound=exercise.ask)


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """What was typed or said."""
    return Answer(given.text) if isinstance(given, Said) else None


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """One of the accepted answers."""
    return mark((exercise.right, *exercise.also), answer.text, exercise.near)
