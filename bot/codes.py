"""Codes that people type or scan: eight characters that cannot be mistaken for one another, in two groups."""

from __future__ import annotations

from collections.abc import Callable

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0/O, 1/I/L
LENGTH = 8


def fresh(chance: Callable[[int], int]) -> str:
    """A new code, like `K7M4-Q2XP`; `chance(n)` gives a number below n that nobody can foresee (about 40 bits in all)."""
    letters = "".join(ALPHABET[chance(len(ALPHABET))] for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def normal(text: str) -> str | None:
    """The code that a text is, however its case and dash were typed; None when it is none."""
    letters = "".join(c for c in text.upper() if c.isalnum())
    if len(letters) != LENGTH or any(c not in ALPHABET for c in letters):
        return None
    return f"{letters[:4]}-{letters[4:]}"
