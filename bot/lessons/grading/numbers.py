"""Numbers as people write, say and mis-spell them, turned into digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
}
_TENS = {word: (i + 2) * 10 for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
_TENS_WORDS = tuple(_TENS)
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
} | {"thirtieth": 30}
_SCALES = {"hundred": 100, "hundreds": 100, "thousand": 1000, "million": 1_000_000}
# What is written or heard for number words, where a letter or two does not tell.
_MISSPELT = {
    "fourty": "forty", "tree": "three", "sicks": "six", "sixs": "six", "siks": "six", "nain": "nine", "nein": "nine", "foor": "four",
    "fore": "four", "forth": "fourth", "tow": "two", "tu": "two", "eit": "eight", "ait": "eight", "sevn": "seven", "fivety": "fifty",
    "wan": "one", "uan": "one", "fife": "five", "faiv": "five", "tventy": "twenty", "eitheen": "eighteen", "eiteen": "eighteen",
}  # fmt: skip
_NUMBER_WORDS = frozenset((*_UNITS, *_TENS, *_ORDINALS, *_SCALES))
# By length, and a first or a last letter: a word one slip away has that length to a letter, and shares one of the two.
_STARTING: dict[tuple[int, str], list[str]] = {}
_ENDING: dict[tuple[int, str], list[str]] = {}
for _word in _NUMBER_WORDS:
    if len(_word) >= 5:
        for _length in range(len(_word) - 1, len(_word) + 2):
            _STARTING.setdefault((_length, _word[0]), []).append(_word)
            _ENDING.setdefault((_length, _word[-1]), []).append(_word)
_NOT_NUMBERS = frozenset(
    "there these those then them every ever even heaven forty eight eighth right rights fight might weight south north seven "
    "sever worth state states thirst house event events union fort light teenth".split()
)
_ORDINAL_DIGITS = re.compile(r"^(\d+)(?:st|nd|rd|th)$")


def with_digits(tokens: Sequence[str], *, loose: bool = True) -> list[str]:
    """The tokens with every run of number words as one number: `nineteen twenty` → `1920`, `twenty seven` → `27`.

    `loose` takes misspelt number words for what they are like (`tewnty`). Ordinals become the bare number too (`4th`, `fourth` → `4`): what is counted is told by the words around.
    """
    out: list[str] = []
    if loose:
        tokens = [spelt for token in tokens for spelt in _spelt(token)]
    if not any(token in _NUMBER_WORDS or token[0].isdigit() for token in tokens):
        return list(tokens)
    i = 0
    while i < len(tokens):
        value, used = _number(tokens, i)
        if used:
            out.append(str(value))
            i += used
            continue
        ordinal = _ORDINAL_DIGITS.match(tokens[i])
        out.append(ordinal[1] if ordinal else tokens[i])
        i += 1
    return out


@lru_cache(maxsize=4096)
def _spelt(token: str) -> tuple[str, ...]:
    """A number word spelt right: `tewnty` → `twenty`, `eightyseven` → `eighty`, `seven`; anything else as it is."""
    if token in _MISSPELT:
        return (_MISSPELT[token],)
    if len(token) < 4 or token.isdigit() or token in _NUMBER_WORDS:
        return (token,)
    if token.startswith(_TENS_WORDS):
        tens, rest = token[: token.index("ty") + 2], token[token.index("ty") + 2 :]
        if rest in _UNITS or rest in _ORDINALS:
            return (tens, rest)
    if token in _NOT_NUMBERS:
        return (token,)
    near = {
        word
        for word in (*_STARTING.get((len(token), token[0]), ()), *_ENDING.get((len(token), token[-1]), ()))
        if OSA.distance(word, token, score_cutoff=1) <= 1
    }
    return (near.pop(),) if len(near) == 1 else (token,)


def _small(tokens: Sequence[str], i: int) -> tuple[int, int, bool]:
    """A number under a hundred at `i`: (value, tokens used, whether it was an ordinal)."""
    if i >= len(tokens):
        return 0, 0, False
    word = tokens[i]
    if word.isdigit() and i + 1 < len(tokens) and tokens[i + 1] in _SCALES and len(word) < 4:
        return int(word), 1, False
    if word in _TENS:
        if i + 1 < len(tokens):
            following = tokens[i + 1]
            if 1 <= _UNITS.get(following, 0) <= 9:
                return _TENS[word] + _UNITS[following], 2, False
            if 1 <= _ORDINALS.get(following, 0) <= 9:
                return _TENS[word] + _ORDINALS[following], 2, True
        return _TENS[word], 1, False
    if word in _UNITS:
        return _UNITS[word], 1, False
    if word in _ORDINALS:
        return _ORDINALS[word], 1, True
    return 0, 0, False


def _number(tokens: Sequence[str], i: int) -> tuple[int, int]:
    value, used, ordinal = _small(tokens, i)
    if not used or ordinal:
        if not used and tokens[i] in ("hundred", "thousand", "million"):
            return _SCALES[tokens[i]], 1
        return value, used
    at = i + used
    if at < len(tokens) and tokens[at] in _SCALES:
        total = value * _SCALES[tokens[at]]
        at += 1
        while at < len(tokens):
            skip = 1 if tokens[at] == "and" and at + 1 < len(tokens) and _small(tokens, at + 1)[1] else 0
            more, taken, ordinal = _small(tokens, at + skip)
            if not taken and tokens[at].isdigit() and len(tokens[at]) <= 2:  # 4 hundred 35
                more, taken, ordinal = int(tokens[at]), 1, False
            if not taken:
                break
            at += skip + taken
            if at < len(tokens) and tokens[at] in _SCALES and _SCALES[tokens[at]] < total:
                more *= _SCALES[tokens[at]]
                at += 1
            total += more
            if ordinal:
                break
        return total, at - i
    if 10 <= value <= 20:  # the way years are said: nineteen twenty, seventeen eighty seven, eighteen o three
        skip = 1 if at < len(tokens) and tokens[at] in ("o", "oh") else 0
        more, taken, ordinal = _small(tokens, at + skip)
        if taken and not ordinal and (more >= 10 or skip) and more < 100:
            return value * 100 + more, at + skip + taken - i
    if 1 <= value <= 9:  # four thirty five: the way 435 is said
        more, taken, ordinal = _small(tokens, at)
        if taken == 2 and not ordinal and more >= 20:
            return value * 100 + more, at + taken - i
    return value, used
