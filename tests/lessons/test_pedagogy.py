"""The numbers of the curriculum's pedagogy as the program holds them: what it says, by section, and the name it has here."""

from __future__ import annotations

import pytest

from bot.handlers import level, practice, settings
from bot.lessons import can_do, drill, memory, placement, planner, progress, readiness, steps
from bot.lessons.drill import Session
from bot.lessons.memory import Rating
from bot.lessons.model import Skill
from bot.lessons.steps import Form, Step
from tests.lessons.test_memory import play

AGAIN, HARD, GOOD = Rating.AGAIN, Rating.HARD, Rating.GOOD
SECTIONS = [
    ("2, 5, 10 or 15 items", settings.SIZES, (5, 10, 15)),
    ("2, up to 60 % are due reviews", drill.DUE_SHARE, 0.6),
    ("2, 3 new words of ten", planner.WORDS_AT_MOST, 3),
    ("2, wrong items come back after 3 others", steps.COMES_BACK_AFTER, 3),
    ("1, at least 2 other items between re-asks", steps.APART, 2),
    ("2, items of one kind in a row", steps.ROW, 3),
    ("2, no more than 2 failures in a row without help", drill.MISSES_BEFORE_HELP, 2),
    ("2, a win has recall of 0.95", planner.SURE, 0.95),
    ("2, easier below 0.70 and harder above 0.95", (planner.TOO_HARD, planner.TOO_EASY), (0.70, 0.95)),
    ("2, of the last 10", planner.RECENT, 10),
    (
        "2, desired success by level",
        planner.DESIRED,
        {"a0": 0.90, "a1a": 0.90, "a1b": 0.87, "a2": 0.87, "b1": 0.85, "b2": 0.85},
    ),
    ("2, resumed for 48 hours", practice.RESUME_WITHIN.total_seconds(), 48 * 3600),
    ("2, five more", practice.MORE, 5),
    ("3, retention", memory.RETENTION, 0.90),
    ("3, retention before an interview", memory.SOON_RETENTION, 0.95),
    ("3, days before an interview", memory.SOON_DAYS, 21),
    ("3, longest interval then", memory.SOON_CAP_DAYS, 4),
    ("3, longest interval in English", memory.ENGLISH_CAP_DAYS, 60),
    ("3, longest interval in civics", memory.PRODUCE_CAP_DAYS, 30),
    ("3, longest interval of a recognition", memory.RECOGNISE_CAP_DAYS, 7),
    ("3, successes before Easy", memory.EASY_SUCCESSES, 3),
    ("3, faster than this nobody reads", memory.BLIND_TAP_SECONDS, 0.7),
    ("3, taps in one place", drill.SAME_PLACE_TAPS, 5),
    ("3, recognised on so many days before produced", memory.OPENING_DAYS, 2),
    ("3, due at most", planner.DUE_AT_MOST, 10),
    ("7, stability of what is mastered", memory.MASTERED_STABILITY_DAYS, 21),
    ("7, right first answers on different days", memory.MASTERED_SUCCESSES, 3),
    ("7, lost below", memory.LOST_BELOW, 0.70),
    ("7, goals of the task and key words of a can-do", (can_do.GOALS_SHARE, can_do.WORDS_SHARE), (0.6, 0.7)),
    ("7, a level's core items", level.LEVEL_UP_SHARE, 0.8),
    ("7, a check", (placement.CHECK_ITEMS, placement.CHECK_PRODUCTIVE), (16, 8)),
    ("7, to pass it", (placement.CHECK_RIGHT, placement.CHECK_PRODUCTIVE_RIGHT), (12, 5)),
    ("7, days of practice before it is taken again", placement.RETRY_DAYS, 5),
    ("7, units to visit when not passed", placement.VISITED, 2),
    ("7, the prior of a placement", placement.PRIOR, (0.14, 0.24, 0.22, 0.18, 0.13, 0.09)),
    ("7, its slope and shift", (placement.SLOPE, placement.SHIFT), (1.6, 0.8)),
    ("7, its length", (placement.FEWEST, placement.MOST, placement.ALL_WRONG), (8, 14, 4)),
    ("7, when it is sure", placement.SURE, 0.65),
    ("7, guessing at what is typed", placement.GUESS_TYPED, 0.02),
    ("7, the first 20 items", (placement.FIRST_ITEMS, placement.TOO_EASY, placement.TOO_HARD), (20, 0.95, 0.60)),
    ("11, what a question counts", (readiness.PRODUCED, readiness.RECOGNISED, readiness.NEVER_MET), (0.95, 0.75, 0.05)),
    ("11, close and ready", (readiness.CLOSE, readiness.READY), (0.75, 0.90)),
    ("11, the tests", readiness.ASKED, {"2008": (10, 6), "2025": (20, 12)}),
    ("12, homework is half of a session", planner.HOMEWORK_SHARE, 0.5),
    ("framework 3.4, a day of practice", progress.GRADED_A_DAY, 5),
]


@pytest.mark.parametrize(("held", "said"), [row[1:] for row in SECTIONS], ids=[row[0] for row in SECTIONS])
def test_a_number_is_the_one_that_was_decided(held: object, said: object) -> None:
    assert held == said


@pytest.mark.parametrize(
    ("ratings", "days"),
    [
        ([GOOD, GOOD, GOOD], [2, 11, 46]),
        ([HARD, HARD, HARD], [1, 3, 7]),
        ([GOOD, GOOD, AGAIN, GOOD], [2, 11, 2, 5]),
    ],
)
def test_the_intervals_are_those_that_were_worked_out(ratings: list[Rating], days: list[int]) -> None:
    _, intervals = play(ratings, Skill.PRODUCE, "w-a1b-u06-dose")
    assert all(abs(found - said) <= max(1, 0.06 * said) for found, said in zip(intervals, days, strict=True))


def test_six_hards_in_a_row_make_an_item_hard_for_good() -> None:
    assert play([HARD])[0].difficulty == pytest.approx(5.1, abs=0.1)
    assert play([HARD] * 6)[0].difficulty == pytest.approx(9.3, abs=0.2)


def test_what_is_written_between_breaks_a_row_of_taps() -> None:
    session = Session((Step("q0", Form.CHOOSE),))
    for _ in range(4):
        session = session.tapped(1)
    assert session.tapped(1).blind
    assert not session.written().tapped(1).blind
