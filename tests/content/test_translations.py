"""A unit in another language: its can-dos are translated all, or none."""

from __future__ import annotations

import pytest

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
