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
from bot.lessons.grading.english import words_of
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
        return Screen(text, "do.gap")
    return Screen(text, "do.choose", options(exercise.right, list(exercise.wrong), scene))


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """The word that goes into the gap; it may be typed with its sentence."""
    if isinstance(given, Tap):
        return None if typed_here(scene) else chosen(options(exercise.right, list(exercise.wrong), scene), given)
    return Answer(_out_of_its_sentence(exercise, given.text))


def _out_of_its_sentence(exercise: Exercise, text: str) -> str:
    """What was typed, without the words of the sentence that stand beside the gap; as it is, where the content knows it so."""
    text, known = text.strip(" .?!"), (exercise.right, *exercise.also, *exercise.wrong, *exercise.near)
    if alike := [each for each in known if text == each or words_of(text) == words_of(each)]:
        return text if text in alike else alike[0]
    before, _, after = exercise.ask.partition(GAP)
    words, lead, rest = text.split(), _each(before), _each(after.partition("(")[0])
    for n in range(len(words) - 1, 0, -1):
        if (said := _each(" ".join(words[:n]))) and said == lead[-len(said) :]:
            words = words[n:]
            break
    for n in range(1, len(words)):
        if (said := _each(" ".join(words[n:]))) and said == rest[: len(said)]:
            words = words[:n]
            break
    return " ".join(words)


def _each(text: str) -> list[str]:
    """Word by word as they are compared, articles too."""
    return [each for word in text.split() for each in words_of(word)]


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """The word, or why not."""
    return grade_choice(exercise, answer.text)
