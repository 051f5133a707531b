"""The programme's report: each figure means one thing, and no small number can be worked out of all tables together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lessons.live import LiveContent
from bot.lessons.measures import Measure
from bot.ports.staff import Result
from bot.reports.programme import ProgrammeReport, report
from bot.reports.programme_figures import amount, official, twelve_reached
from bot.reports.programme_people import Person, months_of, programme_year
from bot.reports.programme_words import Wording
from bot.reports.suppression import Hidden
from bot.reports.tables import Months, Share, Value, Words
from tests.reports.people import ANYBODY, facts, some

S, B = Hidden.SMALL, Hidden.BESIDE


def rows(made: ProgrammeReport, key: str) -> list[tuple[Value, ...]]:
    """A table's rows without what they are about."""
    table = made.table(key)
    assert table is not None
    return [row[1:] for row in table.rows]


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 6, 30), (date(2025, 7, 1), date(2026, 7, 1))),
        (date(2026, 7, 1), (date(2026, 7, 1), date(2027, 7, 1))),
        (date(2027, 1, 1), (date(2026, 7, 1), date(2027, 7, 1))),
    ],
)
def test_the_programme_year_begins_in_july(day: date, year: tuple[date, date]) -> None:
    assert programme_year(day) == year
    assert len(months_of(*year)) == 12


def test_people_by_site() -> None:
    people = [
        *some(6, first=0, days=(3, 0, 0), seconds=(1800.0, 0.0, 0.0), minutes=(300, 300, 120)),
        *some(10, gone=True),
        *some(9, site=1, first=1, seconds=(0.0, 800.0, 0.0), days=(0, 1, 1)),
        *some(11, site=1),
    ]
    made = report(facts(people, sites=2), ())
    # enrolled, new, returning, left, active, 12 class hours, hours of practice
    assert rows(made, "sites") == [(16, 6, 10, 10, 6, 6, 3), (20, 9, 11, 0, 9, 0, 2), (36, 15, 21, 10, 15, 6, 5)]
    assert rows(made, "months") == [
        (6, 0, 3),
        (9, 0, 2),
        (9, 6, 0),
    ]  # active, came to 12 class hours, hours of practice


def test_class_hours_are_never_taken_from_practice() -> None:
    busy = replace(ANYBODY, seconds=(90_000.0, 0.0, 0.0), days=(20, 0, 0))
    assert twelve_reached(busy) is None
    assert twelve_reached(replace(busy, minutes=(719, 0, 1))) == 2
    assert amount(facts([busy]), busy, "instruction_hours") == 0


def test_fewer_than_five_people_have_no_figures() -> None:
    made = report(facts(some(4, days=(1, 0, 0))), ())
    assert [table.key for table in made.tables] == ["sites", "quality"]
    assert rows(made, "sites") == [(S,)]
    assert rows(report(facts([]), ()), "sites") == [(0,)]


def test_official_tests_are_paired_by_name_and_stand_apart() -> None:
    def took(*results: tuple[str, date, int]) -> tuple[Result, ...]:
        return tuple(Result(i, 1, test, day, nrs) for i, (test, day, nrs) in enumerate(results))

    rose = took(("CASAS", date(2026, 7, 5), 2), ("CASAS", date(2026, 9, 5), 3))
    carried = took(("CASAS", date(2026, 5, 5), 3), ("CASAS", date(2026, 9, 5), 3))
    mixed = took(("CASAS", date(2026, 7, 5), 2), ("BEST Plus 3.0", date(2026, 9, 5), 5))
    people = [
        *some(7, results=rose),
        *some(6, results=carried),
        *some(5, results=mixed, checks=("a1b",), checked_in=frozenset({1})),
    ]
    [best, casas] = official(facts(people))
    assert (best.test, best.before, best.after, best.gained) == ("BEST Plus 3.0", 5, 0, 0)
    assert (casas.before, casas.after, casas.gained) == (18, 13, 7)
    made = report(facts(people), ())
    assert rows(made, "official") == [(5, 0, Share(0.0), 0), (18, 13, Share(13 / 18), 7)]
    assert rows(made, "practice_gains") == [(0,), (5,), (0,), (0,), (0,)]
    assert (rows(made, "official_sites"), rows(made, "official_months")) == ([(7,)], [(0,), (0,), (7,)])
    assert (rows(made, "practice_gains_sites"), rows(made, "practice_gains_months")) == ([(5,)], [(0,), (5,), (0,)])
    gains = made.table("practice_gains")
    assert gains is not None
    assert gains.notes == (Words("programme.note.practice_level"),)


