"""Match pairs: the left sides are asked one after the other ("A goes with?"), and one of the right sides is pressed."""

from __future__ import annotations

from random import Random

from bot.lessons.course import LEVELS, Exercise
from bot.lessons.exercises.base import Answer, Moved, Read, Said, Scene, Screen, Tap
from bot.lessons.grading.english import mark
from bot.lessons.model import Grade, Skill, Verdict

NAME = "match-pairs"
FOR_LEVELS = LEVELS
SKILL = Skill.RECOGNISE
required = ("pairs",)
optional = ("ask",)
LETTERS = "ABCD"


def _right_sides(exercise: Exercise, scene: Scene) -> list[str]:
    rights = list(exercise.pairs.values())
    Random(scene.seed).shuffle(rights)
    return rights


def _left(exercise: Exercise, scene: Scene) -> list[str]:
    """The right sides that are still to be had, in the order of this showing."""
    taken = [exercise.pairs[left] for left in list(exercise.pairs)[: len(scene.state.get("chosen", []))]]
    return [right for right in _right_sides(exercise, scene) if right not in taken]


def show(exercise: Exercise, scene: Scene) -> Screen:
    """What is matched so far, and the next one."""
    done = len(scene.state.get("chosen", []))
    lefts = list(exercise.pairs)
    lines = [
        f"**{LETTERS[i]}.** {left}" + (f" → {exercise.pairs[left]}" if i < done else "") for i, left in enumerate(lefts)
    ]
    now = min(done, len(lefts) - 1)
    lines += ["", f"**{LETTERS[now]}** = ?"]
    return Screen("\n".join(lines), "do.match", tuple(_left(exercise, scene)), sound=lefts[now])


def read(exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
    """One pair more; the last one follows by itself."""
    shown, done = _left(exercise, scene), list(scene.state.get("chosen", []))
    if isinstance(given, Tap):
        if not 0 <= given.position < len(shown):
            return None
        said = shown[given.position]
    else:
        said = next((each for each in shown if mark((each,), given.text).verdict is Verdict.CORRECT), given.text)
    done.append(said)
    right = exercise.pairs[list(exercise.pairs)[len(done) - 1]]
    note = "" if said == right else right
    if len(done) >= len(exercise.pairs) - 1:
        return Answer("", {"chosen": done})
    return Moved({"chosen": done}, note)


def grade(exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
    """All right, some right, or none; each pair is told."""
    said = list(answer.state.get("chosen", []))
    pairs = list(exercise.pairs.items())
    missed = [f"{left} = {right}" for (left, right), given in zip(pairs, said, strict=False) if right != given]
    right = tuple(f"{a} = {b}" for a, b in pairs)
    if not missed:
        return Grade(Verdict.CORRECT, "exact", right)
    verdict = Verdict.PARTIAL if len(missed) < len(said) else Verdict.INCORRECT
    return Grade(verdict, "some-missing", (), tuple(missed))
