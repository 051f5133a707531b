"""One thing is asked: is it among what was said, and is what stands beside it no other answer?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.lessons.grading import signs
from bot.lessons.grading.case import Case
from bot.lessons.grading.forms import written
from bot.lessons.grading.hearing import Heard
from bot.lessons.grading.matching import Match, closeness, find, turned
from bot.lessons.grading.normal import STOP, before_reason, words
from bot.lessons.grading.people import and_another, initial_or_place, relative, somebody_else, strange_letter
from bot.lessons.grading.ready import Unit, best
from bot.lessons.grading.rivals import COUNTRY, NUMBER, PERSON, UNITS, done_by, kinds, rival
from bot.lessons.grading.turning import turns
from bot.lessons.model import Grade, Verdict

WHOLE = 0.9  # how closely an answer with "or" in it must match a form that holds all of it
STRAY = 6  # words beside the answer that are still a sentence about it and not an essay
_OR = re.compile(r"\bor\b|\bo\b")

Hit = tuple[Unit, Match]


def one(case: Case, plain: str) -> Grade:
    """Judge a flat text."""
    contrast = signs.CONTRAST.match(plain)
    if contrast and case.said(contrast[1]) and contrast[1] != plain and not signs.NO_CONTRAST.search(contrast[1]):
        first = one(case, contrast[1])
        if first.verdict is Verdict.CORRECT:
            return first
    head = before_reason(plain)
    if case.foreign(case.words(plain)):
        return Grade(Verdict.INCORRECT, "not-english")
    if _guesses(case, head) or signs.OR_BECAUSE.search(plain):
        return Grade(Verdict.INCORRECT, "two-answers")
    if signs.UNKNOWING.search(plain) and len(case.said(plain)) <= 12:
        return Grade(Verdict.INCORRECT, "no-match")
    by = done_by(plain)
    said = case.said(head) or case.said(plain)
    heard, negated = case.hear(signs.bare(said)), signs.negated(said)
    hits = _hits(case, heard, negated=negated, by=by)
    if not hits and head != plain:
        said = case.said(plain)
        heard, negated = case.hear(signs.bare(said)), signs.negated(said)
        hits = _hits(case, heard, negated=negated, by=by)
    near = case.nearest(heard, negated=negated, plain=plain)
    if not hits:
        if near is not None:
            return Grade(Verdict.INCORRECT, "near-miss", note=near[1].say)
        return Grade(Verdict.INCORRECT, case.why_not(heard, negated=negated))
    unit, match = max(hits, key=lambda hit: (closeness(hit[1], heard), hit[1].quality))
    if near is not None and _misses(case, near, unit, closeness(match, heard), plain):
        return Grade(Verdict.INCORRECT, "near-miss", note=near[1].say)
    if turned(match, by=by):
        return Grade(Verdict.INCORRECT, "no-match")
    if match.form.negated:
        denied = _denies(plain, unit)
        return Grade(Verdict.INCORRECT, "negated") if denied else Grade(Verdict.CORRECT, "same-meaning", (unit.text,))
    read = _read(case, heard, hits, match)
    if why := _spoilt(case, plain, head, read):
        return Grade(Verdict.INCORRECT, why)
    exact = match.quality == 1.0 and match.coverage == 1.0
    why = "exact" if exact and not read.extra else "same-meaning" if exact else "typo"
    return Grade(Verdict.CORRECT, why, (unit.text,), typo=not exact)


@dataclass(frozen=True, slots=True)
class _Read:
    """An answer with a right thing in it: what says it, and what stands beside."""

    words: Sequence[str]
    hits: Sequence[Hit]
    match: Match  # the best of them
    used: frozenset[int]
    own: frozenset[str]  # the words of all that was hit
    extra: list[str]  # what is neither used, nor in the question, nor another word for the same


def _hits(case: Case, heard: Heard, *, negated: bool, by: bool = False) -> list[Hit]:
    return [
        (unit, match)
        for unit in case.ready.answers
        if (match := best(unit, heard, negated=negated, person=case.key.names, by=by)) is not None
    ]


def _read(case: Case, heard: Heard, hits: Sequence[Hit], match: Match) -> _Read:
    used = frozenset().union(*(hit.used for _, hit in hits))
    own = frozenset().union(*(unit.own for unit, _ in hits))
    extra = [
        word
        for i, word in enumerate(heard.words)
        if i not in used and word not in case.ready.context and not case.meant(word, own)
    ]
    return _Read(heard.words, hits, match, used, own, extra)


def _spoilt(case: Case, plain: str, head: str, read: _Read) -> str:
    """Why what stands beside the answer makes it none; empty when it does not."""
    key, extra = case.key, read.extra
    if relative(case, head, read.own) or (key.names and _another_person(case, head, read)):
        return "other-person"
    extra = [
        word
        for word in extra
        if not (
            word.isdigit()
            and ((signs.SHARE.search(plain) and read.match.form.words[0].isdigit()) or _dates(word, case))
        )
    ]
    king = any(word in ("king", "kings") for word in extra) and "luther" not in extra
    if king or (not key.varies and any(word in UNITS or word == "dc" for word in extra)):
        return "no-match"
    if turns(case, head, case.hear(read.words), read.hits):
        return "other-number" if any(word.isdigit() for word in read.match.form.words) else "no-match"
    wanted = {COUNTRY} | kinds(word for unit, hit in read.hits for word in (*unit.words, *hit.form.words))
    wanted |= ({PERSON} if key.names else set()) | ({NUMBER} if case.ready.counts else set())
    if any(rival(word, wanted) for word in extra):
        return "other-number" if any(word.isdigit() for word in extra) else "two-answers"
    if _wrong_beside(case, read):
        return "two-answers"
    if len(extra) > STRAY and len(extra) > 2 * len(read.used):
        return "no-match"
    if read.match.places[-1] < 0 and extra and read.words[-1] == extra[-1]:
        return "no-match"  # "… understand the Bible": the point is another
    return ""


def _another_person(case: Case, head: str, read: _Read) -> bool:
    if len(read.match.form.words) == 1:  # a surname alone, or a first name
        surnames = {read.words[i] for i in read.match.used}
        if somebody_else(read.extra, read.own) or initial_or_place(
            case, head, surnames, [written(text)[0].strip(" (") for unit, _ in read.hits for text in unit.texts]
        ):
            return True
    following = read.words[max(read.match.used) + 1 :][:1]
    return any(map(strange_letter, following)) or and_another(case, head)


def _guesses(case: Case, plain: str) -> bool:
    """Whether several things are offered with "or", and one of them is no answer."""
    pieces = [piece for piece in _OR.split(plain) if case.said(piece)]
    if len(pieces) < 2:
        return False
    said = case.said(plain)
    whole, negated = case.hear(signs.bare(said)), signs.negated(said)
    hits = _hits(case, whole, negated=negated)
    if any(closeness(match, whole) >= WHOLE for _, match in hits):  # "the states or the people" is one answer
        return False
    if negated:
        hits = _hits(case, whole, negated=False)
    needed = {whole.words[i] for _, match in hits for i in match.used}
    for piece in pieces:
        said = signs.bare(case.said(piece))
        if all(word in case.ready.context or word in STOP for word in said):
            continue
        if not set(said) <= needed and not case.any(said, negated=signs.negated(case.said(piece))):
            return True
    return False


def _denies(plain: str, unit: Unit) -> bool:
    """Whether a "not" before everything turns an answer round that has its own "not" inside."""
    return words(plain)[:1] == ["not"] and all(written(text)[1][:1] != ("not",) for text in unit.texts)


def _dates(number: str, case: Case) -> bool:
    """Whether a number is a year beside an answer that is none: "the 14th Amendment, in 1868"."""
    return not case.ready.dates and bool(signs.YEAR.fullmatch(number))


def _misses(case: Case, near: tuple[float, Unit], unit: Unit, close: float, plain: str) -> bool:
    """Whether a near miss fits better than the answer. Where both hold the same words, their order and the little words tell."""
    if abs(near[0] - close) > 0.001:
        return near[0] > close
    if signs.PASSIVE.search(plain) and not signs.PASSIVE.search(near[1].text):  # the order says nothing
        return False
    return case.alike(near[1], plain) > case.alike(unit, plain)


def _wrong_beside(case: Case, read: _Read) -> bool:
    """Whether a whole wrong choice or near miss stands among the words that the answer did not need."""
    rest = case.hear([word for i, word in enumerate(read.words) if i not in read.used])
    return any(
        (match := find(unit.forms[0], rest)) is not None and match.coverage == 1.0
        for unit in case.ready.misses
        if unit.forms and not unit.forms[0].negated and not unit.needs.isdisjoint(rest.all)
    )
