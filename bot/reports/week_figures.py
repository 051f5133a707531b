"""A class's weekly summary, out of facts: pure. The rules stand in docs/summary.md, a table for each section."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median

from bot.lessons.progress import GRADED_A_DAY
from bot.ports.office import Day
from bot.reports.week_ahead import homework, interviews
from bot.reports.week_data import WEEKS, ClassFacts
from bot.reports.week_hard import hard
from bot.reports.week_needs import needs
from bot.reports.week_praise import praise
from bot.reports.weekly import Figures, WeeklySummary

ACTIVE_DAYS = 2


def summarise(facts: ClassFacts) -> WeeklySummary:
    """The summary of one class and week."""
    ahead = interviews(facts)
    told, asleep = needs(facts, ahead)
    topic, mistakes = hard(facts)
    return WeeklySummary(
        class_id=facts.room.id,
        week=facts.week,
        needs=told,
        praise=praise(facts),
        hard=mistakes,
        homework=homework(facts),
        interviews=ahead,
        weeks=weeks(facts),
        asleep=asleep,
        topic=topic,
        at=facts.now,
    )


def weeks(facts: ClassFacts) -> tuple[Figures, ...]:
    """The figures of up to eight weeks, oldest first; those before anybody was in the class are left out."""
    by_week: dict[date, dict[int, list[Day]]] = {}
    for learner, days in facts.practice.items():
        for day in days:
            first = day.day - timedelta(days=day.day.weekday())
            by_week.setdefault(first, {}).setdefault(learner, []).append(day)
    firsts = [facts.week - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    out = [figures(facts, first, by_week.get(first, {})) for first in firsts]
    while len(out) > 1 and not out[0].enrolled:
        out.pop(0)
    return tuple(out)


def figures(facts: ClassFacts, week: date, practice: dict[int, list[Day]]) -> Figures:
    """One week of those who were in the class at its end (`framework.md` section 3.4)."""
    sunday = week + timedelta(days=6)
    there = {
        each.learner.id
        for each in facts.everyone
        if facts.day_of(each.since) <= sunday and (each.until is None or facts.day_of(each.until) > sunday)
    }
    theirs = {learner: days for learner, days in practice.items() if learner in there}
    counts = {learner: sum(day.graded >= GRADED_A_DAY for day in days) for learner, days in theirs.items()}
    active = sum(count >= ACTIVE_DAYS for count in counts.values())
    light = sum(0 < count < ACTIVE_DAYS for count in counts.values())
    every = [day for days in theirs.values() for day in days]
    graded = sum(day.graded for day in every)
    checks = sum(
        step.how == "check"
        and step.learner in there
        and facts.here(step.learner, facts.day_of(step.at))
        and week <= facts.day_of(step.at) <= sunday
        and step.at <= facts.now
        for step in facts.levels
    )
    practised = {learner: count for learner, count in counts.items() if count}
    minutes = [sum(day.seconds for day in theirs[learner]) / 60 for learner in practised]
    return Figures(
        week=week,
        enrolled=len(there),
        active=active,
        light=light,
        quiet=len(there) - active - light,
        days=float(median(practised.values())) if practised else 0.0,
        minutes=round(median(minutes), 1) if minutes else 0.0,
        mastered=sum(day.mastered for day in every),
        checks=checks,
        graded=graded,
        right=round(sum(day.right for day in every) / graded, 3) if graded else 0.0,
    )
