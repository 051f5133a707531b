"""Gradedness that a program can check: sentence length, known words, length of texts, by the table of the curriculum's
pedagogy, section 13; wording is looked at in `wording`. What a program cannot check a person reads (docs/content-review.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from bot.lessons.course import Course, Exercise, Lesson, Unit
from bot.lessons.marked import Faults, Spot
from bot.lessons.vocabulary import Vocabulary, reading_grade, sentences, words_in

# per level: longest sentence, 95th percentile, words in a text, known words (fail, warn), reading grade
LIMITS = {
    "a0": (6, 5, 12, 0.97, 1.0, None),
    "a1a": (10, 8, 30, 0.95, 0.97, 2.0),
    "a1b": (13, 10, 50, 0.95, 0.97, 3.0),
    "a2": (18, 14, 100, 0.93, 0.96, 5.5),
    "b1": (24, 18, 160, 0.92, 0.95, 8.0),
    "b2": (30, 22, 260, 0.90, 0.94, 10.0),
}
FEW_WORDS = 60


def check_graded(course: Course, own: Mapping[str, tuple[str, ...]], places: dict[str, Spot], faults: Faults) -> None:
    """Note what is above its level."""
    vocabulary = Vocabulary(course, own)
    for unit in course.units.values():
        for lesson in unit.lessons:
            spot = Spot(places[lesson.id].node, places[lesson.id].file, faults)
            _lesson(unit, lesson, vocabulary, spot)


def english_of(unit: Unit, lesson: Lesson) -> Iterator[str]:
    """Every English text of a lesson that a learner reads or hears, but for wrong choices and reasons."""
    if lesson.text:
        yield lesson.text
    if lesson.rule:
        yield from lesson.rule.examples
    if lesson.kind == "dialogue":
        yield from (line.says for line in unit.dialogue)
    if lesson.kind == "words":
        yield from (word.example for word in unit.words.values())
    for exercise in lesson.exercises:
        yield from _exercise_texts(exercise)


def _exercise_texts(e: Exercise) -> Iterator[str]:
    yield from (text for text in (e.ask, e.hear, e.say, e.scene, *e.models) if text)
    if e.type in ("put-in-order", "what-would-you-say", "fill-gap", "choose-word", "short-answer"):
        yield e.ask.replace("___", e.right) if "___" in e.ask else e.right
    for turn in e.turns:
        yield turn.bot
        yield from (text for text in (turn.right, *turn.ideas) if text)


def _lesson(unit: Unit, lesson: Lesson, vocabulary: Vocabulary, spot: Spot) -> None:
    longest, usual, most, fail, warn, grade = LIMITS[unit.level]
    texts = list(dict.fromkeys(english_of(unit, lesson)))
    lengths = sorted(len(words_in(sentence)) for text in texts for sentence in sentences(text))
    for text in texts:
        for sentence in sentences(text):
            if len(words_in(sentence)) > longest:
                spot.fault(f"{len(words_in(sentence))} words in `{sentence}`: {longest} at most at {unit.level}")
    if lengths and lengths[int(0.95 * (len(lengths) - 1))] > usual:
        spot.fault(f"many sentences have more than {usual} words: shorten them ({unit.level})", warning=True)
    if len(words_in(lesson.text)) > most:
        spot.inside("text").fault(f"{len(words_in(lesson.text))} words: a text has {most} at most at {unit.level}")
    every = [word for text in texts for word in words_in(text)]
    unknown = Counter(word.casefold() for text in texts for word in vocabulary.unknown(unit, text))
    share = 1 - sum(unknown.values()) / max(1, len(every))
    if share < warn:
        listed = ", ".join(word for word, _ in unknown.most_common(8))
        text = f"{share:.0%} of the words are known at {unit.id}, {warn:.0%} wanted: {listed}; use other words, or add to words.yaml"
        spot.fault(text, warning=share >= fail)
    if grade is not None and len(every) >= FEW_WORDS and (reads := reading_grade(texts)) > grade:
        spot.fault(f"reads at grade {reads:.1f}, {grade} wanted: shorter words and sentences", warning=True)
