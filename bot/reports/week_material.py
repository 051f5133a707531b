"""An item as it is written on a board: what is asked, what is right, what is mixed up with it, and a sentence to say. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from bot.lessons.course import Exercise, Unit, Word
from bot.lessons.exercises import right_of
from bot.lessons.exercises.base import GAP
from bot.lessons.grading.english import words_of
from bot.lessons.keys import key_of
from bot.lessons.model import Catalogue, Question
from bot.lessons.pictures import alternative, drawing
from bot.lessons.word_forms import meaning
from bot.reports.week_topics import CIVICS

LONGEST = 90  # characters of a prompt


@dataclass(frozen=True, slots=True)
class Material:
    """`prompt` asks, `answer` is right, `wrong` is what people mix it up with (perhaps nothing), `note` tells the difference,
    `say` is a whole sentence."""

    prompt: str
    answer: str
    say: str
    wrong: str = ""
    note: str = ""

    @property
    def shuffled(self) -> str:
        """The words of what is said, in an order that is always the same and never right."""
        words = self.say.rstrip(".?!").split()
        order = list(words)
        chance = Random(self.say)
        for _ in range(8):
            chance.shuffle(order)
            if order != words:
                break
        return " / ".join(order)


def material(catalogue: Catalogue, item: str, *, state: str | None, on: date, said: str = "") -> Material | None:
    """An item's material; `said` is what some of the class said in its place. None when the content has it no more."""
    question = catalogue.questions.get(item)
    if question is not None:
        return _question(catalogue, question, state, on, said)
    word = catalogue.course.words.get(item)
    if word is not None:
        return _word(catalogue, word, said)
    exercise = catalogue.course.exercises.get(item)
    if exercise is not None and exercise.type == "choose-picture":
        pictured = _pictured(catalogue.course.unit_of(item), exercise)
        if pictured is not None:
            return Material(short(meaning(pictured)), pictured.text, exercise.ask)
    if exercise is not None and (name := drawing(exercise.right)):
        asked = exercise.ask or exercise.hear
        return Material(short(asked), alternative((name,), catalogue.drawings), asked)
    return None if exercise is None else _exercise(exercise, said)


def _question(catalogue: Catalogue, question: Question, state: str | None, on: date, said: str) -> Material:
    key = key_of(question, catalogue.officials, state=state, on=on)
    answer = key.say or key.look_up
    near = next((miss for miss in question.near_miss if miss.text.casefold() == said), None)
    near = near or next(iter(question.near_miss), None) if not said else near
    wrong = said or (near.text if near else next(iter(question.wrong), ""))
    return Material(short(question.question), answer, answer, wrong, near.say if near else "")


def _word(catalogue: Catalogue, word: Word, said: str) -> Material:
    return Material(short(meaning(word)), word.text, word.example, said)


def _pictured(unit: Unit, exercise: Exercise) -> Word | None:
    """The key word that a picture to choose shows: the longest in what is asked, or the one with that picture."""
    asked = f" {' '.join(words_of(exercise.ask))} "
    said = [
        word
        for word in unit.words.values()
        if any(f" {' '.join(words_of(form))} " in asked for form in (word.text, *word.forms))
    ]
    shown = [word for word in unit.words.values() if word.picture == exercise.right]
    return max(said, key=lambda word: len(word.text), default=next(iter(shown), None))


def _exercise(exercise: Exercise, said: str) -> Material:
    right = right_of(exercise)
    wrong = said or next(iter(exercise.wrong), "")
    note = exercise.wrong.get(wrong, "") or exercise.near.get(wrong, "")
    say = right
    match exercise.type:
        case "listen-choose" | "dictation":
            return Material(f"🔈 {short(exercise.hear)}", exercise.right or exercise.hear, exercise.hear, wrong, note)
        case "what-would-you-say":
            return Material(short(exercise.ask), exercise.right, exercise.right, wrong, note)
        case "role-play":
            turn = exercise.turns[0]
            say = turn.right or next(iter(turn.ideas), "")
            return Material(short(turn.bot), say, say, next(iter(turn.wrong), ""))
        case "true-or-not":
            return Material(
                short(exercise.ask), right, exercise.ask if exercise.right == "true" else exercise.why, "", ""
            )
        case "put-in-order":
            return Material(short(exercise.ask) or exercise.right, exercise.right, exercise.right, said)
        case "choose-picture" | "translate-word" | "match-pairs":
            say = exercise.ask or exercise.word or ", ".join(exercise.pairs)
    answer = exercise.right if GAP in exercise.ask else right
    prompt = exercise.ask or exercise.say or exercise.word or ", ".join(exercise.pairs)
    return Material(short(prompt), answer, say, wrong, note)


def short(text: str) -> str:
    """A text in one line that fits a phone."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def item_name(catalogue: Catalogue, item: str) -> str:
    """What an item is called in a sentence: a word by itself, anything else by what it asks."""
    word = catalogue.course.words.get(item)
    if word is not None:
        return word.text
    question = catalogue.questions.get(item)
    if question is not None:
        return short(question.question)
    exercise = catalogue.course.exercises.get(item)
    if exercise is None:
        return item
    asked = exercise.ask or exercise.hear or exercise.say or exercise.word or exercise.right or exercise.scene
    return short(asked or ", ".join(exercise.pairs) or item)


def topic_name(catalogue: Catalogue, topic: str) -> str:
    """The title of a unit, or the name of a section of the civics tests."""
    unit = catalogue.course.units.get(topic)
    return unit.title if unit is not None else topic.removeprefix(CIVICS)
