"""Marking English: what a learner typed or said against a sentence, as the curriculum's pedagogy asks (section 5).

Passed silently: case, end punctuation, quotes, accents, contractions and full forms, number words and digits, US and
UK spelling, articles, one edit in words of 4 to 7 letters and two in longer ones. Never passed: a slip that is
another English word, another number or person, a changed negation, another order. An article counts where it is all
that is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz.distance import OSA

from bot.lessons.dictionaries import is_english, may_be_name
from bot.lessons.grading.numbers import with_digits
from bot.lessons.model import Grade, Verdict

ANY_NUMBER, ANY_NAME = "#", "@"  # phrases of a role-play
NAME_AT_MOST = 3  # words
LONGEST = 400  # characters that are looked at
ONE_SLIP_FROM, TWO_SLIPS_FROM = 4, 8  # letters
_DOLLARS = frozenset(("dollars", "bucks"))
_MONEY = _DOLLARS | {"cents"}
ARTICLES = frozenset(("a", "an", "the"))
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": " ", "—": " ", "-": " ", "…": " "})
_FULL = (
    ("won't", "will not"), ("can't", "can not"), ("shan't", "shall not"), ("let's", "let us"),
    ("n't", " not"), ("'m", " am"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"),
)  # fmt: skip
_DIGIT, _THOUSANDS = re.compile(r"\d"), re.compile(r"(\d),(?=\d{3}\b)")
_POINT = re.compile(r"\b(\d{1,4})[.:](\d\d)\b")  # $4.50 is said "four fifty", and 4.30 is a time too
_AM, _PM = re.compile(r"(\d)\s*(?:am|a\.m\.)(?!\w)"), re.compile(r"(\d)\s*(?:pm|p\.m\.)(?!\w)")
_BARE_NOT = re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|should|would|could|ca|wo)nt\b")
_IS = re.compile(r"\b(he|she|it|that|this|there|what|who|where|when|how|name|here)'s\b")
_WOULD = re.compile(r"\b(i|you|he|she|we|they|it)'d\b")
_US = {
    "colour": "color", "centre": "center", "neighbour": "neighbor", "neighbours": "neighbors", "favourite": "favorite",
    "licence": "license", "cheque": "check", "metre": "meter", "litre": "liter", "practise": "practice", "grey": "gray",
    "behaviour": "behavior", "neighbourhood": "neighborhood", "enrol": "enroll", "jewellery": "jewelry", "travelling": "traveling", "cancelled": "canceled",
    "programme": "program", "theatre": "theater", "ok": "okay", "mum": "mom", "tyre": "tire", "colours": "colors", "favourites": "favorites",
    "centres": "centers", "cancelling": "canceling", "labelled": "labeled", "fulfil": "fulfill", "instalment": "installment",
}  # fmt: skip
_ISE = re.compile(
    r"\b(organ|apolog|real|recogn|immun|author|memor|util|penal|special|final|minim|maxim|summar|emphas|standard|legal|natural)is(e[ds]?|ing|ations?)\b"
)
_WORD = re.compile(r"[a-z0-9']+(?:[.][0-9]+)?")
_FIXED = frozenset(  # words that carry person, negation or who-does-what: never a slip of one another
    "i you he she it we they me him her us them my your his its our their not no never can could do does did is are am was were "
    "has have had will would should must this that these those in on at to from".split()
)
_DENY = frozenset(("not", "no", "never"))
_AROUND = frozenset(  # words that say an answer in a whole sentence, and change none
    "i you he she it we they is are was were be has have need needs must should will would can could do does to going please yes on in at for".split()
)


_KEPT = 16384  # texts
_content: dict[str, tuple[str, ...]] = {}


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: full forms, digits, US spelling, no articles unless there is nothing else."""
    known = _content.get(text)  # said as the content says it
    return _words(text) if known is None else list(known)


def words_of_content(text: str) -> tuple[str, ...]:
    """`words_of` for what the content says, which is asked again and again; what people say is never kept."""
    known = _content.get(text)
    if known is None:
        if len(_content) >= _KEPT:
            _content.clear()
        known = _content[text] = tuple(_words(text))
    return known


