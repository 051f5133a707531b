"""Nobody is entered for the day: any name passes, with a note where to look it up. What is no name, or another's, does not."""

from __future__ import annotations

import re

from bot.lessons.dictionaries import cefr_levels
from bot.lessons.grading import signs
from bot.lessons.grading.case import Case
from bot.lessons.grading.forms import titles
from bot.lessons.grading.normal import NEGATIONS, STOP
from bot.lessons.model import Grade, Verdict

LONGEST = 6  # words: a name, with a title and what is said around it
COMMON = 3  # CEFR steps: a word that is learnt early is a name only beside another, both with a capital
WHOLE = 0.8  # how much of what is said a name that is known must be: "Virginia" is a state, "Virginia Foxx" is not
_GREETINGS = frozenset("hello hi hey bye goodbye lol idk democrat republican democratic".split())
_CAPITALS = re.compile(r"[A-Z][^\W\d_]+")


def any_name(case: Case, plain: str, text: str) -> Grade:
    """Judge a flat text, and the text as it was typed."""
    said = case.said(plain)
    if signs.UNKNOWING.search(plain) or len(said) > LONGEST:
        return Grade(Verdict.INCORRECT, "no-match")
    if signs.negated(said):
        return Grade(Verdict.INCORRECT, "negated")
    named = [word for word in said if word not in titles() and word not in case.ready.context]
    if not any(signs.NAME.fullmatch(word) for word in named):
        return Grade(Verdict.INCORRECT, "no-match")
    found = Grade(Verdict.CORRECT, "look-up", (plain.strip(),))
    if case.any(named, negated=False):  # who held the office last may hold it still
        return found
    near = case.nearest(case.hear(named), negated=False)
    if near is not None and near[0] >= WHOLE:
        return Grade(Verdict.INCORRECT, "near-miss", note=near[1].say)
    if all(_common(word) for word in named) and (len(named) < 2 or len(_CAPITALS.findall(text)) < 2):
        return Grade(Verdict.INCORRECT, "no-match")
    return found


def _common(word: str) -> bool:
    return (
        word in STOP
        or word in NEGATIONS
        or word in _GREETINGS
        or word.isdigit()
        or min(cefr_levels(word), default=COMMON + 1) <= COMMON
    )