def measure(count: str, least: int, of: Mapping[str, int] | None = None) -> Measure:
    words = {"en": count, "es": count}
    return Measure(count, "outcome", words, (((count, least),),), (tuple(of.items()),) if of else (), words, words)


def test_a_measure_counts_each_person_once_among_those_it_is_about() -> None:
    people = [
        *some(8, checks=("a1b", "a2", "a2"), minutes=(400, 400, 0)),
        *some(6, minutes=(720, 0, 0)),
        *some(7, checks=("a1b",)),
    ]
    served, gained = measure("instruction_hours", 12), measure("level_checks", 1, {"instruction_hours": 12})
    made = report(facts(people), [served, gained])
    assert [row[1:4] for row in rows(made, "measures")] == [(14, 21, Share(14 / 21)), (8, 14, Share(8 / 14))]
    few = report(facts([*people, *some(3, civics_days=6)]), [measure("civics_days", 6)])
    assert [row[1:4] for row in rows(few, "measures")] == [(S, 24, B)]


@pytest.mark.parametrize(
    ("person", "counter", "much"),
    [
        ({"work_units": 2}, "work_units", 2),
        ({"work_units": 2}, "civ_units", 0),
        ({"days": (2, 0, 5)}, "practice_days", 7),
        ({"ready": True}, "civics_ready", 1),
        ({"milestones": frozenset({"got_job"})}, "got_job", 1),
        ({"milestones": frozenset({"got_job"})}, "took_oath", 0),
        ({"seconds": (5400.0, 0.0, 0.0)}, "practice_hours", 1.5),
    ],
)
def test_what_is_counted_of_a_person(person: dict[str, object], counter: str, much: float) -> None:
    one = replace(ANYBODY, **person)  # type: ignore[arg-type]
    assert amount(facts([one]), one, counter) == much


def test_languages_of_few_stand_among_the_others() -> None:
    people = [*some(9), *some(6, language="ht"), *some(3, language="vi")]
    named = report(facts(people), ()).table("languages")
    assert named is not None
    assert [row[1] for row in named.rows] == [9, 9]  # the three, and with them the six that would give them away
    plenty = report(facts([*people, *some(4, language="pt-BR")]), ()).table("languages")
    assert plenty is not None
    assert [row[1] for row in plenty.rows] == [9, 6, 7]


def test_a_site_that_is_hidden_is_hidden_in_every_table() -> None:
    people = [*some(3, level="b1"), *some(20, site=1, level="a0"), *some(30, site=2, level="a0", first=1)]
    made = report(facts(people, sites=3), ())
    assert [row[0] for row in rows(made, "sites")] == [S, B, 30, 53]
    assert rows(made, "levels") == [
        (B, 0, 0, 0, B, 0, 0), (B, 0, 0, 0, B, 0, 0), (30, 0, 0, 0, 0, 0, 0), (B, 0, 0, 0, S, 0, 0)
    ]  # fmt: skip
    assert [row[2] for row in rows(made, "sites")] == [B, B, 0, 23]


def told(made: ProgrammeReport) -> list[tuple[Value, ...]]:
    """Who came and left, by the months from which to which."""
    table = made.table("flows")
    assert table is not None
    labels = [row[0] for row in table.rows]
    assert all(isinstance(label, Months) for label in labels)
    return [(row[0].first.month, row[0].last.month, *row[1:]) for row in table.rows]  # type: ignore[union-attr]


