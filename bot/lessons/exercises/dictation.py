"""Type what you hear: names and numbers to the letter, the rest with the usual tolerance."""

from __future__ import annotations

from bot.lessons.course import LEVELS, Exercise
from bot.lessons.exercises.base import Answer, Read, Said, Scene, Screen, Tap
from bot.lessons.grading.english import mark
from bot.lessons.model import Grade, Skill

NAME = "dictation"
FOR_LEVELS = LEVELS[2:]
SKILL = Skill.PRODUCE
required = ("hear",)
optional = ("also", "near", "ask")


def show(exercise: Exercise, scene: Scene) -> Screen:
    """The sound alone."""
    return Screen(f"**{exercise.ask}**" if exercise.ask else "", "do.dictation", sound=exercise.hear, by_ear=True)


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """What was typed."""
    return Answer(given.text) if isinstance(given, Said) else None


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """The same words in the same order."""
    exact = len(exercise.hear.split()) == 1 and exercise.hear[:1].isupper()  # a name, spelled
    return mark((exercise.hear, *exercise.also), answer.text, exercise.near, exact=exact)
