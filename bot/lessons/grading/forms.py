"""An accepted text → the forms in which it may be said, each as its content words."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.lessons.grading.normal import NEGATIONS, flat, weighty, words
from bot.lessons.grading.rivals import done_by

_ARTICLES = ("a", "an", "the")
_MARKS = '.,;:!?"'
SHORTEST = 5  # letters: two words run together are longer
_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")
_TITLES = frozenset(["president", "senator", "representative", "congressman", "congresswoman", "governor", "justice", "chief", "judge", "speaker", "vicepresident", "gov", "rep", "sen", "general", "delegate", "commissioner", "honorable", "vice"])  # fmt: skip


class Form(NamedTuple):
    """One way to say something: its words without negations, and whether it is negated."""

    words: tuple[str, ...]
    negated: bool
    by: bool = False  # told the other way round, as in "invaded by Iraq"

    @property
    def run_together(self) -> list[str]:
        """Each two words next to each other as one (`whitehouse`), where they are long enough to be known so."""
        return [one + two for one, two in pairwise(self.words) if len(one) + len(two) > SHORTEST]


def titles() -> frozenset[str]:
    """Words that may stand before a name."""
    return _TITLES


@lru_cache(maxsize=8192)
def written(text: str) -> tuple[str, tuple[str, ...]]:
    """A text of the content, flat, and all its words. Not for what people say: it is kept."""
    plain = flat(text)
    return plain, tuple(words(plain))


def form(text: str) -> Form:
    """A text as a form."""
    plain, every = written(text)
    kept = tuple(weighty(every))
    bare = tuple([word for word in kept if word not in NEGATIONS])
    return Form(bare or kept, bool(bare) and len(bare) < len(kept), done_by(plain))


def verbatim(plain: str) -> str:
    """A flat text without articles and marks: two that share it say the same, to the letter."""
    return " ".join([bare for word in plain.split() if word not in _ARTICLES and (bare := word.strip(_MARKS))])


def ways(text: str) -> list[str]:
    """An official text with and without its (optional parts), and the bracket alone when it is a synonym."""
    if "(" not in text and "/" not in text:
        return [text]
    inside = _BRACKETS.findall(text)
    without = _BRACKETS.sub(" ", text)
    texts = [_BRACKETS.sub(r" \1 ", text), without]
    for piece in inside:
        # `twenty-seven (27)`, `Presidents Day (Washington's Birthday)`, `Integrated circuit (IC)`: another name for the same;
        # of `between eighteen (18) and twenty-six (26)`, neither alone is
        another_name = len(inside) == 1 and (bool(re.fullmatch(r"\d[\d,]*|[A-Z]{2,4}", piece)) or "Birthday" in piece)
        if another_name and without.strip():
            texts.append(piece)
    if "/" in text:
        texts += text.split("/")
    return [each for each in texts if each.strip(" .,;")]


def forms(text: str) -> tuple[Form, ...]:
    """All forms of an official text."""
    return tuple(dict.fromkeys(form(each) for each in ways(text)))


def name_forms(text: str) -> tuple[Form, ...]:
    """The forms of a person's name: whole, first and last, last alone."""
    whole = form(text)
    if whole.negated:  # "D.C. has no senators" is no name
        return (whole,)
    words = [word for word in whole.words if len(word) > 1]
    found = {whole: None, Form(tuple(words), False): None}
    if len(words) > 2:
        found[Form((words[0], words[-1]), False)] = None
        found[Form((words[-2], words[-1]), False)] = None
    if words and len(words[-1]) > 2:
        found[Form((words[-1],), False)] = None
    return tuple(found)
