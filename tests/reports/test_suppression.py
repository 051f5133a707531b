"""Nobody who knows the totals, the cells shown and the rule can tell what a hidden cell holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports.suppression import Cell, Hidden, Shown, column, counted, suppress

S, B = Hidden.SMALL, Hidden.BESIDE


class Attacker:
    """Somebody with paper and patience: tries every number that a hidden cell may hold, until all sums fit."""

    def __init__(
        self, shown: Sequence[Sequence[Shown]], *, total_row: bool, total_column: bool, anything: bool
    ) -> None:
        """`anything`: a cell hidden beside another may hold any number, as when all are withheld; else five or more."""
        rows, columns = len(shown), len(shown[0])
        self.flat = [cell for row in shown for cell in row]
        most = sum(cell for cell in self.flat if isinstance(cell, int)) + 60
        least_beside = 0 if anything else 5
        self.ranges = [
            (cell, cell) if isinstance(cell, int) else (1, 4) if cell is S else (least_beside, most) for cell in self.flat
        ]  # fmt: skip
        self.sums: list[list[tuple[int, int]]] = []  # cells with their sign, which add up to nothing
        if total_column:
            self.sums += [
                [(i * columns + j, 1) for j in range(columns - 1)] + [(i * columns + columns - 1, -1)] for i in range(rows)
            ]  # fmt: skip
        if total_row:
            self.sums += [
                [(i * columns + j, 1) for i in range(rows - 1)] + [((rows - 1) * columns + j, -1)] for j in range(columns)
            ]  # fmt: skip

    def narrowed(self, ranges: list[tuple[int, int]]) -> list[tuple[int, int]] | None:
        """What the sums leave of the ranges; None when nothing fits."""
        ranges, again = list(ranges), True
        while again:
            again = False
            for line in self.sums:
                ends = [ranges[i] if sign > 0 else (-ranges[i][1], -ranges[i][0]) for i, sign in line]
                low, high = sum(end[0] for end in ends), sum(end[1] for end in ends)
                for (i, sign), (least, most) in zip(line, ends, strict=True):
                    new = max(least, most - high), min(most, least - low)
                    if new[0] > new[1]:
                        return None
                    if new != (least, most):
                        ranges[i], again = (new if sign > 0 else (-new[1], -new[0])), True
                        ends = [ranges[k] if s > 0 else (-ranges[k][1], -ranges[k][0]) for k, s in line]
                        low, high = sum(end[0] for end in ends), sum(end[1] for end in ends)
        return ranges

    def fits(self, ranges: list[tuple[int, int]], budget: list[int]) -> bool:
        """Whether there is any table within the ranges whose sums fit."""
        budget[0] -= 1
        assert budget[0], "the attacker is tired: make the table smaller"
        narrow = self.narrowed(ranges)
        if narrow is None:
            return False
        open_cells = [i for i, (low, high) in enumerate(narrow) if low < high]
        if not open_cells:
            return True
        i = min(open_cells, key=lambda i: narrow[i][1] - narrow[i][0])
        low, high = narrow[i]
        return any(
            self.fits([*narrow[:i], (value, value), *narrow[i + 1 :]], budget) for value in self.likely(low, high)
        )

    def likely(self, low: int, high: int) -> Iterator[int]:
        middle = (low + high) // 2
        yield from sorted(range(low, high + 1), key=lambda value: abs(value - middle))

    def found_out(self, true: Sequence[int]) -> list[int]:
        """The hidden cells that can hold nothing but what they hold."""
        out = []
        for i, cell in enumerate(self.flat):
            if isinstance(cell, int):
                continue
            low, high = self.ranges[i]
            others = [(low, true[i] - 1), (true[i] + 1, high)]
            tries = [[*self.ranges[:i], other, *self.ranges[i + 1 :]] for other in others if other[0] <= other[1]]
            if not any(self.fits(ranges, [5000]) for ranges in tries):
                out.append(i)
        return out


def with_totals(inside: list[list[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in inside]
    return [*rows, [sum(each) for each in zip(*rows, strict=True)]]


counts = st.one_of(st.integers(0, 9), st.integers(0, 40))
tables = st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(counts, min_size=n, max_size=n), min_size=1, max_size=4))


def withheld(shown: Sequence[Sequence[Shown]]) -> bool:
    """Whether everything is hidden that may be: then nothing is said of what a cell holds."""
    return all(cell is not S for row in shown for cell in row)


@settings(max_examples=300, deadline=None)
@given(tables, st.booleans())
def test_no_hidden_cell_of_a_table_with_totals_can_be_found_out(inside: list[list[int]], fixed: bool) -> None:
    true = with_totals(inside)
    last, right = len(true) - 1, len(true[0]) - 1
    cells = [
        [counted(n, fixed=fixed and i == last and j == right) for j, n in enumerate(row)] for i, row in enumerate(true)
    ]
    shown = suppress(cells, total_row=True, total_column=True)
    attacker = Attacker(shown, total_row=True, total_column=True, anything=withheld(shown))
    flat = [n for row in true for n in row]
    if not withheld(shown):
        assert attacker.found_out(flat) == []
    assert all(not 0 < n < 5 or isinstance(cell, Hidden) for n, cell in zip(flat, attacker.flat, strict=True))


@settings(max_examples=300, deadline=None)
@given(st.lists(counts, min_size=2, max_size=8))
def test_no_hidden_cell_of_a_list_can_be_found_out_from_its_total(inside: list[int]) -> None:
    shown = column([counted(n) for n in inside], counted(sum(inside), fixed=True))
    attacker = Attacker([[cell] for cell in shown], total_row=True, total_column=False, anything=withheld([shown]))
    assert attacker.found_out([*inside, sum(inside)]) == []


@settings(max_examples=200, deadline=None)
@given(tables)
def test_rows_whose_sums_are_known_from_elsewhere(inside: list[list[int]]) -> None:
    true = with_totals(inside)
    cells = [
        [counted(n) if j < len(row) - 1 else Cell(n, fixed=True) for j, n in enumerate(row)] for row in true
    ]  # fmt: skip
    shown = suppress(cells, total_row=True, total_column=True)
    assert [row[-1] for row in shown] == [row[-1] for row in true]
    attacker = Attacker(shown, total_row=True, total_column=True, anything=withheld(shown))
    if not withheld(shown):
        assert attacker.found_out([n for row in true for n in row]) == []


def test_the_attacker_finds_out_what_two_hidden_in_each_row_and_column_do_not_protect() -> None:
    # Two blocks joined by one cell: each row and column with a hidden cell has two, and the joint is known all the same.
    true = with_totals([[6, 7, 0, 0], [8, 9, 7, 0], [0, 0, 6, 8], [0, 0, 9, 7]])
    hidden = {(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3), (3, 2), (3, 3)}
    shown = [[B if (i, j) in hidden else n for j, n in enumerate(row)] for i, row in enumerate(true)]
    attacker = Attacker(shown, total_row=True, total_column=True, anything=False)
    assert attacker.found_out([n for row in true for n in row]) == [1 * 5 + 2]


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ([20, 3, 12], [20, S, B, 35]),  # the smallest number that helps
        ([20, 3, 2], [20, S, S, 25]),
        ([20, 1, 1], [B, S, S, 22]),  # two ones are known by their sum
        ([4, 4], [B, B, 8]),  # and so are two fours: then nothing is said of either
        ([20, 0, 12], [20, 0, 12, 32]),
        ([0, 3], [0, S, S]),
        ([1, 5], [B, B, 6]),
        ([2, 5], [S, B, 7]),
    ],
)
def test_a_list_as_it_is_printed(inside: list[int], shown: list[Shown]) -> None:
    assert column([counted(n) for n in inside], counted(sum(inside), fixed=True)) == shown


def test_a_table_as_it_is_printed() -> None:
    true = with_totals([[3, 20, 30], [40, 10, 50], [60, 70, 80]])
    shown = suppress([[counted(n) for n in row] for row in true], total_row=True, total_column=True)
    assert shown[0] == [S, B, 30, 53]
    assert shown[1] == [B, B, 50, 100]
    assert shown[2:] == [list(row) for row in true[2:]]


def test_a_bound_known_from_elsewhere_is_kept() -> None:
    # One more than 7 cannot be, because only 7 are enrolled there; so it is the 9 that helps.
    cells = [counted(3), counted(7, low=7, high=7), counted(9), counted(30)]
    assert column(cells, counted(49, fixed=True)) == [S, 7, B, 30, 49]
