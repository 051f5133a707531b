"""The programme's report put into a reader's language: sheets of plain words and numbers, the same for page and file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton

from bot.phrases import Phrases
from bot.reports.programme import ProgrammeReport
from bot.reports.suppression import Hidden
from bot.reports.tables import Label, Language, Months, Share, Table, Value, Words

DEFINED = (
    "enrolled", "new", "returning", "left", "active", "twelve", "hours", "level", "track", "work_track", "civ_track", "ready",
    "passed", "before", "after", "tested", "gained", "checked", "checked_any", "language", "count", "of", "share", "entered",
    "weeks_off", "opened", "unplaced",
)  # fmt: skip

Plain = str | int | float | Share


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it is read: words, whole numbers and shares. `key` names it in addresses and files."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Plain, ...], ...]
    notes: tuple[str, ...] = ()


def plain(value: Plain) -> str:
    """A value of a sheet as text."""
    if isinstance(value, float):
        return f"{value:.1f}"
    return f"{value.value:.0%}" if isinstance(value, Share) else str(value)


class Wording:
    """Words for one reader of the staff."""

    def __init__(self, phrases: Phrases, language: str) -> None:
        self._phrases = phrases
        self.language = language if language in phrases.languages else phrases.languages[0]

    def sheets(self, report: ProgrammeReport) -> tuple[Sheet, ...]:
        """All tables of a report, and last the definitions."""
        return (*(self._sheet(report, table) for table in report.tables), self.definitions(report))

    def heading(self, report: ProgrammeReport) -> str:
        """The time of a report, and the date of its data."""
        last = report.until - timedelta(days=1)
        days = {"since": self.day(report.since), "until": self.day(last), "at": self.day(report.at.date())}
        return self("programme.heading_demo" if report.demo else "programme.heading", **days)

    def _sheet(self, report: ProgrammeReport, table: Table) -> Sheet:
        # Measures are copied into a grant's own report, so the date of their data stands beside them.
        notes = (
            *(self.label(note) for note in table.notes),
            *([self.heading(report)] if table.key == "measures" else []),
        )
        return Sheet(
            table.key,
            self(f"programme.table.{table.key}"),
            tuple(self.label(label) for label in table.columns),
            tuple(tuple(self.value(value) for value in row) for row in table.rows),
            notes,
        )

    def definitions(self, report: ProgrammeReport) -> Sheet:
        """What each figure means: one meaning each, and the rules of the grant's measures."""
        rows: list[tuple[Plain, ...]] = [(self("programme.name.time"), self.heading(report))]
        rows += [(mark.value, self(f"programme.define.{mark.name.lower()}")) for mark in Hidden]
        rows += [(self(f"programme.name.{figure}"), self(f"programme.define.{figure}")) for figure in DEFINED]
        rows += [(self.label(measure.name), self.label(measure.rule)) for measure in report.measures]
        columns = (self("programme.name.figure"), self("programme.name.meaning"))
        return Sheet("definitions", self("programme.table.definitions"), columns, tuple(rows))

    def value(self, value: Value) -> Plain:
        """A cell: a number stays one; what is hidden, or not there, is a sign."""
        if isinstance(value, Hidden):
            return value.value
        if value is None:
            return "–"
        return value if isinstance(value, int | float | Share) else self.label(value)

    def label(self, label: Label) -> str:
        """A word, in the reader's language."""
        if isinstance(label, str):
            return label
        if isinstance(label, date):
            return format_date(label, "LLL yyyy", locale=self.language)
        if isinstance(label, Months):
            return format_interval(label.first, label.last, "yMMM", locale=self.language)
        if isinstance(label, Language):
            return Locale.parse(label.code.replace("-", "_")).get_language_name(self.language) or label.code
        if isinstance(label, Mapping):
            return label[self.language]
        assert isinstance(label, Words)
        return self(label.key, **label.values)

    def day(self, day: date) -> str:
        """A date."""
        return format_date(day, "long", locale=self.language)

    def short_day(self, day: date) -> str:
        """A date without its year, as a heading has room for."""
        return format_skeleton("MMMd", day, locale=self.language)

    def knows(self, key: str) -> bool:
        """Whether there is such a phrase."""
        return key in self._phrases.keys

    def __call__(self, key: str, /, **values: object) -> str:
        return self._phrases(key, self.language, **values)
