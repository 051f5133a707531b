"""Ten minutes in class on exactly what the class finds hard: two to recall, five in pairs, three to say. Deterministic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.reports.week_material import Material
from bot.reports.week_mistakes import (
    GRAMMAR,
    HALF,
    LISTENING,
    NEIGHBOUR,
    NUMBER,
    OFFICE,
    ORDER,
    READING,
    SPEAKING,
    SPELLING,
    WORD,
)
from bot.reports.weekly import Mistake

RECALL, PAIRS, SAYING = 2, 5, 3  # minutes


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the activity: how long, what to do, and the lines to write on the board or to read out."""

    minutes: int
    text: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """Ten minutes, written out: a tutor needs nothing but a board."""

    title: str
    steps: tuple[Step, ...]


def kind_of_all(mistakes: Sequence[Mistake]) -> str:
    """The kind of mistake that most of the items share; the first item's, when none does."""
    counted = Counter(mistake.kind for mistake in mistakes)
    return max(counted, key=lambda kind: counted[kind])  # the first of equals: a Counter keeps the order


def _choose(material: Material) -> str:
    wrong = f"   ❌ {material.wrong}" if material.wrong else ""
    note = f"   ({material.note})" if material.wrong and material.note else ""
    return f"{material.prompt}   ✅ {material.answer}{wrong}{note}"


def _answer(material: Material) -> str:
    return f"{material.prompt}   ✅ {material.answer}"


def _order(material: Material) -> str:
    return f"{material.shuffled}   ✅ {material.say}"


def _spelled(material: Material) -> str:
    return f"{material.answer}   ✅ {'-'.join(material.answer.replace(' ', '·'))}"


def _heard(material: Material) -> str:
    wrong = f"   ❌ {material.wrong}" if material.wrong else ""
    return f"🔈 {material.say}{wrong}"


def _played(material: Material) -> str:
    return f"A: {material.prompt}   B: {material.answer}"


LINE: dict[str, Callable[[Material], str]] = {
    NEIGHBOUR: _choose,
    NUMBER: _choose,
    SPELLING: _spelled,
    ORDER: _order,
    GRAMMAR: _choose,
    LISTENING: _heard,
    OFFICE: _answer,
    HALF: _answer,
    WORD: _answer,
    READING: _answer,
    SPEAKING: _played,
}


def activity(
    title: str, mistakes: Sequence[Mistake], materials: Sequence[Material], words: Callable[[str], str]
) -> Activity:
    """The activity for some mistakes, whose materials stand in the same order; `words` gives a phrase by its key."""
    kind = kind_of_all(mistakes)
    line = LINE.get(kind, _answer)
    asked = [each.say if kind == LISTENING else each.prompt for each in materials]
    recall = "activity.recall_listening" if kind == LISTENING else "activity.recall"
    return Activity(
        title,
        (
            Step(RECALL, words(recall), _numbered(asked)),
            Step(PAIRS, words(f"activity.pair.{kind}"), _numbered([line(each) for each in materials])),
            Step(SAYING, words("activity.say"), _numbered([each.say for each in materials])),
        ),
    )


def _numbered(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{number}. {line}" for number, line in enumerate(lines, 1))
