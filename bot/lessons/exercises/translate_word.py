"""Translate a word: the home word is shown, and the English one chosen; without a home word, its meaning is shown."""

from __future__ import annotations

from bot.lessons.course import LEVELS, Exercise
from bot.lessons.exercises.base import Answer, Read, Said, Scene, Screen, Tap, chosen, options
from bot.lessons.grading.english import mark
from bot.lessons.model import Grade, Skill, Verdict

NAME = "translate-word"
FOR_LEVELS = LEVELS[:4]
SKILL = Skill.RECOGNISE
required = ("word", "wrong")
optional: tuple[str, ...] = ()


def show(exercise: Exercise, scene: Scene) -> Screen:
    """The word at home, or what it means."""
    word = scene.unit.words.get(exercise.word)
    gloss = word.glosses.get(scene.language) if word else None
    asked = gloss.text + ("" if gloss.reviewed else " 🔧") if gloss else word.means if word else exercise.word
    return Screen(f"**{asked}** = ?", "do.choose", options(exercise.word, list(exercise.wrong), scene))


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """A press, or the word typed."""
    return chosen(options(exercise.word, list(exercise.wrong), scene), given)


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """The English word."""
    if answer.text in exercise.wrong:
        return Grade(Verdict.INCORRECT, "near-miss", note=exercise.wrong[answer.text])
    result = mark((exercise.word,), answer.text)
    return result if result.verdict is Verdict.CORRECT else Grade(Verdict.INCORRECT, "no-match")
