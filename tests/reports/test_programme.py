"""The programme's report: each figure means one thing, and small numbers are hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.lessons.live import LiveContent
from bot.lessons.measures import Measure
from bot.ports.staff import Result
from bot.reports.programme import ProgrammeReport, report
from bot.reports.programme_figures import amount, official, twelve_reached
from bot.reports.programme_people import Person, months_of, programme_year
from bot.reports.programme_words import DEFINED, Wording
from bot.reports.suppression import Hidden
from bot.reports.tables import Months, Share, Value, Words, note
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


def test_without_an_official_test_the_report_says_so() -> None:
    table = report(facts(some(7)), ()).table("official")
    assert table is not None
    assert (table.rows, table.notes[0]) == ((), note("no_official"))


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


def test_levels_by_month_are_those_of_then_and_goals_those_of_now() -> None:
    """Of those who were active: 20 people, of whom six came from the first level to the second in August."""
    rose = {"level": "a1a", "levels": ("a0", "a1a", "a1a"), "days": (1, 1, 0)}
    people = [
        *some(6, **rose, goal="both"),
        *some(9, days=(1, 1, 1), opened=(frozenset({"work"}), frozenset({"work", "cit"}), frozenset()), work_units=2),
        *some(5, level=None, levels=(None,) * 3, days=(0, 1, 0), goal="citizenship"),
    ]
    made = report(facts(people), ())
    assert rows(made, "levels") == [(0, 15, 0, 0, 0, 0, 5)]
    assert rows(made, "levels_months") == [(6, 9, 0, 0, 0, 0, 0), (0, 15, 0, 0, 0, 0, 5), (0, 9, 0, 0, 0, 0, 0)]
    # English, citizenship, not said; opened the work track, the civic life track
    assert rows(made, "goals_months") == [(9, 6, 0, 9, 0), (9, 11, 0, 9, 0), (9, 0, 0, 0, 0)]


def test_small_parts_of_a_month_are_hidden_with_another() -> None:
    people = [
        *some(12, days=(1, 1, 1), goal="english"),
        *some(8, days=(1, 1, 1), goal="english", level="a2", levels=("a1b", "a2", "a2")),
        *some(2, days=(1, 0, 0), goal="citizenship"),
        *some(5, days=(0, 1, 0), goal="citizenship"),
        *some(3, days=(0, 0, 1), goal=None),
    ]
    made = report(facts(people), ())
    assert rows(made, "goals") == [(20, B, S, 0, 0)]
    # what is hidden of the whole time is told of no month, and not whether it was small
    assert [row[:3] for row in rows(made, "goals_months")] == [(B, B, 0), (B, B, 0), (20, B, B)]
    few = report(facts([*some(9, days=(1, 0, 0)), *some(6)]), ())
    assert rows(few, "levels_months") == [(0, 9, 0, 0, 0, 0, 0), (0,) * 7, (0,) * 7]
    hidden = report(facts([*some(3, days=(1, 0, 0)), *some(6)]), ())
    assert rows(hidden, "levels_months")[0] == (0, B, 0, 0, 0, 0, 0)  # three were active


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


LABELS = {"site", "month", "months", "measure", "kind", "instrument", "rule", "test", "quality"}  # no figures


def test_every_figure_is_defined_and_measures_say_of_when_their_data_are(content: LiveContent) -> None:
    results = tuple(Result(i, 1, "CASAS", date(2026, 7 + i, 5), 2 + i) for i in range(2))
    people = some(9, days=(1, 1, 1), checks=("a1b",), checked_in=frozenset({1}), results=results)
    made = report(facts(people), content.catalogue.measures)
    words = Wording(content.staff_phrases, "en")
    columns = {name.key for table in made.tables for name in table.columns if isinstance(name, Words)}
    rows = {row[0].key for table in made.tables for row in table.rows if isinstance(row[0], Words)}
    figures = {key.removeprefix("programme.name.") for key in columns | rows if key.startswith("programme.name.")}
    assert figures - LABELS <= set(DEFINED)
    assert {"checked_any", "tested", "weeks_off", "work_track"} <= figures
    [measures] = [sheet for sheet in words.sheets(made) if sheet.key == "measures"]
    assert measures.notes[-1] == "July 1, 2026 – September 30, 2026. Data of November 23, 2026."


def test_weeks_without_class_are_none_without_attendance() -> None:
    table = report(facts(some(9)), ()).table("quality")
    assert table is not None
    assert [row[1:] for row in table.rows[:2]] == [(9, 10, Share(0.9)), (1, 11, Share(1 / 11))]


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
