"""One learner as their tutor sees them: eight weeks day by day, how it goes by skill, what is hard now. Pure; page and file show the
same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.lessons.memory import Card, lost, mastered
from bot.lessons.model import Skill, Verdict
from bot.lessons.progress import GRADED_A_DAY
from bot.ports.office import Answered, Day
from bot.reports.class_rows import PERCENT_FROM, mondays

HARD_SHOWN = 10
FORMS = {
    "hear": ("listen-choose", "dictation", "sound"),
    "speak": ("say-it", "say", "role-play"),
    "read": ("choose", "choose-word", "choose-picture", "true-or-not", "match-pairs", "what-would-you-say", "home"),
    "write": ("type", "gap", "fill-gap", "short-answer", "one-sentence", "put-in-order", "translate-word"),
}


@dataclass(frozen=True, slots=True)
class Week:
    """A week's graded answers, day by day from its Monday on, and its active minutes."""

    monday: date
    graded: tuple[int, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Share:
    """Answers of one skill: how many, and the share that was right (None under ten)."""

    skill: str
    tried: int
    right: int | None


@dataclass(frozen=True, slots=True)
class Hard:
    """An item that was missed: how often it was asked and missed, and when it was last asked."""

    item: str
    asked: int
    missed: int
    last: date


@dataclass(frozen=True, slots=True)
class Known:
    """Days of practice and minutes of eight weeks; items known well, those of them that need a visit, and all that were met."""

    practised: int
    minutes: int
    known: int
    visit: int
    met: int


def known(days: Iterable[Day], cards: Sequence[Card], now: datetime) -> Known:
    """A learner's figures."""
    days = list(days)
    well = [card for card in cards if card.skill is Skill.PRODUCE and mastered(card)]
    return Known(
        practised=sum(day.graded >= GRADED_A_DAY for day in days),
        minutes=round(sum(day.seconds for day in days) / 60),
        known=len(well),
        visit=sum(lost(card, now) for card in well),
        met=len({card.item for card in cards}),
    )


def weeks(days: Iterable[Day], today: date) -> list[Week]:
    """The eight weeks, the oldest first."""
    on = {day.day: day for day in days}
    out = []
    for monday in mondays(today):
        week = [on.get(monday + timedelta(days=i)) for i in range(7)]
        seconds = sum(day.seconds for day in week if day)
        out.append(Week(monday, tuple(day.graded if day else 0 for day in week), round(seconds / 60)))
    return out


def shares(answers: Sequence[Answered]) -> list[Share]:
    """How it goes by skill; civics answers count as what they were: typed or chosen."""
    out = []
    for skill, forms in FORMS.items():
        mine = [answer for answer in answers if answer.form in forms]
        right = sum(answer.verdict is Verdict.CORRECT for answer in mine)
        out.append(Share(skill, len(mine), round(100 * right / len(mine)) if len(mine) >= PERCENT_FROM else None))
    return out


def hardest(answers: Iterable[Answered]) -> list[Hard]:
    """What was missed at least twice, most often first."""
    by: dict[str, list[Answered]] = {}
    for answer in answers:
        by.setdefault(answer.item, []).append(answer)
    out = []
    for item, asked in by.items():
        missed = sum(answer.verdict is not Verdict.CORRECT for answer in asked)
        if missed > 1:
            out.append(Hard(item, len(asked), missed, asked[-1].day))
    return sorted(out, key=lambda hard: (-hard.missed, hard.item))[:HARD_SHOWN]
