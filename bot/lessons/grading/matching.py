"""Whether a form is said somewhere among some words, and which words say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.lessons.grading.forms import Form
from bot.lessons.grading.rivals import side
from bot.lessons.grading.words import likeness

LOOSE_FROM = 4  # words: a form this long may lack one in four
COVERED = 0.74
JOINED_UP_TO = 12  # words: in longer texts, words run together are not looked for
ROUGH_FIRST, ROUGH_LAST = 65, 72  # likeness (of 100) of a badly spelt name beside one that is right


@dataclass(frozen=True, slots=True)
class Match:
    """How a form was found: the places of the words that say it, and how well (1.0 is to the letter)."""

    used: frozenset[int]
    quality: float
    coverage: float
    form: Form
    places: tuple[int, ...]  # where each word of the form was found, -1 where it was not


def find(form: Form, said: Sequence[str]) -> Match | None:
    """The best way to read the form in the words; None when it is not there."""
    used: set[int] = set()
    scores: list[float] = []
    places: list[int] = []
    missing = 0
    for at, wanted in enumerate(form.words):
        best, where = 0.0, -1
        for i, word in enumerate(said):
            if i not in used and (like := likeness(word, wanted)) > best:
                best, where = like, i
                if like == 1.0:
                    break
        if where >= 0:
            used.add(where)
            places.append(where)
            scores.append(best)
            continue
        joined = set() if len(said) > JOINED_UP_TO else _joined(wanted, form.words, at, said, used)
        if joined:
            used.update(joined)
            places.append(min(joined))
            scores.append(0.8)
        elif wanted.isdigit():
            return None
        else:
            missing += 1
            places.append(-1)
            if len(form.words) < LOOSE_FROM:
                return None
    coverage = 1 - missing / len(form.words)
    if not used or (missing and (len(form.words) < LOOSE_FROM or coverage < COVERED)):
        return None
    return Match(frozenset(used), sum(scores) / len(scores), coverage, form, tuple(places))


def _joined(wanted: str, words: Sequence[str], at: int, said: Sequence[str], used: set[int]) -> set[int]:
    """One word written as two (`white house`), or two written as one (`whitehouse`)."""
    if len(wanted) > 4:
        for i in range(len(said) - 1):
            near = abs(len(said[i]) + len(said[i + 1]) - len(wanted)) <= 3  # no two words further apart are alike
            if near and i not in used and i + 1 not in used and likeness(said[i] + said[i + 1], wanted):
                return {i, i + 1}
    for neighbour in (at - 1, at + 1):
        if 0 <= neighbour < len(words):
            pair = words[min(at, neighbour)] + words[max(at, neighbour)]
            for i, word in enumerate(said):
                if len(pair) > 5 and -1 <= len(word) - len(pair) <= 3 and likeness(word, pair):
                    return {i}
    return set()


def find_name(form: Form, said: Sequence[str]) -> Match | None:
    """A first and a last name, of which one may be badly spelt when the other is not."""
    if len(form.words) != 2:
        return None
    for i in range(len(said) - 1):
        likes = [likeness(said[i + k], form.words[k]) for k in (0, 1)]
        rough = [fuzz.ratio(said[i + k], form.words[k]) for k in (0, 1)]
        if (likes[0] and rough[1] >= ROUGH_LAST) or (likes[1] and rough[0] >= ROUGH_FIRST):
            return Match(frozenset({i, i + 1}), 0.8, 1.0, form, (i, i + 1))
    return None


def closeness(match: Match, said: Sequence[str]) -> float:
    """How much of both sides the match covers, from 0 to 1."""
    return 2 * match.quality * len(match.used) / (len(match.form.words) + len(said))


def turned(match: Match) -> bool:
    """Whether two sides stand the other way round what is between them, as in "Kuwait invaded Iraq" for "Iraq invaded Kuwait"."""
    places = match.places
    at = [(i, of) for i, word in enumerate(match.form.words) if places[i] >= 0 and (of := side(word)) is not None]
    return any(
        of == other and any(places[j] < between < places[i] for between in places[i + 1 : j])
        for n, (i, of) in enumerate(at)
        for j, other in at[n + 1 :]
    )
