"""What a claim of a weekly summary rests on: opened by 🔎 in chat, and by every line of the pages.

Whoever calls this has asked `bot.access` first, and notes the look in the audit log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.lessons.model import Catalogue, Verdict
from bot.markup import literal
from bot.ports import Office
from bot.ports.office import Answered
from bot.ports.staff import Class
from bot.reports.week_data import ClassFacts
from bot.reports.week_material import item_name
from bot.reports.week_words import Wording
from bot.reports.weekly import HARD, HOMEWORK, Claim, WeeklySummary
from bot.turn import local_day

BACK = timedelta(days=90)  # of evidence (framework, section 4)
MOST = 8  # lines
MARKS = {Verdict.CORRECT: "✅", Verdict.PARTIAL: "❌", Verdict.INCORRECT: "❌"}


async def opened(
    office: Office, catalogue: Catalogue, room: Class, summary: WeeklySummary, key: str, words: Wording
) -> tuple[list[str], Claim | None]:
    """What stands behind a key, a line each, and its claim (None: it is about the class). A week that is running goes on: what
    it does not say any more is told so."""
    claim = next((claim for claim in (*summary.needs, *summary.praise) if claim.key == key), None)
    if claim is not None:
        return await lines(office, catalogue, room, summary, claim, words), claim
    about = _hard(summary, words) if key == HARD else _homework(summary, key, words)
    return about or [words.t("why.stale")], None


async def lines(
    office: Office, catalogue: Catalogue, room: Class, summary: WeeklySummary, claim: Claim, words: Wording
) -> list[str]:
    """The evidence of a claim, a line each: what was known when it was made, of the time they were in the class. Who needs their
    tutor does so as of that moment; what is worth praise was in the week."""
    roster = await office.roster([room.id], former=True)
    stays = [each for each in roster if each.learner.id == claim.learner]
    if all(each.until is not None for each in stays):
        return [words.t("week.learner_left")]
    facts = ClassFacts(room, summary.week, summary.at or _usual(summary, room), catalogue, everyone=stays)
    member = facts.members.get(claim.learner, stays[-1])
    praised = claim.reason.startswith("praise.")

    def on(at: datetime) -> str:
        return words.day(local_day(at, room.timezone))

    match claim.reason:
        case "need.question":
            letters = await office.letters([room.id], learner=claim.learner)
            asked = [letter for letter in letters if str(letter.id) in claim.evidence and letter.text]
            found = [words.t("why.question", day=on(letter.at), text=letter.text) for letter in asked]
        case "need.overdue":
            values = claim.values
            day = words.day(datetime.fromisoformat(values["day"]).date())
            found = [words.t("why.work", done=values["done"], all=values["all"], day=day)]
        case "need.interview":
            day = words.day(datetime.fromisoformat(claim.values["day"]).date())
            found = [words.t("why.interview", day=day)]
            if not claim.values["topic"]:
                return [*found, words.t("why.not_begun")]
            found.append(words.t("why.chance", standing=words.standing(claim.values["readiness"])))
            found += [f"{n}. {words.topic(key)}" for n, key in enumerate(claim.evidence or [claim.values["topic"]], 1)]
        case "need.stuck" | "need.stuck_item" | "need.falling" | "praise.rose":
            answered = await office.answered([claim.learner], facts.now - BACK)
            mine = replace(facts, answered=answered).by_learner.get(claim.learner, ())
            last = facts.sunday if praised else date.max
            about = [given for given in mine if given.item in claim.evidence and given.day <= last]
            found = _answers(catalogue, about, words)
        case "praise.goal":
            told = [each for each in await office.milestones([claim.learner]) if each.kind == claim.values["goal"]]
            found = [words.t("why.reached", day=on(each.at)) for each in told if facts.in_week(each.at)][:1]
        case "praise.check":
            steps = [each for each in await office.levels([claim.learner]) if each.level == claim.values["level"]]
            passed = [each.at for each in steps if each.how == "check" and facts.in_week(each.at)]
            found = [words.t("why.checked", day=on(at)) for at in passed[:1]]
        case _:
            found = [words.t("why.joined", day=on(member.since))]
            # Of who is called quiet the day itself is left out: had they practised by then, they would not be.
            last = facts.sunday if praised else facts.today - timedelta(days=1)
            facts = replace(facts, days=await office.days([claim.learner], facts.today - BACK))
            days = [day for day in facts.days_of(member) if day.day <= last][-MOST:]
            found += [words.t("why.days")] if days else [words.t("why.no_days")]
            found += [words.t("why.day", day=words.day(d.day), n=d.graded, right=d.right) for d in reversed(days)]
    return found or [words.t("why.gone")]


def _usual(summary: WeeklySummary, room: Class) -> datetime:
    """As of when a week was mostly seen that does not tell: the Monday after, at eight."""
    monday = summary.week + timedelta(days=7)
    return datetime.combine(monday, time(8), ZoneInfo(room.timezone)).astimezone(UTC)


def _answers(catalogue: Catalogue, answered: Sequence[Answered], words: Wording) -> list[str]:
    """A line for each item: its marks in order, and the day of the last one."""
    by: dict[str, list[Answered]] = {}
    for given in answered:
        by.setdefault(given.item, []).append(given)
    out = [words.t("why.answers")] if by else []
    for item, mine in list(by.items())[:MOST]:
        marks = "".join(MARKS[each.verdict] for each in mine[-MOST:])
        day, name = words.day(mine[-1].day), literal(item_name(catalogue, item))
        out.append(words.t("why.answer", day=day, marks=marks, item=name))
    return out


def _hard(summary: WeeklySummary, words: Wording) -> list[str]:
    out: list[str] = []
    for number, mistake in enumerate(summary.hard, 1):
        out.append(words.hard(mistake, number, summary.week + timedelta(days=7)))
        out.append(words.t("why.mistake", missed=mistake.missed, tried=mistake.tried))
        out += [quotes] if (quotes := words.quotes(mistake)) else []
    return out


def _homework(summary: WeeklySummary, key: str, words: Wording) -> list[str]:
    """Each piece of the week's homework, or the one of the key, and who had come how far with it when the week was told."""
    out: list[str] = []
    for work in summary.homework:
        if key in (HOMEWORK, work.key):
            out.append(f"• {words.work(work)}")
            for phrase, ids in (
                ("why.finished", work.finished_by),
                ("why.begun", work.begun_by),
                ("week.unopened", work.unopened),
            ):
                names = [words.names[id] for id in ids if id in words.names]
                out += [words.t(phrase, names=", ".join(names))] if names else []
    return out
