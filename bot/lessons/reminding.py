"""When to remind somebody of practising (curriculum, pedagogy section 8). Pure: times and counts are arguments.

At most one reminder a day, at the chosen hour, only while the week's goal is not met and nothing was practised today.
After three that went unanswered there are two a week, after six one a week, after ten a last one, and then silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

EVERY_DAY, TWICE_A_WEEK, ONCE_A_WEEK = 1, 3, 7  # days from one reminder to the next
SOME, MANY, LAST = 3, 6, 10  # unanswered


class Reminder(StrEnum):
    """Which sentence is sent."""

    TODAY = "today"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Habit:
    """What is known of somebody's practice on the learner's own day `today`.

    `unanswered` counts the reminders since they were last here, `reminded_on` is the day of the last one, `practised` the days
    of this week (from Monday) with practice, `goal` how many they want.
    """

    today: date
    unanswered: int
    reminded_on: date | None
    practised: frozenset[date]
    goal: int


def reminder_for(habit: Habit) -> Reminder | None:
    """The reminder that is due, if one is."""
    if habit.today in habit.practised or len(habit.practised) >= habit.goal or habit.unanswered > LAST:
        return None
    if habit.unanswered >= MANY:
        wait = ONCE_A_WEEK
    elif habit.unanswered >= SOME:
        wait = TWICE_A_WEEK
    else:
        wait = EVERY_DAY
    if habit.reminded_on is not None and (habit.today - habit.reminded_on).days < wait:
        return None
    return Reminder.LAST if habit.unanswered == LAST else Reminder.TODAY
