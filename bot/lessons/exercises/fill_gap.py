"""Fill the gap: chosen up to a1a, typed from a1b."""

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
    typed_here,
)
from bot.lessons.model import Grade, Skill

NAME = "fill-gap"
FOR_LEVELS = LEVELS
SKILL = Skill.PRODUCE
required = ("ask", "right", "wrong")
optional = ("also", "near", "about")


def show(exercise: Exercise, scene: Scene) -> Screen:
    """The sentence with its gap."""
    text = f"{passage(exercise, scene)}**{exercise.ask}**"
    if typed_here(scene):
        return Screen(text, "do.write")
    return Screen(text, "do.choose", options(exercise.right, list(exercise.wrong), scene))


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """The word that goes into the gap; the whole sentence does as well."""
    if isinstance(given, Tap):
        return None if typed_here(scene) else chosen(options(exercise.right, list(exercise.wrong), scene), given)
    before, _, after = (part.strip(" .?!").casefold() for part in exercise.ask.partition(GAP))
    text = given.text.strip(" .?!")
    if before and text.casefold().startswith(before) and text.casefold().endswith(after):
        text = text[len(before) : len(text) - len(after)].strip() or text
    return Answer(text)


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """The word, or why not."""
    return grade_choice(exercise, answer.text)
