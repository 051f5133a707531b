"""Words that would be another answer to the same question: a person beside a person, a body beside a body."""

from __future__ import annotations

from collections.abc import Iterable

from bot.lessons.grading.words import likeness

_KINDS = (
    "washington lincoln jefferson adams madison hamilton franklin jay monroe jackson grant roosevelt wilson truman eisenhower "
    "kennedy johnson nixon ford carter reagan bush clinton obama trump biden harris vance pence king anthony tubman stanton "
    "douglass columbus hoover coolidge churchill stalin hitler lee davis roberts paine mason henry revere parks susan",
    "japan mexico germany italy russia soviet england britain france spain mexico canada vietnam korea iraq cuba china afghanistan "
    "kuwait portugal india austria hungary israel iran poland holland",
    "congress senate house president vicepresident court courts cabinet governor mayor senator representative legislature "
    "speaker judge justice legislative executive judicial secretary king queen",
    "atlantic pacific arctic indian",
    "mississippi missouri colorado hudson ohio amazon columbia potomac",
    "january february march april may june july august september october november december",
    "democratic republican democrat democrats republicans independent libertarian green",
    "north south east west",
    "communism socialism capitalism monarchy dictatorship democracy republic",
    "worldwar1 worldwar2 revolutionary vietnam korean gulf",
    "constitution declaration bill preamble confederation proclamation mayflower",
    "high low",
    "oldest youngest",
    "northern southern confederate",
    "independence dependence",
    "british english french german spanish mexican russian italian japanese korean chinese",
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana "
    "iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota montana nebraska nevada "
    "hampshire jersey mexico york dakota oklahoma oregon pennsylvania rhode tennessee texas utah vermont virginia wisconsin wyoming",
    "boston worcester springfield cambridge houston dallas austin chicago philadelphia angeles",
)
COUNTRY = 1  # the kind of countries: another country is nearly always another answer
UNITS = frozenset(
    [
        "month",
        "months",
        "week",
        "weeks",
        "day",
        "days",
        "hour",
        "hours",
        "decade",
        "decades",
        "century",
        "centuries",
        "percent",
    ]
)
AGAINST = frozenset({"against", "oppose", "opposed", "another", "former", "unequal", "king", "kings"})
_KIND_OF = {word: kind for kind, words in enumerate(_KINDS) for word in words.split()}


def kinds(words: Iterable[str]) -> set[int]:
    """The kinds that some words belong to; a number is a kind of its own."""
    return {-1 if word.isdigit() else _KIND_OF[word] for word in words if word.isdigit() or word in _KIND_OF}


def rival(word: str, wanted: set[int]) -> bool:
    """Whether a word is of one of the kinds; a slip in it is forgiven when it is long enough to be sure."""
    if word.isdigit():
        return -1 in wanted
    if word in _KIND_OF:
        return _KIND_OF[word] in wanted
    if len(word) < 6:
        return False
    return any(kind in wanted and len(known) >= 6 and likeness(word, known) > 0 for known, kind in _KIND_OF.items())
