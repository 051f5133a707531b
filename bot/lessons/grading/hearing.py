"""Which words of a vocabulary may be meant by the words that were said.

Comparing every word said with every word of every form is what takes long when there are many forms (the members of
the House for California). Here a word said is looked up once: by its stem, its sound and the letters it lies from
others, and only what is found so is judged by `likeness`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.lessons.grading.normal import stem
from bot.lessons.grading.words import apart, likeness, others_like, sound

JOINED_UP_TO = 12  # words: in longer texts, words run together are not looked for
_FAR = (0, 0, 0, 1, 1, 2, 2, 2, 4)  # letters of a word → how many slips away `likeness` looks for it

Likes = dict[str, float]  # a word of the vocabulary → how well a word said stands for it


class WordIndex:
    """Words to be recognised."""

    __slots__ = ("_all", "_by_length", "_by_sound", "_by_stem", "_likes", "_near_length", "run_together")

    def __init__(self, words: frozenset[str], run_together: frozenset[str] = frozenset()) -> None:
        """`run_together` are known by their letters alone, the words by stem and sound too."""
        self._all = words
        self.run_together = run_together
        self._by_length: dict[int, list[str]] = {}
        self._near_length: dict[int, list[str]] = {}  # what is near enough in length, once it was asked for
        self._likes: dict[str, Likes] = {}
        self._by_stem: dict[str, str] = {}  # words with spaces between: a text costs the collector nothing, a list does
        self._by_sound: dict[str, str] = {}
        for word in words:
            for index, alike in ((self._by_stem, stem(word)), (self._by_sound, sound(word))):
                index[alike] = f"{index[alike]} {word}" if alike in index else word
        for word in words | run_together:
            self._by_length.setdefault(len(word), []).append(word)

    def like(self, said: str) -> Likes:
        """The words that one said may stand for: all for which `likeness` is more than nothing.

        What is found for the index's own words is kept, for right answers are made of them; of others nothing is.
        """
        if said not in self._all:
            return self._find(said)
        likes = self._likes.get(said)
        if likes is None:
            likes = self._likes[said] = self._find(said)
        return likes

    def _find(self, said: str) -> Likes:
        found = set(self._by_stem.get(stem(said), "").split())
        if not said.isdigit():
            if others := others_like(said):
                found.update(self._all & others)
            found.update(self._by_sound.get(sound(said), "").split())
            found.update(self._near(said))
        return {word: like for word in found if (like := likeness(said, word))}

    def _near(self, said: str) -> Iterable[str]:
        slips = _FAR[min(len(said), 8)]
        if not slips:
            return ()
        choices = self._near_length.get(len(said))
        if choices is None:
            lengths = range(len(said) - slips, len(said) + slips + 1)
            choices = [word for length in lengths for word in self._by_length.get(length, ())]
            self._near_length[len(said)] = choices
        near = process.extract(said, choices, scorer=OSA.distance, score_cutoff=slips, limit=None)
        return [word for word, _, _ in near]


@dataclass(frozen=True, slots=True)
class Heard:
    """Some words that were said, and what each of them, and each two run together, may stand for."""

    words: Sequence[str]
    at: Mapping[str, Sequence[tuple[int, float]]]  # a word of the vocabulary → where it may be meant, and how well
    joined: Mapping[str, Sequence[int]]  # … and where by two words run together
    together: frozenset[str]  # what is meant by one word and is two of a form run together
    all: frozenset[str]  # everything that may be meant


class Ear:
    """One answer as heard with one vocabulary: a word is looked up once, however often the answer is taken apart."""

    __slots__ = ("_heard", "_index", "_likes")

    def __init__(self, index: WordIndex) -> None:
        self._index = index
        self._likes: dict[str, Likes] = {}
        self._heard: dict[tuple[str, ...], Heard] = {}

    def like(self, said: str) -> Likes:
        """What a word may stand for."""
        likes = self._likes.get(said)
        if likes is None:
            likes = self._likes[said] = self._index.like(said)
        return likes

    def hear(self, words: Sequence[str]) -> Heard:
        """Some of the words, in their order."""
        heard = self._heard.get(key := tuple(words))
        if heard is None:
            heard = self._heard[key] = self._hear(key)
        return heard

    def _hear(self, words: tuple[str, ...]) -> Heard:
        at: dict[str, list[tuple[int, float]]] = {}
        joined: dict[str, list[int]] = {}
        for i, word in enumerate(words):
            for wanted, like in self.like(word).items():
                at.setdefault(wanted, []).append((i, like))
        if len(words) <= JOINED_UP_TO:
            for i, (word, following) in enumerate(pairwise(words)):
                for wanted in self.like(word + following):
                    if not apart(following, wanted):  # "U.S. dependence" is not "independence"
                        joined.setdefault(wanted, []).append(i)
        return Heard(words, at, joined, self._index.run_together & at.keys(), frozenset(at).union(joined))
