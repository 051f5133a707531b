"""Choose the word: a gap or a question, and two to four words to choose from."""

from __future__ import annotations

from bot.lessons.course import LEVELS, Exercise
from bot.lessons.exercises.base import (
    GAP,
    Answer,
    Read,
    Said,
    Scene,
    Screen,
    Tap,
    chosen,
    grade_choice,
    options,
    passage,
)
from bot.lessons.model import Grade, Skill

NAME = "choose-word"
FOR_LEVELS = LEVELS
SKILL = Skill.RECOGNISE
required = ("ask", "right", "wrong")
optional = ("about", "also", "picture")


def show(exercise: Exercise, scene: Scene) -> Screen:
    """The sentence with its gap, and the words."""
    shown = options(exercise.right, list(exercise.wrong), scene)
    sound = "" if GAP in exercise.ask else exercise.ask
    return Screen(f"{passage(exercise, scene)}**{exercise.ask}**", "do.choose", shown, sound=sound)


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """A press, or the word typed."""
    return chosen(options(exercise.right, list(exercise.wrong), scene), given)


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """The word, or why not."""
    return grade_choice(exercise, answer.text)
