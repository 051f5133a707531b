"""Who needs their tutor this week: the rules of docs/summary.md, in their order. Pure.

Each rule says of one learner why they need somebody, and how urgent that is among those with the same reason; the first rule
that holds is the one that is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from bot.lessons.model import Verdict
from bot.lessons.progress import GRADED_A_DAY
from bot.lessons.readiness import READY
from bot.ports.office import Answered, Day
from bot.ports.staff import Enrolled
from bot.reports.week_ahead import chances, weakest_first
from bot.reports.week_data import QUIET_FROM, ClassFacts
from bot.reports.week_praise import risen
from bot.reports.week_topics import by_topic
from bot.reports.weekly import Ahead, Claim

AT_MOST = 5
INTERVIEW_WITHIN = 21  # days
ASLEEP_AFTER = 20  # days without practice
SHOWN_ONCE = 7  # days: of those who are longer away, a weekly summary meets each once in so many
ACTIVE_WEEKS, ACTIVE_DAYS = 2, 2  # weeks with so many practice days make somebody who was active
LATELY = timedelta(days=14)
STUCK_TRIES, STUCK_BELOW = 15, 0.60
STUCK_TIMES = 4  # wrong in a row
RECALL_TRIES, RECALL_FELL = 15, 0.20
NEW_FOR = 3  # days since they joined
OVERDUE_FOR = 14  # days after which homework is not asked for any more


@dataclass(frozen=True)
class Case:
    """One learner, as the rules see them."""

    facts: ClassFacts
    member: Enrolled
    answered: Sequence[Answered] = ()
    ahead: Ahead | None = None  # their interview

    @property
    def id(self) -> int:
        return self.member.learner.id

    @cached_property
    def joined(self) -> int:
        """Days since they joined the class."""
        return (self.facts.today - self.facts.day_of(self.member.since)).days

    @cached_property
    def days(self) -> Sequence[Day]:
        """Their days with answers since they joined."""
        return self.facts.days_of(self.member)

    @cached_property
    def quiet(self) -> int:
        """Days since they last practised; since they joined, if they never have."""
        return (self.facts.today - self.days[-1].day).days if self.days else self.joined

    @cached_property
    def was_active(self) -> bool:
        """Whether they were active in two weeks of those we look back on."""
        weeks: dict[date, int] = {}
        for day in self.days:
            if day.graded >= GRADED_A_DAY:
                first = day.day - timedelta(days=day.day.weekday())
                weeks[first] = weeks.get(first, 0) + 1
        return sum(days >= ACTIVE_DAYS for days in weeks.values()) >= ACTIVE_WEEKS

    @cached_property
    def paused(self) -> bool:
        """Whether they asked for a pause: then nobody calls them because they do nothing."""
        return self.member.learner.paused_on is not None

    @cached_property
    def lately(self) -> Sequence[Answered]:
        """Their answers of the last two weeks."""
        since = self.facts.now - LATELY
        return [given for given in self.answered if given.at >= since]


Need = tuple[float, Claim] | None  # the smaller the number, the more urgent


def _claim(case: Case, reason: str, values: Mapping[str, Any], evidence: Sequence[str] = ()) -> Claim:
    return Claim(case.id, reason, values, tuple(evidence))


def interview(case: Case) -> Need:
    """An interview within three weeks, shared, and not ready yet."""
    ahead = case.ahead
    if ahead is None or ahead.readiness >= READY:
        return None
    days = (ahead.week - case.facts.today).days
    if days > INTERVIEW_WITHIN:
        return None
    values = {"day": ahead.week.isoformat(), "readiness": ahead.readiness, "topic": ahead.weakest}
    sections = weakest_first(chances(case.facts, case.member.learner)) if ahead.weakest else ()
    return days, _claim(case, "need.interview", values, sections)


def quiet_after_active(case: Case) -> Need:
    """Was active for two weeks, now quiet for one or two."""
    if not case.paused and QUIET_FROM <= case.quiet <= ASLEEP_AFTER and case.was_active:
        return -case.quiet, _claim(case, "need.quiet_after", {"n": case.quiet})
    return None


def question(case: Case) -> Need:
    """Asked their tutor something that waits for an answer."""
    waiting = [
        letter
        for letter in case.facts.letters
        if letter.learner == case.id and letter.is_question and not letter.answered
    ]
    if not waiting:
        return None
    asked = case.facts.day_of(waiting[0].at)
    values = {"n": len(waiting), "day": asked.isoformat()}
    return asked.toordinal(), _claim(case, "need.question", values, [str(each.id) for each in waiting])


def stuck(case: Case) -> Need:
    """A unit or a section goes wrong more often than not; one that goes clearly better this week is worth praise instead."""
    tallies = by_topic(case.facts.topics, case.lately, least=STUCK_TRIES)
    hard = {key: each for key, each in tallies.items() if each.share < STUCK_BELOW}
    if hard:
        better = risen(case.facts, case.answered)
        hard = {key: each for key, each in hard.items() if key not in better}
    if not hard:
        return None
    key = min(hard, key=lambda key: (hard[key].share, key))
    values = {"topic": key, "right": hard[key].right, "tries": hard[key].tries}
    return hard[key].share, _claim(case, "need.stuck", values, hard[key].hardest())


def stuck_item(case: Case) -> Need:
    """One item was wrong four times in a row."""
    in_row: dict[str, int] = {}
    for given in case.lately:
        in_row[given.item] = 0 if given.verdict is Verdict.CORRECT else in_row.get(given.item, 0) + 1
    item = max(in_row, key=lambda item: (in_row[item], item), default=None)
    if item is None or in_row[item] < STUCK_TIMES:
        return None
    return -in_row[item], _claim(case, "need.stuck_item", {"item": item, "n": in_row[item]}, [item])


def falling(case: Case) -> Need:
    """Of the first answers of a day, clearly fewer are right than two weeks before."""
    middle = case.facts.now - LATELY
    halves: tuple[list[Answered], list[Answered]] = ([], [])
    for given in case.answered:
        if given.rated and given.at >= middle - LATELY:
            halves[given.at >= middle].append(given)
    before, now = halves
    if min(len(before), len(now)) < RECALL_TRIES:
        return None
    then_right, now_right = (_share(half) for half in halves)
    if round(then_right - now_right, 3) < RECALL_FELL:
        return None
    missed = [given.item for given in now if given.verdict is not Verdict.CORRECT]
    values = {"before": round(then_right, 2), "now": round(now_right, 2)}
    return now_right - then_right, _claim(case, "need.falling", values, list(dict.fromkeys(reversed(missed)))[:5])


def _share(answered: Sequence[Answered]) -> float:
    return sum(given.verdict is Verdict.CORRECT for given in answered) / len(answered)


def new(case: Case) -> Need:
    """Joined three days ago or more, and has not begun: nobody is missed who has not come yet."""
    if NEW_FOR <= case.joined <= ASLEEP_AFTER and not case.days and not case.paused:
        return -case.joined, _claim(case, "need.new", {"n": case.joined})
    return None


def quiet(case: Case) -> Need:
    """No practice for a week or two."""
    if not case.paused and QUIET_FROM <= case.quiet <= ASLEEP_AFTER:
        return -case.quiet, _claim(case, "need.quiet", {"n": case.quiet})
    return None


def overdue(case: Case) -> Need:
    """Homework is past its day and not finished."""
    facts = case.facts
    for work in () if case.paused else facts.work:
        late = (facts.today - work.due_on).days
        if 0 < late <= OVERDUE_FOR:
            mine = facts.share(work, case.id)
            if mine is not None and not mine.finished:
                day = work.due_on.isoformat()
                values = {"title": work.title, "day": day, "done": len(mine.done), "all": len(mine.items)}
                return -late, _claim(case, "need.overdue", values, [str(work.id)])
    return None


def falls_asleep(case: Case) -> Need:
    """Away for three weeks: told once, then only counted."""
    if not case.paused and ASLEEP_AFTER < case.quiet <= ASLEEP_AFTER + SHOWN_ONCE:
        return -case.quiet, _claim(case, "need.asleep", {"n": case.quiet})
    return None


RULES: tuple[Callable[[Case], Need], ...] = (
    interview, quiet_after_active, question, stuck, stuck_item, falling, new, quiet, overdue, falls_asleep,
)  # fmt: skip


def needs(facts: ClassFacts, interviews: Sequence[Ahead] = ()) -> tuple[tuple[Claim, ...], int]:
    """Those who need their tutor most, five at most, each with one reason; and how many more are asleep."""
    ahead = {each.learner: each for each in interviews}
    found: list[tuple[int, float, int, Claim]] = []
    asleep: set[int] = set()
    for id, member in facts.members.items():
        case = Case(facts, member, facts.by_learner[id], ahead.get(id))
        if case.quiet > ASLEEP_AFTER and not case.paused:
            asleep.add(id)
        for rank, rule in enumerate(RULES):
            if (need := rule(case)) is not None:
                found.append((rank, need[0], id, need[1]))
                break
    told = tuple(claim for _, _, _, claim in sorted(found, key=lambda entry: entry[:3])[:AT_MOST])
    return told, len(asleep - {claim.learner for claim in told})