def _words(text: str) -> list[str]:
    plain = text[:LONGEST].translate(_QUOTES).casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if _DIGIT.search(plain):
        plain = _THOUSANDS.sub(r"\1", _AM.sub(r"\1 am", _PM.sub(r"\1 pm", plain)))
        plain = _POINT.sub(r"\1 \2", plain.replace(":00", "").replace(".00", "")).replace(":", " ")
    if "nt" in plain:
        plain = _BARE_NOT.sub(r"\1n't", plain)
    if "is" in plain:
        plain = _ISE.sub(r"\1iz\2", plain)
    plain = plain.replace("cannot", "can not").replace("gonna", "going to").replace("%", " percent")
    if "'" in plain:
        plain = plain.replace("o'clock", " ")
        for short, full in _FULL:
            plain = plain.replace(short, full)
        plain = _WOULD.sub(r"\1 would", _IS.sub(r"\1 is", plain))
    found = [bare for word in _WORD.findall(plain) if (bare := word.strip("'"))]
    found = _without_money(with_digits(found, loose=False))  # not loose: "light" is no "eight"
    return [_US.get(word, word) for word in found if word not in ARTICLES] or found


def _without_money(found: list[str]) -> list[str]:
    """Numbers of money as the bare numbers that `$` leaves: `45 dollars` → `45`, `4 dollars and 50 cents` → `4 50`."""
    if not any(word in _MONEY for word in found):
        return found
    out: list[str] = []
    for i, word in enumerate(found):
        amount = bool(out) and out[-1].isdigit()
        if word in _DOLLARS and amount:
            continue
        if (
            word == "and"
            and amount
            and found[i + 1 : i + 2]
            and found[i + 1].isdigit()
            and "cents" in found[i + 2 : i + 3]
        ):
            continue
        if word == "cents" and amount and len(out) > 1 and out[-2].isdigit():
            continue
        out.append(word)
    return out


def same_word(said: str, wanted: str) -> float:
    """How well one word stands for another: 1.0 to the letter, 0.8 with a slip, 0.0 not at all."""
    if said == wanted:
        return 1.0
    slips = 2 if len(wanted) >= TWO_SLIPS_FROM else 1 if len(wanted) >= ONE_SLIP_FROM else 0
    if not slips or abs(len(said) - len(wanted)) > slips or said in _FIXED:
        return 0.0
    if said == f"{wanted}s":  # "grews", "peoples": another form, and none that there is
        return 0.0
    if OSA.distance(said, wanted, score_cutoff=slips) > slips:
        return 0.0
    if wanted in _FIXED and any(OSA.distance(said, other) < 2 for other in _FIXED if other != wanted):
        return 0.0  # "thes" may be "this" or "these"; "thier" is "their" and nothing else
    if _DIGIT.search(said) or _DIGIT.search(wanted):
        return 0.0
    return 0.0 if is_english(said) else 0.8


def _but_for_an_s(said: str, wanted: str) -> float:
    """As `same_word`, and a missing or extra ending -s or -es is a slip: `days` for `day`, `repeat` for `repeats`."""
    shorter, longer = (said, wanted) if len(said) < len(wanted) else (wanted, said)
    if (
        longer[len(shorter) :] in ("s", "es")
        and longer.startswith(shorter)
        and len(shorter) > 2
        and not {said, wanted} & _FIXED
    ):
        return 0.8
    return same_word(said, wanted)


def _closeness(said: Sequence[str], wanted: Sequence[str], same: Callable[[str, str], float] = same_word) -> float:
    """1.0 when all words are the same in order, 0.8 with slips, 0.0 otherwise."""
    if len(said) == len(wanted):
        worst = 1.0
        for one, other in zip(said, wanted, strict=True):
            if one != other and not (worst := min(worst, same(one, other))):
                break
        if worst == 1.0:
            return 1.0
    else:
        worst = 0.0
    # The same letters with the spaces elsewhere are the same: "good bye", "goodbye"; other numbers are not: $4.50, $450.
    if (
        said
        and wanted
        and said[0][0] == wanted[0][0]
        and "".join(said) == "".join(wanted)
        and _numbers(said) == _numbers(wanted)
    ):
        return 1.0
    return worst


def _numbers(words: Sequence[str]) -> list[str]:
    return [word for word in words if _DIGIT.search(word)]


