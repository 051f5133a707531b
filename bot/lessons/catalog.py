"""`content/` → `Catalogue`: every file is read strictly, and all faults of all files are found in one run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from bot.lessons.collecting import uncollected
from bot.lessons.course import LEVELS, nothing
from bot.lessons.course_catalog import CourseReader
from bot.lessons.level_checks import read_grammar
from bot.lessons.marked import Fault, Faults, Spot, read
from bot.lessons.measures import Measure, read_measures
from bot.lessons.model import (
    Answer,
    Catalogue,
    Holder,
    Jurisdiction,
    NearMiss,
    NoSuchOffice,
    Part,
    Question,
    Translation,
)
from bot.lessons.people import NOBODY, read_names
from bot.lessons.picture_checks import read_drawings

T = TypeVar("T")
FEDERAL_OFFICES = ("president", "vice_president", "president_party", "speaker", "chief_justice", "justices")
STATE_OFFICES = ("governor", "capital", "senators", "representatives")
KINDS = ("federal", "state", "district", "territory")


class Loaded:
    """What one reading of `content/` gave: the catalogue as far as it could be read, and all faults.

    `places` tells for each question id, jurisdiction and (language, id) where it was written; `names` and `grammar` are
    for the check alone.
    """

    @uncollected()
    def __init__(self, folder: Path, *, keep_places: bool = True, civics: bool = True, english: bool = True) -> None:
        """Read a folder, or the civics or the English of it alone. Without `keep_places`, only the line of each thing
        is kept and the files' contents let go."""
        self._keep_places = keep_places
        self._let_go_of = 0
        self.faults = Faults()
        self.places: dict[str, Spot] = {}
        self._folder = folder
        self._hash = hashlib.sha256()
        self.names = NOBODY
        self.grammar: Mapping[str, str] = {}
        catalogue = self._civics(folder / "civics") if civics else Catalogue({}, {}, "")
        self._let_go()
        if english:
            catalogue = self._english(catalogue)
        self.catalogue = replace(catalogue, version=self._hash.hexdigest()[:12])

    def _civics(self, folder: Path) -> Catalogue:
        questions: dict[str, Question] = {}
        for path in sorted(folder.glob("*.yaml")):
            self._test(path, questions)
        translations: dict[str, dict[str, Translation]] = {}
        for path in sorted((folder / "translations").glob("*.yaml")):
            self._translations(path, questions, translations)
        officials: dict[str, Jurisdiction] = {}
        for path in sorted((folder / "officials").glob("*.yaml")):
            self._jurisdiction(path, officials)
        if not questions:
            self.faults.append(Fault(str(folder), 1, "there are no questions here: is this the content folder?"))
        whole = {
            id: replace(question, translations=MappingProxyType(translations.get(id, {})))
            for id, question in questions.items()
        }
        return Catalogue(MappingProxyType(whole), MappingProxyType(officials), "")

    def _english(self, catalogue: Catalogue) -> Catalogue:
        level_list = self._level_list(self._folder / "words.yaml")
        self.names = self._own(self._folder / "names.yaml", read_names) or NOBODY
        self.grammar = self._own(self._folder / "grammar.yaml", read_grammar) or self.grammar
        self._let_go()
        measures = self._measures(self._folder / "programme.yaml")
        reader = CourseReader(self._folder, self._read, self.places, self._let_go)
        course, placement = reader.course(), reader.placement()
        drawings = read_drawings(self._folder / "pictures", self._read, self.places, self.faults)
        self._hash.update("".join(each.shapes for each in drawings.values()).encode())
        self._let_go()
        return replace(
            catalogue,
            course=course,
            level_list=level_list,
            placement=placement,
            drawings=drawings,
            measures=measures,
        )

    def _read(self, path: Path) -> Spot | None:
        self._hash.update(path.name.encode() + path.read_bytes())
        return read(path, str(path), self.faults)

    def _let_go(self) -> None:
        if not self._keep_places:
            for id in list(islice(self.places, self._let_go_of, None)):
                self.places[id] = self.places[id].alone
            self._let_go_of = len(self.places)

    def _own(self, path: Path, reading: Callable[[Spot], T]) -> T | None:
        """One of the lists that only the check needs."""
        top = self._read(path) if path.exists() else None
        return reading(top) if top else None

    def _level_list(self, path: Path) -> Mapping[str, tuple[str, ...]]:
        top = self._read(path) if path.exists() else None
        fields = top.fields((), LEVELS) if top else {}
        return MappingProxyType({level: spot.texts() for level, spot in fields.items()})

    def _measures(self, path: Path) -> tuple[Measure, ...]:
        top = self._read(path) if path.exists() else None
        return read_measures(top) if top else ()

    def _test(self, path: Path, questions: dict[str, Question]) -> None:
        top = self._read(path)
        fields = top.fields(("test", "sections")) if top else {}
        if len(fields) < 2:
            return
        test = fields["test"].text()
        if test != path.stem:
            fields["test"].fault(f"`{test}` is in the file {path.name}: name the file {test}.yaml")
        for section in fields["sections"].items():
            parts = section.fields(("theme", "section", "questions"))
            if len(parts) < 3:
                continue
            theme, name = parts["theme"].text(), parts["section"].text()
            for spot in parts["questions"].items():
                question = _question(spot, test, theme, name)
                if question is None:
                    continue
                if question.id in questions:
                    spot.fault(f"`{question.id}` stands twice: every id is used once")
                questions[question.id] = question
                self.places[question.id] = spot

    def _translations(
        self, path: Path, questions: Mapping[str, Question], out: dict[str, dict[str, Translation]]
    ) -> None:
        top = self._read(path)
        fields = top.fields(("language", "items")) if top else {}
        if len(fields) < 2:
            return
        language = fields["language"].text()
        if language != path.stem:
            fields["language"].fault(f"`{language}` is in the file {path.name}: name the file {language}.yaml")
        for id, spot in fields["items"].entries():
            if id not in questions:
                spot.fault(f"there is no question `{id}`: check the id, or remove this translation", elsewhere=True)
            out.setdefault(id, {})[language] = _translation(spot)
            self.places[f"{language} {id}"] = spot.alone

    def _jurisdiction(self, path: Path, out: dict[str, Jurisdiction]) -> None:
        top = self._read(path)
        if top is None:
            return
        optional = (*FEDERAL_OFFICES, *STATE_OFFICES, "time_zone", "also", "not_capital", "none")
        f = top.fields(("jurisdiction", "name", "kind", "as_of", "look_up"), optional)
        if not {"jurisdiction", "name", "kind", "as_of", "look_up"} <= f.keys():
            return
        code = f["jurisdiction"].text()
        if code != path.stem:
            f["jurisdiction"].fault(f"`{code}` is in the file {path.name}: name the file {code}.yaml")
        kind = f["kind"].choice(*KINDS)
        offices = {
            office: tuple(_holder(spot) for spot in f[office].items())
            for office in (FEDERAL_OFFICES if kind == "federal" else STATE_OFFICES)
            if office in f
        }
        for office in STATE_OFFICES if kind == "federal" else FEDERAL_OFFICES:
            if office in f:
                f[office].fault(f"`{office}` does not belong in a file of kind {kind}: remove it")
        none = {office: _none(spot) for office, spot in f["none"].entries()} if "none" in f else {}
        out[code] = Jurisdiction(
            code=code,
            name=f["name"].text(),
            kind=kind,
            as_of=f["as_of"].day(),
            look_up=f["look_up"].text(),
            offices=MappingProxyType(offices),
            none=MappingProxyType(none),
            not_capital=f["not_capital"].texts() if "not_capital" in f else (),
            also=f["also"].texts() if "also" in f else (),
            time_zone=f["time_zone"].time_zone() if "time_zone" in f else None,
        )
        self.places[code] = top


