"""What is done to a class: who teaches it, who is in it, when it met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NewClass:
    """A tutor makes a class; `code` is the first one to join it by."""

    key: str
    name: str
    site: int
    timezone: str
    code: str
    by: int


@dataclass(frozen=True, slots=True)
class RenameClass:
    """Another name or time zone."""

    class_id: int
    name: str
    timezone: str
    by: int


@dataclass(frozen=True, slots=True)
class CloseClass:
    """The class has ended: nobody is enrolled any more, its codes open nothing."""

    class_id: int
    by: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """Another tutor of the same site teaches the class from now on, and only they."""

    class_id: int
    to: int
    by: int


@dataclass(frozen=True, slots=True)
class Join:
    """The learner whose turn it is joins a class, having agreed to what its tutor sees."""

    class_id: int


@dataclass(frozen=True, slots=True)
class Leave:
    """A learner leaves a class, or (`by`) is taken off it. `learner` 0: whoever's turn it is."""

    class_id: int
    learner: int = 0
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Attend:
    """A class met: how long these learners were there that day, in all; 0: they were not. Nobody else's hours are touched."""

    class_id: int
    day: date
    minutes: int
    learners: tuple[int, ...]
    by: int


@dataclass(frozen=True, slots=True)
class WeekOff:
    """A class does not meet in the week that begins on a Monday: a holiday, a storm. `off` False: it does after all."""

    class_id: int
    week: date
    off: bool
    by: int
