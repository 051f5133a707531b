"""Drawings: each has a file, words and a use; its words do not answer for it; and all fit side by side on a small phone."""

from __future__ import annotations

import struct
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.lessons.course import Course, Exercise, Word
from bot.lessons.live import LiveContent
from bot.lessons.marked import Faults, Spot, read
from bot.lessons.picture_checks import check_pictures, read_drawings
from bot.lessons.pictures import Drawing, alternative, drawing
from bot.reports.drawings import compose, svg
from bot.reports.picture import PAPER, RING, render

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240">{}</svg>'
DOT = '<circle cx="9" cy="9" r="9"/>'
EXIT = Exercise(
    "e", "choose-picture", ask="The exit is here.", right="pic:door", wrong=MappingProxyType({"pic:bus": "a bus"})
)
CITY = Word("w", "a0-u04", "city", "Boston", "My city is Lynn.")
DRAWINGS = {"door": Drawing("an arrow and a way through", DOT), "bus": Drawing("a long car with people", DOT)}


def folder(tmp_path: Path, listed: str, **files: str) -> Path:
    (tmp_path / "pictures.yaml").write_text(listed, encoding="utf-8")
    for name, shapes in files.items():
        (tmp_path / f"{name}.svg").write_text(shapes, encoding="utf-8")
    return tmp_path


def told(
    tmp_path: Path,
    *exercises: Exercise,
    word: Word | None = None,
    placement: Exercise | None = None,
    drawings: dict[str, Drawing] = DRAWINGS,
) -> list[str]:
    """What `content check` says of exercises (and a word) with these drawings."""
    (tmp_path / "any.yaml").write_text("a: b\n", encoding="utf-8")
    faults = Faults()
    spot = read(tmp_path / "any.yaml", "any.yaml", faults)
    assert spot is not None
    course = Course(
        MappingProxyType({}), {str(i): each for i, each in enumerate(exercises)}, {word.id: word} if word else {}
    )
    places = dict.fromkeys(("e", "w", "p", *(f"pic:{name}" for name in drawings)), spot)
    check_pictures(course, {"p": placement} if placement else {}, drawings, places, faults)
    return [fault.text for fault in faults]


def test_a_drawing_is_named_by_its_mark() -> None:
    assert [drawing(text) for text in ("pic:bus", "🚌", "bus", "")] == ["bus", "", "", ""]


def test_words_for_those_who_cannot_see_it() -> None:
    assert alternative(("bus",), DRAWINGS) == "a long car with people"
    assert alternative(("bus", "door"), DRAWINGS) == "1: a long car with people, 2: an arrow and a way through"


# --- reading the folder ---


def test_a_folder_of_drawings_is_read(tmp_path: Path) -> None:
    faults, places = Faults(), dict[str, Spot]()
    here = folder(tmp_path, 'bus: "a long car"\n', bus=SVG.format(DOT))
    out = read_drawings(here, lambda path: read(path, path.name, faults), places, faults)
    assert (dict(out), faults) == ({"bus": Drawing("a long car", DOT)}, [])
    assert places["pic:bus"].line == 1


@pytest.mark.parametrize(
    ("listed", "files", "text"),
    [
        ('bus: "a car"\ndoor: "a door"\n', {"bus": SVG.format(DOT)}, "there is no file door.svg"),
        ('bus: "a car"\n', {"bus": SVG.format(DOT), "door": SVG.format(DOT)}, "knows what it shows: add `door`"),
        ('bus: ""\n', {"bus": SVG.format(DOT)}, "this text is empty"),
        ('Bus: "a car"\n', {"Bus": SVG.format(DOT)}, "small letters"),
        ('bus: "a car"\n', {"bus": SVG.replace("240 240", "100 100").format(DOT)}, 'viewBox="0 0 240 240"'),
        ('bus: "a car"\n', {"bus": DOT}, "must begin with <svg"),
    ],
)
def test_a_file_and_its_words_belong_together(tmp_path: Path, listed: str, files: dict[str, str], text: str) -> None:
    faults = Faults()
    read_drawings(folder(tmp_path, listed, **files), lambda path: read(path, path.name, faults), {}, faults)
    assert [fault for fault in faults if text in fault.text], faults
    assert not all(fault.warning for fault in faults)


# --- how lessons use them ---


def test_a_fair_exercise_has_no_fault(tmp_path: Path) -> None:
    assert told(tmp_path, EXIT) == []


