"""The tables of the programme's report that tell sites or months apart: what adds up is hidden together.

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
        self.goals = self._parts(f.by_word(facts, f.GOALS, f.goal_of))
        self.hours = self._hours(f.hours_by_site(facts), f.by_site(facts, lambda person: any(person.seconds)))

    # --- hiding, by site ---

    def _people(self, counts: Callable[[Person], bool]) -> list[Shown]:
        """How many of the enrolled count, by site and of all sites."""
        found = f.by_site(self.facts, counts)
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
            _held_back(hours, self.withheld, i, FAR) if i in self.withheld else _hours_of(n, of)
            for i, (n, of) in enumerate(zip(hours, people, strict=True))
        ]
        return column(cells, _hours_of(sum(hours), sum(people), fixed=True) if self.many else None)

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

    def _rows(self, *columns: Sequence[Value]) -> tuple[tuple[Value, ...], ...]:
        return tuple(zip(self.sites, *columns, strict=True))

    def of_sites(self) -> Table:
        """Who was there, who came and went, who practised, by site."""
        new, returning = zip(*self.joined, strict=True)
        rows = self._rows(self.enrolled, new, returning, self.left, self.active, self.twelve, self.hours)
        names = names_of("site", "enrolled", "new", "returning", "left", "active", "twelve", "hours")
        return Table("sites", names, rows, (note("once"), note("hours")))

    def of_levels(self) -> Table:
        """Practice levels."""
        columns = [Words(f"programme.level.{level}") for level in (*LEVELS, f.NO_LEVEL)]
        rows = self._rows(*zip(*self._parts(f.levels(self.facts)), strict=True))
        return Table("levels", (name("site"), *columns), rows, (note("practice_level"),))

    def of_goals(self) -> Table:
        """What people prepare for, and who opened the tracks beside it."""
        work = self._people(lambda person: person.work_units > 0)
        civ = self._people(lambda person: person.civ_units > 0)
        columns = [Words(f"programme.goal.{goal}") for goal in f.GOALS] + [name("work_track"), name("civ_track")]
        return Table("goals", (name("site"), *columns), self._rows(*zip(*self.goals, strict=True), work, civ))

    def of_civics(self) -> Table:
        """The citizenship track. Where its people are hidden, so is what is told of them."""
        at = f.GOALS.index("citizenship")
        track, of_track = [row[at] for row in self.goals], f.by_site(self.facts, lambda person: person.in_track)
        ready = self._of_track(track, of_track, lambda person: person.ready)
        passed = self._of_track(track, of_track, lambda person: "passed_interview" in person.milestones)
        names = names_of("site", "track", "ready", "passed")
        return Table("civics", names, self._rows(track, ready, passed), (note("ready"),))

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

    # --- gains, by site and by month: those of official tests and of practice never in one table ---

    def of_gains(self) -> tuple[Table, ...]:
        """Whose practice level rose, and whose NRS level. Test by test and level by level they are told elsewhere; where a
        number there is small, sums of them would tell too much, and there are none."""
        checked, tested = f.checks(self.facts).values(), [each.gained for each in f.official(self.facts)]
        out: list[Table] = []
        if any(tested) and not any(0 < n < LEAST_SHOWN for n in tested):
            out += self._gains("official", "gained", note("official"), lambda person: f.gained_in(self.facts, person))
        if any(checked) and not any(0 < n < LEAST_SHOWN for n in checked):
            out += self._gains(
                "practice_gains", "checked_any", note("practice_level"), lambda person: person.checked_in
            )
        return tuple(out)

    def _gains(self, key: str, figure: str, remark: Words, months: Callable[[Person], Collection[int]]) -> list[Table]:
        by_site = self._people(lambda person: bool(months(person)))
        whole = sum(f.by_site(self.facts, lambda person: bool(months(person))))
        by_month = f.by_month(self.facts, lambda person, month: month in months(person))
        rows = tuple(zip(self.facts.months, _within(by_month, whole, [whole] * len(by_month)), strict=True))
        return [
            Table(f"{key}_sites", names_of("site", figure), self._rows(by_site), (remark,)),
            Table(f"{key}_months", names_of("month", figure), rows, (remark,)),
        ]

    # --- by month, all sites together ---

    def of_months(self) -> Table:
        """The same by month. New, returning and left add up with the enrolled from month to month, so nothing could be hidden
        among them: if any is small, all three are left out, and months whose enrolled would tell how many came or went."""
        facts, whole = self.facts, sum(self.people)
        present = f.by_month(facts, lambda person, month: person.present[month])
        active = f.by_month(facts, lambda person, month: person.days[month] > 0)
        reached = f.by_month(facts, lambda person, month: f.twelve_reached(person) == month)
        practised = f.by_month(facts, lambda person, month: person.seconds[month] > 0)
        ever = sum(any(person.days) for person in facts.people)
        hours = [_hours_of(n, of) for n, of in zip(f.hours_by_month(facts), practised, strict=True)]
        of_hours = _hours_of(sum(f.hours_by_month(facts)), sum(any(p.seconds) for p in facts.people), fixed=True)
        flows = self._flows(present)
        there = _within(present, whole, [whole] * len(present))
        busy = _within(active, ever, present)
        if not flows:
            there = _not_alone(_apart(there, *self._ends()))
            if ever:  # who is active is there
                busy = _not_alone([n if isinstance(n, Hidden) else m for n, m in zip(there, busy, strict=True)])
        columns: list[Sequence[Value]] = [
            there,
            busy,
            column([counted(n) for n in reached], counted(sum(reached), fixed=True))[:-1],
            column(hours, of_hours)[:-1],
        ]
        names = names_of(
            "month", "enrolled", "active", "twelve", "hours", *(("new", "returning", "left") if flows else ())
        )
        rows = tuple(zip(facts.months, *columns, *flows, strict=True))
        return Table("months", names, rows, () if flows else (note("flows"),))

    def _ends(self) -> tuple[Shown, Shown]:
        """How many were there before the first month, and at the end of the last, as far as that can be read elsewhere."""
        returning, left, whole = self.joined[-1][1], self.left[-1], self.enrolled[-1]
        end = whole - left if isinstance(whole, int) and isinstance(left, int) else Hidden.BESIDE
        return returning, end

    def _flows(self, present: f.By) -> list[f.By]:
        new = f.by_month(self.facts, lambda person, month: person.first == month)
        back = [n - m for n, m in zip(present, new, strict=True)]
        left = f.by_month(self.facts, lambda person, month: month in person.left)
        small = any(0 < n < LEAST_SHOWN for n in (*new, *back, *left))
        elsewhere = any(isinstance(n, Hidden) for n in (*self.joined[-1], self.left[-1]))
        return [] if small or elsewhere else [new, back, left]


def _held_back(counts: f.By, withheld: Collection[int], i: int, most: int) -> Cell:
    """A cell of a withheld site. Where nobody of all these sites counts, that could be worked out, and is shown."""
    return Cell(counts[i], 0, most, withheld=True) if any(counts[j] for j in withheld) else Cell(0, fixed=True)


def _hours_of(hours: int, people: int, *, fixed: bool = False) -> Cell:
    """Hours that so many people practised."""
    small = 0 < people < LEAST_SHOWN
    return Cell(hours, 0, FAR if people else 0, small=small, fixed=fixed and not small)


def _apart(months: Sequence[Shown], before: Shown, after: Shown) -> list[Shown]:
    """People by month, without the months between which fewer than five came or went: of those shown, and of what was `before`
    and is `after`, each two that follow one another are the same or differ by five at least. The last months stay first."""
    out: list[Shown] = [Hidden.BESIDE if isinstance(each, int) else each for each in months]
    following, kept = after, []
    for i, here in reversed(list(enumerate(months))):
        if isinstance(here, int) and _tells_nobody(here, following):
            out[i] = following = here
            kept.append(i)
    while kept and not _tells_nobody(out[kept[-1]], before):
        out[kept.pop()] = Hidden.BESIDE
    return out


def _not_alone(months: list[Shown]) -> list[Shown]:
    """The same; all are hidden where the only one hidden could be nothing but the sum of everybody."""
    shown = [each for each in months if isinstance(each, int)]
    return months if len(shown) < len(months) - 1 or any(shown) else [Hidden.BESIDE] * len(months)


def _tells_nobody(one: Shown, other: Shown) -> bool:
    """Whether two numbers of people, as far as they are known, tell of no small group that came or went between them."""
    if not (isinstance(one, int) and isinstance(other, int)):
        return True
    return one == other or abs(one - other) >= LEAST_SHOWN


def _within(months: f.By, whole: int, most: f.By) -> list[Shown]:
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
