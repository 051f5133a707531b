"""Who holds office is checked: no more of them at once than there are seats, and nobody has looked tomorrow."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.lessons.catalog import Loaded
from bot.lessons.checks import check_civics
from tests.content.conftest import Desk

STATE = {
    "jurisdiction": "MA",
    "name": "Massachusetts",
    "kind": "state",
    "time_zone": "America/New_York",
    "as_of": "2026-11-01",
    "look_up": "https://www.usa.gov/state-governor",
    "capital": [{"name": "Boston"}],
    "not_capital": ["Worcester", "Springfield", "Lowell"],
    "governor": [{"name": "Ana Lima", "until": "2027-01-07"}],
    "senators": [{"name": "Bea Ruiz"}, {"name": "Cid Paz"}],
    "representatives": [{"name": "Dan Oh", "district": "1"}, {"name": "Eve Yu", "district": "2"}],
}


def faults(desk: Desk, **more: Any) -> list[str]:
    desk.file("civics/officials/MA.yaml", STATE | more)
    loaded = Loaded(desk.folder, english=False)
    found = [*loaded.faults, *check_civics(loaded, today=date(2026, 11, 23))]
    return [str(fault) for fault in found if fault.file.endswith("MA.yaml") and desk.folder.name in fault.file]


def test_one_after_the_other_is_well(desk: Desk) -> None:
    assert faults(desk) == []
    assert faults(desk, governor=[*STATE["governor"], {"name": "Flo Diaz", "from": "2027-01-07"}]) == []  # type: ignore[misc]


def test_a_state_has_a_time_zone(desk: Desk) -> None:
    [told] = faults(desk, time_zone="Mars/Base")
    assert "`Mars/Base` must be a time zone" in told


def test_more_than_there_are_seats_for_is_a_fault(desk: Desk) -> None:
    two = [{"name": "Ana Lima"}, {"name": "Flo Diaz", "from": "2026-01-01"}]
    [told] = faults(desk, governor=two)
    assert "Ana Lima, Flo Diaz hold this at once" in told
    three = [{"name": name} for name in ("Bea Ruiz", "Cid Paz", "Gus Roy")]
    [told] = faults(desk, senators=three)
    assert "2 at a time" in told
    [told] = faults(desk, representatives=[{"name": "Dan Oh", "district": "1"}, {"name": "Eve Yu", "district": "1"}])
    assert "Dan Oh, Eve Yu" in told


def test_nobody_has_looked_tomorrow(desk: Desk) -> None:
    [told] = faults(desk, as_of="2099-01-01")
    assert "2099-01-01 is still to come" in told
