"""What a grant counts, as content: `content/programme.yaml` → `Measure`s. Who meets one is decided in `bot.reports`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.lessons.marked import Spot  # with the YAML library, which a start that finds content kept does not need

# What can be counted of one person in the time of a report, and what it means in a schema's words.
COUNTERS: Mapping[str, str] = MappingProxyType(
    {
        "instruction_hours": "hours at class meetings, as tutors entered them",
        "practice_hours": "hours of active practice",
        "practice_days": "days with at least five graded answers",
        "civics_days": "days with at least five graded civics answers",
        "cit_units": "units of the citizenship track opened",
        "work_units": "units of the work track opened",
        "civ_units": "units of the civic life track opened",
        "work_role_plays": "role-plays of the work track that went better than the first time",
        "level_checks": "practice levels reached by a passed level check",
        "official_gain": "official NRS levels gained between two entered tests of one name",
        "civics_ready": "1 when the estimated chance to pass the civics test is 90 % or more",
        "passed_interview": "the learner's tap",
        "took_oath": "the learner's tap",
        "got_job": "the learner's tap",
        "new_course": "the learner's tap",
        "credential": "the learner's tap",
        "library_card": "the learner's tap",
        "met_teacher": "the learner's tap",
        "other": "the learner's tap",
    }
)
KINDS = ("output", "outcome")
LANGUAGES = ("en", "es")  # those that staff read

Threshold = tuple[str, int]  # a counter, and the least of it
Condition = tuple[tuple[Threshold, ...], ...]  # one line is enough; on a line, everything


@dataclass(frozen=True, slots=True)
class Measure:
    """An output or outcome of a grant. Of all who meet `of` (enrolled people, when it is empty) it counts those who meet
    `count`. Words are by language."""

    id: str
    kind: str
    name: Mapping[str, str]
    count: Condition
    of: Condition
    instrument: Mapping[str, str]
    rule: Mapping[str, str]


def read_measures(top: Spot) -> tuple[Measure, ...]:
    """All measures of the file; its faults carry file and line."""
    fields = top.fields(("measures",))
    out: dict[str, Measure] = {}
    for spot in fields["measures"].items() if fields else ():
        measure = _measure(spot)
        if measure is None:
            continue
        if measure.id in out:
            spot.fault(f"the measure `{measure.id}` stands twice: give each its own id")
        out[measure.id] = measure
    return tuple(out.values())


def _measure(spot: Spot) -> Measure | None:
    required = ("id", "kind", "name", "count", "instrument", "rule")
    f = spot.fields(required, ("of",))
    if not f.keys() >= set(required):
        return None
    count, of = _condition(f["count"]), _condition(f["of"]) if "of" in f else ()
    named = {counter for line in (*count, *of) for counter, _ in line}
    if {"official_gain", "level_checks"} <= named:
        f["count"].fault("an official gain and a practice level are never one figure: make two measures")
    return Measure(
        id=f["id"].text(),
        kind=f["kind"].choice(*KINDS),
        name=_words(f["name"]),
        count=count,
        of=of,
        instrument=_words(f["instrument"]),
        rule=_words(f["rule"]),
    )


def _words(spot: Spot) -> Mapping[str, str]:
    return MappingProxyType({language: text.text() for language, text in spot.fields(LANGUAGES).items()})


def _condition(spot: Spot) -> Condition:
    lines = spot.items()
    if spot.is_list and not lines:
        spot.fault("say at least one line, as `- instruction_hours: 12`")
    return tuple(tuple(_threshold(name, value) for name, value in line.entries()) for line in lines)


def _threshold(name: str, spot: Spot) -> Threshold:
    if name not in COUNTERS:
        spot.fault(f"`{name}` is not counted: use one of {', '.join(COUNTERS)}")
    least = spot.number()
    if least < 1:
        spot.fault("the least must be 1 or more: everybody has none of it")
    return name, least
