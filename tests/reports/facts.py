"""A class on paper: facts of a week, put together by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.lessons.model import Catalogue, Verdict
from bot.ports import Learner
from bot.ports.office import Answered, Day, Done, Typed
from bot.ports.staff import Assignment, Class, Enrolled, Interview, Letter, LevelStep, Milestone, Site
from bot.reports.week_data import ClassFacts

BOSTON = "America/New_York"
WEEK = date(2026, 11, 16)  # a Monday; the summary is made on the next one at eight
NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ROOM = Class(1, "k1", "Evening", Site(1, "Lynn Library"), BOSTON, date(2026, 6, 1), tutors=(1,))
ANA, BEN, CAI, DUC, EVA, FAY, GIL, HUI = range(1, 9)
NAMES = {ANA: "Ana", BEN: "Ben", CAI: "Cai", DUC: "Đức", EVA: "Eva", FAY: "Fay", GIL: "Gil", HUI: "Hui"}
LONG_AGO = 100  # days
TWO = ("civics-2008-1", "civics-2008-2")  # what homework is made of


def instant(day: date, hour: int = 19) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(BOSTON)).astimezone(UTC)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@dataclass
class Paper:
    """Facts as they are being written down."""

    catalogue: Catalogue
    now: datetime = NOW
    week: date = WEEK
    everyone: list[Enrolled] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)
    texts: list[Typed] = field(default_factory=list)
    rest: dict[str, Any] = field(default_factory=dict)

    def enroll(self, learner: int, joined: int = LONG_AGO, left: int | None = None, **fields: Any) -> Paper:
        """Somebody in the class since `joined` days ago (until `left` days ago)."""
        values: dict[str, Any] = {"nickname": NAMES.get(learner), "created_on": ago(LONG_AGO), "level": "a1b"}
        since, until = instant(ago(joined), 10), None if left is None else instant(ago(left), 10)
        self.everyone.append(Enrolled(1, Learner(id=learner, **{**values, **fields}), since, until, since))
        return self

    def practise(self, learner: int, *back: int, graded: int = 8, right: int = 6, seconds: float = 480) -> Paper:
        """Days of practice, so many days ago."""
        self.days += [Day(learner, ago(days), graded, right, seconds) for days in back]
        return self

    def answer(
        self, learner: int, item: str, *rights: bool, back: int = 3, form: str = "type", rated: bool = True
    ) -> Paper:
        """Answers to an item, one after the other."""
        for n, right in enumerate(rights):
            at = instant(ago(back)) + timedelta(minutes=n)
            verdict = Verdict.CORRECT if right else Verdict.INCORRECT
            self.answered.append(Answered(learner, item, form, verdict, rated, at, ago(back)))
        return self

    def write(self, learner: int, item: str, *texts: str) -> Paper:
        """Wrong answers as they were typed: the first of those to the item that have no words yet."""
        worded = {(each.learner, each.item, each.at) for each in self.texts}
        missed = [
            given.at
            for given in self.answered
            if (given.learner, given.item) == (learner, item)
            and given.verdict is not Verdict.CORRECT
            and (learner, item, given.at) not in worded
        ]
        self.texts += [
            Typed(learner, item, text, at) for text, at in zip(texts, missed or [self.now] * len(texts), strict=False)
        ]
        return self

    def add(self, **rest: Sequence[Any]) -> Paper:
        """Anything else of the facts."""
        for name, values in rest.items():
            self.rest.setdefault(name, []).extend(values)
        return self

    @property
    def facts(self) -> ClassFacts:
        days = sorted(self.days, key=lambda day: (day.learner, day.day))
        answered = sorted(self.answered, key=lambda given: (given.learner, given.at))
        return ClassFacts(
            ROOM, self.week, self.now, self.catalogue, self.everyone, days, answered, self.texts, **self.rest
        )


def homework(
    id: int = 7, *, due: int, items: Sequence[str] = TWO, learner: int | None = None, made: int = 14
) -> Assignment:
    return Assignment(id, 1, learner, "items", "Ten questions", tuple(items), ago(due), instant(ago(made)), by=1)


def done(work: int, learner: int, answered: int, right: int) -> Done:
    """Somebody has answered the first so many items, and so many of them rightly."""
    return Done(work, learner, frozenset(TWO[:answered]), frozenset(TWO[:right]))


def question(learner: int, back: int, *, answered: bool = False, id: int = 40) -> Letter:
    return Letter(1, learner, 1, True, "Why?", instant(ago(back)), id=id, answered=answered)


__all__ = ["Interview", "LevelStep", "Milestone"]
