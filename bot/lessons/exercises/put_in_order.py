"""Put in order: the words of a sentence are pressed one after the other; the line grows in place, and ↩ takes one back."""

from __future__ import annotations

from random import Random

from bot.lessons.course import LEVELS, Exercise
from bot.lessons.exercises.base import Answer, Moved, Read, Said, Scene, Screen, Tap
from bot.lessons.grading.english import mark
from bot.lessons.model import Grade, Skill, Verdict

NAME = "put-in-order"
FOR_LEVELS = LEVELS[:5]
SKILL = Skill.PRODUCE
required = ("right",)
optional = ("ask", "also")
ENDS = (".", "?", "!")


def plain(text: str) -> list[str]:
    """The words of a sentence as they are put in order."""
    return text.rstrip("".join(ENDS)).replace(",", "").split()


def tiles(exercise: Exercise, seed: str) -> list[str]:
    """The words, without the capital and the full stop that would give the order away, shuffled and never in order."""
    words = plain(exercise.right)
    first = words[0]
    if first != "I" and not first.startswith("I'") and first[1:] == first[1:].lower() and not _is_name(first, exercise):
        words[0] = first[0].lower() + first[1:]
    chance, order = Random(seed), list(range(len(words)))
    for _ in range(8):
        chance.shuffle(order)
        if [words[i] for i in order] != words:
            break
    return [words[i] for i in order]


def _is_name(word: str, exercise: Exercise) -> bool:
    return all(word in text.split() and text.split()[0] != word for text in exercise.also) if exercise.also else False


def _rest(exercise: Exercise, scene: Scene) -> list[int]:
    placed = scene.state.get("placed", [])
    return [i for i in range(len(tiles(exercise, scene.seed))) if i not in placed]


def show(exercise: Exercise, scene: Scene) -> Screen:
    """The line so far and how it ends, and the words that are left."""
    every, placed = tiles(exercise, scene.seed), scene.state.get("placed", [])
    line = " ".join(every[i] for i in placed) or "…"
    if exercise.right.endswith(ENDS):  # a question and a statement may have the same words
        line += f" {exercise.right[-1]}"
    lead = f"{exercise.ask}\n" if exercise.ask else ""
    left = tuple(every[i] for i in _rest(exercise, scene))
    return Screen(f"{lead}✏️ **{line}**", "do.order", left, undo=bool(placed))


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """One word more, one back, or the whole sentence typed."""
    if isinstance(given, Said):
        return Answer(given.text)
    placed, left = list(scene.state.get("placed", [])), _rest(exercise, scene)
    if given.position == -1:
        return Moved({"placed": placed[:-1]})
    if not 0 <= given.position < len(left):
        return None
    placed.append(left[given.position])
    every = tiles(exercise, scene.seed)
    if len(placed) < len(every) - 1:
        return Moved({"placed": placed})
    placed += [i for i in range(len(every)) if i not in placed]  # the last word has one place only
    return Answer(" ".join(every[i] for i in placed), {"placed": placed})


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """One of the listed orders."""
    wanted = (exercise.right, *exercise.also)
    for each in wanted:
        if answer.text.casefold().split() == plain(each.casefold()):
            return Grade(Verdict.CORRECT, "exact", (each,))
    if answer.state:  # pressed: all words are there, only the order is another
        return Grade(Verdict.INCORRECT, "order")
    return mark(wanted, answer.text)
