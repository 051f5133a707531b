"""A key word as exercises: the same word is met by its meaning, its sound, its home word, in its example, and said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.lessons.course import LEVELS, Exercise, Unit, Word
from bot.lessons.exercises.base import GAP, TYPED_FROM
from bot.lessons.memory import Card, produce_is_open
from bot.lessons.model import Skill
from bot.lessons.pictures import drawing
from bot.lessons.steps import Form

RECOGNISED = (Form.CHOOSE, Form.SOUND, Form.HOME)
BY_SOUND = (Form.SOUND,)
PRODUCED = (Form.GAP, Form.TYPE, Form.SAY)
PRODUCED_FIRST = (Form.GAP, Form.SAY)  # before a1b nothing is typed


def counted(level: str) -> tuple[Form, ...]:
    """The forms in which a word of a level is asked once its second card is open, and which alone move that card: at a0 by its
    sound, because many who begin cannot read yet (pedagogy, section 7); later without choices. Every word has a sound; where
    there is no voice its letters stand apart on the screen, so that none is left that cannot be mastered."""
    at = LEVELS.index(level)
    return PRODUCED if at >= TYPED_FROM else PRODUCED_FIRST if at else BY_SOUND


def form_of(cards: Mapping[Skill, Card], level: str) -> Form:
    """How a word that was met before is asked: harder as its card rises, and in another way each time."""
    recognise, produce = cards.get(Skill.RECOGNISE), cards.get(Skill.PRODUCE)
    if produce is None and not produce_is_open(recognise):
        return RECOGNISED[(recognise.reviews if recognise else 0) % len(RECOGNISED)]
    forms = counted(level)
    return forms[(produce.reviews if produce else 0) % len(forms)]


def easier(form: Form, cards: Mapping[Skill, Card], level: str) -> Form:
    """A word's form that asks less than those that count; another one each time."""
    if form in RECOGNISED and form not in counted(level):
        return form
    produce, less = cards.get(Skill.PRODUCE), [each for each in RECOGNISED if each not in counted(level)]
    return less[(produce.reviews if produce else 0) % len(less)]


def harder(form: Form, level: str) -> Form:
    """A word's form without choices, in place of one with them; the whole word, in place of a gap. At a0 nothing takes the place
    of what counts."""
    if form in BY_SOUND and form in counted(level):
        return form
    whole = Form.TYPE if LEVELS.index(level) >= TYPED_FROM else Form.SAY
    return Form.GAP if form in RECOGNISED else whole if form is Form.GAP else form


def exercise_of(word: Word, form: Form, unit: Unit) -> Exercise:
    """A word in one form, as an exercise of a type that there is."""
    others = {other.text: f"{other.text}: {other.means}" for other in unit.words.values() if other.text != word.text}
    wrong = MappingProxyType(others)
    picture = word.picture if drawing(word.picture) else ""
    match form:
        case Form.SOUND:
            return Exercise(word.id, "listen-choose", hear=word.text, right=word.text, wrong=wrong)
        case Form.HOME:
            return Exercise(word.id, "translate-word", word=word.text, wrong=wrong)
        case Form.GAP:
            return Exercise(word.id, "fill-gap", ask=gapped(word), right=said_in(word), wrong=wrong, hint=word.means)
        case Form.TYPE:
            return Exercise(
                word.id,
                "short-answer",
                ask=meaning(word),
                right=word.text,
                also=word.forms,
                hint=first_letter(word.text),
                picture=picture,
            )
        case Form.SAY:
            return Exercise(word.id, "say-it", say=word.example, key=(said_in(word),))
        case _:
            return Exercise(word.id, "choose-word", ask=meaning(word), right=word.text, wrong=wrong, picture=picture)


def emoji(word: Word) -> str:
    """The emoji of a word, if it has one that its meaning does not hold already; a drawing is none."""
    return "" if drawing(word.picture) or word.picture in word.means else word.picture


def meaning(word: Word) -> str:
    """What a word means, with its emoji."""
    return f"{emoji(word)} {word.means}".strip()


def said_in(word: Word) -> str:
    """The form of a word that stands in its example."""
    for form in (*sorted(word.forms, key=len, reverse=True), word.text):
        if re.search(rf"\b{re.escape(form)}\b", word.example, re.IGNORECASE):
            return form
    return word.text


def gapped(word: Word) -> str:
    """The example with a gap in the word's place; the meaning where the example does not hold it."""
    text, count = re.subn(rf"\b{re.escape(said_in(word))}\b", GAP, word.example, count=1, flags=re.IGNORECASE)
    return text if count else f"{word.means}: {GAP}"


def first_letter(text: str) -> str:
    """A hint: the first letter of each word, and a line for each other one."""
    return "  ".join(part[0] + " _" * (len(part) - 1) for part in text.split())