def test_who_came_and_left_month_by_month() -> None:
    plenty = [
        *some(6, first=0),
        *some(8, first=1, present=(False, True, True), left=frozenset({2}), gone=True),
        *some(9),
    ]
    assert told(report(facts(plenty), ())) == [(7, 7, 15, 6, 9, 0), (8, 8, 23, 8, 15, 0), (9, 9, 23, 0, 23, 8)]


CLASS_OF_25 = [
    *some(21, first=0, days=(1, 1, 1)),
    *some(3, first=1, present=(False, True, True), days=(0, 1, 1)),
    *some(1, first=2, present=(False, False, True), days=(0, 0, 1)),
]


@pytest.mark.parametrize(
    ("people", "lines"),
    [
        # 21, 24, 25: whoever subtracts knows how few came
        (CLASS_OF_25, [(7, 9, 25, 25, 0, 0)]),
        # the same a month later, and nobody before
        (
            [replace(person, present=(False, *person.present[:2]), first=(person.first or 0) + 1) for person in CLASS_OF_25[:24]],
            [(7, 7, 0, 0, 0, 0), (8, 9, 24, 24, 0, 0)],
        ),
        # two left, and were few; seven came
        (
            [*some(20), *some(2, present=(True, False, False), left=frozenset({0}), gone=True), *some(7, first=2, present=(False, False, True))],
            [(7, 9, 29, 7, 22, S)],
        ),
        # ten left, three of them are back a month later
        (
            [*some(20), *some(7, present=(True, False, False), left=frozenset({0}), gone=True), *some(3, left=frozenset({0}))],
            [(7, 8, 30, 0, 30, 7), (9, 9, 23, 0, 23, 0)],
        ),
        # two were away for a month, among more who left and came back: 28 of 30 were there
        (
            [*some(18), *some(5, left=frozenset({0})), *some(2, present=(True, False, True), left=frozenset({0})), *some(5, left=frozenset({1}))],
            [(7, 8, 30, 0, 30, 7), (9, 9, 30, 0, 30, 0)],
        ),
        # two returned a month later than the others, with five who had left
        (
            [*some(15), *some(5, left=frozenset({0})), *some(2, present=(False, True, True)), *some(6, first=1, present=(False, True, True))],
            [(7, 8, 28, 6, 22, 0), (9, 9, 28, 0, 28, 0)],
        ),
    ],
)  # fmt: skip
def test_months_are_told_together_where_few_came_or_left(people: list[Person], lines: list[tuple[Value, ...]]) -> None:
    made = report(facts(people), ())
    assert told(made) == lines
    table = made.table("flows")
    assert table is not None
    assert table.notes == (Words("programme.note.spans"),)


def test_who_practised_does_not_tell_how_many_were_there() -> None:
    assert [row[0] for row in rows(report(facts(CLASS_OF_25), ()), "months")] == [B, B, B]  # 21, 24, 25 of 25
    half = [*CLASS_OF_25, *some(30, first=0)]
    assert [row[0] for row in rows(report(facts(half), ()), "months")] == [21, 24, 25]


def test_gains_by_site_and_by_month_tell_no_small_number_of_a_level() -> None:
    passed = {"checks": ("a2",), "checked_in": frozenset({1})}
    people = [*some(6, **passed), *some(9), *some(7, site=1, **passed), *some(8, site=1)]
    made = report(facts(people, sites=2), ())
    assert rows(made, "practice_gains_sites") == [(6,), (7,), (13,)]
    assert rows(made, "practice_gains_months") == [(0,), (13,), (0,)]
    assert made.table("official_sites") is None
    more = {"checks": ("b1",), "checked_in": frozenset({2})}
    three = report(facts([*people, *some(3, **more)], sites=2), ())
    assert rows(three, "practice_gains") == [(0,), (0,), (13,), (S,), (0,)]
    assert rows(three, "practice_gains_sites") == [(9,), (7,), (16,)]  # three or four of them at the other level
    assert rows(three, "practice_gains_months") == [(0,), (13,), (S,)]
    four = report(facts([*people, *some(4, **more)], sites=2), ())
    assert four.table("practice_gains_sites") is None  # 17 - 13: it could be nothing but four


