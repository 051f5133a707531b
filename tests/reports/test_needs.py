"""Who needs their tutor: the table of docs/summary.md, a line for each side of each limit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.lessons.live import LiveContent
from bot.lessons.memory import Rating, review
from bot.lessons.model import Skill
from bot.ports.staff import Interview
from bot.reports.week_ahead import interviews
from bot.reports.week_figures import summarise
from bot.reports.week_needs import needs
from bot.reports.weekly import Ahead
from tests.reports.facts import ANA, BEN, CAI, NOW, TODAY, WEEK, Paper, ago, done, homework, question

ACTIVE = (30, 31, 37, 38)  # practice days, so many days ago, in two weeks
UNIT = "en-a1b-u06-l3-"
Write = Callable[[Paper], object]


def reason(paper: Paper, learner: int = ANA) -> str | None:
    told, _ = needs(paper.facts, interviews(paper.facts))
    return next((claim.reason for claim in told if claim.learner == learner), None)


@pytest.mark.parametrize(
    ("quiet", "active", "wanted"),
    [
        (6, True, None),
        (7, True, "need.quiet_after"),
        (20, True, "need.quiet_after"),
        (21, True, "need.asleep"),  # told once …
        (27, True, "need.asleep"),
        (28, True, None),  # … then counted only
        (6, False, None),
        (7, False, "need.quiet"),
        (20, False, "need.quiet"),
        (21, False, "need.asleep"),
    ],
)
def test_quiet(paper: Paper, quiet: int, active: bool, wanted: str | None) -> None:
    paper.enroll(ANA).practise(ANA, quiet, *(ACTIVE if active else ()))
    assert reason(paper) == wanted
    assert needs(paper.facts)[1] == (1 if quiet >= 28 else 0)


@pytest.mark.parametrize(
    ("joined", "practised", "wanted"),
    [
        (2, (), None),
        (3, (), "need.new"),
        (6, (), "need.new"),
        (7, (), "need.new"),  # nobody is missed who has not come yet
        (20, (), "need.new"),
        (21, (), "need.asleep"),
        (4, (1,), None),
        (4, (9,), "need.new"),  # what they did before they joined is no beginning here
        (3, (30,), "need.new"),  # and nobody is called quiet for the time before they joined
    ],
)
def test_new(paper: Paper, joined: int, practised: tuple[int, ...], wanted: str | None) -> None:
    assert reason(paper.enroll(ANA, joined).practise(ANA, *practised)) == wanted


def test_nobody_is_called_quiet_who_asked_for_a_pause(paper: Paper) -> None:
    paper.enroll(ANA, paused_on=ago(10)).practise(ANA, 9).enroll(BEN, paused_on=ago(50)).practise(BEN, 50)
    assert needs(paper.facts) == ((), 0)


def test_who_asked_for_a_pause_is_not_called_for_homework_but_for_what_waits_for_the_tutor(paper: Paper) -> None:
    paper.enroll(ANA, paused_on=ago(9)).practise(ANA, 10).add(work=[homework(due=2)])
    assert needs(paper.facts) == ((), 0)
    paper.add(letters=[question(ANA, 12)])
    assert reason(paper) == "need.question"


def test_a_class_on_holiday_is_named_on_three_mondays_and_then_counted(paper: Paper) -> None:
    for learner in range(1, 26):
        paper.enroll(learner).practise(learner, 1, 8, 9, 15, 16)
    told, start = [], paper.now
    for monday in range(10):
        paper.now, paper.week = start + timedelta(weeks=monday), WEEK + timedelta(weeks=monday)
        summary = summarise(paper.facts)
        told.append((len(summary.needs), summary.asleep))
    assert told == [(0, 0), (5, 0), (5, 0), (5, 20), *[(0, 25)] * 6]


@pytest.mark.parametrize(
    ("rights", "back", "wanted"),
    [
        ((False,) * 4, 1, "need.stuck_item"),
        ((False,) * 3, 1, None),
        ((False, False, False, True), 1, None),  # got it
        ((True, False, False, False, False), 1, "need.stuck_item"),
        ((False, False, True, False, False), 1, None),
        ((False,) * 4, 15, None),  # long ago
    ],
)
def test_stuck_on_one_item(paper: Paper, rights: tuple[bool, ...], back: int, wanted: str | None) -> None:
    paper.enroll(ANA).practise(ANA, 1).answer(ANA, "civics-2008-1", *rights, back=back)
    assert reason(paper) == wanted


@pytest.mark.parametrize(
    ("right", "tries", "back", "wanted"),
    [(8, 15, 3, "need.stuck"), (9, 15, 3, None), (8, 14, 3, None), (8, 15, 15, None)],
)
def test_stuck_in_a_unit(paper: Paper, right: int, tries: int, back: int, wanted: str | None) -> None:
    paper.enroll(ANA).practise(ANA, 1)
    for n in range(tries):  # spread over items, never four times wrong in a row
        paper.answer(ANA, f"{UNIT}e0{n % 8 + 1}", n < right, back=back)
    told = needs(paper.facts)[0]
    assert [claim.reason for claim in told] == ([wanted] if wanted else [])
    if wanted:
        assert told[0].values == {"topic": "a1b-u06", "right": right, "tries": tries}
        assert told[0].evidence
        assert all(item.startswith(UNIT) for item in told[0].evidence)


@pytest.mark.parametrize(
    ("before", "now", "wanted"),
    [
        ((15, 15), (12, 15), "need.falling"),
        ((15, 15), (13, 15), None),  # 13 points
        ((14, 14), (5, 15), None),  # too few to tell
        ((15, 15), (8, 14), None),
        ((12, 15), (15, 15), None),  # rising
    ],
)
def test_falling_recall(paper: Paper, before: tuple[int, int], now: tuple[int, int], wanted: str | None) -> None:
    paper.enroll(ANA).practise(ANA, 1)
    for (right, tries), back in ((before, 20), (now, 3)):
        for n in range(tries):  # each item of another topic or few of one, so that nothing else is told
            paper.answer(ANA, f"civics-2025-{n * 6 + 1}", n < right, back=back)
    assert reason(paper) == wanted


def test_only_the_first_answer_of_a_day_tells_what_is_remembered(paper: Paper) -> None:
    paper.enroll(ANA).practise(ANA, 1)
    for n in range(15):
        paper.answer(ANA, f"civics-2025-{n * 6 + 1}", True, back=20)
        paper.answer(ANA, f"civics-2025-{n * 6 + 1}", n < 12, back=3, rated=False)
    assert reason(paper) is None


@pytest.mark.parametrize(
    ("back", "answered", "wanted"), [(0, False, "need.question"), (20, False, "need.question"), (2, True, None)]
)
def test_a_question_waits(paper: Paper, back: int, answered: bool, wanted: str | None) -> None:
    paper.enroll(ANA).practise(ANA, 1).add(letters=[question(ANA, back, answered=answered)])
    told = needs(paper.facts)[0]
    assert [claim.reason for claim in told] == ([wanted] if wanted else [])
    if wanted:
        assert (told[0].values, told[0].evidence) == ({"n": 1, "day": ago(back).isoformat()}, ("40",))


@pytest.mark.parametrize(
    ("due", "answered", "joined", "learner", "wanted"),
    [
        (1, 1, 100, None, "need.overdue"),
        (1, 2, 100, None, None),  # finished
        (0, 1, 100, None, None),  # due today
        (14, 0, 100, None, "need.overdue"),
        (15, 0, 100, None, None),  # not asked for any more
        (3, 0, 2, None, None),  # came after it was due
        (1, 0, 100, BEN, None),  # somebody else's
        (1, 0, 100, ANA, "need.overdue"),
    ],
)
def test_homework_overdue(
    paper: Paper, due: int, answered: int, joined: int, learner: int | None, wanted: str | None
) -> None:
    progress = [done(7, ANA, answered, 0)] if answered else []
    paper.enroll(ANA, joined).practise(ANA, 1).add(work=[homework(due=due, learner=learner, made=20)], done=progress)
    assert reason(paper) == wanted


@pytest.mark.parametrize(
    ("days", "shared", "ready", "wanted"),
    [
        (21, True, False, "need.interview"),
        (28, True, False, None),
        (0, True, False, "need.interview"),
        (-6, True, False, "need.interview"),  # its week is not over yet
        (-7, True, False, None),
        (7, False, False, None),  # theirs to tell
        (7, True, True, None),
    ],
)
def test_an_interview_is_near(
    paper: Paper, content: LiveContent, days: int, shared: bool, ready: bool, wanted: str | None
) -> None:
    cards = []
    if ready:
        for item in content.catalogue.test("2008"):
            cards.append(review(None, Rating.EASY, item=item.id, skill=Skill.PRODUCE, now=NOW, day=TODAY, learner=ANA))
    paper.enroll(ANA, test="2008", senior=False).practise(ANA, 1)
    paper.add(interviews=[Interview(ANA, TODAY + timedelta(days=days), shared)])
    paper.rest["cards"] = {ANA: cards}
    assert reason(paper) == wanted


def test_an_interview_that_is_shared_is_told_though_no_test_is_chosen_yet(paper: Paper) -> None:
    paper.enroll(ANA).practise(ANA, 1).add(interviews=[Interview(ANA, TODAY, True)])
    assert reason(paper) == "need.interview"
    assert summarise(paper.facts).interviews == (Ahead(ANA, TODAY, 0.0, ""),)


def test_of_a_test_of_which_no_question_was_met_no_section_is_called_the_weakest(paper: Paper) -> None:
    card = review(None, Rating.EASY, item="w-a1b-u06-rest", skill=Skill.PRODUCE, now=NOW, day=TODAY, learner=ANA)
    paper.enroll(ANA, test="2008", senior=False).add(interviews=[Interview(ANA, TODAY, True)])
    paper.rest["cards"] = {ANA: [card]}  # of the English course
    assert interviews(paper.facts) == (Ahead(ANA, TODAY, 0.0, ""),)


def test_each_has_one_reason_the_first_of_the_table(paper: Paper) -> None:
    paper.enroll(ANA).practise(ANA, 9).add(letters=[question(ANA, 3)], work=[homework(due=2)])
    assert reason(paper) == "need.question"


def test_five_at_most_ranked_by_reason_and_then_by_how_urgent_it_is(paper: Paper) -> None:
    for learner, quiet in zip(range(1, 7), (8, 9, 10, 11, 12, 13), strict=True):
        paper.enroll(learner).practise(learner, quiet)
    paper.enroll(7).practise(7, 1).add(letters=[question(7, 1)])
    assert [claim.learner for claim in needs(paper.facts)[0]] == [7, 6, 5, 4, 3]


def test_somebody_who_fell_asleep_and_was_not_among_the_five_is_counted(paper: Paper) -> None:
    for learner in range(1, 6):
        paper.enroll(learner).practise(learner, 8)
    paper.enroll(6).practise(6, 22).enroll(7).practise(7, 45)
    told, asleep = needs(paper.facts)
    assert [claim.learner for claim in told] == [1, 2, 3, 4, 5]
    assert asleep == 2


def test_who_has_left_is_not_named(paper: Paper) -> None:
    paper.enroll(ANA, left=1).practise(ANA, 9).enroll(CAI).practise(CAI, 1)
    paper.add(letters=[question(ANA, 3)])
    assert needs(paper.facts) == ((), 0)
    assert paper.week == WEEK
