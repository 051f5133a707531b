"""The one markup there is: `**bold**`. Everything else in a text is literal."""

from __future__ import annotations


def literal(value: str) -> str:
    """A value that can stand inside `Outgoing.text` without being read as markup."""
    return value.replace("**", "*\u2060*")


def runs(text: str) -> list[tuple[str, bool]]:
    """A text as (piece, is it bold) in order. An unclosed `**` is literal."""
    pieces = text.split("**")
    if len(pieces) % 2 == 0:
        pieces[-2:] = ["**".join(pieces[-2:])]
    return [(piece, odd % 2 == 1) for odd, piece in enumerate(pieces) if piece]


def unmarked(text: str) -> str:
    """A text without its markup, for places that show plain words."""
    return "".join(piece for piece, _ in runs(text))
