"""The tables of the programme's report that tell sites apart: families of cells that add up are hidden together.

Each person is counted at one site only, so that sites add up to all of them. How people are divided (new and returning, by level,
by goal) shares its sums with the enrolled: a site whose enrolled are hidden has its whole row withheld in those tables, and where
the row is shown what is hidden in it moves within its sum. Other tables bound one another (active people are enrolled): cells
move within these bounds only. So the tables are safe together as well (see `suppression`).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.lessons.course import LEVELS
from bot.reports import programme_figures as f
from bot.reports.programme_people import ProgrammeFacts
from bot.reports.suppression import FAR, LEAST_SHOWN, Cell, Hidden, Shown, column, counted, suppress
from bot.reports.tables import Label, Table, Value, Words, name, names_of, note


class SiteTables:
    """The tables of enough people. Families of cells that add up are hidden together, within what the others tell."""

    def __init__(self, facts: ProgrammeFacts) -> None:
        self.facts = facts
        self.sites: list[Label] = [site.name for site in facts.sites]
        self.many = len(self.sites) > 1  # then there is a last row of all sites
        if self.many:
            self.sites.append(Words("programme.all"))
        month = range(len(facts.months))
        self.present = f.by_month(facts, lambda person, m: person.present[m])
        self.practised = f.by_month(facts, lambda person, m: person.days[m] > 0)
        self.reached = f.by_month(facts, lambda person, m: f.twelve_reached(person) == m)
        self.enrolled_count = f.by_site(facts, lambda person: True)
        self.goal_counts = f.by_word(facts, f.GOALS, f.goal_of)
        self.active_count = f.by_site(facts, lambda person: any(person.days))
        self.left_count = f.by_site(facts, lambda person: person.gone)
        parts = [self.active_count, self.left_count, [sum(row) for row in self.reached]]
        self.enrolled = self._list(
            self.enrolled_count,
            low=[max(part[i] for part in (*parts, self._peak(self.present))) for i in self._places],
            high=[sum(self.present[i]) for i in self._places],
        )
        self.withheld = {i for i in self._places if isinstance(self.enrolled[i], Hidden)}
        self.active = self._list(
            self.active_count, low=self._peak(self.practised), high=self._most(self.practised, self.enrolled_count)
        )
        self.present_shown = self._months(self.present, self.enrolled_count, low=self.practised)
        self.practised_shown = self._months(self.practised, self.active_count, high=self.present)
        self.twelve_shown = self._grid(self.reached, high=[[n] * len(month) for n in self.enrolled_count])
        self.hours_shown = self._hours()
        self.joined = self._parts(
            [[new, all - new] for new, all in zip(f.by_site(facts, lambda p: p.first is not None), self.enrolled_count, strict=True)]
        )  # fmt: skip
        self.left = self._list(self.left_count, high=self.enrolled_count)
        ready, passed = self._ready(), self._passed()
        in_track = f.GOALS.index("citizenship")
        lows = [[max(ready[i], passed[i]) if j == in_track else 0 for j in range(len(f.GOALS))] for i in self._places]
        self.goals = self._parts(self.goal_counts, lows)
        track = [row[in_track] for row in self.goal_counts]
        self.track = [row[in_track] for row in self.goals]
        self.ready, self.passed = self._list(ready, high=track), self._list(passed, high=track)
        self.levels = self._parts(f.levels(facts))

    # --- hiding ---

    @property
    def _places(self) -> range:
        return range(len(self.facts.sites))

    def _peak(self, months: f.ByTwo) -> f.By:
        return [max(row) for row in months]

    def _most(self, months: f.ByTwo, among: f.By) -> f.By:
        return [min(sum(row), most) for row, most in zip(months, among, strict=True)]

    def _list(self, counts: f.By, *, low: Sequence[int] = (), high: Sequence[int] = ()) -> list[Shown]:
        """A figure by site and of all sites."""
        cells = [counted(n, low=low[i] if low else 0, high=high[i] if high else FAR) for i, n in enumerate(counts)]
        return column(cells, counted(sum(counts), fixed=True) if self.many else None)

    def _months(
        self, counts: f.ByTwo, whole: f.By, *, low: f.ByTwo | None = None, high: f.ByTwo | None = None
    ) -> list[list[Shown]]:
        """People by site and month, who are in several months: of the time they are `whole`, no more than their months'
        sum and no fewer than any month."""
        columns = []
        for month in range(len(self.facts.months)):
            lows = [
                max(whole[i] - sum(counts[i]) + counts[i][month], low[i][month] if low else 0) for i in self._places
            ]
            highs = [min(whole[i], high[i][month] if high else whole[i]) for i in self._places]
            columns.append(self._list([row[month] for row in counts], low=lows, high=highs))
        return [list(row) for row in zip(*columns, strict=True)]

    def _grid(self, counts: f.ByTwo, *, high: f.ByTwo) -> list[list[Shown]]:
        """Counts by site and month that add up both ways, with a last column for the whole time."""
        rows = [[counted(n, high=high[i][j]) for j, n in enumerate(row)] for i, row in enumerate(counts)]
        sums = [sum(row) for row in counts]
        grid = [[*cells, counted(n, fixed=not self.many)] for cells, n in zip(rows, sums, strict=True)]
        if self.many:
            of_all = [counted(sum(row[j] for row in counts)) for j in range(len(counts[0]))]
            grid.append([*of_all, counted(sum(sums), fixed=True)])
        return suppress(grid, total_row=self.many, total_column=True)

    def _hours(self) -> list[list[Shown]]:
        """Hours by site and month with sums: hidden where they are from fewer than five people."""
        hours, people = f.hours(self.facts), f.practisers(self.facts)
        whole = f.by_site(self.facts, lambda person: any(person.seconds))

        def cell(n: int, of: int, fixed: bool = False) -> Cell:
            small = 0 < of < LEAST_SHOWN
            return Cell(n, 0, 10**9 if of else 0, small=small, fixed=fixed and not small)

        grid = [
            [*(cell(n, of) for n, of in zip(hours[i], people[i], strict=True)), cell(sum(hours[i]), whole[i], not self.many)]
            for i in self._places
        ]  # fmt: skip
        if self.many:
            of_all = [cell(sum(r[j] for r in hours), sum(r[j] for r in people)) for j in range(len(hours[0]))]
            grid.append([*of_all, cell(sum(sum(row) for row in hours), sum(whole), True)])
        return suppress(grid, total_row=self.many, total_column=True)

    def _parts(self, counts: f.ByTwo, lows: f.ByTwo | None = None) -> list[list[Shown]]:
        """The enrolled divided into parts: each row adds up to the site's enrolled, which are known or wholly withheld."""
        grid = [
            [
                Cell(n, withheld=True) if i in self.withheld else counted(n, low=lows[i][j] if lows else 0)
                for j, n in enumerate(row)
            ]
            + [Cell(sum(row), fixed=True)]
            for i, row in enumerate(counts)
        ]
        sums = [sum(row[j] for row in counts) for j in range(len(counts[0]))]
        if self.many:
            grid.append([*(counted(n) for n in sums), Cell(sum(sums), fixed=True)])
        shown = [row[:-1] for row in suppress(grid, total_row=self.many, total_column=True)]
        for j in range(len(sums)):
            if not any(counts[i][j] for i in self.withheld):  # then it can be worked out that nobody is
                for i in self.withheld:
                    shown[i][j] = 0
        return shown

    def _ready(self) -> f.By:
        return f.by_site(self.facts, lambda person: person.in_track and person.ready)

    def _passed(self) -> f.By:
        return f.by_site(self.facts, lambda person: person.in_track and "passed_interview" in person.milestones)

    # --- tables ---

    def _rows(self, *columns: Sequence[Value]) -> tuple[tuple[Value, ...], ...]:
        return tuple(zip(self.sites, *columns, strict=True))

    def of_sites(self) -> Table:
        names = ("site", "enrolled", "new", "returning", "left", "active", "twelve", "hours")
        new, returning = ([row[j] for row in self.joined] for j in (0, 1))
        twelve, hours = [row[-1] for row in self.twelve_shown], [row[-1] for row in self.hours_shown]
        rows = self._rows(self.enrolled, new, returning, self.left, self.active, twelve, hours)
        return Table("sites", names_of(*names), rows, (note("once"), note("hours")))

    def of_months(self) -> tuple[Table, ...]:
        """Enrolled, active, twelve class hours reached, hours of practice: each site by month."""
        return (
            self._by_month("enrolled", self.present_shown),
            self._by_month("active", self.practised_shown),
            self._by_month("twelve", [row[:-1] for row in self.twelve_shown]),
            self._by_month("hours", [row[:-1] for row in self.hours_shown]),
        )

    def _by_month(self, figure: str, shown: Sequence[Sequence[Shown]]) -> Table:
        return Table(f"months_{figure}", (name("site"), *self.facts.months), self._rows(*zip(*shown, strict=True)))

    def of_flows(self) -> Table:
        """New, returning and left, month by month, all sites together. With the enrolled of each month they add up from month
        to month, so they are shown only if none of them is small or hidden elsewhere."""
        people, months = self.facts.people, range(len(self.facts.months))
        new = [sum(person.first == m for person in people) for m in months]
        back = [sum(person.present[m] for person in people) - new[m] for m in months]
        left = [sum(m in person.left for person in people) for m in months]
        small = any(0 < n < LEAST_SHOWN for n in (*new, *back, *left))
        elsewhere = any(isinstance(n, Hidden) for n in (*self.joined[-1], self.left[-1]))
        rows: tuple[tuple[Value, ...], ...] = tuple(zip(self.facts.months, new, back, left, strict=True))
        if small or elsewhere:
            rows = tuple((month, *[Hidden.BESIDE] * 3) for month in self.facts.months)
        names = ("month", "new", "returning", "left")
        return Table("flows", names_of(*names), rows, (note("flows"),))

    def of_levels(self) -> Table:
        columns = [Words(f"programme.level.{level}") for level in (*LEVELS, f.NO_LEVEL)]
        rows = self._rows(*zip(*self.levels, strict=True))
        return Table("levels", (name("site"), *columns), rows, (note("practice_level"),))

    def of_goals(self) -> Table:
        tracks = [
            self._list(f.by_site(self.facts, lambda p, t=track: p.units_of(t) > 0), high=self.enrolled_count)  # type: ignore[misc]
            for track in ("work", "civ")
        ]
        columns = [Words(f"programme.goal.{goal}") for goal in f.GOALS] + [name("work_track"), name("civ_track")]
        rows = self._rows(*zip(*self.goals, strict=True), *tracks)
        return Table("goals", (name("site"), *columns), rows)

    def of_civics(self) -> Table:
        names = ("site", "track", "ready", "passed")
        rows = self._rows(self.track, self.ready, self.passed)
        return Table("civics", names_of(*names), rows, (note("ready"),))
