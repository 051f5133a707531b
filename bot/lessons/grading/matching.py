"""Whether a form is said somewhere among some words, and which words say it."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.lessons.grading.forms import Form
from bot.lessons.grading.hearing import JOINED_UP_TO, Heard
from bot.lessons.grading.rivals import pivotal, side

LOOSE_FROM = 4  # words: a form this long may lack one in four
COVERED = 0.74
ROUGH_FIRST, ROUGH_LAST = 65, 72  # likeness (of 100) of a badly spelt name beside one that is right

_HEARD_FOR = str.maketrans("yghxuvcqz", "jjjjwbkks")


@dataclass(frozen=True, slots=True)
class Match:
    """How a form was found: the places of the words that say it, and how well (1.0 is to the letter)."""

    used: frozenset[int]
    quality: float
    coverage: float
    form: Form
    places: tuple[int, ...]  # where each word of the form was found, -1 where it was not


def find(form: Form, heard: Heard) -> Match | None:
    """The best way to read the form in the words; None when it is not there."""
    loose = len(form.words) >= LOOSE_FROM
    if not (loose or heard.joined or heard.together):  # most forms have nothing to do with most answers
        for wanted in form.words:
            if wanted not in heard.at:
                return None
    used: set[int] = set()
    scores: list[float] = []
    places: list[int] = []
    for at, wanted in enumerate(form.words):
        best, where = 0.0, -1
        for i, like in heard.at.get(wanted, ()):
            if i not in used and like > best:
                best, where = like, i
                if like == 1.0:
                    break
        if where >= 0:
            used.add(where)
            places.append(where)
            scores.append(best)
        elif (wanted in heard.joined or heard.together) and (joined := _joined(form, at, heard, used)):
            used.update(joined)
            places.append(min(joined))
            scores.append(0.8)
        elif loose and not wanted.isdigit() and not pivotal(wanted):
            places.append(-1)
        else:
            return None
    if not used or (coverage := len(scores) / len(form.words)) < COVERED:
        return None
    return Match(frozenset(used), sum(scores) / len(scores), coverage, form, tuple(places))


def _joined(form: Form, at: int, heard: Heard, used: set[int]) -> set[int]:
    """One word written as two (`white house`), or two written as one (`whitehouse`)."""
    if len(heard.words) > JOINED_UP_TO:
        return set()
    wanted, said = form.words[at], heard.words
    if len(wanted) > 4:
        for i in heard.joined.get(wanted, ()):
            near = abs(len(said[i]) + len(said[i + 1]) - len(wanted)) <= 3  # no two words further apart are alike
            if near and i not in used and i + 1 not in used:
                return {i, i + 1}
    for first in (at - 1, at):
        if 0 <= first < len(form.words) - 1:
            pair = form.words[first] + form.words[first + 1]
            for i, _ in heard.at[pair] if pair in heard.together else ():
                if -1 <= len(said[i]) - len(pair) <= 3:
                    return {i}
    return set()


def find_name(form: Form, heard: Heard) -> Match | None:
    """A first and a last name, of which one may be badly spelt when the other is not."""
    if len(form.words) != 2:
        return None
    first, last = form.words
    said = heard.words
    known_first, known_last = ([i for i, _ in heard.at.get(word, ())] for word in (first, last))
    right = [
        i
        for i in known_first
        if i + 1 < len(said) and fuzz.ratio(said[i + 1], last) >= ROUGH_LAST and not _longer(said[i + 1], last)
    ]
    right += [i - 1 for i in known_last if i > 0 and roughly(said[i - 1], first)]
    if not right:
        return None
    at = min(right)
    return Match(frozenset({at, at + 1}), 0.8, 1.0, form, (at, at + 1))


def roughly(said: str, first: str) -> bool:
    """Whether a first name is meant by a word that is badly spelt, but begins as the name does."""
    return fuzz.ratio(said, first) >= ROUGH_FIRST and _opening(said) == _opening(first)


def _longer(said: str, last: str) -> bool:
    """Whether a surname is another that only begins so: Robertson is not Roberts."""
    return said.startswith(last) and len(said) > len(last) + 1


def _opening(name: str) -> str:
    """The first letter of a name, those alike that are heard for one another: Jorge and George, Yasmin and Jasmine."""
    return name[:1].translate(_HEARD_FOR)


def closeness(match: Match, heard: Heard) -> float:
    """How much of both sides the match covers, from 0 to 1."""
    return 2 * match.quality * len(match.used) / (len(match.form.words) + len(heard.words))


def turned(match: Match, *, by: bool) -> bool:
    """Whether two sides stand the other way round what is between them, as in "Kuwait invaded Iraq" for "Iraq invaded Kuwait".

    What is done `by` one of them in the answer, and does it in the form, must stand the other way round.
    """
    places = match.places
    at = [(i, of) for i, word in enumerate(match.form.words) if places[i] >= 0 and (of := side(word)) is not None]
    pairs = [(i, j) for n, (i, of) in enumerate(at) for j, other in at[n + 1 :] if of == other]
    if not pairs:
        return False
    swapped = any(places[j] < between < places[i] for i, j in pairs for between in places[i + 1 : j])
    return swapped if match.form.by == by else not swapped
