"""What is worth praise this week: the rules of docs/summary.md, in their order. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from bot.lessons.progress import GRADED_A_DAY
from bot.ports.office import Answered, Day
from bot.ports.staff import Enrolled
from bot.reports.week_data import QUIET_FROM, ClassFacts
from bot.reports.week_topics import Tally, by_topic
from bot.reports.weekly import Claim

AT_MOST = 3
MANY_DAYS = 4
AWAY = 10  # days without practice before a comeback
ROSE_TRIES, ROSE_BY = 10, 0.25
ROSE_BACK = timedelta(days=21)  # what the week is compared with


@dataclass(frozen=True)
class Case:
    """One learner, as the rules see them."""

    facts: ClassFacts
    member: Enrolled
    answered: Sequence[Answered] = ()

    @property
    def id(self) -> int:
        return self.member.learner.id

    @cached_property
    def before(self) -> Sequence[Day]:
        """Their days before the week, since they joined."""
        return [day for day in self.facts.days_of(self.member) if day.day < self.facts.week]

    @cached_property
    def within(self) -> Sequence[Day]:
        """Their days in the week."""
        return [day for day in self.facts.days_of(self.member) if self.facts.week <= day.day <= self.facts.sunday]

    def here(self, at: datetime) -> bool:
        """Whether something was in this week, and since they joined: what was before was told to no teacher of this class."""
        return at >= self.member.since and self.facts.in_week(at)


Praise = tuple[float, Claim] | None  # the smaller the number, the sooner it is told


def goal(case: Case) -> Praise:
    """Told us that they reached something."""
    for reached in case.facts.milestones:
        if reached.learner == case.id and case.here(reached.at):
            return 0, Claim(case.id, "praise.goal", {"goal": reached.kind})
    return None


def check(case: Case) -> Praise:
    """Passed the check of a practice level."""
    for step in case.facts.levels:
        if step.learner == case.id and step.how == "check" and case.here(step.at):
            return 0, Claim(case.id, "praise.check", {"level": step.level})
    return None


def many_days(case: Case) -> Praise:
    """Practised on four days or more, for the first time in the weeks that we look back on."""
    days = sum(day.graded >= GRADED_A_DAY for day in case.within)
    if days < MANY_DAYS:
        return None
    weeks: dict[object, int] = {}
    for day in case.before:
        if day.graded >= GRADED_A_DAY:
            first = day.day - timedelta(days=day.day.weekday())
            weeks[first] = weeks.get(first, 0) + 1
    if max(weeks.values(), default=0) >= MANY_DAYS:
        return None
    created, back = case.member.learner.created_on, case.facts.sunday - timedelta(weeks=8)
    ever = created is not None and created > back  # we see all they have done …
    begun, reason = (created, "praise.days") if created is not None and ever else (back, "praise.days_again")
    if case.facts.day_of(case.member.since) > begun:
        reason = "praise.days_here"  # … but for what they did before they came, which is no affair of this class
    return -days, Claim(case.id, reason, {"n": days})


def comeback(case: Case) -> Praise:
    """Practised again after ten days or more without."""
    before = case.before[-1].day if case.before else case.facts.before.get(case.id)
    if not case.within or before is None:
        return None
    away = (case.within[0].day - before).days - 1
    last = case.facts.days_of(case.member)[-1].day
    if away < AWAY or (case.facts.today - last).days >= QUIET_FROM:  # for a day, and gone again
        return None
    return -away, Claim(case.id, "praise.comeback", {"n": away})


def risen(facts: ClassFacts, answered: Sequence[Answered]) -> Mapping[str, tuple[Tally, Tally]]:
    """The units and sections that go clearly better in the week than in the three weeks before: how they went, and go now."""
    week, sunday, back = facts.week, facts.sunday, facts.week - ROSE_BACK
    now = by_topic(facts.topics, (each for each in answered if week <= each.day <= sunday), least=ROSE_TRIES)
    if not now:
        return {}
    then = by_topic(facts.topics, (each for each in answered if back <= each.day < week), least=ROSE_TRIES)
    both = {key: (then[key], tally) for key, tally in now.items() if key in then}
    return {key: (old, new) for key, (old, new) in both.items() if round(new.share - old.share, 3) >= ROSE_BY}


def rose(case: Case) -> Praise:
    """A unit or a section goes clearly better than in the three weeks before."""
    found = [(old.share - new.share, key, old, new) for key, (old, new) in risen(case.facts, case.answered).items()]
    if not found:
        return None
    rank, key, old, new = min(found, key=lambda each: each[:2])
    values = {"topic": key, "before": round(old.share, 2), "now": round(new.share, 2)}
    better = sorted(item for item in old.missed if item not in new.missed)  # what is still missed is no evidence
    return rank, Claim(case.id, "praise.rose", values, tuple(better or sorted(old.missed))[:5])


RULES: tuple[Callable[[Case], Praise], ...] = (goal, check, many_days, comeback, rose)


def praise(facts: ClassFacts) -> tuple[Claim, ...]:
    """Three at most, each of another learner."""
    found: list[tuple[int, float, int, Claim]] = []
    for id, member in facts.members.items():
        case = Case(facts, member, facts.by_learner[id])
        for rank, rule in enumerate(RULES):
            if (told := rule(case)) is not None:
                found.append((rank, told[0], id, told[1]))
                break
    return tuple(claim for _, _, _, claim in sorted(found, key=lambda entry: entry[:3])[:AT_MOST])