def _question(spot: Spot, test: str, theme: str, section: str) -> Question | None:
    f = spot.fields(
        ("id", "question", "hint", "why"),
        ("how_many", "senior", "answers", "varies", "say", "wrong", "near_miss"),
    )
    if not {"id", "question", "hint", "why"} <= f.keys():
        return None
    id = f["id"].text()
    prefix, _, number = id.rpartition("-")
    if prefix != f"civics-{test}" or not number.isdecimal():
        f["id"].fault(f"`{id}` must be civics-{test}- and the question's number")
        return None
    varies = f["varies"].choice(*FEDERAL_OFFICES, *STATE_OFFICES) if "varies" in f else None
    if ("answers" in f) == (varies is not None):
        spot.fault("give `answers`, or `varies` with the office it depends on: one of the two")
    if varies is None and "say" not in f:
        spot.fault("the key `say` is missing: add the answer we teach")
    return Question(
        id=id,
        test=test,
        number=int(number),
        theme=theme,
        section=section,
        question=f["question"].text(),
        why=f["why"].text(),
        hint=f["hint"].text(),
        how_many=f["how_many"].number() if "how_many" in f else 1,
        senior=f["senior"].flag() if "senior" in f else False,
        answers=tuple(_answer(answer) for answer in f["answers"].items()) if "answers" in f else (),
        say=f["say"].text() if "say" in f else "",
        wrong=f["wrong"].texts() if "wrong" in f else (),
        near_miss=tuple(_near_miss(miss) for miss in f["near_miss"].items()) if "near_miss" in f else (),
        varies=varies,
    )


