"""The rules of a session (curriculum, pedagogy section 2), over weeks of practice of learners who answer by chance."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pytest

from bot.lessons.course import LEVELS, Course
from bot.lessons.drill import LONGER_AT_MOST, MISSES_BEFORE_HELP, Session
from bot.lessons.endings import closed, last_third, spoken
from bot.lessons.exercises.base import TYPED_FROM
from bot.lessons.live import LiveContent
from bot.lessons.memory import is_civics
from bot.lessons.model import Verdict
from bot.lessons.planner import SURE
from bot.lessons.steps import APART, COMES_BACK_AFTER, ROW, Form, Step, in_order, is_word
from tests.lessons.lives import Life, Shown, Sitting

WHO = [("a0", False), ("a1a", True), ("a1b", False), ("a2", True), ("b1", False), (None, True)]
SIZES = (5, 10, 15)
DAYS = 16


@pytest.fixture(params=WHO, ids=lambda who: f"{who[0] or 'civics'}{'-both' if who[0] and who[1] else ''}")
def sittings(request: pytest.FixtureRequest, content: LiveContent) -> list[Sitting]:
    return _sittings(content, *request.param)


@lru_cache
def _sittings(content: LiveContent, level: str | None, civics: bool) -> list[Sitting]:
    questions = [question.id for question in content.catalogue.test("2008", senior=False)] if civics else []
    out = []
    for size in SIZES:
        for seed, right in enumerate((1.0, 0.95, 0.8, 0.55, 0.0)):
            out += Life(content.catalogue.course, level, questions, size=size, right=right, seed=seed).live(DAYS)
    return out


def rows(shown: list[Shown]) -> Iterator[list[Shown]]:
    return (shown[i : i + ROW + 1] for i in range(len(shown) - ROW))


def test_no_more_than_three_of_a_kind_come_in_a_row(sittings: list[Sitting]) -> None:
    for sitting in sittings:
        for row in rows(sitting.shown):
            # What was missed comes back with choices, whatever stands before it.
            assert len({each.step.kind for each in row}) > 1 or row[-1].step.again, sitting


def is_produced(course: Course, step: Step) -> bool:
    if step.kind in ("fill-gap", "role-play"):
        return LEVELS.index(course.unit_of(step.item).level) >= TYPED_FROM
    return step.kind in ("short-answer", "say-it", "dictation", "one-sentence")


def test_something_is_said_or_typed_in_the_last_third(sittings: list[Sitting], content: LiveContent) -> None:
    course = content.catalogue.course
    for sitting in (each for each in sittings if len(each.planned) > 3):
        assert any(is_produced(course, step) for step in sitting.planned[last_third(len(sitting.planned)) :]), sitting


def test_after_two_misses_in_a_row_comes_something_known_or_the_hint_is_open(sittings: list[Sitting]) -> None:
    seen = 0
    for sitting in sittings:
        misses = 0
        for each in sitting.shown:
            if each.verdict is None:
                continue
            if misses >= MISSES_BEFORE_HELP:
                assert each.helped or each.recalled >= SURE, sitting
                seen += not each.helped
            else:
                assert not each.helped
            misses = 0 if each.verdict is Verdict.CORRECT else misses + 1
    assert seen  # known things do come


def test_the_last_one_is_a_win_where_anything_is_known(sittings: list[Sitting]) -> None:
    for sitting in sittings:
        *others, last = sitting.shown
        if last.recalled >= SURE or len(sitting.shown) > len(sitting.planned) + LONGER_AT_MOST:
            continue
        near = {each.step.item for each in others[-APART:]} | {last.step.item}
        verdicts = {each.step.item: each.verdict for each in others if each.verdict}  # the last one of each
        known = [item for item, verdict in verdicts.items() if verdict is Verdict.CORRECT and item not in near]
        assert not [item for item in known if is_word(item) or is_civics(item)], sitting


def test_a_miss_comes_back_in_its_easier_form_after_three_others(sittings: list[Sitting]) -> None:
    soon = back = 0
    for sitting in sittings:
        places: dict[str, int] = {}
        for i, each in enumerate(sitting.shown):
            if each.step.again:
                back += 1
                between = i - places[each.step.item] - 1
                assert between >= APART, sitting
                soon += between < COMES_BACK_AFTER
                first = each.step.again == 1 and not any(
                    other.step.item == each.step.item and other.step.again for other in sitting.shown[:i]
                )
                assert not first or each.step.form in (Form.CHOOSE, Form.SOUND, Form.DO), sitting
            places[each.step.item] = i
    assert back > 100
    assert soon < back / 5  # at the end, where three others are not left


def test_a_plan_is_as_long_as_was_wished_and_misses_make_it_little_longer(sittings: list[Sitting]) -> None:
    for sitting in sittings:
        assert len(sitting.planned) <= max(SIZES) + 2  # a new question is shown and asked
        assert len(sitting.shown) <= len(sitting.planned) + LONGER_AT_MOST + 1


def steps(text: str) -> tuple[Step, ...]:
    """In short: "w1c q2t w3s" are words and questions, chosen, typed, said, heard (h), from the gap (g) or taught (T)."""
    forms = {"c": Form.CHOOSE, "t": Form.TYPE, "s": Form.SAY, "h": Form.SOUND, "g": Form.GAP, "T": Form.TEACH}
    return tuple(
        Step(("w-" if each[0] == "w" else "q") + each[1], forms[each[2]], each.count("!")) for each in text.split()
    )


@pytest.mark.parametrize(
    ("before", "planned", "ordered"),
    [
        ("", "q1c q2t q3c", "q1c q2t q3c"),  # nothing to do
        ("", "q1c q2c q3c q4c q5t", "q1c q2c q3c q4t q5t"),  # the last one stays, another takes its other form
        ("", "q1c q2c q3c q4c q5t q6c", "q1c q2c q3c q5t q4c q6c"),
        ("q7c q8c", "q1c q2c q3t q4t", "q1c q3t q2c q4t"),
        ("w1T", "w1c w2c w3h w4g", "w2c w3h w1c w4g"),  # apart from its first meeting
        ("w1c", "w2c w1c! w3h w4g w5c", "w2c w3h w4g w1c! w5c"),  # three others
        ("q1c", "q2c q3c q1c!", "q2c q3c q1c!"),  # two, where there are no more
        ("q1c", "q2c q1c!", "q2c"),  # one is too few: it rests
        ("", "w1g w2g w3g w4g w5c", "w1g w2g w3g w4s w5c"),
    ],
)
def test_steps_are_put_in_order(before: str, planned: str, ordered: str) -> None:
    assert in_order(steps(planned), steps(before)) == steps(ordered)


def test_what_is_taught_stays_before_what_asks_it() -> None:
    lesson, exercise = Step("en-a0-u01-l1", Form.TEACH), Step("en-a0-u01-l1-e01", Form.DO, type="dictation")
    row = steps("q1t q2t q3t")
    ordered = in_order([*row, lesson, exercise, *steps("q4t q5c")])
    assert ordered.index(lesson) < ordered.index(exercise)


@pytest.mark.parametrize(
    ("planned", "ending"),
    [
        ("w1c w2h w3c w4s w5c", "w1c w2h w3c w4s w5c"),  # there is something
        ("w1c w2s w3c w4h w5c w6h", "w1c w3c w4h w5c w2s w6h"),  # it comes later
        ("w1c w2h w3c w4c w5c", "w1c w2h w3c w4s w5c"),  # the last review is said
        ("w1c w2h w3c w4h w5c", "w1c w2h w4h w3s w5c"),  # rather not one by its sound: at a0 that counts
        ("w1h w2h w3h w4h w5h", "w1h w2h w3h w4s w5h"),
        ("q1c q2c q3c q4c", "q1c q2c q3t q4c"),  # or typed
        ("w1T w2T w1c w2c w1h w2h", "w1T w2T w1c w2c w1s w2h"),  # a new word is said when it is met last
        ("q1T q2T q1c q2c", "q1T q2T q1c q2c q1t"),  # a new question is typed
        ("q1T q1c", "q1T q1c"),  # too short to have a last third
    ],
)
def test_a_plan_gets_something_that_is_said_or_typed(planned: str, ending: str) -> None:
    assert spoken(steps(planned), lambda step: step.form in (Form.SAY, Form.TYPE)) == list(steps(ending))


def test_a_plan_ends_with_what_is_known() -> None:
    assert closed(steps("q1c q2c q3c q4c"), {"q1", "q2"}) == list(steps("q1c q3c q4c q2c"))
    assert closed(steps("q1c q2c q3c"), {"q3"}) == list(steps("q1c q2c q3c"))
    assert closed(steps("q1c q2c q3c"), {"q1"}) == list(steps("q1c q2c q3c"))  # the beginning stays
    assert closed([], {"q1"}) == []


def test_a_missed_end_is_followed_by_something_that_was_right_today() -> None:
    session = Session(steps("w1c w2h w3g w4s"))
    for verdict in (Verdict.CORRECT, Verdict.CORRECT, Verdict.CORRECT):
        session = session.moved_on(verdict)
    assert session.steps == (*steps("w4s"), *steps("w1c"))  # it is not sure that the last one is known
    session = session.moved_on(Verdict.INCORRECT)
    assert session.steps == steps("w1c")
    assert session.moved_on(Verdict.CORRECT).current is None


def test_after_two_misses_what_is_known_comes_before_what_was_next() -> None:
    session = Session(steps("w1c w2h w3g w4s w5c w6g"), sure=("w-5", "w-6"))
    session = session.moved_on(Verdict.INCORRECT).moved_on(Verdict.INCORRECT)
    assert session.current == Step("w-5", Form.CHOOSE)
    assert not session.helped


@pytest.mark.parametrize("level", ["a0", "a1b"])
def test_short_sessions_go_on_with_the_lesson(content: LiveContent, level: str) -> None:
    life = Life(content.catalogue.course, level, [], size=5, right=1.0, seed=1)
    sittings = life.live(DAYS)
    assert len(sittings[0].planned) == 6  # two words, three times each
    fresh = [sum(step.form is Form.TEACH for step in each.planned) for each in sittings]
    met = {item for item, _ in life.cards}
    assert sum(fresh) >= len(sittings) / 2
    assert len(met) > len(sittings)
    assert all(len(each.planned) >= 3 for each in sittings)
