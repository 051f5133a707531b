"""The tables of the programme's report that tell sites apart: what adds up is hidden together.

Each person is counted at one site only, so that sites add up to all of them. A site whose enrolled are hidden is withheld in every
table, with all its rows: of two or more such sites only sums are known. Where a row is shown, what is hidden in it moves
within what is known: no more people are active than enrolled, and those divided into parts (new and returning, by level, by
goal) add up to the enrolled. So the tables are safe together, not only each by itself (see `suppression`). Sites and months
are not crossed: nearly all such cells would be small.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from bot.lessons.course import LEVELS
from bot.reports import programme_figures as f
from bot.reports.programme_people import Person, ProgrammeFacts
from bot.reports.suppression import FAR, LEAST_SHOWN, Cell, Hidden, Shown, column, counted, suppress
from bot.reports.tables import Label, Table, Value, Words, name, names_of, note

LEVEL_NAMES = tuple(Words(f"programme.level.{level}") for level in (*LEVELS, f.NO_LEVEL))
GOAL_NAMES = (*(Words(f"programme.goal.{goal}") for goal in f.GOALS), name("work_track"), name("civ_track"))


class SiteTables:
    """The tables of at least five people."""

    def __init__(self, facts: ProgrammeFacts) -> None:
        self.facts = facts
        self.sites: list[Label] = [site.name for site in facts.sites]
        self.many = len(self.sites) > 1  # then there is a last row of all sites
        if self.many:
            self.sites.append(Words("programme.all"))
        self.places = range(len(facts.sites))
        self.people = f.by_site(facts, lambda person: True)
        self.withheld: Collection[int] = ()
        self.enrolled = self._list(self.people, self.people, FAR)
        self.withheld = [i for i in self.places if isinstance(self.enrolled[i], Hidden)]
        self.active = self._people(lambda person: any(person.days))
        self.twelve = self._people(lambda person: f.twelve_reached(person) is not None)
        self.left = self._people(lambda person: person.gone)
        self.joined = self._parts(f.by_word(facts, ("new", "returning"), f.joined))
        self.levels = self._parts(f.levels(facts))
        self.goals = self._parts(f.by_word(facts, f.GOALS, f.goal_of))
        self.hours = self._hours(f.hours_by_site(facts), f.by_site(facts, lambda person: any(person.seconds)))

    # --- hiding, by site ---

    def _people(self, counts: Callable[[Person], bool]) -> list[Shown]:
        return self.people_of(f.by_site(self.facts, counts))

    def people_of(self, found: f.By) -> list[Shown]:
        """How many of the enrolled count, by site and of all sites."""
        if found == self.people:
            return self.enrolled  # everybody: what is hidden there is hidden here
        return self._list(found, self.people)

    def _list(self, counts: f.By, among: f.By, high: int = 0) -> list[Shown]:
        cells = [
            _held_back(counts, self.withheld, i, among[i]) if i in self.withheld else counted(n, high=high or among[i])
            for i, n in enumerate(counts)
        ]
        return column(cells, counted(sum(counts), fixed=True) if self.many else None)

    def _hours(self, hours: f.By, people: f.By) -> list[Shown]:
        """Hours of practice: hidden where they are from fewer than five people."""
        cells = [
            _held_back(hours, self.withheld, i, FAR) if i in self.withheld else hours_of(n, of)
            for i, (n, of) in enumerate(zip(hours, people, strict=True))
        ]
        return column(cells, hours_of(sum(hours), sum(people), fixed=True) if self.many else None)

    def _parts(self, counts: f.ByTwo) -> list[list[Shown]]:
        """The enrolled divided into parts: each row adds up to the site's enrolled, which are known or wholly withheld."""
        columns = [[row[j] for row in counts] for j in range(len(counts[0]))]
        grid = [
            [
                _held_back(each, self.withheld, i, FAR) if i in self.withheld else counted(each[i])
                for each in columns
            ]
            + [Cell(sum(row), fixed=True)]
            for i, row in enumerate(counts)
        ]  # fmt: skip
        if self.many:
            grid.append([*(counted(sum(each)) for each in columns), Cell(sum(self.people), fixed=True)])
        return [row[:-1] for row in suppress(grid, total_row=self.many, total_column=True)]

    # --- tables, by site ---

    def rows(self, *columns: Sequence[Value]) -> tuple[tuple[Value, ...], ...]:
        """Columns as a table has them, beside the names of the sites."""
        return tuple(zip(self.sites, *columns, strict=True))

    def of_sites(self) -> Table:
        """Who was there, who came and went, who practised, by site."""
        new, returning = zip(*self.joined, strict=True)
        rows = self.rows(self.enrolled, new, returning, self.left, self.active, self.twelve, self.hours)
        names = names_of("site", "enrolled", "new", "returning", "left", "active", "twelve", "hours")
        return Table("sites", names, rows, (note("once"), note("hours")))

    def of_levels(self) -> Table:
        """Practice levels."""
        rows = self.rows(*zip(*self.levels, strict=True))
        return Table("levels", (name("site"), *LEVEL_NAMES), rows, (note("practice_level"),))

    def of_goals(self) -> Table:
        """What people prepare for, and who opened the tracks beside it."""
        work = self._people(lambda person: person.work_units > 0)
        civ = self._people(lambda person: person.civ_units > 0)
        return Table("goals", (name("site"), *GOAL_NAMES), self.rows(*zip(*self.goals, strict=True), work, civ))

    def of_civics(self) -> Table:
        """The citizenship track. Where its people are hidden, so is what is told of them."""
        at = f.GOALS.index("citizenship")
        track, of_track = [row[at] for row in self.goals], f.by_site(self.facts, lambda person: person.in_track)
        ready = self._of_track(track, of_track, lambda person: person.ready)
        passed = self._of_track(track, of_track, lambda person: "passed_interview" in person.milestones)
        names = names_of("site", "track", "ready", "passed")
        return Table("civics", names, self.rows(track, ready, passed), (note("ready"),))

    def _of_track(self, track: list[Shown], of_track: f.By, counts: Callable[[Person], bool]) -> list[Shown]:
        found = f.by_site(self.facts, lambda person: person.in_track and counts(person))
        if found == of_track or not any(found):
            return track if any(found) else [0] * len(track)
        unknown = [i for i in self.places if isinstance(track[i], Hidden)]
        cells = [
            _held_back(found, unknown, i, of_track[i]) if i in unknown else counted(n, high=of_track[i])
            for i, n in enumerate(found)
        ]
        if not self.many:
            return column(cells, None)
        of_all = isinstance(track[-1], Hidden) and any(found[i] for i in unknown)
        return column(cells, Cell(sum(found), withheld=True) if of_all else counted(sum(found), fixed=True))


def _held_back(counts: f.By, withheld: Collection[int], i: int, most: int) -> Cell:
    """A cell of a withheld site. Where nobody of all these sites counts, that could be worked out, and is shown."""
    return Cell(counts[i], 0, most, withheld=True) if any(counts[j] for j in withheld) else Cell(0, fixed=True)


def hours_of(hours: int, people: int, *, fixed: bool = False) -> Cell:
    """Hours that so many people practised."""
    small = 0 < people < LEAST_SHOWN
    return Cell(hours, 0, FAR if people else 0, small=small, fixed=fixed and not small)
