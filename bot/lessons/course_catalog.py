"""`content/english/` and `content/tracks/` → `Course`, read strictly; faults carry file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.lessons.course import (
    KINDS,
    LEVELS,
    TRACKS,
    Course,
    Exercise,
    Gloss,
    Goal,
    Lesson,
    Line,
    Rule,
    Turn,
    Unit,
    Word,
    nothing,
)
from bot.lessons.exercises import TYPES
from bot.lessons.marked import Spot

_UNIT = re.compile(r"(a0|a1a|a1b|a2|b1|b2)-u(\d\d)|(cit|work|civ)-(\d\d)")
UNIT_KEYS = ("unit", "title", "domain", "can", "grammar", "words", "dialogue", "week")
UNIT_MORE = ("standing", "level")
LESSON_KEYS = ("lesson", "title", "kind", "teaches", "exercises")
LESSON_MORE = ("text", "rule", "checked")

Read = Callable[[Path], Spot | None]
Glossed = dict[str, dict[str, dict[str, Gloss]]]  # by unit, word, language


class CourseReader:
    """Reads the course through `read` (which parses, hashes and notes faults); `places` gets every id's spot."""

    def __init__(
        self, folder: Path, read: Read, places: dict[str, Spot], unit_read: Callable[[], None] = lambda: None
    ) -> None:
        """`unit_read` is called after each unit."""
        self._unit_read = unit_read
        self._folder = folder
        self._read = read
        self._places = places

    def course(self) -> Course:
        """Every unit that could be read, in teaching order."""
        units: dict[str, Unit] = {}
        for path in self._unit_files():
            unit = self._unit(path)
            if unit is not None:
                units[unit.id] = unit
            self._unit_read()
        glossed: Glossed = {}
        for pattern in ("english/*/translations/*.yaml", "tracks/translations/*.yaml"):
            for path in sorted(self._folder.glob(pattern)):
                self._translations(path, units, glossed)
        for id, glosses in glossed.items():
            units[id] = _with_glosses(units[id], glosses)
        lessons = {lesson.id: lesson for unit in units.values() for lesson in unit.lessons}
        exercises = {e.id: e for lesson in lessons.values() for e in lesson.exercises}
        words = {word.id: word for unit in units.values() for word in unit.words.values()}
        return Course(
            MappingProxyType(units), MappingProxyType(exercises), MappingProxyType(words), MappingProxyType(lessons)
        )

    def placement(self) -> Mapping[str, Exercise]:
        """The items of placement and level checks: `placement/<bank>.yaml`, a level's items under its name."""
        out: dict[str, Exercise] = {}
        for path in sorted((self._folder / "placement").glob("*.yaml")):
            top = self._read(path)
            if top is not None:
                self._places[f"p-{path.stem}"] = top
            for level, spot in (top.fields((), LEVELS) if top else {}).items():
                self._places[f"p-{path.stem}-{level}"] = spot
                for name, item in spot.entries():
                    id = f"p-{path.stem}-{level}-{name}"
                    if exercise := self._exercise(id, item, "unit"):
                        out[id] = replace(exercise, about=level, unit=exercise.unit and f"{level}-{exercise.unit}")
        return MappingProxyType(out)

    def _unit_files(self) -> list[Path]:
        spine = [
            path for level in LEVELS for path in sorted((self._folder / "english" / level).glob("u[0-9]*/unit.yaml"))
        ]
        tracks = [path for track in TRACKS for path in sorted((self._folder / "tracks").glob(f"{track}-*/unit.yaml"))]
        return spine + tracks

    def _unit(self, path: Path) -> Unit | None:
        top = self._read(path)
        f = top.fields(UNIT_KEYS, UNIT_MORE) if top else {}
        if top is None or not set(UNIT_KEYS) <= f.keys():
            return None
        id = f["unit"].text()
        match = _UNIT.fullmatch(id)
        folder = path.parent.name
        if match is None or id not in (folder, f"{path.parent.parent.name}-{folder}"):
            f["unit"].fault(f"`{id}` does not fit its folder: use the level and the folder's name, as in a1b-u06")
            return None
        level = match[1] or (f["level"].choice(*LEVELS) if "level" in f else "")
        if not level:
            top.fault("the key `level` is missing: a unit of a track says its level")
            return None
        words = {text: self._word(id, text, spot) for text, spot in f["words"].entries()}
        scene, lines = self._dialogue(f["dialogue"])
        unit = Unit(
            id=id,
            level=level,
            number=int(match[2] or match[4]),
            track=match[3] or "",
            title=f["title"].text(),
            domain=f["domain"].text(),
            can=f["can"].texts(),
            grammar=f["grammar"].texts(),
            words=MappingProxyType(words),
            scene=scene,
            dialogue=lines,
            week=f["week"].text(),
            standing=f["standing"].choice("health", "legal") if "standing" in f else "",
        )
        self._places[id] = top
        lessons = [self._lesson(file, unit) for file in sorted(path.parent.glob("l[0-9].yaml"))]
        return replace(unit, lessons=tuple(lesson for lesson in lessons if lesson is not None))

    def _word(self, unit: str, text: str, spot: Spot) -> Word:
        f = spot.fields(("means", "example"), ("picture", "forms"))
        id = "w-" + unit + "-" + re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
        self._places[id] = spot
        return Word(
            id=id,
            unit=unit,
            text=text,
            means=f["means"].text() if "means" in f else "",
            example=f["example"].text() if "example" in f else "",
            picture=f["picture"].text() if "picture" in f else "",
            forms=f["forms"].texts() if "forms" in f else (),
        )

    def _dialogue(self, spot: Spot) -> tuple[str, tuple[Line, ...]]:
        f = spot.fields(("scene", "lines"))
        out = []
        for line in f["lines"].items() if "lines" in f else ():
            who, colon, says = line.text().partition(": ")
            if not colon:
                line.fault("a line of a dialogue is `Name: what they say`")
            out.append(Line(who, says))
        return f["scene"].text() if "scene" in f else "", tuple(out)

    def _lesson(self, path: Path, unit: Unit) -> Lesson | None:
        top = self._read(path)
        f = top.fields(LESSON_KEYS, LESSON_MORE) if top else {}
        if top is None or not set(LESSON_KEYS) <= f.keys():
            return None
        id = f["lesson"].text()
        wanted = f"{'' if unit.track else 'en-'}{unit.id}-{path.stem}"
        if id != wanted:
            f["lesson"].fault(f"`{id}` does not fit its file: write {wanted}")
            return None
        exercises = []
        for name, spot in f["exercises"].entries():
            if not re.fullmatch(r"e\d\d", name):
                spot.fault(f"`{name}` must be e and two digits, as in e05")
                continue
            if exercise := self._exercise(f"{id}-{name}", spot):
                exercises.append(exercise)
        self._places[id] = top
        rule = None
        if "rule" in f:
            r = f["rule"].fields(("say", "examples"))
            rule = Rule(r["say"].text() if "say" in r else "", r["examples"].texts() if "examples" in r else ())
        return Lesson(
            id=id,
            unit=unit.id,
            title=f["title"].text(),
            kind=f["kind"].choice(*KINDS),
            teaches=f["teaches"].texts(),
            exercises=tuple(exercises),
            text=f["text"].text() if "text" in f else "",
            rule=rule,
            checked=f["checked"].flag() if "checked" in f else False,
        )

    def _exercise(self, id: str, spot: Spot, *more: str) -> Exercise | None:
        kind = TYPES.get(spot.inside("type").text()) if "type" in _keys(spot) else None
        if kind is None:
            spot.inside("type").fault(f"give a `type`: one of {', '.join(TYPES)}")
            return None
        f = spot.fields(("type", *kind.required), ("hint", "why", "retired", *kind.optional, *more))
        self._places[id] = spot
        values: dict[str, Any] = {}
        for name, each in f.items():
            if name == "pass":
                values["pass_"] = each.number()
            elif name == "retired":
                values[name] = each.flag()
            elif name in ("also", "key", "use", "models"):
                values[name] = each.texts()
            elif name in ("wrong", "near", "pairs"):
                values[name] = _words_to_words(each)
            elif name == "turns":
                values[name] = tuple(_turn(turn) for turn in each.items())
            elif name == "goals":
                values[name] = MappingProxyType({goal: _goal(g) for goal, g in each.entries()})
            elif name == "about":
                values[name] = each.choice("text", "dialogue")
            else:
                values[name] = each.text()
        return Exercise(id=id, **values)

    def _translations(self, path: Path, units: dict[str, Unit], glossed: Glossed) -> None:
        top = self._read(path)
        f = top.fields(("language", "reviewed", "units")) if top else {}
        if len(f) < 3:
            return
        language, reviewed = f["language"].text(), f["reviewed"].flag()
        if language != path.stem:
            f["language"].fault(f"`{language}` is in the file {path.name}: name the file {language}.yaml")
        for id, spot in f["units"].entries():
            unit = units.get(id)
            if unit is None:
                spot.fault(f"there is no unit `{id}`: check the id, or remove this translation", elsewhere=True)
                continue
            parts = spot.fields(("words",), ("lines", "can"))
            glosses = glossed.setdefault(id, {})
            for text, gloss in parts["words"].entries() if "words" in parts else ():
                if text not in unit.words:
                    gloss.fault(f"`{text}` is not a key word of {id}: check its spelling", elsewhere=True)
                    continue
                glosses.setdefault(text, {})[language] = Gloss(gloss.text(), reviewed)
            lines, cans = (
                tuple(Gloss(each, reviewed) for each in parts[name].texts()) if name in parts else ()
                for name in ("lines", "can")
            )
            units[id] = replace(
                unit,
                lines=MappingProxyType({**unit.lines, language: lines}),
                cans=MappingProxyType({**unit.cans, language: cans}),
            )
            self._places[f"{language} {id}"] = spot


