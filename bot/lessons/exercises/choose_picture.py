"""Choose the picture: a sentence is seen and heard, and the picture that says it is pressed."""

from __future__ import annotations

from bot.lessons.course import LEVELS, Exercise
from bot.lessons.exercises.base import Answer, Read, Said, Scene, Screen, Tap, chosen, grade_choice, options, pictured
from bot.lessons.model import Grade, Skill

NAME = "choose-picture"
FOR_LEVELS = LEVELS[:3]
SKILL = Skill.RECOGNISE
required = ("ask", "right", "wrong")
optional: tuple[str, ...] = ()


def show(exercise: Exercise, scene: Scene) -> Screen:
    """The sentence, and pictures to press."""
    labels, drawn = pictured(options(exercise.right, list(exercise.wrong), scene))
    return Screen(f"**{exercise.ask}**", "do.picture", labels, sound=exercise.ask, drawn=drawn)


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """A press, or the emoji or the number of a drawing typed."""
    return chosen(options(exercise.right, list(exercise.wrong), scene), given)


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """The picture, or not."""
    return grade_choice(exercise, answer.text.strip())
