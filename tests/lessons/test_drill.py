"""A session is planned once and moves by each answer, as the curriculum's section 2 says."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.lessons.course import EMPTY
from bot.lessons.drill import LONGER_AT_MOST, Session, carrier, choices
from bot.lessons.memory import Card, Rating, review
from bot.lessons.model import Skill, Verdict
from bot.lessons.planner import Wish, by_item, plan_practice
from bot.lessons.steps import Form, Step

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ITEMS = [f"q{i}" for i in range(30)]


def known(item: str, days_ago: int, *, skill: Skill = Skill.RECOGNISE, times: int = 1) -> Card:
    card = None
    when = NOW - timedelta(days=days_ago)
    for i in range(times):
        at = when + timedelta(days=i)
        card = review(card, Rating.GOOD, item=item, skill=skill, now=at, day=at.date(), learner=1)
    assert card is not None
    return card


def make(cards: list[Card], size: int = 10, items: list[str] = ITEMS, first: str | None = None) -> Session:
    due = {item for item, each in by_item(cards).items() if carrier(each).due.date() <= NOW.date()}
    wish = Wish(None, items, size, first)
    return plan_practice(EMPTY, wish, by_item(cards), now=NOW, due=due)


def test_the_first_session_shows_three_and_asks_them() -> None:
    session = make([])
    assert [(step.item, step.form) for step in session.steps] == [
        *((f"q{i}", Form.TEACH) for i in range(3)),
        *((f"q{i}", Form.CHOOSE) for i in range(3)),
        *((f"q{i}", Form.TYPE) for i in range(3)),
    ]


def test_what_is_due_fills_at_most_six_of_ten() -> None:
    session = make([known(f"q{i}", 10) for i in range(9)])
    asked = [step for step in session.steps if step.form is not Form.TEACH]
    assert len({step.item for step in asked} & {f"q{i}" for i in range(9)}) == 6
    assert len(asked) == 9  # three new ones are asked once; typing them waits for another day


def test_with_nothing_new_the_session_is_all_reviews() -> None:
    session = make([known(f"q{i}", 10) for i in range(12)], items=ITEMS[:12])
    assert len(session.steps) == 10
    assert [step.form for step in session.steps].count(Form.TYPE) == 2  # lest more than three of a kind come in a row


def test_with_nothing_due_and_nothing_new_the_weakest_are_asked() -> None:
    session = make([known(f"q{i}", i % 2) for i in range(4)], items=ITEMS[:4])
    assert len(session.steps) == 4


def test_recognised_on_two_days_is_asked_to_be_typed() -> None:
    session = make([known("q0", 20, times=8)], items=["q0"])
    assert session.steps[0].form is Form.TYPE


def test_a_broken_off_item_comes_first() -> None:
    assert make([known(f"q{i}", 10) for i in range(9)], first="q7").steps[0].item == "q7"


def test_a_miss_comes_back_after_three_others_in_an_easier_form() -> None:
    steps = tuple(Step(f"q{i}", (Form.TYPE, Form.CHOOSE)[i % 2]) for i in range(6))
    after = Session(steps).moved_on(Verdict.INCORRECT)
    assert after.steps[3] == Step("q0", Form.CHOOSE, 1)
    assert after.missed == ("q0",)


def test_every_answer_is_counted_and_what_is_only_shown_is_not() -> None:
    session = make([])
    for verdict in (None, None, None, Verdict.CORRECT, Verdict.PARTIAL, Verdict.INCORRECT, Verdict.CORRECT):
        session = Session.from_data(session.moved_on(verdict).as_data())
    assert (session.right, session.given) == (2, 4)


def test_a_miss_comes_back_twice_at_most() -> None:
    session = Session((Step("q0", Form.CHOOSE, 2), Step("q1", Form.CHOOSE)))
    assert all(step.item != "q0" for step in session.moved_on(Verdict.INCORRECT).steps)


@given(
    st.integers(0, 15),
    st.sampled_from([5, 10, 15]),
    st.lists(st.sampled_from([Verdict.CORRECT, Verdict.INCORRECT, Verdict.PARTIAL]), min_size=60, max_size=60),
)
def test_whatever_is_answered_a_session_keeps_its_length_and_counts_truly(
    met: int, size: int, verdicts: list[Verdict]
) -> None:
    session = make([known(item, 10) for item in ITEMS[:met]], size, ITEMS)
    planned, shown, misses = session.total, [], Counter[str]()
    for verdict in verdicts:
        if session.current is None:
            break
        step = session.current
        shown.append(session.total)
        session = session.moved_on(None if step.form is Form.TEACH else verdict)
        misses[step.item] += step.form is not Form.TEACH and verdict is not Verdict.CORRECT
    assert session.current is None
    assert all(after >= before - 1 for before, after in pairwise(shown))  # less one where an item rests at the end
    assert shown[-1] == len(shown) <= planned + LONGER_AT_MOST + 1
    assert max(misses.values()) <= 3


def test_what_is_missed_again_and_does_not_come_back_rests() -> None:
    steps = (Step("q0", Form.TYPE, 1), Step("q1", Form.TYPE), Step("q2", Form.TYPE))
    session = Session(steps)
    assert not session.rests(Verdict.INCORRECT)
    assert session._replace(steps=steps[:2]).rests(Verdict.INCORRECT)  # one other is too few
    assert session._replace(longer=LONGER_AT_MOST).rests(Verdict.INCORRECT)
    assert not session._replace(steps=(Step("q0", Form.TYPE), *steps[1:]), longer=4).rests(Verdict.INCORRECT)


def test_after_two_misses_in_a_row_the_hint_is_open() -> None:
    session = Session(tuple(Step(f"q{i}", Form.CHOOSE) for i in range(5)))
    session = session.moved_on(Verdict.INCORRECT)
    assert not session.helped
    session = session.moved_on(Verdict.INCORRECT)
    assert session.helped
    assert not session.moved_on(Verdict.CORRECT).helped


def test_five_taps_in_one_place_are_blind() -> None:
    session = Session(())
    for _ in range(5):
        assert not session.blind
        session = session.tapped(1)
    assert session.blind
    assert not session.tapped(2).blind


def test_a_session_survives_as_data() -> None:
    session = make([known("q5", 10)]).moved_on(Verdict.INCORRECT).tapped(1)
    session = session._replace(homework=("q5",), soon=True)
    assert Session.from_data(session.as_data()) == session


@given(st.integers(0, 25), st.sampled_from([5, 10, 15]), st.integers(0, 4))
def test_every_plan_keeps_the_rules(met: int, size: int, new: int) -> None:
    items = ITEMS[: met + new]
    session = make([known(item, 10) for item in items[:met]], size, items)
    asked = [step.item for step in session.steps if step.form is not Form.TEACH]
    assert len(asked) <= size
    for step in session.steps:
        if step.form is Form.TEACH:
            order = [other.form for other in session.steps if other.item == step.item]
            assert order[:2] == [Form.TEACH, Form.CHOOSE]
    for one, two in zip(session.steps, session.steps[1:], strict=False):
        assert one.item != two.item or one.form is Form.TEACH


def test_choices_are_shuffled_and_repeatable() -> None:
    orders = {tuple(choices("r", ["a", "b", "c", "d"], count=4, seed=str(seed))) for seed in range(200)}
    assert all("r" in order and len(order) == 4 for order in orders)
    places = [order.index("r") for order in orders]
    assert {places.count(place) > 0 for place in range(4)} == {True}
    assert choices("r", ["a", "b"], count=4, seed="x") == choices("r", ["a", "b"], count=4, seed="x")