def _with_glosses(unit: Unit, glosses: Mapping[str, Mapping[str, Gloss]]) -> Unit:
    """A unit with its words' glosses, put in once for all languages: there are six thousand."""
    words = {
        text: replace(word, glosses=MappingProxyType(dict(glosses[text]))) if text in glosses else word
        for text, word in unit.words.items()
    }
    return replace(unit, words=MappingProxyType(words))


def _keys(spot: Spot) -> set[str]:
    return {str(key.value) for key, _ in getattr(spot.node, "value", []) if not isinstance(spot.node.value, str)}


def _words_to_words(spot: Spot) -> MappingProxyType[str, str]:
    if spot.is_list:  # placement tells no reasons
        return MappingProxyType(dict.fromkeys(spot.texts(), ""))
    return MappingProxyType({text: each.text() for text, each in spot.entries()})


def _turn(spot: Spot) -> Turn:
    f = spot.fields(("bot",), ("ideas", "goal", "right", "wrong"))
    return Turn(
        bot=f["bot"].text() if "bot" in f else "",
        ideas=f["ideas"].texts() if "ideas" in f else (),
        goal=f["goal"].text() if "goal" in f else "",
        right=f["right"].text() if "right" in f else "",
        wrong=_words_to_words(f["wrong"]) if "wrong" in f else nothing(),
    )


def _goal(spot: Spot) -> Goal:
    f = spot.fields(("tick", "any"))
    return Goal(f["tick"].text() if "tick" in f else "", f["any"].texts() if "any" in f else ())
