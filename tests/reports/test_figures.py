"""The figures of framework 3.4, homework and interviews; and the whole summary through JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.lessons.memory import Rating, review
from bot.lessons.model import Skill
from bot.ports.office import Day, Done
from bot.ports.staff import TEXT
from bot.reports.week_ahead import homework as works
from bot.reports.week_figures import summarise, weeks
from bot.reports.weekly import WeeklySummary
from tests.reports.facts import (
    ANA,
    BEN,
    CAI,
    DUC,
    EVA,
    NOW,
    TODAY,
    WEEK,
    Interview,
    LevelStep,
    Milestone,
    Paper,
    ago,
    done,
    homework,
    instant,
    question,
)


def test_active_light_and_quiet_are_counted_in_practice_days(paper: Paper) -> None:
    paper.enroll(ANA).practise(ANA, 1, 2, 3, seconds=600)
    paper.enroll(BEN).practise(BEN, 1, 2, seconds=300)
    paper.enroll(CAI).practise(CAI, 1).practise(
        CAI, 2, graded=4, right=1, seconds=60
    )  # four answers are no practice day
    paper.enroll(DUC).practise(DUC, 1, graded=1, right=0, seconds=30)
    paper.enroll(EVA).practise(EVA, 8)
    paper.days.append(Day(ANA, ago(1), 0, 0, 0, mastered=2))
    paper.add(levels=[LevelStep(ANA, "a2", "check", instant(ago(2))), LevelStep(BEN, "a2", "chosen", instant(ago(2)))])
    now = summarise(paper.facts).figures
    assert (now.week, now.enrolled, now.active, now.light, now.quiet) == (WEEK, 5, 2, 1, 2)
    assert (now.days, now.minutes) == (
        2.0,
        pytest.approx(10),
    )  # medians of 3 2 1 and of 30, 10, 9 minutes: who had no practice day has not practised
    assert (now.mastered, now.checks, now.graded) == (2, 1, 8 * 6 + 4 + 1)
    assert now.right == pytest.approx((6 * 6 + 1) / 53, abs=0.001)


def test_a_week_counts_those_who_were_there_at_its_end(paper: Paper) -> None:
    paper.enroll(ANA).enroll(BEN, joined=10).enroll(CAI, joined=30, left=9).practise(CAI, 11, 12, 16, 17)
    assert [figures.enrolled for figures in weeks(paper.facts)] == [1, 1, 1, 2, 2, 2, 2, 2]
    by = {figures.week: figures for figures in weeks(paper.facts)}
    assert (by[WEEK].enrolled, by[WEEK].active) == (2, 0)
    before = by[WEEK - timedelta(days=7)]
    assert (before.enrolled, before.active) == (2, 0)  # Cai left in that week
    earlier = by[WEEK - timedelta(days=14)]
    assert (earlier.enrolled, earlier.active) == (2, 1)


def test_eight_weeks_and_for_a_young_class_as_many_as_it_has(paper: Paper) -> None:
    assert [figures.enrolled for figures in weeks(paper.facts)] == [0]
    assert len(weeks(paper.enroll(ANA, joined=10).facts)) == 2
    assert len(weeks(paper.enroll(BEN, joined=100).facts)) == 8
    assert weeks(paper.facts)[-1].week == WEEK


@pytest.mark.parametrize(
    ("due", "made", "shown"),
    [(7, 20, True), (8, 20, False), (-5, 20, True), (-5, 1, True), (-5, 0, False)],
)
def test_homework_of_the_week(paper: Paper, due: int, made: int, shown: bool) -> None:
    paper.enroll(ANA).add(work=[homework(due=due, made=made)])
    assert bool(works(paper.facts)) is shown


def test_how_far_everybody_is_with_homework(paper: Paper) -> None:
    for learner in (ANA, BEN, CAI, DUC):
        paper.enroll(learner)
    paper.enroll(EVA, left=2)
    progress = [done(7, ANA, 2, 2), done(7, BEN, 1, 0), done(7, EVA, 2, 2), done(8, CAI, 1, 1)]
    paper.add(work=[homework(due=-2), homework(8, due=-3, learner=CAI)], done=progress)
    first, second = works(paper.facts)
    assert (first.set_for, first.begun, first.finished, first.unopened) == (4, 2, 1, (CAI, DUC))
    assert first.right == pytest.approx(2 / 3, abs=0.01)
    assert (second.set_for, second.begun, second.unopened) == (1, 1, ())


def test_a_text_is_begun_when_it_is_given_and_nothing_of_it_is_right_or_wrong(paper: Paper) -> None:
    paper.enroll(ANA, test="2008").enroll(BEN, test="2025")
    given = Done(7, ANA, frozenset({TEXT}), frozenset())
    paper.add(work=[replace(homework(due=-2, items=(TEXT,)), kind=TEXT)], done=[given])
    [work] = works(paper.facts)
    assert (work.set_for, work.begun, work.finished, work.unopened) == (2, 1, 1, (BEN,))
    assert (work.answered, work.right) == (0, 0.0)


def test_civics_homework_counts_the_questions_of_ones_own_test(paper: Paper) -> None:
    paper.enroll(ANA, test="2008").enroll(BEN, test="2025")
    items = ("civics-2008-1", "civics-2025-1", "civics-2025-2")
    done_so_far = [
        Done(7, ANA, frozenset(items[:1]), frozenset()),
        Done(7, BEN, frozenset(items[:2]), frozenset(items[:1])),
    ]
    paper.add(work=[homework(due=-2, items=items)], done=done_so_far)
    [work] = works(paper.facts)
    assert (work.set_for, work.begun, work.finished, work.answered, work.right) == (2, 2, 1, 2, 0.0)


@pytest.mark.parametrize(
    ("days", "shared", "shown"), [(30, True, True), (31, True, False), (-6, True, True), (3, False, False)]
)
def test_interviews_ahead_of_those_who_shared_theirs(paper: Paper, days: int, shared: bool, shown: bool) -> None:
    paper.enroll(ANA, test="2008", senior=False)
    paper.add(interviews=[Interview(ANA, TODAY + timedelta(days=days), shared)])
    card = review(None, Rating.GOOD, item="civics-2008-1", skill=Skill.PRODUCE, now=NOW, day=TODAY, learner=ANA)
    paper.rest["cards"] = {ANA: [card]}
    ahead = summarise(paper.facts).interviews
    assert bool(ahead) is shown
    if shown:
        assert ahead[0].readiness < 0.5
        assert ahead[0].weakest.startswith("civics:")


def full(paper: Paper) -> WeeklySummary:
    """A summary with something in every section."""
    for learner in range(1, 9):
        paper.enroll(learner, test="2008", senior=False).practise(learner, 1, 2, 3, 4)
        paper.answer(learner, "civics-2008-1", False, False, False)
        paper.answer(learner, "civics-2008-2", learner > 4, learner > 4)
    paper.write(1, "civics-2008-1", "Bill of Rights").write(2, "civics-2008-1", "bill of rights")
    paper.add(
        letters=[question(ANA, 2)],
        milestones=[Milestone(BEN, "got_job", instant(ago(2)))],
        work=[homework(due=-2)],
        done=[done(7, ANA, 2, 1)],
        interviews=[Interview(CAI, TODAY + timedelta(days=14), True)],
    )
    return summarise(paper.facts)


def test_it_is_kept_as_json_and_read_back_as_it_was(paper: Paper) -> None:
    summary = full(paper)
    assert all([summary.needs, summary.praise, summary.hard, summary.topic, summary.homework, summary.interviews])
    assert WeeklySummary.from_data(json.loads(json.dumps(summary.as_data()))) == summary


def test_no_name_is_in_what_is_kept(paper: Paper) -> None:
    kept = json.dumps(full(paper).as_data())
    assert "Ana" not in kept
    assert "Ben" not in kept
