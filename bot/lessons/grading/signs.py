"""What the wording of an answer tells before it is compared: doubt, denial, a correction, another language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.lessons.grading.normal import NEGATIONS

CORRECTION = re.compile(
    r"\A.*\b(?:no wait|wait no|i mean|i meant|sorry|correction|no it's|no its|actually)\b[\s,.:]*", re.DOTALL
)
SURE = re.compile(  # "I am sure it is …", "I remember, …"; without a mark or an "it" the word may be the answer's
    r"\A\W*i(?:'m| am)? (?!not|never)(?:\w+ )?(?:sure|certain|know|remember|learned)\b(?:\s*[,:.]+\s*|\s+(?=(?:it|it's|its|that)\b))"
)
UNHINDERED = re.compile(  # "any religion, nobody can stop you" allows it once more
    r"[\s,;.]+(?:and |so )?nobody\s+(?:can|could|will|may)\s+(?:stop|force|prevent)\s+(?:you|me|us|them)\W*\Z"
)
UNKNOWING = re.compile(
    r"\b(?:i )?(?:do not|not|never)\s+(?:know|no|remember|sure)\b|\bno idea\b|\bidk\b|\bi forgot?t?e?n?\b|\bignore\b|\bcorrect\b|\bmark this\b"
)
CONTRAST = re.compile(r"(.+?)[\s,;.]+(?:and |but )?not\b.*", re.DOTALL)
NO_CONTRAST = re.compile(r"\b(?:is|are|was|were|do|does|did|can|have|has|must|should|will)\s*$")  # "… was not written"
PASSIVE = re.compile(r"\bby\b")  # "Kuwait was invaded by Iraq"
OR_BECAUSE = re.compile(r"\bor because\b")  # a second reason, offered in case
SHARE = re.compile(r"\b(?:each|per|every)\b")  # "100, two for each state": a number that explains
YEAR = re.compile(r"1[4-9]\d\d|20\d\d")
JUNIOR = re.compile(r"\b(?:jr|junior)\b")
NAME = re.compile(r"[a-z]{3,}")
_FOREIGN = frozenset(
    "el la los las del una unos un les des du oceano yon nan leyes julio noviembre porque habia puedes cualquier libertad "
    "ataque para por con que esta pou mayo suprema rama ejecutiva capitalismo republica democracia presidente congreso "
    "guerra guerre lage libertad liberdade libete lei leis lwa lalwa dwa dos das aos nas nos uma pelo pela mais sou oswa "
    "paske moun lan julho jiye batalha batalla batay etazini".split()
)
_FOREIGN_END = re.compile(r"[a-z]{2,}(?:cao|coes|dade|syon)")  # "declaracao" in Portuguese, "deklarasyon" in Creole


def negated(said: Sequence[str]) -> bool:
    """Whether something is denied; "none" alone denies nothing."""
    return any(word in NEGATIONS for word in said) and not all(word in NEGATIONS for word in said)


def bare(said: Sequence[str]) -> list[str]:
    """The words without what denies them."""
    return [word for word in said if word not in NEGATIONS] or list(said)


def foreign(said: Sequence[str]) -> list[str]:
    """The words that belong to another language."""
    marks = [word for word in said if word in _FOREIGN or _FOREIGN_END.fullmatch(word)]
    if said[:1] == ["o"]:
        marks.append("o")
    if said[-1:] == ["la"]:  # no article ends a sentence: "Baton Rouge, LA"
        marks.remove("la")
    return marks
