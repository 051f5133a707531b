"""Reminders: whose hour has come is reminded, if that is due, and never twice on a day."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import structlog

from bot.lessons.reminding import Habit, reminder_for
from bot.messages import Button, Outgoing
from bot.phrases import Phrases
from bot.ports import Candidate, Dispatch, Store
from bot.turn import local_day

AT_ONCE = 50  # learners
LATE = timedelta(hours=1)  # a reminder that could not be sent at its hour is still sent so much later

log = structlog.get_logger(__name__)


async def remind_all(store: Store, post: Callable[[Dispatch], None], phrases: Phrases, now: datetime) -> int:
    """Remind everybody whose hour came within the last hour and who is due one; returns how many."""
    count = 0
    async for candidate in _candidates(store, now):
        learner = candidate.learner
        kind = reminder_for(_habit(candidate, now))
        if kind is None:
            continue
        button = Button(phrases("menu.practice", learner.language), "go", "practice")
        fewer = Button(phrases("reminder.fewer", learner.language), "go", "pause")
        reply = Outgoing(phrases(f"remind.{kind}", learner.language), ((button,), (fewer,)))
        dispatch = await store.remind(candidate, local_day(now, learner.timezone), now, reply)
        if dispatch is not None:
            post(dispatch)
            count += 1
    if count:
        log.info("reminded", people=count)
    return count


async def _candidates(store: Store, now: datetime) -> AsyncIterator[Candidate]:
    """Thousands have the same hour: they are read some at a time, so that whoever else reads gets between."""
    after = 0
    while found := await store.candidates(now - LATE, now, after=after, most=AT_ONCE):
        for candidate in found:
            yield candidate
        after = found[-1].learner.id


def _habit(candidate: Candidate, now: datetime) -> Habit:
    zone, today = candidate.learner.timezone, local_day(now, candidate.learner.timezone)
    monday = today - timedelta(days=today.weekday())
    return Habit(
        today=today,
        unanswered=candidate.unanswered,
        reminded_on=None if candidate.reminded_at is None else local_day(candidate.reminded_at, zone),
        practised=frozenset(day for day in candidate.practised if monday <= day <= today),
        goal=candidate.learner.weekly_goal,
    )
