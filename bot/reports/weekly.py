"""The weekly summary as plain data: what a tutor is told about a class, learners named by id, every claim with its evidence.

`bot.reports.week_figures` makes one out of facts; `week_words`, `week_mail` and the pages render it; it is kept as JSON. Names are
looked up when it is shown, so somebody who has left or deleted everything is in no kept summary by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any

HARD = "hard"  # the key of what the class finds hard, beside those of claims
HOMEWORK = "homework"  # the key of all homework; of one piece: `Work.key`


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said of one learner: `reason` is a key of the phrases (`need.…`, `praise.…`), `values` what it names
    (numbers, item ids, days), `evidence` the ids of the items or letters that it rests on, or the sections of the test."""

    learner: int
    reason: str
    values: Mapping[str, Any]
    evidence: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What it stands for, in a button or an address: it opens the same claim wherever that stands by then."""
        return f"{self.reason}.{self.learner}"

    @property
    def ready(self) -> str:
        """Which message is ready for somebody who needs their tutor: for what reason; of a question, to which one."""
        reason = self.reason.removeprefix("need.")
        return f"{reason}-{self.asked}" if self.asked else reason

    @property
    def asked(self) -> str:
        """The question that has waited for longest, "" where it is about none."""
        return self.evidence[0] if self.reason == "need.question" and self.evidence else ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What the class finds hard: an item, how many learners tried and missed it, the kind of mistake behind it, and wrong
    answers that at least two learners gave (never with a name)."""

    item: str
    tried: int
    missed: int
    kind: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """What the class finds hardest: a unit's id or a section of the civics tests (`civics:System of Government`), how many
    learners tried it how often, and how many of the tries were right."""

    key: str
    learners: int
    tries: int
    right: int


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of homework: for how many it was set, how many have begun and finished it, how many of its items
    were answered in all and the share of them right at least once; who has not opened it, who has finished it, and who has only
    begun."""

    assignment: int
    title: str
    due_on: date
    set_for: int
    begun: int
    finished: int
    answered: int
    right: float
    unopened: tuple[int, ...]
    finished_by: tuple[int, ...] = ()  # weeks that were kept early do not know
    begun_by: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What opens it."""
        return f"{HOMEWORK}.{self.assignment}"


@dataclass(frozen=True, slots=True)
class Ahead:
    """An interview within 30 days, of somebody who shared it: its week, the chance to pass now, the weakest section ("" while
    they have met no question of a test of theirs, and nothing is known)."""

    learner: int
    week: date
    readiness: float
    weakest: str


@dataclass(frozen=True, slots=True)
class Figures:
    """One week of the class: enrolled; practising on two days or more, on one, on none; medians of practice days and
    active minutes over those who practised; items mastered; level checks passed; graded answers and the share right."""

    week: date
    enrolled: int
    active: int
    light: int
    quiet: int
    days: float
    minutes: float
    mastered: int
    checks: int
    graded: int
    right: float


@dataclass(frozen=True, slots=True)
class WeeklySummary:
    """A class's week, Monday to Sunday in its own time zone. `topic` is what `hard` is taken from; `asleep` counts those who
    have been away for long and are not listed any more; `weeks` are the figures of up to eight weeks (those before anybody was
    in the class are left out), this one last."""

    class_id: int
    week: date
    needs: tuple[Claim, ...]
    praise: tuple[Claim, ...]
    hard: tuple[Mistake, ...]
    homework: tuple[Work, ...]
    interviews: tuple[Ahead, ...]
    weeks: tuple[Figures, ...]
    asleep: int = 0
    topic: Topic | None = None
    at: datetime | None = None  # as of when it is seen; weeks that were kept early do not know

    @property
    def figures(self) -> Figures:
        """This week's."""
        return self.weeks[-1]

    def as_data(self) -> dict[str, Any]:
        """The summary as JSON."""
        data: dict[str, Any] = _plain(self)
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> WeeklySummary:
        """The summary that `as_data` wrote."""
        day = date.fromisoformat
        return cls(
            class_id=data["class_id"],
            week=day(data["week"]),
            needs=tuple(_claim(each) for each in data["needs"]),
            praise=tuple(_claim(each) for each in data["praise"]),
            hard=tuple(Mistake(**{**each, "quotes": tuple(each["quotes"])}) for each in data["hard"]),
            homework=tuple(_work(each) for each in data["homework"]),
            interviews=tuple(Ahead(**{**each, "week": day(each["week"])}) for each in data["interviews"]),
            weeks=tuple(Figures(**{**each, "week": day(each["week"])}) for each in data["weeks"]),
            asleep=data["asleep"],
            topic=None if data.get("topic") is None else Topic(**data["topic"]),
            at=None if data.get("at") is None else datetime.fromisoformat(data["at"]),
        )


def _claim(data: Mapping[str, Any]) -> Claim:
    return Claim(data["learner"], data["reason"], data["values"], tuple(data["evidence"]))


def _work(data: Mapping[str, Any]) -> Work:
    who = {name: tuple(data.get(name, ())) for name in ("unopened", "finished_by", "begun_by")}
    return Work(**{**data, **who, "due_on": date.fromisoformat(data["due_on"])})


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
