"""Short answer: a question, and a word or a sentence typed or spoken."""

from __future__ import annotations

from bot.lessons.course import LEVELS, Exercise
from bot.lessons.exercises.base import Answer, Read, Said, Scene, Screen, Tap, passage
from bot.lessons.grading.english import in_a_sentence, mark
from bot.lessons.model import Grade, Skill, Verdict

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
    """One of the accepted answers, alone or in a sentence that says the question again. Where a text is understood, another
    -s is no mistake."""
    accepted = (exercise.right, *exercise.also)
    result = mark(accepted, answer.text, exercise.near)
    if result.why != "no-match" or "?" not in exercise.ask:
        return result
    told = in_a_sentence(accepted, answer.text, exercise.ask, exercise.near, plural=bool(exercise.about))
    return Grade(Verdict.CORRECT, "same-meaning", (told,)) if told else result
