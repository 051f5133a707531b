"""The programme's report: facts to tables that may be shown. What is hidden in them is hidden in page, chat and file alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.lessons.measures import Measure
from bot.reports import programme_lists as lists
from bot.reports.programme_months import MonthTables
from bot.reports.programme_people import ProgrammeFacts
from bot.reports.programme_sites import SiteTables
from bot.reports.suppression import LEAST_SHOWN, Hidden
from bot.reports.tables import Table, Words, names_of, note


@dataclass(frozen=True, slots=True)
class ProgrammeReport:
    """All tables, and the measures whose rules stand among the definitions. `until` is the day after the last."""

    since: date
    until: date
    at: datetime
    demo: bool
    tables: tuple[Table, ...]
    measures: tuple[Measure, ...]

    def table(self, key: str) -> Table | None:
        """The table of a name."""
        return next((table for table in self.tables if table.key == key), None)


def report(facts: ProgrammeFacts, measures: Sequence[Measure]) -> ProgrammeReport:
    """The report, with every small count hidden. Of fewer than five people there are no figures at all."""
    few = len(facts.people) < LEAST_SHOWN
    tables = (_too_few(facts),) if few else _tables(facts, measures)
    demo = any(site.demo for site in facts.sites)
    tables += (lists.quality(facts, tables),)
    return ProgrammeReport(facts.since, facts.until, facts.at, demo, tables, tuple(measures))


def _tables(facts: ProgrammeFacts, measures: Sequence[Measure]) -> tuple[Table, ...]:
    """Every table, in the order in which a coordinator wants them."""
    of = SiteTables(facts)
    by_month = MonthTables(facts, of)
    return (
        of.of_sites(),
        *([lists.measures(facts, measures)] if measures else []),
        by_month.of_spans(),
        by_month.of_months(),
        of.of_levels(),
        by_month.of_levels(),
        of.of_goals(),
        by_month.of_goals(),
        of.of_civics(),
        lists.official(facts),
        lists.practice_gains(facts),
        *by_month.of_gains(),
        lists.languages(facts),
    )


def _too_few(facts: ProgrammeFacts) -> Table:
    value = Hidden.SMALL if facts.people else 0
    return Table("sites", names_of("site", "enrolled"), ((Words("programme.all"), value),), (note("few"),))
