"""The kind of mistake behind an item that a class finds hard: from what was really answered, else from what the item asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.lessons.course import Exercise
from bot.lessons.dictionaries import base_form
from bot.lessons.grading import grade
from bot.lessons.grading.english import mark, words_of
from bot.lessons.keys import key_of
from bot.lessons.model import Catalogue, Key, Question, Verdict
from bot.lessons.steps import Form
from bot.ports.office import Answered
from bot.reports.week_data import ClassFacts

NEIGHBOUR, NUMBER, SPELLING, ORDER, GRAMMAR, LISTENING = (
    "neighbour",
    "number",
    "spelling",
    "order",
    "grammar",
    "listening",
)
OFFICE, HALF, WORD, FACT, READING, SPEAKING = "office", "half", "word", "fact", "reading", "speaking"
KINDS = (NEIGHBOUR, NUMBER, SPELLING, ORDER, GRAMMAR, LISTENING, OFFICE, HALF, WORD, FACT, READING, SPEAKING)

ALIKE = 0.6  # how much of a text is the same when only its spelling is another
HEARD = (Form.SOUND.value, "listen-choose", "dictation")
SPOKEN = ("role-play", "what-would-you-say", "say-it", "one-sentence", Form.SAY.value)
_DIGIT = re.compile(r"\d")


def kind_of(facts: ClassFacts, item: str, misses: Sequence[Answered], texts: Sequence[str]) -> str:
    """The kind of mistake that most of the wrong answers to an item are; where they tell nothing, the item does."""
    question = facts.catalogue.questions.get(item)
    if question is not None and question.varies:
        return OFFICE
    if question is not None and sum(given.verdict is Verdict.PARTIAL for given in misses) * 2 >= len(misses) > 0:
        return HALF
    votes: Counter[str] = Counter()
    for text, count in Counter(texts).items():
        if (found := kind_of_text(facts, item, text)) is not None:
            votes[found] += count
    if votes:
        kind, count = min(votes.items(), key=lambda vote: (-vote[1], KINDS.index(vote[0])))
        if count * 2 >= len(texts):
            return kind
    if question is not None:
        return _of_question(question, misses)
    return _of_english(facts.catalogue, item, misses)


def kind_of_text(facts: ClassFacts, item: str, text: str) -> str | None:
    """What kind of mistake one wrong answer is; None when it tells nothing."""
    question = facts.catalogue.questions.get(item)
    if question is not None:
        key = key_of(question, facts.catalogue.officials, state=facts.state, on=facts.sunday)
        return _civics(key, text)
    accepted, near = _english(facts.catalogue, item)
    return _near(text, near) or compared(text, accepted)


def _civics(key: Key, text: str) -> str | None:
    given = grade(key, text)
    if given.verdict is Verdict.PARTIAL:
        return HALF
    if given.why in ("near-miss", "other-person", "two-answers"):
        return NEIGHBOUR
    if given.why == "other-number":
        return NUMBER
    accepted = [form for answer in key.answers for form in (answer.text, *answer.also)]
    found = compared(text, accepted)
    return None if found == GRAMMAR else found


def _near(text: str, near: Mapping[str, str]) -> str | None:
    return NEIGHBOUR if near and mark(near, text).verdict is Verdict.CORRECT else None


def compared(text: str, accepted: Sequence[str]) -> str | None:
    """A wrong answer beside the accepted ones: the same words in another order, another number, another form of a word,
    or another spelling; None when it is something else altogether."""
    said = words_of(text)
    if not said:
        return None
    wanted = [words for each in accepted if (words := _of_content(each))]
    if any(sorted(said) == sorted(words) and said != list(words) for words in wanted):
        return ORDER
    if any(_other_number(said, words) for words in wanted):
        return NUMBER
    if any(_other_forms(said, words) for words in wanted):
        return GRAMMAR
    whole = " ".join(said)
    if any(OSA.normalized_similarity(whole, " ".join(words)) >= ALIKE for words in wanted):
        return SPELLING
    return None


@lru_cache(maxsize=8192)
def _of_content(text: str) -> tuple[str, ...]:
    """The words of what the content says; what people say is never kept."""
    return tuple(words_of(text))


def _other_number(said: Sequence[str], wanted: Sequence[str]) -> bool:
    numbers = [word for word in wanted if _DIGIT.search(word)]
    theirs = [word for word in said if _DIGIT.search(word)]
    return bool(numbers and theirs) and numbers != theirs


def _other_forms(said: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether some words stand in another form (has, have) and the rest is the same."""
    if len(said) != len(wanted):
        return False
    other = [(one, two) for one, two in zip(said, wanted, strict=True) if one != two]
    return bool(other) and all(base_form(one) == base_form(two) for one, two in other)


def _english(catalogue: Catalogue, item: str) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """What is accepted for an English item, and what is nearly right or a wrong choice."""
    course = catalogue.course
    if item in course.words:
        word = course.words[item]
        others = {other.text: "" for other in course.units[word.unit].words.values() if other.text != word.text}
        return (word.text, *word.forms), others
    exercise = course.exercises.get(item)
    if exercise is None:
        return (), {}
    right = [each for each in (exercise.right, exercise.hear, exercise.word) if each]
    return (*right, *exercise.also), {**exercise.near, **exercise.wrong}


def _of_question(question: Question, misses: Sequence[Answered]) -> str:
    if question.how_many > 1 or any(answer.parts for answer in question.answers):
        return HALF
    if any(_DIGIT.search(answer.text) for answer in question.answers):
        return NUMBER
    picked = sum(given.form == Form.CHOOSE.value for given in misses)
    return NEIGHBOUR if question.near_miss and picked * 2 > len(misses) else FACT


def _of_english(catalogue: Catalogue, item: str, misses: Sequence[Answered]) -> str:
    if sum(given.form in HEARD for given in misses) * 2 > len(misses):
        return LISTENING
    course = catalogue.course
    exercise = course.exercises.get(item)
    if exercise is None:
        return SPEAKING if sum(given.form == Form.SAY.value for given in misses) * 2 > len(misses) else WORD
    if exercise.type == "put-in-order":
        return ORDER
    if exercise.type in SPOKEN:
        return SPEAKING
    if exercise.about or exercise.type == "true-or-not":
        return READING
    if _DIGIT.search(exercise.right):
        return NUMBER
    return GRAMMAR if _is_grammar(catalogue, exercise) else WORD


def _is_grammar(catalogue: Catalogue, exercise: Exercise) -> bool:
    """Whether an exercise is about its unit's grammar: it stands in that lesson, and does not ask for a key word."""
    lesson = catalogue.course.lessons.get(exercise.id.rpartition("-e")[0])
    unit = catalogue.course.unit_of(exercise.id)
    key_words = {form for word in unit.words.values() for form in (word.text, *word.forms)}
    return lesson is not None and lesson.kind == "grammar" and exercise.right not in key_words
