"""The rule: what was said, against what counts, as a careful officer would judge it (docs/grading.md)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.lessons.grading import signs
from bot.lessons.grading.any_name import any_name
from bot.lessons.grading.case import Case
from bot.lessons.grading.forms import verbatim
from bot.lessons.grading.matching import find
from bot.lessons.grading.normal import flat, said_once
from bot.lessons.grading.one import one
from bot.lessons.grading.ready import Ready, ready
from bot.lessons.grading.several import several
from bot.lessons.grading.turning import excepted
from bot.lessons.model import Grade, Key, Verdict

_RANK = {Verdict.INCORRECT: 0, Verdict.PARTIAL: 1, Verdict.CORRECT: 2}


def grade(key: Key, text: str, before: Sequence[str] = ()) -> Grade:
    """Judge one answer; `before` holds what of it was rightly said before. Never raises, and takes bounded time whatever the
    text is."""
    plain = flat(text)
    for beside in (signs.CORRECTION, signs.SURE, signs.UNHINDERED):
        rest = beside.sub("", plain)
        plain = rest if signs.NAME.search(rest) or any(c.isdigit() for c in rest) else plain
    plain = said_once(plain)
    case = Case(ready(key))
    if not case.said(plain):
        return Grade(Verdict.INCORRECT, "empty")
    plain = ", ".join((*map(flat, before), plain))  # only now: a word taken back takes nothing of it along
    if key.open:
        return any_name(case, plain, text)
    if key.names and signs.JUNIOR.search(text.casefold()) and not _junior(case.ready):
        return Grade(Verdict.INCORRECT, "other-person")
    if (but := excepted(plain)) and case.any(case.said(but), negated=False):
        return Grade(Verdict.INCORRECT, "negated")
    if any(case.ready.parts):
        return _parts(case, plain)
    if key.how_many > 1:
        return several(case, case.ready.answers, plain, key.how_many)
    if (unit := case.ready.verbatim.get(verbatim(plain))) is not None:
        return Grade(Verdict.CORRECT, "exact", (unit.text,))  # as the content has it: nothing is to be weighed
    return one(case, plain)


def _junior(ready: Ready) -> bool:
    return any(signs.JUNIOR.search(text.casefold()) for unit in ready.answers for text in unit.texts)


def _parts(case: Case, plain: str) -> Grade:
    """All parts of one answer are asked: said as one thing, or one by one."""
    heard = case.hear(case.said(plain))
    for unit, parts in zip(case.ready.answers, case.ready.parts, strict=True):
        said_so = [find(form, heard) for form in unit.forms]
        if any(match and match.coverage == 1.0 and len(match.used) == len(heard.words) for match in said_so):
            return Grade(Verdict.CORRECT, "exact", tuple(part.text for part in parts))
    grades = (several(case, parts, plain, len(parts)) for parts in case.ready.parts)
    return max(grades, key=lambda grade: (_RANK[grade.verdict], len(grade.matched)))
