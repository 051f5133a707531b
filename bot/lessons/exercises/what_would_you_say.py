"""What would you say? A situation, and replies of which one fits; the others are rude, beside the point or of the wrong tone."""

from __future__ import annotations

from bot.lessons.course import LEVELS, Exercise
from bot.lessons.exercises.base import Answer, Read, Said, Scene, Screen, Tap, chosen, grade_choice, options
from bot.lessons.model import Grade, Skill

NAME = "what-would-you-say"
FOR_LEVELS = LEVELS
SKILL = Skill.RECOGNISE
required = ("ask", "right", "wrong")
optional = ("also",)


def show(exercise: Exercise, scene: Scene) -> Screen:
    """The situation, and the replies."""
    shown = options(exercise.right, list(exercise.wrong), scene)
    return Screen(f"**{exercise.ask}**", "do.reply", shown, sound=exercise.ask)


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """A press, or the reply typed out."""
    return chosen(options(exercise.right, list(exercise.wrong), scene), given)


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """The fitting reply, or what is wrong with the other."""
    return grade_choice(exercise, answer.text)
