"""Several things are asked: the right ones are counted, each once, and what is said beside them is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from bot.lessons.grading import signs
from bot.lessons.grading.case import Case
from bot.lessons.grading.hearing import Heard
from bot.lessons.grading.matching import Match, closeness
from bot.lessons.grading.normal import before_reason, split, stem
from bot.lessons.grading.ready import Unit, best
from bot.lessons.grading.rivals import kinds, rival, undoes
from bot.lessons.grading.turning import turns
from bot.lessons.model import Grade, Verdict

MIXED = 0.95  # how closely the whole answer must match a near miss to be one
WHOLE = 0.9  # how closely a piece must match a thing to be that and no other


def several(case: Case, units: Sequence[Unit], plain: str, wanted: int) -> Grade:
    """Judge a flat text."""
    said = case.said(plain)
    near = case.nearest(case.hear(said), negated=signs.negated(said))
    mixed = near is not None and near[0] >= MIXED
    plain = before_reason(plain)
    said = case.said(plain)
    pieces = [piece for each in split(plain) if (piece := case.said(each))] or [said]
    hits, left, wrong = _hear_out(case, units, [] if said[:1] == ["not"] else pieces)
    wrong += mixed
    beside = [word for word in left if word not in case.ready.context]
    kind = kinds(word for unit in units for word in unit.words)
    own = frozenset(word for unit in units if unit.text in hits for word in unit.words)
    wrong += any(rival(word, kind) for word in beside if not word.isdigit() and word not in own)
    wrong += any(
        all(word in beside and not case.meant(word, own) for word in piece)
        for piece in pieces
        if not signs.negated(piece) and any(not word.isdigit() for word in piece)
    )
    matched = tuple(hits)
    if len(hits) >= wanted:
        if wrong:
            return Grade(Verdict.PARTIAL, "extra-wrong", matched)
        exact = all(match.quality == 1.0 and match.coverage == 1.0 for match in hits.values())
        return Grade(Verdict.CORRECT, "exact" if exact else "typo", matched, typo=not exact)
    if hits:
        missing = tuple(unit.text for unit in units if unit.text not in hits)
        return Grade(Verdict.PARTIAL, "some-missing", matched, missing[: max(3, wanted - len(hits))])
    heard, negated = case.hear(signs.bare(said)), signs.negated(said)
    near = case.nearest(heard, negated=negated)
    if near is not None:
        return Grade(Verdict.INCORRECT, "near-miss", note=near[1].say)
    return Grade(Verdict.INCORRECT, case.why_not(heard, negated=negated))


def _hear_out(
    case: Case, units: Sequence[Unit], pieces: Sequence[Sequence[str]]
) -> tuple[dict[str, Match], list[str], int]:
    """The right things by their text, the words that are left over, and how many pieces are plainly wrong."""
    hits: dict[str, Match] = {}
    clean: list[str] = []
    wrong = 0
    for piece in pieces:
        heard = case.hear(piece)
        if case.foreign(piece):
            wrong += 1
        elif signs.negated(piece):  # "not the army": what is denied is not given, unless it is so in the answer
            heard = case.hear(signs.bare(piece))
            for unit in units:
                if match := best(unit, heard, negated=True):
                    hits.setdefault(unit.text, match)
        elif _barred(case, units, heard) or _turned(case, units, heard):
            wrong += 1
        elif (whole := _whole(units, heard, hits)) is not None:
            hits[whole[0].text] = whole[1]
        else:
            clean += piece
    return hits, _take(case, units, clean, hits), wrong


def _barred(case: Case, units: Sequence[Unit], heard: Heard) -> bool:
    """Whether a near miss fits a piece better than any right thing does.

    One that is nothing but right things, of which more are asked ("Germany and Japan"), bars nothing.
    """
    near = case.nearest(heard, negated=False)
    if near is None or not _take(case, units, list(near[1].words), {}):
        return False
    matches = [match for unit in units if (match := best(unit, heard, negated=False))]
    return near[0] > max((closeness(match, heard) for match in matches), default=0.0) + 0.001


def _turned(case: Case, units: Sequence[Unit], heard: Heard) -> bool:
    """Whether a piece undoes what is right in it: "break the law"."""
    if not any(undoes(stem(word)) for word in heard.words):
        return False
    hits = [(unit, match) for unit in units if (match := best(unit, heard, negated=False)) is not None]
    return bool(hits) and turns(case, " ".join(heard.words), heard, hits)


def _whole(units: Sequence[Unit], heard: Heard, hits: dict[str, Match]) -> tuple[Unit, Match] | None:
    """The one thing that a piece says and nothing else, so that no other takes a word of it."""
    found = [
        (unit, match)
        for unit in units
        if unit.text not in hits and (match := best(unit, heard, negated=False)) is not None
    ]
    most = max(found, key=lambda hit: closeness(hit[1], heard), default=None)
    return most if most is not None and closeness(most[1], heard) >= WHOLE else None


def _take(case: Case, units: Sequence[Unit], said: list[str], hits: dict[str, Match]) -> list[str]:
    """Find one thing after another, each in words that no other has taken; returns the words that are left."""
    left = said
    while left:
        heard = case.hear(left)
        found = [
            (unit, match)
            for unit in units
            if unit.text not in hits and (match := best(unit, heard, negated=False)) is not None
        ]
        if not found:
            break
        unit, match = max(
            found, key=lambda hit: (hit[1].quality * hit[1].coverage * len(hit[1].form.words), -min(hit[1].used))
        )
        hits[unit.text] = match
        left = [word for i, word in enumerate(left) if i not in match.used]
    return left