@pytest.mark.parametrize(
    ("exercise", "drawings", "text"),
    [
        (replace(EXIT, right="pic:dor"), DRAWINGS, "there is no drawing `dor`"),
        (replace(EXIT, wrong=MappingProxyType({"🚌": "a bus"})), DRAWINGS, "draw all, or none"),
        (replace(EXIT, type="what-would-you-say"), DRAWINGS, "no choice in what-would-you-say"),
        (EXIT, DRAWINGS | {"cat": Drawing("a cat", DOT)}, "no lesson uses `pic:cat`"),
        (EXIT, DRAWINGS | {"door": Drawing("a green exit sign", DOT)}, "hold `exit`, as the question does"),
        (EXIT, DRAWINGS | {"door": DRAWINGS["bus"]}, "`door` has the same words"),
        (EXIT, DRAWINGS | {"door": Drawing("an arrow " * 7, DOT)}, "14 words: say what it shows in 12"),
        (EXIT, DRAWINGS | {"door": Drawing("x", '<image href="a.png"/>')}, "holds <image>"),
        (EXIT, DRAWINGS | {"door": Drawing("x", '<g class="a"></g>')}, "holds `class`"),
        (EXIT, DRAWINGS | {"door": Drawing("x", '<rect id="a"/>')}, "holds `id`"),
        (EXIT, DRAWINGS | {"door": Drawing("x", '<rect fill="url(#a)"/>')}, "holds `fill`"),
        (EXIT, DRAWINGS | {"door": Drawing("x", "<rect>")}, "is not well-formed"),
        (EXIT, DRAWINGS | {"door": Drawing("x", DOT * 300)}, "6000 at most"),
        (replace(EXIT, type="match-pairs", right="", wrong=MappingProxyType({}), pairs={"pic:door": "x", "pic:bus": "y"}), DRAWINGS, "cannot stand in a pair"),
        (replace(EXIT, type="choose-word", right="exit", wrong=MappingProxyType({"bus": "-"}), picture="🚪"), {}, "a drawing's name"),
        (replace(EXIT, type="choose-word", right="arrow", wrong=MappingProxyType({"bus": "-"}), picture="pic:door"), DRAWINGS, "hold `arrow`, the answer"),
    ],
)  # fmt: skip
def test_every_fault_is_named(tmp_path: Path, exercise: Exercise, drawings: dict[str, Drawing], text: str) -> None:
    found = told(tmp_path, exercise, drawings=drawings)
    assert [line for line in found if text in line], found


def test_a_word_that_all_the_drawings_share_tells_nothing(tmp_path: Path) -> None:
    drawings = {"door": Drawing("an exit to the left", DOT), "bus": Drawing("a bus at an exit", DOT)}
    assert told(tmp_path, EXIT, drawings=drawings) == []


@pytest.mark.parametrize(
    ("alt", "text"), [("streets of a city", "hold `city`, which is asked"), ("many tall houses", "")]
)
def test_the_words_do_not_hold_the_key_word(tmp_path: Path, alt: str, text: str) -> None:
    found = told(tmp_path, word=replace(CITY, picture="pic:town"), drawings={"town": Drawing(alt, DOT)})
    assert [line for line in found if text in line] if text else found == []


def test_placement_has_no_drawings(tmp_path: Path) -> None:
    assert "placement is asked in words: a drawing stands in lessons only" in told(tmp_path, EXIT, placement=EXIT)


# --- the picture that is sent ---


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize(("count", "height"), [(1, 316), (2, 316), (3, 632), (4, 632)])
def test_drawings_stand_side_by_side_with_their_numbers(count: int, height: int) -> None:
    shapes = tuple(f'<circle cx="120" cy="120" r="{20 * n}"/>' for n in range(1, count + 1))
    drawn = svg(shapes)
    numbers = [drawn.find(f">{n}</text>") for n in range(1, count + 1)]
    assert numbers == [-1] if count == 1 else all(a < b for a, b in pairwise([0, *numbers]))
    assert [drawn.find(each) > 0 for each in shapes] == [True] * count
    assert size(compose(shapes)) == (720, height)


def test_every_picture_of_the_course_is_small(content: LiveContent) -> None:
    catalogue = content.catalogue
    drawn = [
        tuple(catalogue.drawings[drawing(text)].shapes for text in (exercise.right, *exercise.wrong))[:4]
        for exercise in catalogue.course.exercises.values()
        if drawing(exercise.right)
    ]
    assert all(len(compose(shapes)) <= 60_000 for shapes in drawn)


def test_every_drawing_stays_in_its_square(content: LiveContent) -> None:
    """Nothing clips a drawing, so what is outside would lie on its neighbour."""
    for name, each in content.catalogue.drawings.items():
        for place in ("-9 -9 258 9", "-9 240 258 9", "-9 0 9 240", "240 0 9 240"):
            width, height = place.split()[2:]
            opening = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{place}">'
            assert render(f"{opening}{each.shapes}</svg>") == render(f"{opening}</svg>"), (name, place)


def _light(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_what_is_still_to_come_is_seen_on_a_poor_screen() -> None:
    assert (_light(PAPER) + 0.05) / (_light(RING) + 0.05) >= 3
