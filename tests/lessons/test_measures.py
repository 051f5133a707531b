"""The grant's measures are content: read strictly, every fault with its line."""

from __future__ import annotations

from pathlib import Path

from bot.lessons.marked import Faults, read
from bot.lessons.measures import COUNTERS, Measure, read_measures
from bot.ports.staff import MILESTONES
from tests.conftest import CONTENT

GOOD = """measures:
- id: served
  kind: output
  name: {en: Served, es: Atendidas}
  count:
  - instruction_hours: 12
  - practice_days: 20
    civics_days: 6
  instrument: {en: Attendance, es: Asistencia}
  rule: {en: 12 hours., es: 12 horas.}
"""


def told(tmp_path: Path, text: str) -> tuple[tuple[Measure, ...], list[str]]:
    path, faults = tmp_path / "programme.yaml", Faults()
    path.write_text(text, encoding="utf-8")
    top = read(path, path.name, faults)
    return (read_measures(top) if top else ()), [str(fault) for fault in faults]


def test_a_measure_is_read(tmp_path: Path) -> None:
    [measure], faults = told(tmp_path, GOOD)
    assert faults == []
    assert measure.count == ((("instruction_hours", 12),), (("practice_days", 20), ("civics_days", 6)))
    assert (measure.of, measure.name["es"]) == ((), "Atendidas")


def test_all_faults_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    bad = (
        GOOD.replace("output", "input").replace("instruction_hours: 12", "hours: many").replace(", es: Asistencia", "")
        + GOOD.removeprefix("measures:\n").replace("practice_days", "official_gain").replace("civics_days", "level_checks")
    )  # fmt: skip
    _, faults = told(tmp_path, bad)
    assert [fault.split(": ")[0] for fault in sorted(faults)] == [
        f"programme.yaml:{line}" for line in (11, 15, 3, 6, 6, 6, 9)
    ]
    assert any("stands twice" in fault for fault in faults)
    assert any("make two measures" in fault for fault in faults)
    assert any("`hours` is not counted: use one of instruction_hours" in fault for fault in faults)


def test_a_measure_that_everybody_meets_is_refused(tmp_path: Path) -> None:
    _, faults = told(tmp_path, GOOD.replace("civics_days: 6", "civics_days: 0"))
    assert faults == ["programme.yaml:8: the least must be 1 or more: everybody has none of it"]


def test_the_programmes_own_measures_read_without_a_fault() -> None:
    faults = Faults()
    top = read(CONTENT / "programme.yaml", "programme.yaml", faults)
    assert top is not None
    measures = read_measures(top)
    assert faults == []
    assert {measure.kind for measure in measures} == {"output", "outcome"}


def test_every_milestone_can_be_counted() -> None:
    assert set(MILESTONES) <= set(COUNTERS)
