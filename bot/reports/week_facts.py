"""The readings behind a weekly summary: as many for a class of fifty as for one of five."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.lessons.model import Catalogue
from bot.ports import Office
from bot.ports.office import Done
from bot.ports.staff import Assignment, Class, Enrolled
from bot.reports.week_ahead import is_near, questions
from bot.reports.week_data import ClassFacts
from bot.reports.week_hard import BACK, hardest
from bot.reports.week_needs import OVERDUE_FOR
from bot.reports.week_praise import ROSE_BACK

ANSWERS_BACK = timedelta(days=28)
LETTERS_BACK = timedelta(days=30)


async def gather(
    office: Office, catalogue: Catalogue, room: Class, week: date, now: datetime, everyone: Sequence[Enrolled]
) -> ClassFacts:
    """The facts of one class and week, as they are at `now`; `everyone`: who is in the class or was."""
    facts = await gather_needs(office, catalogue, room, week, now, everyone)
    members, ever = list(facts.members), [each.learner.id for each in facts.everyone]
    found = hardest(facts)
    levels, milestones, texts, before = await asyncio.gather(
        office.levels(ever),
        office.milestones(members),
        office.texts(members, [] if found is None else list(found[1]), _begin(room, week - BACK)),
        _before(office, facts),
    )
    return facts.with_more(state=_state(facts), levels=levels, milestones=milestones, texts=texts, before=before)


async def gather_needs(
    office: Office, catalogue: Catalogue, room: Class, week: date, now: datetime, everyone: Sequence[Enrolled]
) -> ClassFacts:
    """Only what tells who needs somebody; `everyone`: who is in the class or was."""
    facts = ClassFacts(room, week, now, catalogue, everyone=[each for each in everyone if each.since <= now])
    members, ever = list(facts.members), {each.learner.id for each in facts.everyone}
    first = min(week, facts.today - timedelta(days=OVERDUE_FOR))

    async def homework() -> tuple[Sequence[Assignment], Sequence[Done]]:
        work = [each for each in await office.assignments([room.id], due_from=first) if each.made_at <= now]
        return work, await office.done(work, members)

    # At once, where there are connections for it: none of these readings needs another.
    days, answered, (work, done), letters, shared = await asyncio.gather(
        office.days(ever, facts.back),
        office.answered(members, min(now - ANSWERS_BACK, _begin(room, week - ROSE_BACK))),
        homework(),
        office.letters([room.id], since=now - LETTERS_BACK),
        office.interviews(members),
    )
    facts = facts.with_more(days=days, answered=answered, work=work, done=done, letters=letters, interviews=shared)
    near = [each.learner for each in facts.interviews if is_near(each, facts)]
    asked = {each.id for learner in near for each in questions(facts, facts.members[learner].learner)}
    return facts.with_more(cards=await office.memories(near, asked))


async def _before(office: Office, facts: ClassFacts) -> Mapping[int, date]:
    """The last day, before the weeks that we look back on, of those who are here this week and were not in any of the others."""
    joined = {id: facts.day_of(member.since) for id, member in facts.members.items()}
    away = {
        id: joined[id]
        for id, member in facts.members.items()
        if joined[id] < facts.back and (days := facts.days_of(member)) and days[0].day >= facts.week
    }
    earlier = await office.days(away, min(away.values())) if away else ()
    return {day.learner: day.day for day in earlier if away[day.learner] <= day.day < facts.back}  # oldest first


def _begin(room: Class, day: date) -> datetime:
    """When a day begins by the class's clock."""
    return datetime.combine(day, time(), ZoneInfo(room.timezone)).astimezone(UTC)


def _state(facts: ClassFacts) -> str | None:
    """The state that most of the class live in: it decides who holds office."""
    states = Counter(each.learner.state for each in facts.members.values() if each.learner.state)
    return min(states, key=lambda state: (-states[state], state), default=None)
