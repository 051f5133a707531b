"""An author's desk: a folder with a few units, and what the checks say of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.lessons.catalog import Loaded
from bot.lessons.course_checks import check_course
from bot.lessons.level_checks import check_levels
from bot.lessons.marked import Faults, Spot
from bot.lessons.meetings import check_meetings
from bot.lessons.people import check_people
from bot.lessons.placement_checks import check_placement
from bot.lessons.role_play_checks import check_role_play
from bot.lessons.wording import check_wording

WORDS = {"label": {"means": "a paper on a bottle", "example": "Read the label."}}
DIALOGUE = {"scene": "At the desk", "lines": ["Ana: Hello.", "Omar: Hello, Ana."]}


class Desk:
    """Write units and lessons, then ask what is wrong. JSON is YAML, so that is how they are written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, name: str, content: Mapping[str, Any]) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    def unit(self, id: str = "a1b-u01", **more: Any) -> None:
        unit = {
            "unit": id,
            "title": "Labels",
            "domain": "health",
            "can": ["I can read."],
            "grammar": [],
            "words": WORDS,
        }
        level, _, name = id.partition("-")
        self.file(f"english/{level}/{name}/unit.yaml", unit | {"dialogue": DIALOGUE, "week": "Read one label."} | more)

    def lesson(self, *exercises: Mapping[str, Any], id: str = "a1b-u01-l1", **more: Any) -> None:
        level, unit, name = id.split("-")
        lesson = {"lesson": f"en-{id}", "title": "Labels", "kind": "words", "teaches": []}
        numbered = {f"e{n:02d}": exercise for n, exercise in enumerate(exercises, 1)}
        self.file(f"english/{level}/{unit}/{name}.yaml", lesson | more | {"exercises": numbered})

    def _says(self, check: Callable[[Loaded, Faults], None]) -> list[str]:
        loaded, faults = Loaded(self.folder), Faults()
        shape = [fault for fault in loaded.faults if "/civics" not in fault.file]
        assert not shape
        loaded.catalogue = replace(loaded.catalogue, course=loaded.catalogue.course.in_use())
        check(loaded, faults)
        return [("warning: " if fault.warning else "") + fault.text for fault in faults]

    def role_plays(self) -> list[str]:
        def check(loaded: Loaded, faults: Faults) -> None:
            course = loaded.catalogue.course
            for e in course.exercises.values():
                place = loaded.places[e.id]
                check_role_play(e, course.unit_of(e.id).level, Spot(place.node, place.file, faults))

        return self._says(check)

    def course(self) -> list[str]:
        return self._says(lambda loaded, faults: check_course(loaded.catalogue.course, loaded.places, faults))

    def levels(self) -> list[str]:
        return self._says(
            lambda loaded, faults: check_levels(loaded.catalogue.course, loaded.grammar, loaded.places, faults)
        )

    def placement(self) -> list[str]:
        def check(loaded: Loaded, faults: Faults) -> None:
            check_placement(loaded.catalogue.course, loaded.catalogue.placement, loaded.places, faults)

        return self._says(check)

    def people(self) -> list[str]:
        return self._says(
            lambda loaded, faults: check_people(loaded.catalogue.course, loaded.names, loaded.places, faults)
        )

    def wording(self) -> list[str]:
        return self._says(lambda loaded, faults: check_wording(loaded.catalogue.course, loaded.places, faults))

    def meetings(self) -> list[str]:
        return self._says(lambda loaded, faults: check_meetings(loaded.catalogue.course, loaded.places, faults))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with nothing on it yet."""
    return Desk(tmp_path)
