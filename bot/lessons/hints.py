"""A hint for every exercise: what its content says, or a part of the right answer; where one chooses, a choice that is wrong. Pure."""

from __future__ import annotations

from bot.lessons.course import Exercise
from bot.lessons.word_forms import first_letter

BEGINNING = 2  # words of a sentence that its hint shows


def hint_of(exercise: Exercise, at: int = 0) -> str:
    """The hint in words; "" where a wrong choice is ruled out instead (`ruled_out`). Of a role-play, ideas for turn `at` alone."""
    if exercise.hint:
        return exercise.hint
    match exercise.type:
        case "fill-gap" | "short-answer" | "dictation" | "translate-word":
            return first_letter(exercise.right or exercise.word or exercise.hear)
        case "role-play":
            turn = exercise.turns[min(at, len(exercise.turns) - 1)]
            return " / ".join(turn.ideas) or _beginning(turn.right)
        case "put-in-order":
            return _beginning(exercise.right)
        case "one-sentence":
            return _beginning(exercise.models[0])
        case "match-pairs":
            left, right = next(iter(exercise.pairs.items()))
            return f"{left} = {right}"
        case "say-it":
            return ", ".join(exercise.key)
        case "true-or-not":
            return exercise.why
    return ""


def ruled_out(exercise: Exercise, shown: tuple[str, ...]) -> str:
    """A wrong one of the choices that are shown."""
    if exercise.type == "true-or-not":
        return "👎" if exercise.right == "true" else "👍"
    return next((wrong for wrong in exercise.wrong if wrong in shown), "")


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join([*words[: min(BEGINNING, len(words) - 1)], "…"]) if len(words) > 1 else first_letter(text)
