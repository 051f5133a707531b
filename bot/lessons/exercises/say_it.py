"""Say it: a sentence is heard and said after. Its key words must be heard; an accent never counts."""

from __future__ import annotations

from bot.lessons.course import LEVELS, Exercise
from bot.lessons.exercises.base import Answer, Read, Said, Scene, Screen, Tap
from bot.lessons.grading.english import among, words_of
from bot.lessons.model import Grade, Skill, Verdict

NAME = "say-it"
FOR_LEVELS = LEVELS
SKILL = Skill.PRODUCE
required = ("say", "key")
optional = ("ask",)


def show(exercise: Exercise, scene: Scene) -> Screen:
    """The sentence and its sound."""
    lead = f"{exercise.ask}\n" if exercise.ask else ""
    return Screen(f"{lead}**{exercise.say}**", "do.say", sound=exercise.say, speak=True)


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """What was recognised, or typed where one cannot talk."""
    return Answer(given.text) if isinstance(given, Said) else None


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """All key words: right. Some: half, and one more try."""
    said = words_of(answer.text)
    found = [word for word in exercise.key if among(word, said)]
    missing = tuple(word for word in exercise.key if word not in found)
    if not missing:
        return Grade(Verdict.CORRECT, "exact", (exercise.say,))
    return Grade(Verdict.PARTIAL if found else Verdict.INCORRECT, "some-missing", tuple(found), missing)
