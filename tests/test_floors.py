"""Every room of the house stands on a floor: what no contract names, no contract holds (docs/adr/0018)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
FLOORS = [
    {room.strip(" ()") for room in floor.split("|")}
    for contract in CONTRACTS
    if contract["type"] == "layers"
    for floor in contract["layers"]
]
PLUGS = next(number for number, floor in enumerate(FLOORS) if "storage" in floor)


def test_every_module_stands_on_one_floor() -> None:
    rooms = ["storage", *(f"bot.{path.stem}" for path in (ROOT / "bot").iterdir() if re.match(r"[a-z]", path.name))]
    standing = [room for floor in FLOORS for room in floor]
    assert sorted(standing) == sorted({*rooms, "bot.partner"})  # the partner has its place and is still to come


def test_everything_below_the_plugs_is_barred_from_frameworks() -> None:
    [barred] = [contract for contract in CONTRACTS if "sqlalchemy" in contract.get("forbidden_modules", ())]
    assert set(barred["source_modules"]) == {room for floor in FLOORS[PLUGS + 1 :] for room in floor}
