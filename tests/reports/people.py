"""People for reports: as many as a test needs, each with what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.ports.staff import Site
from bot.reports.programme_people import Person, ProgrammeFacts, Quality

SINCE, UNTIL = date(2026, 7, 1), date(2026, 10, 1)
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ANYBODY = Person(
    site=0,
    present=(True, True, True),
    days=(0, 0, 0),
    seconds=(0.0, 0.0, 0.0),
    minutes=(0, 0, 0),
    first=None,
    left=frozenset(),
    gone=False,
    language="es",
    goal="english",
    level="a1a",
    levels=("a1a",) * 3,
    opened=(frozenset(),) * 3,
)


def some(n: int, **fields: Any) -> list[Person]:
    """So many people who are alike."""
    return [replace(ANYBODY, **fields)] * n


def facts(people: Sequence[Person], *, sites: int = 1) -> ProgrammeFacts:
    """The facts of three months."""
    places = tuple(Site(i + 1, f"Site {i + 1}") for i in range(sites))
    return ProgrammeFacts(places, SINCE, UNTIL, NOW, people, dict.fromkeys(range(sites), Quality(10, 9, 1, 3, 2)))
