"""The people of a level: known names, no origin a quarter of them, women and men alike."""

from __future__ import annotations

import pytest

from tests.content.conftest import Desk

ORIGINS = {
    "one": {"women": ["Ana"], "men": ["Omar"], "family": ["Hall"]},
    "two": {"women": ["Mai"], "men": ["Abdi"], "either": ["Lin"]},
    "three": {"women": ["Rosa"], "men": ["Kofi"]},
    "four": {"women": ["Priya"], "men": ["Pavlo"]},
}
NAMES = {"roles": ["Nurse"], "origins": ORIGINS}
EVEN = ["Ana", "Omar", "Mai", "Abdi", "Rosa", "Kofi", "Priya", "Pavlo"]


def talk(*who: str, says: str = "Hello.") -> dict[str, object]:
    return {"scene": "At the desk", "lines": [f"{name}: {says}" for name in who]}


def about(desk: Desk, *who: str, says: str = "Hello.", level: str = "a1b") -> list[str]:
    desk.file("names.yaml", NAMES)
    desk.unit(f"{level}-u01", dialogue=talk(*who, says=says))
    return desk.people()


def test_an_even_level_has_no_fault(desk: Desk) -> None:
    assert about(desk, *EVEN) == []


KNOWN = [
    ("Ana", True),
    ("Nurse", True),
    ("Ms. Hall", True),
    ("Nurse Hall", True),
    ("Mr. Abdi", True),
    ("Wideline", False),
    ("Ms. Teixeira", False),
    ("the clerk", False),
]


@pytest.mark.parametrize(("name", "known"), KNOWN)
def test_a_speaker_is_known(desk: Desk, name: str, known: bool) -> None:
    said = about(desk, name)
    assert bool(said) == (not known)
    assert all(text.startswith(f"warning: `{name}` is not in content/names.yaml") for text in said)


def test_somebody_spoken_of_with_a_title_is_known_too(desk: Desk) -> None:
    assert about(desk, "Ana", says="I see Dr. Hall and Dr. Strange.") == [
        "warning: `Dr. Strange` is not in content/names.yaml: add the name, or the role under `roles`"
    ]


def test_one_origin_is_a_quarter_at_most(desk: Desk) -> None:
    assert about(desk, *EVEN, "Ms. Hall", "Mr. Hall") == [
        "warning: 4 of 10 people of a1b have names of one origin (one): 25% at most, use others"
    ]


def test_women_and_men_are_about_half_each(desk: Desk) -> None:
    assert about(desk, "Ana", "Mai", "Rosa", "Priya", "Omar", "Ms. Kofi", "Ms. Abdi", "Ms. Pavlo") == [
        "warning: 7 of 8 people of a1b are women: 40% to 60% wanted"
    ]


def test_a_few_people_are_no_measure_and_a_street_is_nobody(desk: Desk) -> None:
    assert about(desk, "Ana", "Rosa", says="I live on Mai Street, near Lin Park.") == []
    assert about(desk, *EVEN, says="Ana, go up Ana Street to Hall Park, in the Hall.") == []
