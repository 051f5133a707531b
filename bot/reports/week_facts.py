"""The readings behind a weekly summary: as many for a class of fifty as for one of five."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.lessons.model import Catalogue
from bot.ports import Office
from bot.ports.staff import Class
from bot.reports.week_ahead import is_near, questions
from bot.reports.week_data import WEEKS, ClassFacts
from bot.reports.week_hard import BACK, hardest
from bot.reports.week_needs import OVERDUE_FOR
from bot.reports.week_praise import ROSE_BACK

ANSWERS_BACK = timedelta(days=28)
LETTERS_BACK = timedelta(days=30)


async def gather(office: Office, catalogue: Catalogue, room: Class, week: date, now: datetime) -> ClassFacts:
    """The facts of one class and week, as they are at `now`."""
    everyone = [each for each in await office.roster([room.id], former=True) if each.since <= now]
    facts = ClassFacts(room, week, now, catalogue, everyone=everyone)
    members, ever = list(facts.members), {each.learner.id for each in everyone}
    if not ever:
        return facts
    back = week - timedelta(weeks=WEEKS - 1)

    def begin(day: date) -> datetime:
        return datetime.combine(day, time(), ZoneInfo(room.timezone)).astimezone(UTC)

    first = min(week, facts.today - timedelta(days=OVERDUE_FOR))
    work = [each for each in await office.assignments([room.id], due_from=first) if each.made_at <= now]
    facts = replace(
        facts,
        days=await office.days(ever, back),
        answered=await office.answered(members, min(now - ANSWERS_BACK, begin(week - ROSE_BACK))),
        work=work,
        done=await office.done(work, members),
        letters=await office.letters([room.id], since=now - LETTERS_BACK),
        levels=await office.levels(ever),
        milestones=await office.milestones(members),
        interviews=await office.interviews(members),
    )
    near = [each.learner for each in facts.interviews if is_near(each, facts)]
    asked = [each.id for learner in near for each in questions(facts, facts.members[learner].learner)]
    found = hardest(facts)
    return replace(
        facts,
        state=_state(facts),
        cards=await office.memories(near, set(asked)) if near else {},
        texts=[] if found is None else await office.texts(members, list(found[1]), begin(week - BACK)),
    )


def _state(facts: ClassFacts) -> str | None:
    """The state that most of the class live in: it decides who holds office."""
    states = Counter(each.learner.state for each in facts.members.values() if each.learner.state)
    return min(states, key=lambda state: (-states[state], state), default=None)
