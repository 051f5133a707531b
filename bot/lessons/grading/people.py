"""Whether somebody else is named: another first name, another initial, a relative, a second person."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot.lessons.grading.case import Case
from bot.lessons.grading.forms import titles
from bot.lessons.grading.matching import roughly
from bot.lessons.grading.signs import NAME

_BESIDE_NAMES = frozenset(
    "us state states country current first new our republican democrat democratic from now".split()
)
_RELATIVES = frozenset(
    "wife husband son sons daughter daughters brother sister cousin uncle aunt nephew niece widow mother grandson".split()
)
_FATHER = re.compile(r"'s\s+(?:father|parents?|family|vicepresident|friend|lawyer|party)\b")
_PLACES = frozenset("state city street square county university dc".split())
_AND = re.compile(r"\band\b")
_ARTICLES = "ai"  # letters that are words too: an initial only with a point
_PARTIES = "dr"  # "Elizabeth Warren (D)"


def relative(case: Case, plain: str, accepted: Collection[str]) -> bool:
    """Whether a relative of the right person is named: "the President's wife"."""
    return _FATHER.search(plain) is not None or any(
        word in _RELATIVES and word not in case.ready.context and word not in accepted for word in case.words(plain)
    )


def somebody_else(extra: Sequence[str], own: Collection[str]) -> bool:
    """A surname with somebody else's first name before it is somebody else; so is a first name with another surname."""
    strangers = [word for word in extra if len(word) > 1 and not _beside_a_name(word)]
    return any(not any(roughly(word, mine) for mine in own) for word in strangers)


def initial_or_place(case: Case, plain: str, surnames: Collection[str], names: Sequence[str]) -> bool:
    """Whether a surname alone has an initial beside it that is not the person's, or a word after it that makes it a place."""
    every = case.words(plain)
    for i, word in enumerate(every):
        if word not in surnames:
            continue
        following = every[i + 1] if i + 1 < len(every) else ""
        if following in _PLACES or strange_letter(following):
            return True
        first = i
        while first and len(every[first - 1]) == 1:
            first -= 1
        initial = every[first] if first < i else ""
        if initial in _ARTICLES and f"{initial}." not in plain:
            continue
        if initial.isalpha() and not any(mine.startswith(initial) for mine in names):
            return True
    return False


def strange_letter(word: str) -> bool:
    """Whether what follows a surname is a letter that makes it somebody else's name: "Jay Z"."""
    return len(word) == 1 and word.isalpha() and word not in _ARTICLES + _PARTIES


def and_another(case: Case, plain: str) -> bool:
    """Whether a second person is named whom the question does not accept: "John Cornyn and Greg Abbott"."""
    return any(
        len(said := case.said(piece)) in (2, 3)
        and all(NAME.fullmatch(word) and not _beside_a_name(word) for word in said)
        and not case.any(said, negated=False)
        for piece in _AND.split(plain)[1:]
    )


def _beside_a_name(word: str) -> bool:
    return word in titles() or word in _BESIDE_NAMES
