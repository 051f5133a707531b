"""What a question accepts, made ready for grading: every text as its forms, and all their words as one vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.lessons.grading.forms import Form, forms, name_forms, verbatim, ways, written
from bot.lessons.grading.hearing import Ear, Heard, WordIndex
from bot.lessons.grading.matching import Match, closeness, find, find_name, turned
from bot.lessons.grading.normal import flat, said_words
from bot.lessons.grading.signs import YEAR
from bot.lessons.model import Key


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that may be said, right or wrong: its official text first, and every form of every text."""

    texts: tuple[str, ...]
    forms: tuple[Form, ...]
    needs: frozenset[str]  # all their words, and each two run together: where none is said, no form is
    say: str = ""  # the remark of a near miss

    @property
    def text(self) -> str:
        """What the content calls it."""
        return self.texts[0]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its official text."""
        return self.forms[0].words if self.forms else ()

    @property
    def own(self) -> frozenset[str]:
        """The words of all its forms."""
        return frozenset([word for form in self.forms for word in form.words])


@dataclass(frozen=True, slots=True)
class Ready:
    """A key with everything that grading needs of it again and again."""

    key: Key
    answers: tuple[Unit, ...]
    verbatim: Mapping[str, Unit]  # every way in which an answer is written
    parts: tuple[tuple[Unit, ...], ...]  # of each answer
    misses: tuple[Unit, ...]  # near misses, then wrong choices
    index: WordIndex
    context: frozenset[str]
    counts: bool  # a number is among the answers
    dates: bool  # a year is

    def ear(self) -> Ear:
        """An ear for one answer."""
        return Ear(self.index)


@lru_cache(maxsize=512)
def ready(key: Key) -> Ready:
    """A key made ready; the same again for the same key."""
    words: set[str] = set()
    run_together: set[str] = set()

    def unit(texts: tuple[str, ...], make: Callable[[str], tuple[Form, ...]] = forms, say: str = "") -> Unit:
        every = tuple(dict.fromkeys([form for text in texts for form in make(text)]))
        own = [word for form in every for word in form.words]
        pairs = [pair for form in every for pair in form.run_together]
        words.update(own)
        run_together.update(pairs)
        return Unit(texts, every, frozenset(own + pairs), say)

    several = key.how_many > 1 or any(answer.parts for answer in key.answers)
    make = name_forms if key.names and not several else forms
    answers = tuple([unit((answer.text, *answer.also), make) for answer in key.answers or key.before])
    dates = any(YEAR.fullmatch(word) for word in words)
    parts = tuple([tuple([unit((part.text, *part.also)) for part in answer.parts]) for answer in key.answers])
    misses = [unit((miss.text,), say=miss.say) for miss in key.near_miss]
    misses += [unit((text,), name_forms if key.open and key.names else forms) for text in key.wrong]
    every_way = {verbatim(written(way)[0]): unit for unit in answers for text in unit.texts for way in ways(text)}
    return Ready(
        key,
        answers,
        every_way,
        parts,
        tuple(misses),
        WordIndex(frozenset(words), frozenset(run_together)),
        frozenset(said_words(flat(key.context))),
        any(word.isdigit() for unit in answers for word in unit.words),
        dates,
    )


def best(unit: Unit, heard: Heard, *, negated: bool, person: bool = False, by: bool = False) -> Match | None:
    """The form of a unit that the words say best."""
    if unit.needs.isdisjoint(heard.all):
        return None
    found = [
        match
        for form in unit.forms
        if form.negated == negated
        and (match := find(form, heard) or (find_name(form, heard) if person else None)) is not None
    ]
    if len(found) < 2:
        return found[0] if found else None
    fits = [(closeness(match, heard), match.quality) for match in found]
    top = max(fits)
    ties = [match for match, fit in zip(found, fits, strict=True) if fit == top]
    return next((match for match in ties if not turned(match, by=by)), ties[0])
