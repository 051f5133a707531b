"""Reads the drawings, and notes those that are missing, unfit, or used wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

from bot.lessons.course import Course, Exercise, Word
from bot.lessons.marked import Fault, Faults, Spot
from bot.lessons.pictures import MARK, Drawing, drawing

LISTED = "pictures.yaml"
CHOSEN = ("choose-picture", "listen-choose")  # the types whose choices may be drawings
LONGEST_ALT = 12  # words
LARGEST = 6000  # characters of SVG: more detail than that is not seen on a phone
SHAPES = frozenset(("g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"))
BARRED = frozenset(("id", "class", "style", "href"))
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SVG = re.compile(r'\s*<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 240 240">(.*)</svg>\s*', re.DOTALL)
_WORD = re.compile(r"[a-z]{3,}")
_SMALL = frozenset("the and you your his her its for with not this that are one two has have can she they".split())


def read_drawings(
    folder: Path, read: Callable[[Path], Spot | None], places: dict[str, Spot], faults: Faults
) -> Mapping[str, Drawing]:
    """The drawings of a folder, by name. A name without a file and a file without words are faults."""
    listed = folder / LISTED
    top = read(listed) if listed.exists() else None
    out: dict[str, Drawing] = {}
    for name, spot in top.entries() if top else ():
        places[MARK + name] = spot
        path = folder / f"{name}.svg"
        found = _SVG.fullmatch(path.read_text(encoding="utf-8")) if path.exists() else None
        if not _NAME.fullmatch(name):
            spot.fault(f"`{name}`: a drawing's name has small letters, digits and hyphens")
        elif not path.exists():
            spot.fault(f"there is no file {name}.svg beside this one: draw it, or remove the line")
        elif found is None:
            spot.fault(f'{name}.svg must begin with <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240">')
        out[name] = Drawing(spot.text(), found[1] if found else "")
    for path in sorted(folder.glob("*.svg")):
        if path.stem not in out:
            text = f"nobody who cannot see it knows what it shows: add `{path.stem}` and its words to {LISTED}"
            faults.append(Fault(str(path), 1, text))
    return MappingProxyType(out)


def check_pictures(
    course: Course,
    placement: Mapping[str, Exercise],
    drawings: Mapping[str, Drawing],
    places: Mapping[str, Spot],
    faults: Faults,
) -> None:
    """Note drawings that are missing, used nowhere, unfit, or told by their words, and lessons that use them wrongly."""
    used: set[str] = set()

    def spot(id: str) -> Spot:
        return Spot(places[id].node, places[id].file, faults)

    for word in course.words.values():
        if name := drawing(word.picture):
            used.add(name)
            _word(word, name, drawings, spot(word.id))
    for exercise in course.exercises.values():
        names = list(_drawn(exercise))
        if names or exercise.picture:
            used.update(names)
            _exercise(exercise, names, drawings, spot(exercise.id))
    for id, exercise in placement.items():
        if any(_drawn(exercise)):
            spot(id).fault("placement is asked in words: a drawing stands in lessons only")
    alts: dict[str, str] = {}
    for name, each in drawings.items():
        here = spot(MARK + name)
        if name not in used:
            here.fault(f"no lesson uses `{MARK}{name}`: use it, or remove the line and the file")
        if len(each.alt.split()) > LONGEST_ALT:
            here.fault(f"{len(each.alt.split())} words: say what it shows in {LONGEST_ALT} at most")
        if alts.setdefault(each.alt, name) != name:
            here.fault(f"`{alts[each.alt]}` has the same words: say how they differ")
        for text in _unfit(each.shapes):
            here.fault(f"{name}.svg {text}")


def _drawn(e: Exercise) -> Iterator[str]:
    texts = (e.right, *e.wrong, e.picture, *e.pairs, *e.pairs.values())
    return (name for text in texts if (name := drawing(text)))


def _missing(names: list[str], drawings: Mapping[str, Drawing], spot: Spot) -> bool:
    unknown = [name for name in names if name not in drawings]
    for name in unknown:
        spot.fault(f"there is no drawing `{name}`: draw content/pictures/{name}.svg and add its words to {LISTED}")
    return bool(unknown)


def _word(word: Word, name: str, drawings: Mapping[str, Drawing], spot: Spot) -> None:
    here = spot.inside("picture")
    if _missing([name], drawings, here):
        return
    if told := _words(" ".join((word.text, *word.forms))) & _words(drawings[name].alt):
        here.fault(f"the words of `{name}` in {LISTED} hold `{min(told)}`, which is asked: say what is to be seen")


def _exercise(e: Exercise, names: list[str], drawings: Mapping[str, Drawing], spot: Spot) -> None:
    if _missing(names, drawings, spot):
        return
    if e.picture and not drawing(e.picture):
        return spot.inside("picture").fault(f"this is a drawing's name, as in {MARK}form; an emoji goes into `ask`")
    choices = [drawing(text) for text in (e.right, *e.wrong)]
    if any(choices) and e.type not in CHOSEN:
        spot.fault(f"a drawing is no choice in {e.type}: use {' or '.join(CHOSEN)}")
    elif any(choices) and not all(choices):
        spot.fault("some choices are drawings and some are not: draw all, or none")
    elif any(choices):
        others = " ".join(drawings[name].alt for name in choices[1:])
        told = (_words(e.ask) | _words(e.hear)) & _words(drawings[choices[0]].alt) - _words(others)
        if told:
            text = f"the words of `{choices[0]}` in {LISTED} hold `{min(told)}`, as the question does: say it otherwise"
            spot.inside("right").fault(text)
    elif any(drawing(text) for pair in e.pairs.items() for text in pair):
        spot.inside("pairs").fault("a drawing cannot stand in a pair: use an emoji or words")
    if e.picture and (told := _words(e.right) & _words(drawings[drawing(e.picture)].alt)):
        spot.inside("picture").fault(f"the words of the drawing in {LISTED} hold `{min(told)}`, the answer")


def _words(text: str) -> set[str]:
    """The words of a text that can tell something, without their endings."""
    words = set(_WORD.findall(text.casefold())) - _SMALL
    return {re.sub(r"(?<=...)(es|s|ing|ed)$", "", word) for word in words}


def _unfit(shapes: str) -> Iterator[str]:
    """What in a drawing could not be put beside others, or is more than a drawing."""
    if len(shapes) > LARGEST:
        yield f"has {len(shapes)} characters: {LARGEST} at most, a simple drawing is seen better"
    try:
        elements = list(ElementTree.fromstring(f"<g>{shapes}</g>").iter())
    except ElementTree.ParseError as error:
        yield f"is not well-formed ({error}): close every element, quote every attribute"
        return
    for tag in sorted({element.tag for element in elements} - SHAPES):
        yield f"holds <{tag}>: use {', '.join(sorted(SHAPES))}"
    barred = {name for element in elements for name, value in element.items() if name in BARRED or "url(" in value}
    for name in sorted(barred):
        yield f"holds `{name}`: write plain colours and lines on the element itself"
