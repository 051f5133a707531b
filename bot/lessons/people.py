"""Who the people in the lessons are: names of many origins, women and men alike (curriculum, pedagogy section 13)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.lessons.course import Course, Unit
from bot.lessons.graded import english_of
from bot.lessons.marked import Faults, Spot

MOST_OF_ONE_ORIGIN = 0.25
HALF = (0.4, 0.6)
FEW_PEOPLE = 8
GENDERS = {"women": "woman", "men": "man", "either": ""}
TITLES = {"Mr": "man", "Mrs": "woman", "Ms": "woman", "Dr": ""}
_NAME = re.compile(
    r"\b(?:(Mr|Mrs|Ms|Dr)\. )?([A-Z][a-z]+(?:-[A-Z][a-z]+)?)\b(?!-| (?:of|Street|Road|Avenue|Park|School|Hotel|Hall)\b)"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a unit: the name, where it is at home, and `woman`, `man` or nothing."""

    name: str
    origin: str
    gender: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names used in lessons: first names as people, family names with their origin, and roles, which name nobody."""

    first: Mapping[str, Person]
    family: Mapping[str, str]
    roles: frozenset[str]

    def person(self, title: str, name: str) -> Person | None:
        """Who a name in a text is; None when it names nobody known. A family name needs its title: a hall is nobody."""
        if not title:
            return self.first.get(name)
        origin = self.family.get(name) or (self.first[name].origin if name in self.first else "")
        return Person(f"{title}. {name}", origin, TITLES[title]) if origin else None


NOBODY = Names(MappingProxyType({}), MappingProxyType({}), frozenset())


def read_names(top: Spot) -> Names:
    """`content/names.yaml`."""
    fields = top.fields(("roles", "origins"))
    if len(fields) < 2:
        return NOBODY
    first: dict[str, Person] = {}
    family: dict[str, str] = {}
    for origin, spot in fields["origins"].entries():
        for kind, names in spot.fields((), (*GENDERS, "family")).items():
            for name in names.texts():
                if name in (family if kind == "family" else first):
                    names.fault(f"`{name}` stands twice: keep the origin that most readers would think of")
                if kind == "family":
                    family[name] = origin
                else:
                    first[name] = Person(name, origin, GENDERS[kind])
    return Names(MappingProxyType(first), MappingProxyType(family), frozenset(fields["roles"].texts()))


def check_people(course: Course, names: Names, places: Mapping[str, Spot], faults: Faults) -> None:
    """Note unknown names, and levels and tracks where one origin or gender is most of the people."""
    groups: dict[str, list[Unit]] = {}
    for unit in course.units.values():
        groups.setdefault(unit.track or unit.level, []).append(unit)
        for name in _unknown(unit, names):
            text = f"`{name}` is not in content/names.yaml: add the name, or the role under `roles`"
            _at(unit, places, faults).inside("dialogue").fault(text, warning=True)
    for group, units in groups.items():
        people = [person for unit in units for person in people_of(unit, names)]
        for text in _uneven(group, people):
            _at(units[0], places, faults).fault(text, warning=True)


def people_of(unit: Unit, names: Names) -> set[Person]:
    """The people of a unit, each once: who speaks, and who is spoken of."""
    return {person for title, name in _named(unit) if (person := names.person(title, name))}


def _named(unit: Unit) -> set[tuple[str, str]]:
    """Every capitalised word of a unit, with the title before it."""
    texts = [f"{line.who}: {line.says}" for line in unit.dialogue]
    texts += [word.example for word in unit.words.values()]
    texts += [text for lesson in unit.lessons for text in english_of(unit, lesson)]
    return set(_NAME.findall("\n".join(texts)))


def _unknown(unit: Unit, names: Names) -> Iterator[str]:
    for who in dict.fromkeys(line.who for line in unit.dialogue):
        parts = [(title, name) for title, name in _NAME.findall(who) if name not in names.roles]
        if not _NAME.search(who) or any(
            not names.person(title, name) and name not in names.family for title, name in parts
        ):
            yield who
    yield from sorted(f"{title}. {name}" for title, name in _named(unit) if title and not names.person(title, name))


def _uneven(group: str, people: Iterable[Person]) -> Iterator[str]:
    everybody = list(people)
    if len(everybody) < FEW_PEOPLE:
        return
    for origin, count in Counter(person.origin for person in everybody).most_common(1):
        if count > MOST_OF_ONE_ORIGIN * len(everybody):
            share = f"{count} of {len(everybody)} people of {group} have names of one origin ({origin})"
            yield f"{share}: {MOST_OF_ONE_ORIGIN:.0%} at most, use others"
    genders = Counter(person.gender for person in everybody if person.gender)
    share_of_women = genders["woman"] / max(1, genders.total())
    if not HALF[0] <= share_of_women <= HALF[1]:
        yield f"{genders['woman']} of {genders.total()} people of {group} are women: {HALF[0]:.0%} to {HALF[1]:.0%} wanted"


def _at(unit: Unit, places: Mapping[str, Spot], faults: Faults) -> Spot:
    return Spot(places[unit.id].node, places[unit.id].file, faults)
