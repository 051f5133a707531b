"""Codes that people type or scan: short enough to copy from a poster, long enough not to be guessed.

Eight characters in two groups, of an alphabet without look-alikes and vowels: no code reads as a word, so that one typed alone
in any chat is told from an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable

ALPHABET = "2346789CDFGHJKMPQRTVWXY"
LENGTH = 8
SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
TOKEN_LETTERS = 43  # of 64: 256 bits
_CODE = re.compile(rf"([{ALPHABET}]{{4}})[\s.\-\u2010-\u2015]?([{ALPHABET}]{{4}})")


def fresh(chance: Callable[[int], int]) -> str:
    """A new code, like `K7M4-Q2XP`; `chance(n)` gives a number below n that nobody can foresee (about 36 bits in all)."""
    while True:
        letters = "".join(ALPHABET[chance(len(ALPHABET))] for _ in range(LENGTH))
        if not letters.isdigit():  # eight digits may be an answer, or a date
            return f"{letters[:4]}-{letters[4:]}"


def token(chance: Callable[[int], int]) -> str:
    """The secret of a link that nobody types."""
    return "".join(SAFE[chance(len(SAFE))] for _ in range(TOKEN_LETTERS))


def part(code: str) -> str:
    """Enough of a code to name it by; too little to use it."""
    return code.partition("-")[0]


def normal(text: str) -> str | None:
    """The code that a text is, however its case and dash were typed; None when it is none."""
    found = _CODE.fullmatch(text.strip().upper())
    if found is None or (found[1] + found[2]).isdigit():
        return None
    return f"{found[1]}-{found[2]}"
