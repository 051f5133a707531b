"""Words that would be another answer to the same question: a person beside a person, a body beside a body."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.lessons.grading.hearing import WordIndex
from bot.lessons.grading.normal import stem

_KINDS = (
    "washington lincoln jefferson adams madison hamilton franklin jay monroe jackson grant roosevelt wilson truman eisenhower "
    "kennedy johnson nixon ford carter reagan bush clinton obama trump biden harris vance pence king anthony tubman stanton "
    "douglass columbus hoover coolidge churchill stalin hitler lee davis roberts paine mason henry revere parks susan",
    "japan mexico germany italy russia soviet england britain france spain mexico canada vietnam korea iraq cuba china afghanistan "
    "kuwait portugal india austria hungary israel iran poland holland brazil haiti syria spain turkey ireland scotland greece "
    "ukraine colombia guatemala unitedkingdom unitednations latinamerica "
    "british english french german spanish mexican russian italian japanese korean chinese brazilian haitian cuban canadian "
    "syrian irish scottish greek turkish ukrainian colombian guatemalan dominican czech portuguese polish dutch iranian israeli",
    "congress senate house president vicepresident court courts cabinet governor mayor senator representative legislature "
    "speaker judge justice legislative executive judicial secretary king queen",
    "atlantic pacific arctic indian",
    "mississippi missouri colorado hudson ohio amazon columbia potomac",
    "january february march april may june july august september october november december",
    "democratic republican democrat democrats republicans independent libertarian green",
    "north south east west",
    "communism socialism capitalism monarchy dictatorship democracy republic",
    "worldwar1 worldwar2 civil revolutionary vietnam korean gulf",
    "constitution declaration bill preamble confederation proclamation mayflower",
    "high low",
    "oldest youngest",
    "longest shortest",
    "best worst",
    "most least",
    "before after",
    "bought sold",
    "won lost",
    "gave took",
    "oppose opposed support supported",
    "start started stop stopped",
    "northern southern confederate",
    "independence dependence",
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana "
    "iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota montana nebraska nevada "
    "hampshire jersey mexico york dakota oklahoma oregon pennsylvania rhode tennessee texas utah vermont virginia wisconsin wyoming",
    "boston worcester springfield cambridge houston dallas austin chicago philadelphia angeles",
)
_SIDES = (  # who does something to whom
    "us america american americans terrorist terrorists qaeda england english britain british france french spain spanish mexico mexican germany german "
    "russia russian soviet japan japanese iraq iraqi kuwait kuwaiti italy italian north south union confederacy",
    "federal state states",
    "people government",
)
_SIDE_OF = {word: i for i, words in enumerate(_SIDES) for word in words.split()}
NUMBER, PERSON, COUNTRY = (
    -1,
    0,
    1,
)  # the kinds of numbers, people and countries: another country is nearly always another answer
UNITS = frozenset("month months week weeks day days hour hours decade decades century centuries percent terms".split())
_UNDOING = (
    "destroy break broke broken violate avoid refuse burn overthrow deny denied ban censor censorship cancel weaken reject end lose lost ignore disobey escape skip forbid "
    "forbidden prohibit attack steal stole kill sell sold punish abolish remove fail forget forgot oppose opposed against resist "
    "undermine ruin eliminate stop stopped close closed divide delay arrest dissolve erase prevent reduce cut rob invade "
    "outside less fewer smaller lower last anti non another former future renounce unequal unfair fake half foreign"
)
_UNDOES = frozenset(stem(word) for word in _UNDOING.split())
_MISSPELT = WordIndex(  # what is written for them wrongly more often than not
    frozenset(
        "destroy destroys destroyed violates against opposed overthrow overthrows abolish prohibit refuse refused attacked".split()
    )
)
_PIVOTS = _UNDOES | {stem(word) for word in ("keep", "limit", "renounce", "die", "died", "fallen")}
_BY = re.compile(r"\bby (?:the |some |an? )?([a-z]+)")
_NO_SLIP = ("george", "francis")  # of Georgia, of France
_KINDS_OF: dict[str, set[int]] = {
    word: set() for word in _NO_SLIP
}  # "Mexico" is a country and a part of a state's name
for _kind, _words in enumerate(_KINDS):
    for _word in _words.split():
        _KINDS_OF.setdefault(_word, set()).add(_kind)

LONG = 6  # letters: a shorter word may be a slip of too many
_LONG = WordIndex(frozenset(word for word in _KINDS_OF if len(word) >= LONG))


def kinds(words: Iterable[str]) -> set[int]:
    """The kinds that some words belong to; a number is a kind of its own."""
    return {kind for word in words for kind in ({NUMBER} if word.isdigit() else _KINDS_OF.get(word, ()))}


def rival(word: str, wanted: set[int]) -> bool:
    """Whether a word is of one of the kinds; a slip in it is forgiven when it is long enough to be sure."""
    if word.isdigit():
        return NUMBER in wanted
    if word in _KINDS_OF:
        return bool(_KINDS_OF[word] & wanted)
    if len(word) < LONG:
        return False
    return any(_KINDS_OF[known] & wanted for known in _LONG.like(word))


def undoes(word: str) -> bool:
    """Whether a word, by its stem, turns round what it stands beside: a power is to make treaties and not to break them."""
    return word in _UNDOES


def undoing(word: str) -> str:
    """The word that undoes something and is meant by one that is badly spelt (`agains`, `distroy`); empty when none is."""
    return next(iter(_MISSPELT.like(word)), "") if len(word) >= LONG else ""


def pivotal(word: str) -> bool:
    """Whether a form says the opposite without this word of it: "to keep the president from becoming too powerful"."""
    return stem(word) in _PIVOTS


def done_by(plain: str) -> bool:
    """Whether a flat text tells what is done by one of two sides."""
    return " by " in plain and any(word in _SIDE_OF for word in _BY.findall(plain))


def side(word: str) -> int | None:
    """Which kind of side a word names, if any: two sides of a kind do not change places unnoticed."""
    return _SIDE_OF.get(word)
