"""Widths of a table's columns."""

from __future__ import annotations

from app.reports.tables import TableCell, TableColumn, column_widths, fitting_table
from app.reports.theme import HANG, ROOMY


def column(heading: str, *cells: str, numeric: bool = False) -> TableColumn:
    return TableColumn(heading, tuple(TableCell(text) for text in cells), numeric)


def test_columns_fill_the_width_and_numbers_stay_narrow():
    widths = column_widths(
        [column("Nr", "1", numeric=True), column("Ostja", "Pohjan Teräs Oy")], 400, ROOMY
    )
    assert widths is not None
    assert abs(sum(widths) - 400) < 0.01
    assert widths[0] < 40


def test_long_texts_share_what_single_words_leave():
    widths = column_widths([column("A", "sõna " * 30), column("B", "sõna " * 10)], 300, ROOMY)
    assert widths is not None
    assert abs(sum(widths) - 300) < 0.01
    assert widths[0] > widths[1]


def test_words_are_never_broken_for_a_table():
    assert (
        fitting_table([column(f"Veerg {n}", "Рентгеноэлектрокардиографического") for n in range(6)])
        is None
    )


def test_very_long_cell_is_no_table():
    assert fitting_table([column("A", "x " * 100)]) is None


def test_cell_without_text_is_allowed():
    assert fitting_table([column("A", "", "b")]) is not None


def test_table_that_is_too_wide_for_its_place_takes_the_whole_page():
    few = fitting_table([column(f"Veerg {n}", "küsitleja") for n in range(3)])
    many = fitting_table([column(f"Veerg {n}", "küsitleja") for n in range(9)])
    assert few is not None
    assert few.indent == HANG
    assert many is not None
    assert many.indent == 0