def test_the_whole_report_reads_in_both_languages(content: LiveContent) -> None:
    people = [*some(30, days=(1, 2, 3), checks=("a1b",)), *some(3, level=None)]
    made = report(facts(people, sites=2), content.catalogue.measures)
    for language, first, hidden in (("en", "People by site", "1 to 4 people"), ("es", "Personas por sede", "De 1 a 4 personas")):  # fmt: skip
        sheets = Wording(content.staff_phrases, language).sheets(made)
        assert sheets[0].title == first
        assert [sheet.key for sheet in sheets][-2:] == ["quality", "definitions"]
        assert sheets[-1].rows[1][0] == "<5"
        assert str(sheets[-1].rows[1][1]).startswith(hidden)
        assert all(len(row) == len(sheet.columns) for sheet in sheets for row in sheet.rows)
        rules = [row[1] for row in sheets[-1].rows]
        assert all(measure.rule[language] in rules for measure in content.catalogue.measures)
    assert "practice level" in " ".join(
        sheet.title.lower() for sheet in Wording(content.staff_phrases, "en").sheets(made)
    )


# --- somebody who reads all tables, knows how figures hang together, and reckons ---


FLOWS = ("there", "new", "again", "left")


class Reader:
    """Narrows down what each hidden cell can be, by every sum and bound of the report, until nothing new comes of it."""

    def __init__(self, made: ProgrammeReport, sites: int) -> None:
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
        return (1, 4) if value is S else (0, 10_000)

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


@st.composite
def crowds(draw: st.DrawFn) -> tuple[int, list[tuple[int, dict[str, object]]]]:
    sites = draw(st.integers(1, 4))
    groups: list[tuple[int, dict[str, object]]] = []
    for _ in range(draw(st.integers(1, 10))):
        present = draw(st.sampled_from([(True,) * 3, (False, True, True), (True, True, False), (False, False, True)]))
        days = tuple(draw(st.integers(0, 1)) if here else 0 for here in present)
        minutes = tuple(draw(st.sampled_from((0, 400, 800))) if here else 0 for here in present)
        gone = not present[-1] or draw(st.booleans())
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
            "level": draw(st.sampled_from(("a0", "a1a", "b2", None))),
            "ready": draw(st.booleans()),
            **draw(st.sampled_from(CHECKED)),
            "milestones": draw(st.sampled_from((frozenset(), frozenset({"passed_interview"})))),
        }
        groups.append((draw(st.one_of(st.integers(1, 6), st.integers(1, 30))), kind))
    return sites, groups


@settings(max_examples=250, deadline=None)
@given(crowds())
def test_no_hidden_number_can_be_worked_out_of_all_tables_together(
    crowd: tuple[int, list[tuple[int, dict[str, object]]]],
) -> None:
    sites, groups = crowd
    people = [person for n, kind in groups for person in some(n, **kind)]
    made = report(facts(people, sites=sites), ())
    for table in made.tables:
        if table.key != "quality":
            hours = {"sites": 7, "months": 3}.get(table.key)
            values = [v for row in table.rows for j, v in enumerate(row) if j != hours]
            assert not [v for v in values if isinstance(v, int) and 0 < v < 5]
    if len(people) < 5:
        return
    reader = Reader(made, sites)
    hidden = [cell for cell, (low, high) in reader.range.items() if low < high]
    reader.reckon()
    known = {cell: low for cell, (low, high) in reader.range.items() if low == high}
    assert [cell for cell in hidden if cell in known and cell[0] not in FLOWS] == []
    assert [(cell, n) for cell, n in known.items() if cell[0] in FLOWS and 0 < n < 5] == []  # nor who came and left
