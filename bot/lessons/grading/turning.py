"""What turns a right thing into another one by standing beside it.

"Burn money" is no power, "before 1787" no year, "anything but the Constitution" no law and "the Mexican constitution" not
ours, though the right words are all there. Such words are never mere company. Where an accepted text has them itself
("to stop communism"), they are part of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import islice

from bot.lessons.grading.case import Case
from bot.lessons.grading.forms import written
from bot.lessons.grading.hearing import Heard
from bot.lessons.grading.matching import Match, find
from bot.lessons.grading.normal import STOP, stem
from bot.lessons.grading.ready import Unit
from bot.lessons.grading.rivals import undoes
from bot.lessons.grading.rivals import undoing as meant_undoing

_ANOTHER = frozenset(stem(word) for word in "anti non another former future fake".split())  # even beside a name
_AWAY = re.compile(r"\bg[ia]v(?:e|es|ing|en) up\b|\bt(?:ak(?:e|es|ing)|ook) away\b|\b(?:run|ran|runs) from\b")
_BUT = re.compile(
    r"\b(?:(?:any|every)\w*|all)(?: \w+)? but (?!not\b|also\b|only\b|mostly\b)(.+)"
    r"|\b(?:except|excluding|besides|other than|apart from)(?: for)? (.+)"
)
_BEFORE_ANYTHING = frozenset("before after until till prior".split())
_BEFORE_A_NUMBER = frozenset("under over below above more almost nearly least most up younger".split())
_AFTER_A_NUMBER = frozenset("most younger under below fewer less more over above older up".split())
_SOME = frozenset("some most few only just certain".split())
_ALL = frozenset("all every everyone everybody everyones any anyone".split())
_FREE = frozenset("can free may choose".split())
_EVERYBODY = frozenset("you people everyone everybody we".split())
_OTHERS = frozenset("other different".split())
_BODIES = frozenset(
    "constitution court congress flag republic president government cabinet legislature supreme".split()
)
_OF_A_STATE = frozenset(
    "state county city local alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho "
    "illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana "
    "nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming".split()
)
_WE = frozenset("we us america american americans".split())
_STRIKES = frozenset(stem(word) for word in "attack attacked bomb bombed invade invaded hit".split())
_MARKS = _BEFORE_ANYTHING | _BEFORE_A_NUMBER | _AFTER_A_NUMBER | _SOME | _OTHERS | _OF_A_STATE | _WE | {"must"}
_LESS_OR_MORE = re.compile(r"\s*-\d|.*\bup to \d")


def excepted(plain: str) -> str:
    """What a flat text takes out, as in "anything but the Constitution"; empty when it takes out nothing."""
    found = _BUT.search(plain) if "but" in plain or "except" in plain or "than" in plain or "besides" in plain else None
    return (found[1] or found[2]) if found else ""


def turns(case: Case, plain: str, heard: Heard, hits: Sequence[tuple[Unit, Match]]) -> bool:
    """Whether words of a flat text turn round what is right in it."""
    every, context = case.words(plain), case.ready.context
    used = {heard.words[i] for _, match in hits for i in match.used}
    units = [unit for unit, _ in hits]
    if _undone(case, every, heard, used, units):
        return True
    marks = [i for i, word in enumerate(every) if word in _MARKS]
    bounded = _LESS_OR_MORE.match(plain) is not None and any(word.isdigit() for word in used)
    away = _AWAY.search(plain) is not None
    if not (marks or bounded or away):  # most answers hold none of these
        return False
    own = frozenset().union(*(_words_of(unit.texts) for unit in units))
    return (
        bounded
        or (away and not any(_AWAY.search(written(text)[0]) for unit in units for text in unit.texts))
        or any(_turns_at(every, i, used, own, context) for i in marks if every[i] not in own)
        or any(_strikes(every, i, used) for i in marks if every[i] in _WE)
    )


def _undone(case: Case, every: Sequence[str], heard: Heard, used: Collection[str], units: Sequence[Unit]) -> bool:
    """Whether a word undoes what is said, and no accepted text that is said whole has it itself."""
    undoing = {word for each in every if each not in used and undoes(word := stem(each))}
    if case.key.names:
        undoing &= _ANOTHER
    else:
        undoing |= {stem(meant) for word in heard.words if word not in used and (meant := meant_undoing(word))}
    if "against" in undoing and "against" in every and _following(every, every.index("against")) not in used:
        undoing.remove("against")  # "discrimination against others": against what is not the answer
    if not undoing:  # most answers hold no such word
        return False
    undoing -= {stem(word) for word in (*used, *case.ready.context)}
    return any(not _said_whole(word, units, heard) for word in undoing)


@lru_cache(maxsize=1024)
def _words_of(texts: tuple[str, ...]) -> frozenset[str]:
    """All words of what is accepted, little ones too; asked again and again."""
    return frozenset(word for text in texts for word in written(text)[1])


def _said_whole(turning: str, units: Sequence[Unit], heard: Heard) -> bool:
    """Whether a form that has the turning word itself is said, and nothing of it is missing."""
    return any(
        (match := find(form, heard)) is not None and match.coverage == 1.0
        for unit in units
        for form in unit.forms
        if any(stem(word) == turning for word in form.words)
    )


def _turns_at(
    every: Sequence[str], i: int, used: Collection[str], own: frozenset[str], context: Collection[str]
) -> bool:
    """Whether the mark at a place, which no accepted text has, turns what stands beside it."""
    mark = every[i]
    if mark in _SOME and not own.isdisjoint(_ALL):
        return True
    if mark == "must" and not own.isdisjoint(_FREE) and every[max(0, i - 1)] in _EVERYBODY:
        return True
    before = next((word for word in reversed(every[:i]) if word not in STOP), "")
    if mark in _AFTER_A_NUMBER and before.isdigit() and before in used:
        return True
    if mark in _OF_A_STATE and before in _BODIES and before in used and mark not in context:
        return True
    if mark in _BEFORE_ANYTHING and any(word.isdigit() and word in used for word in every[i + 1 : i + 4]):
        return True
    following = _following(every, i)
    if following not in used or mark in used:
        return False
    if mark in _BEFORE_ANYTHING or mark in _OTHERS:
        return True
    if mark in _BEFORE_A_NUMBER:
        return following.isdigit()
    if mark in _OF_A_STATE:
        return following in _BODIES and mark not in context
    return False


def _following(every: Sequence[str], i: int) -> str:
    """The next word that counts."""
    return next((word for word in islice(every, i + 1, None) if word not in STOP), "")


def _strikes(every: Sequence[str], i: int, used: Collection[str]) -> bool:
    """Whether "we" at a place do what was done to us: "the US attacked Pearl Harbor", "attacked by the US"."""
    following = every[i + 1] if i + 1 < len(every) else ""
    if following in used and stem(following) in _STRIKES:
        return True
    return "by" in every[max(0, i - 2) : i] and any(stem(word) in _STRIKES for word in used)
