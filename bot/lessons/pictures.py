"""Our own drawings: `pic:clinic` in a lesson is `content/pictures/clinic.svg`; `pictures.yaml` says what each shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MARK = "pic:"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing: what it shows, for those who cannot see it, and its SVG elements on a square of 240."""

    alt: str
    shapes: str


def drawing(text: str) -> str:
    """The name of the drawing that a text of a lesson stands for; empty when it is a word or an emoji."""
    return text.removeprefix(MARK) if text.startswith(MARK) else ""


def alternative(names: tuple[str, ...], drawings: Mapping[str, Drawing]) -> str:
    """What a picture of these drawings shows, in words: with their numbers, when there are several."""
    alts = [drawings[name].alt for name in names if name in drawings]
    return alts[0] if len(alts) == 1 else ", ".join(f"{number}: {alt}" for number, alt in enumerate(alts, 1))
