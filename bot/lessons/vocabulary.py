"""Which words a learner of a level may be expected to know (curriculum, pedagogy section 13).

A word is known when it is in our own list for this level or a lower one, a key word of this or an earlier unit, a name,
a number, or when its easiest part of speech is at or below the level in CEFR lists. Used by the content check alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.lessons.course import LEVELS, Course, Unit
from bot.lessons.dictionaries import cefr_levels, syllables_said

# Our levels in CEFR's steps. a1b is called A1+ in the framework; CEFR has no such step, and A1 alone would bar most of its topics.
CEFR = {"a0": 1, "a1a": 1, "a1b": 2, "a2": 2, "b1": 3, "b2": 4}
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_ENDINGS = ("'s", "s", "es", "ed", "d", "ing", "er", "est", "ly", "n't", "'m", "'re", "'ve", "'ll", "'d")


@lru_cache(maxsize=32768)
def cefr(word: str) -> int | None:
    """The lowest CEFR step of a word over its parts of speech, 1 to 6; None when it is not listed. Irregular forms are."""
    return min(cefr_levels(word), default=None)


@lru_cache(maxsize=65536)  # of all content, and more: several checks go through it, one after the other
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text."""
    return tuple(part for part in _SENTENCE.split(text) if _WORD.search(part))


@lru_cache(maxsize=65536)
def words_in(text: str) -> tuple[str, ...]:
    """The words of a text as written, without numbers."""
    return tuple(_WORD.findall(text.replace("___", " ").replace("’", "'")))


@lru_cache(maxsize=65536)
def _stems(word: str) -> frozenset[str]:
    """A word and what it may be a regular form of."""
    out = {word}
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            out |= {stem, stem + "e", stem + "y" if not stem.endswith("i") else stem[:-1] + "y"}
            if len(stem) > 2 and stem[-1] == stem[-2]:
                out.add(stem[:-1])
            if stem.endswith("i"):
                out.add(stem[:-1] + "y")
    return frozenset(out)


class Vocabulary:
    """What may be known at each unit of a course."""

    def __init__(self, course: Course, own: Mapping[str, Iterable[str]]) -> None:
        """`own` maps a level to the words of our own list."""
        self._own = {level: frozenset(word.casefold() for word in words) for level, words in own.items()}
        self._names = {line.who.split()[-1].casefold() for unit in course.units.values() for line in unit.dialogue} | {
            part.casefold() for unit in course.units.values() for line in unit.dialogue for part in line.who.split()
        }
        self._names |= set(_inside_names(course))
        self._judged: dict[str, dict[tuple[str, bool], bool]] = {}  # by unit: the same words come again and again
        self._taught: dict[str, frozenset[str]] = {}
        known: set[str] = set()
        for unit in (unit for unit in course.units.values() if not unit.track):
            known |= _tokens(unit)
            self._taught[unit.id] = frozenset(known)
        by_level: dict[str, set[str]] = {}
        for unit in (unit for unit in course.units.values() if not unit.track):
            by_level.setdefault(unit.level, set()).update(self._taught[unit.id])
        of_track: dict[str, set[str]] = {}
        for unit in (unit for unit in course.units.values() if unit.track):
            levels = LEVELS[: LEVELS.index(unit.level) + 1]
            before = of_track.setdefault(unit.track, set())
            before |= _tokens(unit)
            self._taught[unit.id] = frozenset(before.union(*(by_level.get(level, set()) for level in levels)))

    def unknown(self, unit: Unit, text: str) -> list[str]:
        """The words of a text that a learner of this unit need not know, as written."""
        out, known = [], self._judged.setdefault(unit.id, {})
        for sentence in sentences(text):
            for i, word in enumerate(words_in(sentence)):
                first = i == 0
                if (is_known := known.get((word, first))) is None:
                    is_known = known[word, first] = self._known(unit, word, first=first)
                if not is_known:
                    out.append(word)
        return out

    def _known(self, unit: Unit, word: str, *, first: bool) -> bool:
        if len(word) == 1 or (word[0].isupper() and not first):
            return True
        plain = word.casefold().strip("'")
        if plain in self._names:
            return True
        stems = _stems(plain)
        taught = self._taught.get(unit.id, frozenset())
        if not stems.isdisjoint(taught):
            return True
        for level in LEVELS[: LEVELS.index(unit.level) + 1]:
            if not stems.isdisjoint(self._own.get(level, ())):
                return True
        if first and word[0].isupper() and cefr(plain) is None:
            return True  # a name at the beginning
        lowest = min((step for stem in stems if (step := cefr(stem)) is not None), default=None)
        return lowest is not None and lowest <= CEFR[unit.level]


def _inside_names(course: Course) -> Iterable[str]:
    """Words that stand with a capital inside a sentence somewhere: names of people and places."""
    for lesson in course.lessons.values():
        texts = [
            lesson.text,
            *(t for e in lesson.exercises for t in (e.ask, e.hear, e.say, e.right, *(p.bot for p in e.turns))),
        ]
        texts += [line.says for line in course.units[lesson.unit].dialogue]
        for text in texts:
            for sentence in sentences(text):
                yield from (word.casefold() for word in words_in(sentence)[1:] if word[0].isupper() and len(word) > 1)


def _tokens(unit: Unit) -> set[str]:
    return {
        token.casefold()
        for word in unit.words.values()
        for text in (word.text, *word.forms)
        for token in words_in(text.replace("-", " "))
    }


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """How many syllables a word has: by the pronouncing dictionary, else by its groups of vowels."""
    said = syllables_said(word.casefold())
    return said if said is not None else max(1, len(re.findall(r"[aeiouy]+", word.casefold().rstrip("e"))))


def reading_grade(texts: Iterable[str]) -> float:
    """The Flesch–Kincaid grade of pooled texts; noise under about 60 words."""
    every = [sentence for text in texts for sentence in sentences(text)]
    words = [word for sentence in every for word in words_in(sentence)]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(every) + 11.8 * sum(syllables(word) for word in words) / len(words) - 15.59
