"""Tables of figures before they are put into a language: what page, chat, CSV and spreadsheet have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.reports.suppression import Shown


@dataclass(frozen=True, slots=True)
class Words:
    """A phrase for staff, to be put into their language."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, from 0 to 1."""

    value: float


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its code."""

    code: str


@dataclass(frozen=True, slots=True)
class Months:
    """Months that are told together: the first days of the first and of the last."""

    first: date
    last: date


Label = (
    Words | Language | Months | Mapping[str, str] | date | str
)  # a date is a month; a mapping holds a text by language
Value = Label | Shown | Share | None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `key` names it in the phrases; the first column holds what each row is about."""

    key: str
    columns: tuple[Label, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[Words, ...] = ()


def name(figure: str) -> Words:
    """What a figure is called."""
    return Words(f"programme.name.{figure}")


def note(key: str) -> Words:
    """A remark under a table."""
    return Words(f"programme.note.{key}")


def names_of(*figures: str) -> tuple[Words, ...]:
    """What some figures are called."""
    return tuple(name(figure) for figure in figures)
