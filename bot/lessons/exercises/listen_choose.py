"""Listen and choose: the sound is the question, and its text stays hidden until it is asked for."""

from __future__ import annotations

from bot.lessons.course import LEVELS, Exercise
from bot.lessons.exercises.base import Answer, Read, Said, Scene, Screen, Tap, chosen, grade_choice, options, pictured
from bot.lessons.model import Grade, Skill

NAME = "listen-choose"
FOR_LEVELS = LEVELS
SKILL = Skill.RECOGNISE
required = ("hear", "right", "wrong")
optional = ("ask", "also")


def show(exercise: Exercise, scene: Scene) -> Screen:
    """The sound, and what it may have been."""
    labels, drawn = pictured(options(exercise.right, list(exercise.wrong), scene))
    text = f"**{exercise.ask}**" if exercise.ask else ""
    return Screen(text, "do.listen", labels, sound=exercise.hear, by_ear=True, drawn=drawn)


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """A press, or the words or the number of a drawing typed."""
    return chosen(options(exercise.right, list(exercise.wrong), scene), given)


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """What was heard, or why not."""
    return grade_choice(exercise, answer.text)
