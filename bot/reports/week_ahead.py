"""Interviews ahead, of those who shared theirs, and how ready they are; homework, and how far everybody is. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.lessons.model import Question
from bot.lessons.planner import by_item
from bot.lessons.readiness import known, passing
from bot.ports.people import Learner
from bot.ports.staff import TEXT, Interview
from bot.reports.week_data import ClassFacts
from bot.reports.week_topics import CIVICS
from bot.reports.weekly import Ahead, Work

INTERVIEWS_WITHIN = 30  # days


def is_near(interview: Interview, facts: ClassFacts) -> bool:
    """Whether a shared interview is in the next thirty days; its own week counts to its end."""
    days = (interview.week - facts.today).days
    return interview.shared and interview.learner in facts.members and -7 < days <= INTERVIEWS_WITHIN


def questions(facts: ClassFacts, learner: Learner) -> list[Question]:
    """What somebody may be asked in the civics test; nothing when they have chosen none."""
    return list(facts.catalogue.test(learner.test, senior=bool(learner.senior))) if learner.test else []


def chances(facts: ClassFacts, learner: Learner) -> dict[str, list[float]]:
    """The chance of each question of somebody's test to be answered rightly now, by section (as a topic)."""
    cards = by_item(facts.cards.get(learner.id, ()))
    out: dict[str, list[float]] = {}
    for question in questions(facts, learner):
        out.setdefault(CIVICS + question.section, []).append(known(cards.get(question.id, {}), facts.now))
    return out


def weakest_first(by_section: Mapping[str, Sequence[float]]) -> list[str]:
    """The sections, the least known first."""
    return sorted(by_section, key=lambda section: (sum(by_section[section]) / len(by_section[section]), section))


def interviews(facts: ClassFacts) -> tuple[Ahead, ...]:
    """Those within thirty days, the next one first. Of who has met no question of a test of theirs only the week is told."""
    out = []
    for interview in facts.interviews:
        if not is_near(interview, facts):
            continue
        learner = facts.members[interview.learner].learner
        by_section, met = chances(facts, learner), by_item(facts.cards.get(learner.id, ()))
        if learner.test is not None and any(question.id in met for question in questions(facts, learner)):
            every = [chance for section in by_section.values() for chance in section]
            ready = passing(learner.test, every, senior=bool(learner.senior))
            out.append(Ahead(learner.id, interview.week, round(ready, 2), weakest_first(by_section)[0]))
        else:
            out.append(Ahead(learner.id, interview.week, 0.0, ""))
    return tuple(sorted(out, key=lambda ahead: (ahead.week, ahead.learner)))


def homework(facts: ClassFacts) -> tuple[Work, ...]:
    """What was set before the week ended and was not due before it began, the next due first."""
    out = []
    for work in facts.work:
        if work.due_on < facts.week or facts.day_of(work.made_at) > facts.sunday or work.made_at > facts.now:
            continue
        shares = {id: mine for id in facts.members if (mine := facts.share(work, id)) is not None}
        if not shares:
            continue
        answered = 0 if work.kind == TEXT else sum(len(mine.done) for mine in shares.values())
        out.append(
            Work(
                assignment=work.id,
                title=work.title,
                due_on=work.due_on,
                set_for=len(shares),
                begun=sum(mine.begun for mine in shares.values()),
                finished=sum(mine.finished for mine in shares.values()),
                answered=answered,
                right=round(sum(len(mine.right) for mine in shares.values()) / answered, 2) if answered else 0.0,
                unopened=tuple(sorted(id for id, mine in shares.items() if not mine.begun)),
                finished_by=tuple(sorted(id for id, mine in shares.items() if mine.finished)),
                begun_by=tuple(sorted(id for id, mine in shares.items() if mine.begun and not mine.finished)),
            )
        )
    return tuple(sorted(out, key=lambda work: (work.due_on, work.assignment)))