def mark(accepted: Iterable[str], text: str, near: Mapping[str, str] | None = None, *, exact: bool = False) -> Grade:
    """Judge a typed or spoken answer against the accepted ones. `exact` lets no slip pass (dictated names and numbers).

    Never raises, and takes bounded time whatever the text is.
    """
    wanted = [(each, words_of_content(each)) for each in accepted]
    said = words_of(text)
    if not said:
        return Grade(Verdict.INCORRECT, "empty")
    lead = said[2:] if said[:2] == ["i", "think"] else said
    best, answer = 0.0, ""
    for each, words in wanted:
        close = _closeness(said, words) if lead is said else max(_closeness(said, words), _closeness(lead, words))
        if close > best:
            best, answer = close, each
    known = next((miss for miss in near or {} if _closeness(said, words_of_content(miss)) == 1.0), "")
    if best == 1.0 or (best and not exact and not known):
        return Grade(Verdict.CORRECT, "exact" if best == 1.0 else "typo", (answer,), typo=best < 1.0)
    for miss, note in (near or {}).items():
        if _closeness(said, words_of_content(miss)):
            return Grade(Verdict.INCORRECT, "near-miss", note=note)
    if " or " in f" {' '.join(said)} ":
        parts = [part.split() for part in " ".join(said).split(" or ")]
        if any(_closeness(part, words) for part in parts for _, words in wanted):
            return Grade(Verdict.INCORRECT, "two-answers")
    return Grade(Verdict.INCORRECT, "no-match")


def in_a_sentence(
    accepted: Iterable[str], text: str, asked: str, near: Iterable[str] = (), *, plural: bool = False
) -> str:
    """The accepted answer that is said within words of the question and little ones: "Yusuf should bring two references."

    "" when there is none, or when anything else is said: a number, a denial, another thing, what the question offers beside it
    ("on Monday or Tuesday?"). With `plural`, another -s is a slip.
    """
    said, question = words_of(text), words_of_content(asked)
    said = said[2:] if said[:2] == ["i", "think"] else said
    if "or" in question:
        question = question[: max(0, question.index("or") - 2)]
    own = {word for word in question if not _DIGIT.search(word) and word not in _DENY} | _AROUND
    strange = [
        i
        for i, word in enumerate(said)
        if own.isdisjoint((word, f"{word}s", word.removesuffix("s"), word.removesuffix("d")))
    ]
    first, last = (
        (strange[0], strange[-1]) if strange else (len(said), 0)
    )  # the answer holds all words that are not lent
    for each in sorted(accepted, key=len, reverse=True):
        wanted = words_of_content(each)
        for i in range(max(0, last - len(wanted) + 1), min(first, len(said) - len(wanted)) + 1):
            if _closeness(said[i : i + len(wanted)], wanted, _but_for_an_s if plural else same_word):
                rest = [*said[:i], *said[i + len(wanted) :]]
                return "" if any(among(miss, rest) for miss in near) else each
    return ""


def heard(phrase: str, text: str) -> bool:
    """Whether all words of a phrase are said in a text, in order and next to each other, slips allowed."""
    return among(phrase, words_of(text))


def among(phrase: str, said: Sequence[str]) -> bool:
    """`heard`, where the words of the text (`words_of`) are there already."""
    return _stands(words_of_content(phrase), said, same_word)


def shown(phrases: Iterable[str], said: Sequence[str]) -> str:
    """The first of some phrases that is heard among the words of a reply (`words_of`), be it with another -s; or "". The
    phrase `#` is any number, `@` a name and nothing else."""
    return next((phrase for phrase in phrases if _shows(phrase, said)), "")


def _shows(phrase: str, said: Sequence[str]) -> bool:
    if phrase == ANY_NUMBER:
        return any(word[0].isdigit() for word in said)
    if phrase == ANY_NAME:
        return 0 < len(said) <= NAME_AT_MOST and all(word.isalpha() and may_be_name(word) for word in said)
    return _stands(words_of_content(phrase), said, _but_for_an_s)


def _stands(wanted: Sequence[str], said: Sequence[str], same: Callable[[str, str], float]) -> bool:
    """Whether words stand among others; no words stand nowhere."""
    if not wanted:
        return False
    if len(wanted) == 1:
        return any(word == wanted[0] or same(word, wanted[0]) for word in said)
    return any(_closeness(said[i : i + len(wanted)], wanted, same) for i in range(len(said) - len(wanted) + 1))