def _answer(spot: Spot) -> Answer:
    if spot.is_text:
        return Answer(spot.text())
    f = spot.fields(("text",), ("also", "parts"))
    return Answer(
        f["text"].text() if "text" in f else "",
        f["also"].texts() if "also" in f else (),
        tuple(_part(part) for part in f["parts"].items()) if "parts" in f else (),
    )


def _part(spot: Spot) -> Part:
    if spot.is_text:
        return Part(spot.text())
    f = spot.fields(("text",), ("also",))
    return Part(f["text"].text() if "text" in f else "", f["also"].texts() if "also" in f else ())


def _near_miss(spot: Spot) -> NearMiss:
    if spot.is_text:
        return NearMiss(spot.text())
    f = spot.fields(("text",), ("say",))
    return NearMiss(f["text"].text() if "text" in f else "", f["say"].text() if "say" in f else "")


def _translation(spot: Spot) -> Translation:
    f = spot.fields(("question", "why", "reviewed"), ("answers", "say", "hint", "near"))
    return Translation(
        question=f["question"].text() if "question" in f else "",
        why=f["why"].text() if "why" in f else "",
        hint=f["hint"].text() if "hint" in f else "",
        say=f["say"].text() if "say" in f else "",
        answers=f["answers"].texts() if "answers" in f else (),
        near=MappingProxyType({miss: each.text() for miss, each in f["near"].entries()}) if "near" in f else nothing(),
        reviewed=f["reviewed"].flag() if "reviewed" in f else False,
    )


def _holder(spot: Spot) -> Holder:
    f = spot.fields(("name",), ("also", "from", "until", "district"))
    since = f["from"].day() if "from" in f else None
    until = f["until"].day() if "until" in f else None
    if since and until and until <= since:
        f["until"].fault(f"`until` ({until}) must be after `from` ({since})")
    return Holder(
        f["name"].text() if "name" in f else "",
        f["also"].texts() if "also" in f else (),
        since,
        until,
        f["district"].text() if "district" in f else None,
    )


def _none(spot: Spot) -> NoSuchOffice:
    f = spot.fields(("say",), ("also",))
    return NoSuchOffice(f["say"].text() if "say" in f else "", f["also"].texts() if "also" in f else ())
