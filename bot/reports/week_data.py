"""What a weekly summary is made of: readings of one class, as they were at one moment."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from bot.homework import Share, share
from bot.lessons.memory import Card
from bot.lessons.model import Catalogue
from bot.ports.office import Answered, Day, Done, Typed
from bot.ports.staff import Assignment, Class, Enrolled, Interview, Letter, LevelStep, Milestone
from bot.reports.week_topics import topic_of
from bot.turn import local_day

WEEKS = 8  # of figures
QUIET_FROM = 7  # days without an answer


@dataclass(frozen=True)
class ClassFacts:
    """One class, seen at `now` for the week that begins on the Monday `week`.

    `everyone` holds also who has left: they count in the figures of the weeks in which they were there, and nowhere else.
    `days` and `answered` stand by learner, each learner's oldest first. `days` reach eight weeks back from the end of the week, `answered` (members' only) four weeks back from `now`. `cards` are
    those of members who shared an interview that is near; `texts` are wrong typed answers to what the class finds hard;
    `before` tells of who was away for longer than `days` reach their last day before.

    Whatever is told of somebody rests on the time they were in the class: rules read `practice`, `days_of` and `by_learner`,
    which leave out what was before they came. The day on which somebody comes or goes is whole.
    """

    room: Class
    week: date
    now: datetime
    catalogue: Catalogue
    everyone: Sequence[Enrolled] = ()
    days: Sequence[Day] = ()
    answered: Sequence[Answered] = ()
    texts: Sequence[Typed] = ()
    cards: Mapping[int, Sequence[Card]] = field(default_factory=dict)
    work: Sequence[Assignment] = ()
    done: Sequence[Done] = ()
    letters: Sequence[Letter] = ()
    levels: Sequence[LevelStep] = ()
    milestones: Sequence[Milestone] = ()
    interviews: Sequence[Interview] = ()
    before: Mapping[int, date] = field(default_factory=dict)
    state: str | None = None  # where most of the class live

    @cached_property
    def today(self) -> date:
        """The class's own day, which begins at four in the morning."""
        return local_day(self.now, self.room.timezone)

    @property
    def back(self) -> date:
        """The first day of the weeks that we look back on."""
        return self.week - timedelta(weeks=WEEKS - 1)

    @cached_property
    def sunday(self) -> date:
        """The last day of the week."""
        return self.week + timedelta(days=6)

    @cached_property
    def members(self) -> Mapping[int, Enrolled]:
        """Who is in the class at `now`, by id."""
        return {
            each.learner.id: each
            for each in self.everyone
            if each.since <= self.now and (each.until is None or each.until > self.now)
        }

    @cached_property
    def _stays(self) -> Mapping[int, Sequence[tuple[date, date]]]:
        """The first and last days of each time that somebody was in the class."""
        out: dict[int, list[tuple[date, date]]] = {}
        for each in self.everyone:
            last = date.max if each.until is None else self.day_of(each.until)
            out.setdefault(each.learner.id, []).append((self.day_of(each.since), last))
        return out

    def here(self, learner: int, day: date) -> bool:
        """Whether somebody was in the class on a day."""
        return any(first <= day <= last for first, last in self._stays.get(learner, ()))

    @cached_property
    def practice(self) -> Mapping[int, Sequence[Day]]:
        """Each learner's days in the class up to today, oldest first."""
        out, today, stays = {}, self.today, self._stays
        for learner, days in groupby(self.days, key=attrgetter("learner")):
            spans = [(first, min(last, today)) for first, last in stays.get(learner, ())]
            there = [day for day in days if any(first <= day.day <= last for first, last in spans)]
            if there:
                out[learner] = there
        return out

    def days_of(self, member: Enrolled) -> Sequence[Day]:
        """A member's days since they joined, oldest first; who came back has joined anew."""
        joined = self.day_of(member.since)
        return [day for day in self.practice.get(member.learner.id, ()) if day.day >= joined]

    @cached_property
    def by_learner(self) -> Mapping[int, Sequence[Answered]]:
        """Each member's answers since they joined, up to now, oldest first."""
        out: dict[int, Sequence[Answered]] = dict.fromkeys(self.members, ())
        when = attrgetter("at")
        for learner, answers in groupby(self.answered, key=attrgetter("learner")):
            if member := self.members.get(learner):
                given = list(answers)
                out[learner] = given[
                    bisect_left(given, member.since, key=when) : bisect_right(given, self.now, key=when)
                ]
        return out

    @cached_property
    def topics(self) -> Mapping[str, str | None]:
        """The topic of each item that was answered."""
        return {item: topic_of(self.catalogue, item) for item in {given.item for given in self.answered}}

    def with_more(self, **readings: Any) -> ClassFacts:
        """These facts with more readings, on which nothing that was worked out so far rests: it stays worked out."""
        out = copy(self)
        vars(out).update(readings)
        return out

    def share(self, work: Assignment, learner: int) -> Share | None:
        """A member's share of a piece of homework; None when nothing of it is theirs."""
        return share(self.catalogue, work, self.members[learner], self._done.get((work.id, learner)))

    @cached_property
    def _done(self) -> Mapping[tuple[int, int], Done]:
        return {(each.assignment, each.learner): each for each in self.done}

    def day_of(self, at: datetime) -> date:
        """The class's own day of an instant."""
        return local_day(at, self.room.timezone)

    def in_week(self, at: datetime) -> bool:
        """Whether an instant lies in the week."""
        return self.week <= self.day_of(at) <= self.sunday and at <= self.now
