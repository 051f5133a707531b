"""A unit in another language: its can-dos are translated all, or none, and each is a sentence of the learner's own."""

from __future__ import annotations

import pytest

from bot.lessons.live import LiveContent
from tests.content.conftest import Desk


@pytest.mark.parametrize(
    ("more", "wanted"),
    [({}, 0), ({"can": ["Puedo leer."]}, 0), ({"can": ["Puedo leer.", "Puedo escribir."]}, 1)],
)
def test_can_dos_are_translated_all_or_none(desk: Desk, more: dict[str, list[str]], wanted: int) -> None:
    desk.unit()
    unit = {"words": {"label": "etiqueta"}, **more}
    desk.file("english/a1b/translations/es.yaml", {"language": "es", "reviewed": False, "units": {"a1b-u01": unit}})
    found = [text for text in desk.course() if "can-dos" in text]
    assert found == ["a1b-u01 has 1 can-dos: translate each, or none"] * wanted


OPENS = {"en": "I can ", "es": "Puedo ", "pt-BR": "Consigo ", "ht": "Mwen ka "}


@pytest.mark.parametrize("language", OPENS)
def test_every_can_do_fits_below_a_heading_that_says_what_somebody_can_do(content: LiveContent, language: str) -> None:
    units = content.catalogue.course.units.values()
    said = [can for unit in units for can in (unit.can if language == "en" else [g.text for g in unit.cans[language]])]
    assert len(said) > 200
    assert [can for can in said if not (can.startswith(OPENS[language]) and can.endswith("."))] == []
