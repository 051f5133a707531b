"""When people came and went, told in spans of months as short as can be without telling of fewer than five people. Pure.

From one span to the next the enrolled add up with those who came and who left: a small number cannot be hidden among them,
because whoever subtracts has it. So months are told together until no sum or difference is small.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bot.reports.programme_people import ProgrammeFacts
from bot.reports.suppression import LEAST_SHOWN


@dataclass(frozen=True, slots=True)
class Span:
    """Months that are told together, by their places in the report: the first, and the one after the last. Each person counts
    once: in a class on a day of it; new: joined their first class in it; left: in no class at its end."""

    start: int
    end: int
    enrolled: int
    new: int
    left: int

    @property
    def returning(self) -> int:
        """Who had joined a class here before it."""
        return self.enrolled - self.new

    @property
    def months(self) -> range:
        """The months of it."""
        return range(self.start, self.end)


def spans(facts: ProgrammeFacts) -> list[Span]:
    """The time in as many spans as tell of no small group; at worst all of it in one."""
    last = len(facts.months)
    alike = Counter((person.present, person.first, person.left) for person in facts.people)
    whole = _span(alike, 0, last)
    best: dict[tuple[int, int], list[Span]] = {}  # by its last span: the time up to there in as many as can be
    for end in range(1, last + 1):
        for start in reversed(range(end)):
            span = _span(alike, start, end)
            if not _clear(span.enrolled, span.new, span.returning, span.left, whole.enrolled - span.enrolled):
                continue
            if start == 0:
                ways = [[span]] if _clear(whole.returning - span.returning) else []
            else:
                before = (best[at, start] for at in reversed(range(start)) if (at, start) in best)
                ways = [[*way, span] for way in before if _clear(_came_back(way[-1], span))]
            if ways:
                best[start, end] = max(ways, key=len)
    return max((best[at, last] for at in reversed(range(last)) if (at, last) in best), key=len, default=[whole])


def _span(alike: Counter[tuple[tuple[bool, ...], int | None, frozenset[int]]], start: int, end: int) -> Span:
    enrolled = new = left = 0
    for (present, first, leaving), people in alike.items():
        there = [month for month in range(start, end) if present[month]]
        if there:
            enrolled += people
            new += people * (first is not None and start <= first < end)
            left += people * (there[-1] in leaving)
    return Span(start, end, enrolled, new, left)


def _came_back(before: Span, span: Span) -> int:
    """Who was not there at the end of the span before, and is not new: anybody can subtract that."""
    return span.returning - (before.enrolled - before.left)


def _clear(*counts: int) -> bool:
    """Whether none of these tells of a small group."""
    return not any(0 < abs(n) < LEAST_SHOWN for n in counts)
