"""Small numbers of people are hidden, and enough beside them that nothing hidden can be worked out. Pure.

A count of 1 to 4 prints as "<5". Its row and column add up to totals, so other cells must be hidden too. The rule here is
constructive: a small cell counts as hidden only when there is another table, with the same totals and the same cells shown, in
which it is different. Such a table is a cycle of cells of which each goes up or down by one: what one takes from a row or
column the next gives back. The cells on the cycle are hidden, those that lose least first. Whoever reads the table cannot tell
the two apart, even if they know this rule, so no cell that is hidden is known exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from heapq import heappop, heappush

LEAST_SHOWN = 5
FAR = 10**9


class Hidden(Enum):
    """What stands in the place of a number: a small count, or something that would give one away."""

    SMALL = "<5"
    BESIDE = "*"


Shown = int | Hidden


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a table. Whoever reads it knows from other tables that it lies between `low` and `high`.

    `small`: it must be hidden; `people`: it counts people, so that "<5" says something of it; `fixed`: it is known from
    elsewhere and stays; `withheld`: it is hidden from the beginning, with all of its row.
    """

    value: int
    low: int = 0
    high: int = FAR
    small: bool = False
    people: bool = False
    fixed: bool = False
    withheld: bool = False

    def moves(self, *, marked: bool) -> tuple[int, ...]:
        """By what it could differ in a table that looks the same: by one, up or down, or not at all. `marked`: small counts
        are marked as such, so that one hidden beside them is known to be none."""
        low, high = self.low, self.high
        if marked and self.people:
            kind = (0, 0) if not self.value else (1, LEAST_SHOWN - 1) if self.small else (LEAST_SHOWN, FAR)
            low, high = max(low, kind[0]), min(high, kind[1])
        return () if self.fixed else tuple(step for step in (1, -1) if low <= self.value + step <= high)


def counted(value: int, *, low: int = 0, high: int = FAR, fixed: bool = False) -> Cell:
    """A number of people: 1 to 4 are hidden, 0 is shown. `fixed`: unless it is small, it may not be hidden."""
    small = 0 < value < LEAST_SHOWN
    return Cell(value, low, high, small=small, people=True, fixed=fixed and not small)


Grid = Sequence[Sequence[Cell]]
Place = tuple[int, int]


def suppress(grid: Grid, *, total_row: bool = False, total_column: bool = False) -> list[list[Shown]]:
    """A table as it may be printed. The last row or column may hold the totals of the others.

    Where small counts could be found out if they were marked as such, all that is hidden is marked alike; where even that does
    not help, everything is withheld but what is fixed.
    """
    ties = _Ties(len(grid), len(grid[0]) if grid else 0, total_row, total_column)
    marked = _cover(grid, ties, marked=True)
    alike = _cover(grid, ties, marked=False) if marked is None else None

    def printed(cell: Cell, place: Place) -> Shown:
        if marked is not None and place in marked:
            return Hidden.SMALL if cell.small and cell.people else Hidden.BESIDE
        shown = cell.fixed or marked is not None or (alike is not None and place not in alike)
        return cell.value if shown else Hidden.BESIDE

    return [[printed(cell, (i, j)) for j, cell in enumerate(row)] for i, row in enumerate(grid)]


def column(cells: Sequence[Cell], total: Cell | None) -> list[Shown]:
    """A list as it may be printed, with its total last if it has one."""
    rows = [[cell] for cell in (*cells, *([total] if total is not None else []))]
    return [row[0] for row in suppress(rows, total_row=total is not None)]


@dataclass(frozen=True, slots=True)
class _Ties:
    """Which two sums a cell belongs to, as an arc between them: a cell that grows by one gives to the first and takes from
    the second, so that along a cycle all sums stay. Sums that nobody prints are one node, where nothing has to stay."""

    rows: int
    columns: int
    total_row: bool
    total_column: bool

    def ends(self, i: int, j: int) -> tuple[str, str]:
        """The arc of a cell."""
        row = f"row {i}" if self.total_column else "open"
        column = f"column {j}" if self.total_row else "open"
        last_row, last_column = self.total_row and i == self.rows - 1, self.total_column and j == self.columns - 1
        return (column, row) if last_row != last_column else (row, column)


def _cover(grid: Grid, ties: _Ties, *, marked: bool) -> set[Place] | None:
    """The cells to hide; None when some small cell cannot be hidden among others."""
    cells = {(i, j): cell for i, row in enumerate(grid) for j, cell in enumerate(row)}
    arcs: dict[str, list[tuple[str, Place]]] = {}  # from a node to another, by changing a cell by one
    for (i, j), cell in cells.items():
        tail, head = ties.ends(i, j)
        for move in cell.moves(marked=marked):
            start, end = (tail, head) if move > 0 else (head, tail)
            arcs.setdefault(start, []).append((end, (i, j)))
    hidden = {place for place, cell in cells.items() if cell.small or cell.withheld}
    safe = {place for place, cell in cells.items() if cell.withheld}
    for place in sorted(cells, key=lambda place: (-cells[place].value, place)):
        cell = cells[place]
        if not cell.small or place in safe:
            continue
        tail, head = ties.ends(*place)
        ways = [
            _cheapest(cells, arcs, hidden, place, *((head, tail) if move > 0 else (tail, head)))
            for move in cell.moves(marked=marked)
        ]
        best = min((way for way in ways if way is not None), default=None)
        if best is None:
            return None
        hidden.update(best[1])
        safe.update((place, *best[1]))
    return hidden


def _cheapest(
    cells: dict[Place, Cell],
    arcs: dict[str, list[tuple[str, Place]]],
    hidden: set[Place],
    without: Place,
    start: str,
    goal: str,
) -> tuple[int, list[Place]] | None:
    """The way between two sums that hides least, and what it costs: what is hidden already costs next to nothing, else the
    number that is lost."""  # fmt: skip
    queue: list[tuple[int, str, list[Place]]] = [(0, start, [])]
    seen = set()
    while queue:
        cost, node, way = heappop(queue)
        if node == goal:
            return cost, way
        if node in seen:
            continue
        seen.add(node)
        for end, place in arcs.get(node, ()):
            if place != without and end not in seen:
                price = 1 if place in hidden else LEAST_SHOWN + cells[place].value
                heappush(queue, (cost + price, end, [*way, place]))
    return None
