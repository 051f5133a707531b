"""What every type of exercise has in common: the three verbs, and what goes in and comes out of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol

from bot.lessons.course import LEVELS, Exercise, Lesson, Unit
from bot.lessons.grading.english import mark
from bot.lessons.model import Grade, Skill, Verdict
from bot.lessons.pictures import drawing

State = Mapping[str, Any]
CHOICES = {"a0": 2, "a1a": 3}  # everywhere else 4 (pedagogy, section 4)
CHOICES_LATER = 4
TYPED_FROM = 2  # index of the level from which gaps are typed: a1b
GAP = "___"
NUMBERS = ("one", "two", "three", "four")


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an exercise is shown: its unit, the learner's home language, the seed of this showing's order, and what
    has been done of it so far (`state`, JSON; empty at first)."""

    unit: Unit
    lesson: Lesson | None
    language: str
    seed: str
    state: State = field(default_factory=dict)
    easier: bool = False  # the learner had trouble: choices in place of typing
    typed: bool = False  # a level check: gaps are typed at every level

    @property
    def level(self) -> str:
        """The level of the unit."""
        return self.unit.level


@dataclass(frozen=True, slots=True)
class Screen:
    """What is to be seen of an exercise.

    `text` may hold `**bold**`; `instruction` is the key of one of the fixed instructions (`do.…`). `sound` is the English
    that 🔊 speaks; with `by_ear` it is the question itself and stays hidden until asked for. `buttons` are the choices
    by position; `undo` adds a way back; `speak` asks for a voice message (typing does as well). `drawn` names drawings to be
    shown in one picture: several are the choices themselves, and the buttons are their numbers.
    """

    text: str
    instruction: str
    buttons: tuple[str, ...] = ()
    sound: str = ""
    by_ear: bool = False
    undo: bool = False
    speak: bool = False
    drawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tap:
    """A pressed choice by its position; -1 is the undo button."""

    position: int


@dataclass(frozen=True, slots=True)
class Said:
    """Something typed, or spoken and recognised."""

    text: str
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The exercise is answered: with a text, or by a finished state."""

    text: str
    state: State = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """The exercise goes on: show it again with this state; `note` is something to say about the last step."""

    state: State
    note: str = ""


Read = Answer | Moved | None  # None: this input is not for this exercise


class Kind(Protocol):
    """A type of exercise: a module of this package."""

    @property
    def NAME(self) -> str: ...
    @property
    def FOR_LEVELS(self) -> tuple[str, ...]: ...
    @property
    def SKILL(self) -> Skill: ...
    @property
    def required(self) -> tuple[str, ...]: ...
    @property
    def optional(self) -> tuple[str, ...]: ...

    def show(self, exercise: Exercise, scene: Scene) -> Screen:
        """What is on the screen."""
        ...

    def read(self, exercise: Exercise, scene: Scene, given: Tap | Said) -> Read:
        """What a tap or a text means here."""
        ...

    def grade(self, exercise: Exercise, scene: Scene, answer: Answer) -> Grade:
        """How an answer is judged."""
        ...


# --- choices: most types have them ---


def options(right: str, wrong: Sequence[str], scene: Scene) -> tuple[str, ...]:
    """The choices of this showing: as many as the level allows, in an order that the seed decides. Drawings keep their
    order and only turn round, so that a few pictures serve everybody (they are made once and kept)."""
    count = CHOICES.get(scene.level, CHOICES_LATER)
    chance = Random(scene.seed)
    picked = [right, *chance.sample(list(wrong), min(count - 1, len(wrong)))]
    if drawing(right):
        first = chance.randrange(len(picked))
        picked = sorted(picked)[first:] + sorted(picked)[:first]
    else:
        chance.shuffle(picked)
    return tuple(picked)


def pictured(shown: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels of choices, and the drawings above them: a drawing is pressed by its number."""
    drawn = tuple(name for text in shown if (name := drawing(text)))
    return (tuple(str(number) for number in range(1, len(shown) + 1)) if drawn else tuple(shown)), drawn


def chosen(shown: Sequence[str], given: Tap | Said) -> Answer | None:
    """The choice that a tap names, or that was typed out in place of a tap; a drawing by its number."""
    if isinstance(given, Said):
        if drawing(given.text) or not any(drawing(text) for text in shown):
            return Answer(given.text)
        given = Tap(_number(given.text) - 1)
    return Answer(shown[given.position]) if 0 <= given.position < len(shown) else None


def _number(text: str) -> int:
    """The number of a drawing as it was typed or said: "2", "two", "Number two."; 0 when it is none."""
    word = text.casefold().strip(" .!#").rpartition(" ")[2]
    return NUMBERS.index(word) + 1 if word in NUMBERS else int(word) if word.isdecimal() else 0


def grade_choice(exercise: Exercise, text: str) -> Grade:
    """A choice is right, or wrong for the reason that the content gives."""
    if text == exercise.right:
        return Grade(Verdict.CORRECT, "exact", (exercise.right,))
    if text in exercise.wrong:
        return Grade(Verdict.INCORRECT, "near-miss", note=_of_choice(text, exercise.wrong[text]))
    return mark((exercise.right, *exercise.also), text, exercise.near)


def _of_choice(text: str, reason: str) -> str:
    """The reason against a choice. A gloss ("a rest") names its choice: below the right answer it would seem to be of that."""
    gloss = reason[:1].islower() and text.casefold() not in reason.casefold() and not drawing(text)
    return f"{text} → {reason}" if gloss else reason


def passage(exercise: Exercise, scene: Scene) -> str:
    """The text or dialogue that an exercise asks about, as it stands above the question."""
    if exercise.about == "text" and scene.lesson is not None:
        return f"📄 {scene.lesson.text}\n\n"
    if exercise.about == "dialogue":
        return "\n".join(f"**{line.who}:** {line.says}" for line in scene.unit.dialogue) + "\n\n"
    return ""


def typed_here(scene: Scene) -> bool:
    """Whether gaps are typed here, and not chosen."""
    return scene.typed or (LEVELS.index(scene.level) >= TYPED_FROM and not scene.easier)


def right_of(exercise: Exercise) -> str:
    """What is shown as the answer of an exercise."""
    if exercise.type == "match-pairs":
        return " · ".join(f"{left} = {right}" for left, right in exercise.pairs.items())
    if exercise.type == "true-or-not":
        return "👍" if exercise.right == "true" else "👎"
    if exercise.type == "one-sentence":
        return exercise.models[0]
    if exercise.type == "role-play":
        return " … ".join(turn.right or (turn.ideas[0] if turn.ideas else "") for turn in exercise.turns)
    if exercise.type == "fill-gap" or (exercise.type == "choose-word" and "___" in exercise.ask):
        return exercise.ask.replace("___", exercise.right)
    return exercise.right or exercise.say or exercise.word or exercise.hear
