"""People and facts: what is kept of a person, where their talk stands, and what they answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from bot.lessons.memory import Rating
from bot.lessons.model import Skill, Verdict


class Learner(NamedTuple):
    """What is kept of a person, and all of it (curriculum, framework section 6).

    `level` is a practice level (never an official one), `unit` one that they asked for out of turn, `bank` counts the
    placements taken and `checks` the level checks at this level, so that the next one asks other items; `check_on` (ISO) is
    the day of the last one that was not passed; `weekly_goal` is in days;
    `pictures` and `sounds` tell what may be sent without being asked for (they cost data);
    `placed_at` (ISO) is when they were placed, until the first twenty answers have shown whether that was right.

    `nickname`, `goal`, `test`, `senior` and `state` betray a person or a status: the store keeps
    them encrypted. `id` is 0 until the learner is first saved. `reminder` is "HH:MM" of the
    learner's own clock; `classes` and `staff` count the classes they are in and the posts they hold now (read only: deeds
    change them); `agreed_on` is the day they said yes to what is kept; `senior` and `state` are
    None until they were asked.
    """

    id: int = 0
    language: str = "en"
    timezone: str = "America/New_York"
    created_on: date | None = None
    agreed_on: date | None = None
    reminder: str | None = None
    paused_on: date | None = None
    reachable: bool = True
    session_size: int = 10
    nickname: str | None = None
    goal: str | None = None
    test: str | None = None
    senior: bool | None = None
    state: str | None = None
    level: str | None = None
    weekly_goal: int = 3
    placed_at: str | None = None
    unit: str | None = None
    bank: int = 0
    checks: int = 0
    check_on: str | None = None
    pictures: bool = True
    sounds: bool = True
    classes: int = 0
    staff: int = 0


class Place(NamedTuple):
    """Where a talk stands: which handler has the floor, the token its buttons carry, and its own data.

    `items` are the items whose cards the next answer will need; `data` is JSON.
    """

    at: str = ""
    token: str = ""
    data: Mapping[str, Any] = MappingProxyType({})
    items: tuple[str, ...] = ()


class Attempt(NamedTuple):
    """A fact: one item was asked and answered. Append-only.

    `answer` is what was typed (at most 200 characters, kept for 90 days, None for a press);
    `form` is how it was asked (`choose`, `type`); `seconds` is None when not known; `rating` is None
    when the answer did not move the card; `day` is the learner's own; `mastered` tells that with this answer the item was known
    for good, and had not been before it.
    """

    item: str
    skill: Skill
    form: str
    verdict: Verdict
    rating: Rating | None
    at: datetime
    day: date
    hinted: bool = False
    seconds: float | None = None
    answer: str | None = None
    mastered: bool = False
