"""The English course as types: levels, units, lessons, exercises and key words. Immutable, read by `course_catalog`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

LEVELS = ("a0", "a1a", "a1b", "a2", "b1", "b2")
TRACKS = ("cit", "work", "civ")
KINDS = ("words", "dialogue", "grammar", "do")


_NOTHING: Mapping[str, Any] = MappingProxyType({})


def nothing() -> Mapping[str, Any]:
    """No entries. It is one and the same: of a content's mappings, most are empty."""
    return _NOTHING


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a dialogue: who says what."""

    who: str
    says: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a role-play: what the bot says, and ideas for a reply; or the reply to choose, with wrong ones."""

    bot: str
    ideas: tuple[str, ...] = ()
    goal: str = ""
    right: str = ""
    wrong: Mapping[str, str] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to get done in a role-play: its tick line, and phrases that show that it was done."""

    tick: str
    any: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise. Which fields it has is decided by its type (`bot.lessons.exercises`).

    `wrong` maps each wrong choice to why it is wrong, `near` each almost-right answer to what to say about it; `unit` is the
    one that an item of a level check asks about.
    """

    id: str
    type: str
    ask: str = ""
    hear: str = ""
    right: str = ""
    also: tuple[str, ...] = ()
    wrong: Mapping[str, str] = field(default_factory=nothing)
    near: Mapping[str, str] = field(default_factory=nothing)
    hint: str = ""
    why: str = ""
    about: str = ""
    picture: str = ""
    pairs: Mapping[str, str] = field(default_factory=nothing)
    say: str = ""
    key: tuple[str, ...] = ()
    word: str = ""
    use: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    scene: str = ""
    turns: tuple[Turn, ...] = ()
    goals: Mapping[str, Goal] = field(default_factory=nothing)
    pass_: int = 0
    retired: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """The grammar point of a lesson, in a sentence or two, and examples."""

    say: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Ten minutes: the words it teaches, a text its exercises may ask about, and the exercises in order."""

    id: str
    unit: str
    title: str
    kind: str
    teaches: tuple[str, ...]
    exercises: tuple[Exercise, ...]
    text: str = ""
    rule: Rule | None = None
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Gloss:
    """A word or line in another language; `reviewed` tells that a fluent person has read it."""

    text: str
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A key word: an item of its own, met in several forms. `id` is `w-` and its unit and spelling."""

    id: str
    unit: str
    text: str
    means: str
    example: str
    picture: str = ""
    forms: tuple[str, ...] = ()
    glosses: Mapping[str, Gloss] = field(default_factory=nothing)

    def at_home(self, language: str) -> tuple[str, ...]:
        """Its home words one by one, without what is said of them in brackets: "ajuda, socorro" are two."""
        gloss = self.glosses.get(language)
        bare = re.sub(r"\s*\(.*?\)", "", gloss.text.casefold()) if gloss else ""
        return tuple(word for part in bare.split(",") if (word := part.strip()))


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a level or a track: can-dos, key words, a dialogue, lessons, something to do this week. `lines` and `cans` are
    its dialogue and can-dos in other languages."""

    id: str
    level: str
    number: int
    track: str
    title: str
    domain: str
    can: tuple[str, ...]
    grammar: tuple[str, ...]
    words: Mapping[str, Word]
    scene: str
    dialogue: tuple[Line, ...]
    week: str
    standing: str = ""
    lessons: tuple[Lesson, ...] = ()
    lines: Mapping[str, tuple[Gloss, ...]] = field(default_factory=nothing)
    cans: Mapping[str, tuple[Gloss, ...]] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Course:
    """All units in teaching order, spine first, then the tracks."""

    units: Mapping[str, Unit]
    exercises: Mapping[str, Exercise] = field(default_factory=nothing)
    words: Mapping[str, Word] = field(default_factory=nothing)
    lessons: Mapping[str, Lesson] = field(default_factory=nothing)

    def level(self, level: str) -> Iterator[Unit]:
        """The units of one level's spine, in order."""
        return (unit for unit in self.units.values() if unit.level == level and not unit.track)

    def in_use(self) -> Course:
        """The course without its retired exercises, as it is taught."""
        units = {
            id: replace(
                unit,
                lessons=tuple(
                    replace(lesson, exercises=tuple(e for e in lesson.exercises if not e.retired))
                    if any(e.retired for e in lesson.exercises)
                    else lesson
                    for lesson in unit.lessons
                ),
            )
            for id, unit in self.units.items()
        }
        lessons = {lesson.id: lesson for unit in units.values() for lesson in unit.lessons}
        exercises = {id: e for id, e in self.exercises.items() if not e.retired}
        return Course(MappingProxyType(units), MappingProxyType(exercises), self.words, MappingProxyType(lessons))

    def unit_of(self, item: str) -> Unit:
        """The unit an exercise, word or lesson belongs to."""
        if item in self.words:
            return self.units[self.words[item].unit]
        return self.units[unit_id(item)]


def unit_id(id: str) -> str:
    """The unit in an id: `en-a1b-u06-l2-e05` → `a1b-u06`, `work-01-l1-e03` → `work-01`."""
    parts = id.removeprefix("en-").split("-")
    return "-".join(parts[:2])


EMPTY = Course(MappingProxyType({}))
