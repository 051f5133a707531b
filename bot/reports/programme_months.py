"""The tables of the programme's report that tell months apart, all sites together.

The enrolled and who came and went stand in spans of months (`programme_spans`). What is counted month by month is at most the
enrolled of its month: where it comes near those of its span, it is hidden, or it would tell how many were there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.reports import programme_figures as f
from bot.reports.programme_people import ProgrammeFacts
from bot.reports.programme_sites import GOAL_NAMES, LEVEL_NAMES, SiteTables, hours_of
from bot.reports.programme_spans import Span, spans
from bot.reports.suppression import LEAST_SHOWN, Cell, Hidden, Shown, column, counted, suppress
from bot.reports.tables import Months, Table, Value, name, names_of, note


class MonthTables:
    """The tables of at least five people."""

    def __init__(self, facts: ProgrammeFacts, of: SiteTables) -> None:
        self.facts, self.of = facts, of
        self.spans = spans(facts)
        totals = (of.enrolled[-1], *of.joined[-1], of.left[-1])
        if any(
            isinstance(each, Hidden) for each in totals
        ):  # what is hidden of the whole time is told of no part of it
            self.spans = [Span(0, len(facts.months), len(facts.people), 0, 0)]
        self.totals = totals
        self.most = [span.enrolled for span in self.spans for _ in span.months]  # that can be there in a month
        active = f.by_month(facts, lambda person, month: person.days[month] > 0)
        self.active = self._there(active, sum(any(person.days) for person in facts.people))

    def of_spans(self) -> Table:
        """Who was there, who came and who left."""
        rows: list[tuple[Value, ...]] = [(span.enrolled, span.new, span.returning, span.left) for span in self.spans]
        if len(rows) == 1:
            rows = [self.totals]
        months = self.facts.months
        labels = [Months(months[span.start], months[span.end - 1]) for span in self.spans]
        together = len(self.spans) < len(months)
        names = names_of("months", "enrolled", "new", "returning", "left")
        all_rows = tuple((label, *row) for label, row in zip(labels, rows, strict=True))
        return Table("flows", names, all_rows, (note("spans"),) if together else ())

    def of_months(self) -> Table:
        """Who practised, who came to twelve class hours, and how long people practised."""
        facts = self.facts
        reached = f.by_month(facts, lambda person, month: f.twelve_reached(person) == month)
        practised = f.by_month(facts, lambda person, month: person.seconds[month] > 0)
        near = self._near(reached)
        twelve = [
            counted(n, high=most, fixed=not most) if i not in near else Cell(n, 0, most, small=True)
            for i, (n, most) in enumerate(zip(reached, self.most, strict=True))
        ]
        hours = [
            hours_of(n, of, fixed=not most)
            for n, of, most in zip(f.hours_by_month(facts), practised, self.most, strict=True)
        ]
        of_hours = hours_of(sum(f.hours_by_month(facts)), sum(any(p.seconds) for p in facts.people), fixed=True)
        columns: list[Sequence[Value]] = [
            self.active,
            column(twelve, counted(sum(reached), fixed=True))[:-1],
            column(hours, of_hours)[:-1],
        ]
        return Table(
            "months", names_of("month", "active", "twelve", "hours"), tuple(zip(facts.months, *columns, strict=True))
        )

    def of_levels(self) -> Table:
        """The practice levels, as they were then, of those who were active."""
        parts = self._parts(f.levels_by_month(self.facts), _sum(f.levels(self.facts)), self.of.levels[-1])
        rows = tuple((month, *row) for month, row in zip(self.facts.months, parts, strict=True))
        return Table(
            "levels_months", (name("month"), *LEVEL_NAMES), rows, (note("levels_months"), note("practice_level"))
        )

    def of_goals(self) -> Table:
        """What those who were active prepare for, and who opened the tracks beside it."""
        facts = self.facts
        of_active = f.active_by_word(facts, f.GOALS, lambda person, _: f.goal_of(person))
        of_all = _sum(f.by_word(facts, f.GOALS, f.goal_of))
        parts = self._parts(of_active, of_all, self.of.goals[-1])
        work, civ = self._opened("work"), self._opened("civ")
        rows = tuple(
            (month, *row, *beside)
            for month, row, *beside in zip(facts.months, parts, work, civ, strict=True)
        )  # fmt: skip
        return Table("goals_months", (name("month"), *GOAL_NAMES), rows, (note("goals_months"),))

    def _opened(self, track: str) -> list[Shown]:
        opened = f.by_month(self.facts, lambda person, month: track in person.opened[month])
        return self._there(opened, sum(any(track in each for each in person.opened) for person in self.facts.people))

    def _parts(self, counts: f.ByTwo, of_all: f.By, whole: Sequence[Shown]) -> list[list[Shown]]:
        """The active of each month divided into parts; `of_all`: the same parts of all who are enrolled, and `whole` as they are
        shown. What is hidden there is told of no month, and where the active are hidden, so are their parts."""
        out: list[list[Shown]] = []
        for row, active in zip(counts, self.active, strict=True):
            printed: list[Shown] = [Hidden.BESIDE] * len(row)
            if not isinstance(active, Hidden):
                cells = [
                    # No month has more of them than there are, but of a level that people have left since.
                    Cell(n, high=max(n, most), small=True)
                    if n and isinstance(total, Hidden)
                    else counted(n, high=max(n, most))
                    for n, most, total in zip(row, of_all, whole, strict=True)
                ]
                printed = suppress([[*cells, Cell(active, fixed=True)]], total_column=True)[0][:-1]
            out.append([0 if n == total == 0 else each for n, total, each in zip(row, whole, printed, strict=True)])
        return out

    def _there(self, counts: f.By, whole: int) -> list[Shown]:
        """People who were there in a month and did something: of the whole time there are `whole`."""
        near = self._near(counts)
        return [Hidden.BESIDE if i in near else n for i, n in enumerate(within(counts, whole, self.most))]

    def _near(self, counts: f.By) -> Collection[int]:
        """Months told together, in one of which almost all that were there count."""
        return {
            month
            for span in self.spans
            if len(span.months) > 1 and any(span.enrolled - counts[each] < LEAST_SHOWN for each in span.months)
            for month in span.months
        }

    # --- gains, by site and by month: those of official tests and of practice never in one table ---

    def of_gains(self) -> tuple[Table, ...]:
        """Whose NRS level rose, and who passed a level check."""
        tested = [each.gained for each in f.official(self.facts)]
        checked = list(f.checks(self.facts).values())
        official = [f.gained_in(self.facts, person) for person in self.facts.people]
        practice = [person.checked_in for person in self.facts.people]
        return (
            *self._gains("official", "gained", tested, official),
            *self._gains("practice_gains", "checked_any", checked, practice),
        )

    def _gains(self, key: str, figure: str, parts: f.By, months: Sequence[Collection[int]]) -> list[Table]:
        """By site and by month. The same people stand test by test or level by level in `parts`, some in several: where they
        are so many that the small numbers there could be nothing but four, they are left out."""
        by_site, by_month = [0] * len(self.facts.sites), [0] * len(self.facts.months)
        for person, mine in zip(self.facts.people, months, strict=True):
            by_site[person.site] += bool(mine)
            for month in mine:
                by_month[month] += 1
        whole, small = sum(by_site), [n for n in parts if 0 < n < LEAST_SHOWN]
        if not whole or (small and whole - (sum(parts) - sum(small)) >= len(small) * (LEAST_SHOWN - 1)):
            return []
        shown = within(by_month, whole, [whole] * len(by_month))
        remark = note("official" if key == "official" else "practice_level")
        return [
            Table(f"{key}_sites", names_of("site", figure), self.of.rows(self.of.people_of(by_site)), (remark,)),
            Table(
                f"{key}_months", names_of("month", figure), tuple(zip(self.facts.months, shown, strict=True)), (remark,)
            ),
        ]


def _sum(sites: f.ByTwo) -> f.By:
    return [sum(column) for column in zip(*sites, strict=True)]


def within(months: f.By, whole: int, most: f.By) -> list[Shown]:
    """People by month, who are in several months: of the whole time there are `whole`, no fewer than in any month and no more
    than in all of them; in each month no more than `most`. A month that could be found out takes the others with it."""
    others = [sum(months) - n for n in months]
    cells = [
        counted(n, low=max(0, whole - rest) if whole >= LEAST_SHOWN else 0, high=max(n, min(whole, high)))
        for n, rest, high in zip(months, others, most, strict=True)
    ]
    if any(cell.small and not cell.moves(marked=False) for cell in cells):
        return [Hidden.BESIDE if high else 0 for high in most]
    return [column([cell], None)[0] for cell in cells]
