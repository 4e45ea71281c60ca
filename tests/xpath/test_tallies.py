"""Figures that are kept of a column are those of adding it up anew, whatever comes, goes and changes."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from app.xpath.tallies import Tally
from app.xpath.tree import Node, Rows
from app.xpath.values import Atomic, to_number

VALUES: st.SearchStrategy[Atomic] = st.one_of(
    st.sampled_from(["", "x", "2", "1.5", -0.0, 0.0, math.inf, 2.0**60, 0.1]),
    st.integers(-5, 5).map(float),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "put", "drop", "set", "hide"]), st.integers(0, 9), VALUES),
    max_size=30,
)


def expected(rows: Rows, relevant: int) -> tuple[str, str, str, int]:
    values = [row.cells[1].value for row in rows.rows]
    numbers = [n for value in values if value != "" and not math.isnan(n := to_number(value))]
    ends = [pick(numbers) if numbers else math.nan for pick in (max, min)]
    return (repr(float(sum(numbers))), *(repr(float(end) + 0.0) for end in ends), relevant)


@given(STEPS)
def test_figures_are_those_of_adding_up_anew(steps: list[tuple[str, int, Atomic]]) -> None:
    root = Node(0, None)
    rows = Rows(1, root, root)
    root.cells = [root, rows]
    tally = Tally(1, 1)
    for what, place, value in steps:
        at = min(place, len(rows.rows))
        if what == "put":
            rows.rows.insert(at, _row(root, value))
            tally.rows_changed(None, rows, at)
        elif at < len(rows.rows):
            _change(what, rows, at, value)
            if what == "drop":
                tally.rows_changed(None, rows, at)
            else:
                tally.moved(None, rows.rows[at])
        count = tally.of(root)
        relevant = sum(row.cells[1].relevant for row in rows.rows)
        ends = [repr(count.extreme(pick) + 0.0) for pick in (max, min)]
        assert (repr(count.total()), *ends, count.relevant) == expected(rows, relevant)


def _change(what: str, rows: Rows, at: int, value: Atomic) -> None:
    if what == "drop":
        del rows.rows[at]
        return
    cell = rows.rows[at].cells[1]
    cell.relevant = what == "set"
    cell.value = value if what == "set" else ""


def _row(root: Node, value: Atomic) -> Node:
    row = Node(1, root)
    row.outer = root
    cell = Node(2, row)
    cell.frame, cell.value = row, value
    row.cells = [row, cell]
    return row
