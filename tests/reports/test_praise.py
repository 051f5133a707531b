"""What is worth praise: the table of docs/summary.md."""

from __future__ import annotations

import pytest

from bot.reports.week_needs import needs
from bot.reports.week_praise import praise
from tests.reports.facts import ANA, BEN, LevelStep, Milestone, Paper, ago, instant

UNIT = "en-a1b-u06-l3-"


def reasons(paper: Paper) -> list[str]:
    return [claim.reason for claim in praise(paper.facts)]


@pytest.mark.parametrize(
    ("days", "earlier", "created", "wanted"),
    [
        ((1, 2, 3, 4), (), 30, ["praise.days"]),
        ((1, 2, 3, 4), (), 100, ["praise.days_again"]),  # we look back eight weeks, not a life
        ((1, 2, 3), (), 30, []),
        ((1, 2, 3, 4), (8, 9, 10, 11), 30, []),  # not the first such week
        ((1, 2, 3, 4), (8, 9, 10), 30, ["praise.days"]),
        ((0, 1, 2, 3), (), 30, []),  # today is another week
    ],
)
def test_a_week_of_four_days(
    paper: Paper, days: tuple[int, ...], earlier: tuple[int, ...], created: int, wanted: list[str]
) -> None:
    paper.enroll(ANA, created_on=ago(created)).practise(ANA, *days, *earlier)
    assert reasons(paper) == wanted


def test_a_day_of_four_answers_is_no_practice_day(paper: Paper) -> None:
    paper.enroll(ANA).practise(ANA, 1, 2, 3).practise(ANA, 4, graded=4)
    assert reasons(paper) == []


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        ((3, 14), [("praise.comeback", 10)]),
        ((3, 13), []),
        ((3,), []),
        ((8, 30), []),
        ((2, 3, 40), [("praise.comeback", 36)]),
    ],
)
def test_a_comeback(paper: Paper, days: tuple[int, ...], wanted: list[tuple[str, int]]) -> None:
    paper.enroll(ANA).practise(ANA, *days)
    assert [(claim.reason, claim.values["n"]) for claim in praise(paper.facts)] == wanted


@pytest.mark.parametrize(
    ("before", "now", "wanted"),
    [
        ((5, 10), (8, 10), ["praise.rose"]),
        ((5, 10), (7, 10), []),  # 20 points
        ((4, 9), (9, 10), []),  # too few to tell
        ((5, 10), (9, 9), []),
        ((8, 10), (5, 10), []),
    ],
)
def test_a_unit_that_goes_better(
    paper: Paper, before: tuple[int, int], now: tuple[int, int], wanted: list[str]
) -> None:
    paper.enroll(ANA)
    for (right, tries), back in ((before, 9), (now, 2)):
        for n in range(tries):
            paper.answer(ANA, f"{UNIT}e0{n % 8 + 1}", n < right, back=back)
    assert reasons(paper) == wanted
    if wanted:
        assert praise(paper.facts)[0].values == {"topic": "a1b-u06", "before": 0.5, "now": 0.8}


@pytest.mark.parametrize(
    ("now", "called", "praised"),
    [
        ((8, 15), [], ["praise.rose"]),  # 33 points more: not stuck, though the fortnight is below 60 %
        ((5, 15), ["need.stuck"], []),  # 13 points more
    ],
)
def test_nobody_is_praised_for_a_unit_in_which_they_are_called_stuck(
    paper: Paper, now: tuple[int, int], called: list[str], praised: list[str]
) -> None:
    paper.enroll(ANA).practise(ANA, 2, 3, 9)
    for (right, tries), back in (((2, 10), 9), (now, 3)):
        for n in range(tries):
            paper.answer(ANA, f"{UNIT}e0{n % 8 + 1}", n < right, back=back)
    assert [claim.reason for claim in needs(paper.facts)[0]] == called
    assert reasons(paper) == praised


def test_another_unit_is_still_hard_for_who_got_better_at_one(paper: Paper) -> None:
    paper.enroll(ANA).practise(ANA, 2, 3, 9)
    for (right, tries), back in (((2, 10), 9), ((8, 15), 3)):
        for n in range(tries):
            paper.answer(ANA, f"{UNIT}e0{n % 8 + 1}", n < right, back=back)
            paper.answer(ANA, f"civics-2008-{n % 8 + 1}", n < 3, back=back)
    assert [claim.values["topic"] for claim in needs(paper.facts)[0]] == [paper.facts.topics["civics-2008-1"]]
    assert [claim.values["topic"] for claim in praise(paper.facts)] == ["a1b-u06"]


def test_an_item_that_is_still_missed_is_no_evidence_of_getting_better(paper: Paper) -> None:
    paper.enroll(ANA).practise(ANA, 2, 3, 9)
    for n in range(10):
        paper.answer(ANA, f"{UNIT}e0{n % 4 + 1}", n > 7, back=9)
    paper.answer(ANA, f"{UNIT}e01", *[False] * 4, back=3)
    for n in range(16):
        paper.answer(ANA, f"{UNIT}e0{n % 3 + 2}", True, back=3)
    assert [(claim.reason, claim.evidence) for claim in needs(paper.facts)[0]] == [
        ("need.stuck_item", (f"{UNIT}e01",))  # what is left to do
    ]
    assert [claim.evidence for claim in praise(paper.facts)] == [(f"{UNIT}e02", f"{UNIT}e03", f"{UNIT}e04")]


def test_who_came_back_for_a_day_and_is_quiet_again_is_not_called_back(paper: Paper) -> None:
    paper.enroll(ANA).practise(ANA, 7, 20)
    assert [claim.reason for claim in needs(paper.facts)[0]] == ["need.quiet"]
    assert reasons(paper) == []


@pytest.mark.parametrize(
    ("how", "back", "wanted"), [("check", 3, ["praise.check"]), ("placed", 3, []), ("check", 8, [])]
)
def test_a_level_check_passed(paper: Paper, how: str, back: int, wanted: list[str]) -> None:
    paper.enroll(ANA).add(levels=[LevelStep(ANA, "a2", how, instant(ago(back)))])
    assert reasons(paper) == wanted


def test_what_they_reached_comes_first_and_three_are_told_each_of_another_learner(paper: Paper) -> None:
    for learner in range(1, 6):
        paper.enroll(learner).practise(learner, 1, 2, 3, 4)
    paper.add(
        milestones=[Milestone(4, "got_job", instant(ago(2)))], levels=[LevelStep(5, "a2", "check", instant(ago(1)))]
    )
    assert [(claim.learner, claim.reason) for claim in praise(paper.facts)] == [
        (4, "praise.goal"),
        (5, "praise.check"),
        (1, "praise.days_again"),
    ]


def test_what_was_reached_before_somebody_came_was_told_to_no_teacher(paper: Paper) -> None:
    paper.enroll(BEN, joined=2)
    paper.add(milestones=[Milestone(BEN, "took_oath", instant(ago(4)))])
    assert reasons(paper) == []
    paper.add(milestones=[Milestone(BEN, "got_job", instant(ago(1)))])
    assert [claim.values["goal"] for claim in praise(paper.facts)] == ["got_job"]


def test_who_has_left_is_not_named(paper: Paper) -> None:
    paper.enroll(BEN, left=1).practise(BEN, 2, 3, 4, 5)
    assert reasons(paper) == []
