"""The programme's report, for somebody who reads all its tables and reckons: no small number can be worked out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports.programme import ProgrammeReport, report
from bot.reports.suppression import Hidden
from bot.reports.tables import Months
from tests.reports.people import facts, some
from tests.reports.test_programme import rows

FLOWS = ("there", "new", "again", "left")


class Reader:
    """Narrows down what each hidden cell can be, by every sum and bound of the report, until nothing new comes of it."""

    def __init__(self, made: ProgrammeReport, sites: int, *, levels_stay: bool) -> None:
        self.many = sites > 1
        self.sites = range(sites)
        self.all = sites if self.many else 0
        self.range: dict[tuple[str, int, int], tuple[int, int]] = {}
        for table in made.tables:
            for i, row in enumerate(table.rows):
                for j, value in enumerate(row[1:]):
                    if isinstance(value, int | Hidden):
                        self.range[table.key, i, j] = self._seen(value)
        self.most: list[tuple[list[tuple[str, int, int]], list[tuple[str, int, int]]]] = []  # left sum ≤ right sum
        gains = [key for key in ("official", "practice_gains") if made.table(f"{key}_sites") is not None]
        for key in ("sites", "levels", "goals", "civics", *(f"{key}_sites" for key in gains)):
            self._columns(made, key)
        for i in range(sites + self.many):
            enrolled = ("sites", i, 0)
            self._equal([("sites", i, 1), ("sites", i, 2)], [enrolled])
            self._equal([("levels", i, j) for j in range(7)], [enrolled])
            self._equal([("goals", i, j) for j in range(3)], [enrolled])
            self._equal([("goals", i, 1)], [("civics", i, 0)])
            self.most += [([("sites", i, part)], [enrolled]) for part in (3, 4, 5)]
            self.most += [([("goals", i, part)], [enrolled]) for part in (3, 4)]
            self.most += [([("civics", i, j)], [("civics", i, 0)]) for j in (1, 2)]
        months = range(len(rows(made, "months")))
        for key in gains:
            whole = (f"{key}_sites", self.all, 0)
            self.most += [([(f"{key}_sites", i, 0)], [("sites", i, 0)]) for i in range(sites + self.many)]
            self.most.append(([whole], [(f"{key}_months", m, 0) for m in months]))
            self.most += [([(f"{key}_months", m, 0)], [whole]) for m in months]
            if key == "practice_gains":
                self.most.append(([whole], [(key, i, 0) for i in range(5)]))
                self.most += [([(key, i, 0)], [whole]) for i in range(5)]
        self.most.append(([("sites", self.all, 4)], [("months", m, 0) for m in months]))
        self.most += [([("months", m, 0)], [("sites", self.all, 4)]) for m in months]
        for m in months:
            active = [("months", m, 0)]
            self._equal([("levels_months", m, j) for j in range(7)], active)
            self._equal([("goals_months", m, j) for j in range(3)], active)
            self.most += [([("goals_months", m, j)], [("goals", self.all, j)]) for j in range(5)]
            if levels_stay:
                self.most += [([("levels_months", m, j)], [("levels", self.all, j)]) for j in range(7)]
        self.most += [([("goals", self.all, j)], [("goals_months", m, j) for m in months]) for j in (3, 4)]
        for figure, whole in ((1, 5), (2, 6)):  # twelve hours, hours
            self._equal([("months", m, figure) for m in months], [("sites", self.all, whole)])
        self._from_month_to_month(made)

    def _from_month_to_month(self, made: ProgrammeReport) -> None:
        """What is not printed of single months: who was there, was new, came again, left. Together they add up from month to
        month. The reader takes it that nobody left and came back, which is so of the people of this test."""
        table = made.table("flows")
        assert table is not None
        days = [row[0] for row in made.table("months").rows]  # type: ignore[union-attr]
        there, new, again, left = ([(kind, m, 0) for m in range(len(days))] for kind in FLOWS)
        self.range |= dict.fromkeys((*there, *new, *again, *left), (0, 10_000))
        for m in range(len(days)):
            self._equal([there[m], *left[:m][-1:]], [*there[:m][-1:], new[m], again[m]])
            self.most += [([("months", m, figure)], [there[m]]) for figure in (0, 1)]
            self.most += [([("goals_months", m, track)], [there[m]]) for track in (3, 4)]
            self.most += [([there[m]], [("sites", self.all, 0)]), ([left[m]], [there[m]])]
        for figure, flow in ((1, new), (2, again), (3, left)):
            self._equal(flow, [("sites", self.all, figure)])
        for i, row in enumerate(table.rows):
            assert isinstance(row[0], Months)
            first, last = days.index(row[0].first), days.index(row[0].last) + 1
            enrolled = ("flows", i, 0)
            self._equal([enrolled], [there[first], *new[first + 1 : last], *again[first + 1 : last]])
            self._equal([("flows", i, 1)], new[first:last])
            self._equal([("flows", i, 1), ("flows", i, 2)], [enrolled])
            self._equal([("flows", i, 3)], left[first:last])

    def _seen(self, value: int | Hidden) -> tuple[int, int]:
        if isinstance(value, int):
            return value, value
        return (1, 4) if value is Hidden.SMALL else (0, 10_000)

    def _columns(self, made: ProgrammeReport, key: str) -> None:
        table = made.table(key)
        assert table is not None
        for j in range(len(table.columns) - 1):
            if self.many:
                self._equal([(key, i, j) for i in self.sites], [(key, self.all, j)])

    def _equal(self, left: list[tuple[str, int, int]], right: list[tuple[str, int, int]]) -> None:
        self.most += [(left, right), (right, left)]

    def reckon(self) -> None:
        again = True
        while again:
            again = False
            for small, large in self.most:
                low = sum(self.range[cell][0] for cell in small)
                high = sum(self.range[cell][1] for cell in large)
                assert low <= high
                for cells, sign in ((small, 1), (large, -1)):
                    for cell in cells:
                        least, most = self.range[cell]
                        new = (
                            (least, min(most, high - low + least))
                            if sign > 0
                            else (max(least, most - (high - low)), most)
                        )
                        if new != (least, most):
                            self.range[cell], again = new, True
                            low = sum(self.range[each][0] for each in small)
                            high = sum(self.range[each][1] for each in large)


CHECKED: list[dict[str, object]] = [
    {},
    {"checks": ("a2",), "checked_in": frozenset({1})},
    {"checks": ("a1b", "a2"), "checked_in": frozenset({0, 2})},
]

LEVELS = ("a0", "a1a", "b2", None)
OPENED = (frozenset(), frozenset({"work"}), frozenset({"work", "civ"}))


@st.composite
def crowds(draw: st.DrawFn) -> tuple[int, list[tuple[int, dict[str, object]]], bool]:
    """How many sites, groups of people who are alike, and whether nobody came to another level."""
    sites, levels_stay = draw(st.integers(1, 4)), draw(st.booleans())
    groups: list[tuple[int, dict[str, object]]] = []
    for _ in range(draw(st.integers(1, 10))):
        present = draw(st.sampled_from([(True,) * 3, (False, True, True), (True, True, False), (False, False, True)]))
        days = tuple(draw(st.integers(0, 1)) if here else 0 for here in present)
        minutes = tuple(draw(st.sampled_from((0, 400, 800))) if here else 0 for here in present)
        gone = not present[-1] or draw(st.booleans())
        opened = tuple(draw(st.sampled_from(OPENED)) if here else OPENED[0] for here in present)
        level = draw(st.sampled_from(LEVELS))
        kind = {
            "site": draw(st.integers(0, sites - 1)),
            "present": present,
            "days": days,
            "seconds": tuple(day * 4000.0 for day in days),
            "minutes": minutes,
            "first": draw(st.sampled_from((None, present.index(True)))),
            "gone": gone,
            "left": frozenset({max(i for i, here in enumerate(present) if here)} if gone else ()),
            "goal": draw(st.sampled_from(("english", "citizenship", "both", None))),
            "level": level,
            "levels": (level,) * 3 if levels_stay else (*draw(st.tuples(*[st.sampled_from(LEVELS)] * 2)), level),
            "opened": opened,
            "work_units": sum("work" in each for each in opened),
            "civ_units": sum("civ" in each for each in opened),
            "ready": draw(st.booleans()),
            **draw(st.sampled_from(CHECKED)),
            "milestones": draw(st.sampled_from((frozenset(), frozenset({"passed_interview"})))),
        }
        groups.append((draw(st.one_of(st.integers(1, 6), st.integers(1, 30))), kind))
    return sites, groups, levels_stay


@settings(max_examples=250, deadline=None)
@given(crowds())
def test_no_hidden_number_can_be_worked_out_of_all_tables_together(
    crowd: tuple[int, list[tuple[int, dict[str, object]]], bool],
) -> None:
    sites, groups, levels_stay = crowd
    people = [person for n, kind in groups for person in some(n, **kind)]
    made = report(facts(people, sites=sites), ())
    for table in made.tables:
        if table.key != "quality":
            hours = {"sites": 7, "months": 3}.get(table.key)
            values = [v for row in table.rows for j, v in enumerate(row) if j != hours]
            assert not [v for v in values if isinstance(v, int) and 0 < v < 5]
    if len(people) < 5:
        return
    reader = Reader(made, sites, levels_stay=levels_stay)
    hidden = [cell for cell, (low, high) in reader.range.items() if low < high]
    reader.reckon()
    known = {cell: low for cell, (low, high) in reader.range.items() if low == high}
    assert [cell for cell in hidden if cell in known and cell[0] not in FLOWS] == []
    assert [(cell, n) for cell, n in known.items() if cell[0] in FLOWS and 0 < n < 5] == []  # nor who came and left
