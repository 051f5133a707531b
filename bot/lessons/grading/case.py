"""One answer to one question, while it is judged: what was said is taken apart again and again, and looked up once."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from bot.lessons.grading import signs
from bot.lessons.grading.forms import ways, written
from bot.lessons.grading.hearing import Heard
from bot.lessons.grading.matching import closeness, find
from bot.lessons.grading.normal import weighty, words
from bot.lessons.grading.ready import Ready, Unit, best


class Case:
    """A key made ready, and an ear for what is said."""

    def __init__(self, ready: Ready) -> None:
        self.key = ready.key
        self.ready = ready
        self._ear = ready.ear()
        self._words: dict[str, list[str]] = {}
        self._said: dict[str, Sequence[str]] = {}

    def words(self, plain: str) -> list[str]:
        """All words of a flat text."""
        if plain not in self._words:
            self._words[plain] = words(plain)
        return self._words[plain]

    def said(self, plain: str) -> Sequence[str]:
        """The words of a flat text that count."""
        if plain not in self._said:
            self._said[plain] = weighty(self.words(plain), we=True)
        return self._said[plain]

    def hear(self, said: Sequence[str]) -> Heard:
        """Words as they are heard with this key."""
        return self._ear.hear(said)

    def meant(self, word: str, own: frozenset[str]) -> bool:
        """Whether a word may stand for one of an answer's own."""
        return not own.isdisjoint(self._ear.like(word))

    def any(self, said: Sequence[str], *, negated: bool) -> bool:
        """Whether some words say any of the answers."""
        heard = self.hear(said)
        return any(best(unit, heard, negated=negated, person=self.key.names) for unit in self.ready.answers)

    def foreign(self, every: Sequence[str]) -> bool:
        """Whether the words are held together by another language's."""
        marks = [] if self.key.names else signs.foreign(every)
        if not marks:
            return False
        own = {word for unit in self.ready.answers for text in unit.texts for word in written(text)[1]}
        return any(word not in own for word in marks)

    def nearest(self, heard: Heard, *, negated: bool, plain: str = "") -> tuple[float, Unit] | None:
        """The near miss or wrong choice that the words match best, and how closely.

        Where several hold the same words, the one that reads most like `plain`.
        """
        found: tuple[float, Unit] | None = None
        for unit in self.ready.misses:
            if unit.needs.isdisjoint(heard.all):
                continue
            for form in unit.forms:
                match = find(form, heard) if form.negated == negated else None
                if match is None or match.coverage < 1.0:
                    continue
                close = closeness(match, heard)
                if (
                    found is None
                    or close > found[0]
                    or (plain and close == found[0] and self.alike(unit, plain) > self.alike(found[1], plain))
                ):
                    found = close, unit
        return found

    def why_not(self, heard: Heard, *, negated: bool) -> str:
        """The reason to give when nothing fits."""
        if negated and any(best(unit, heard, negated=False, person=self.key.names) for unit in self.ready.answers):
            return "negated"
        if self.ready.counts and any(word.isdigit() for word in heard.words):
            return "other-number"
        return "other-person" if self.key.names else "no-match"

    def alike(self, unit: Unit, plain: str) -> float:
        """How much a flat text reads like a unit, little words and their order included."""
        said = self.words(plain)
        return max(
            float(Indel.normalized_similarity(written(way)[1], said)) for text in unit.texts for way in ways(text)
        )
