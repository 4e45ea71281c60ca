from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import AppError
from app.forms.checks import check_workbook
from app.forms.findings import FindingCode
from app.forms.workbook import Workbook, read_workbook
from tests.forms.books import write_book


def save(folder: Path, rows: list[list[object]], title: str = "survey") -> Path:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    path = folder / "form.xlsx"
    book.save(path)
    return path


def texts(workbook: Workbook, sheet: str = "survey") -> list[dict[str, str]]:
    found = workbook.sheets[sheet]
    names = {column.index: column.header for column in found.columns}
    return [{names[index]: text for index, text in row.cells.items()} for row in found.rows]


def test_cells_know_their_rows_and_columns_their_letters(tmp_path):
    path = save(tmp_path, [["type", None, "name"], ["text", None, "a"], [], ["note", None, "b"]])
    survey = read_workbook(path).sheets["survey"]
    assert [(row.number, row.cells[2]) for row in survey.rows] == [(2, "a"), (4, "b")]
    assert [column.letter for column in survey.columns] == ["A", "C"]


def test_values_become_text_as_the_converter_writes_them(tmp_path):
    moment = dt.datetime(2026, 1, 2, 3, 4, 5)  # noqa: DTZ001 - as spreadsheets have them
    path = save(tmp_path, [list("abcdef"), [3.0, 2.5, True, moment, " x\u00a0y ", 7]])
    assert texts(read_workbook(path)) == [
        {"a": "3", "b": "2.5", "c": "TRUE", "d": "2026-01-02 03:04:05", "e": "x y", "f": "7"}
    ]


def test_sheet_names_are_read_in_any_case_and_others_left_alone(tmp_path):
    path = write_book(tmp_path, "| SURVEY | type |\n| | text |\n| Notes | a |\n| | b |")
    workbook = read_workbook(path)
    assert set(workbook.sheets) == {"survey"}
    assert workbook.names == ("SURVEY", "Notes")


def test_only_sheet_is_the_survey_whatever_its_name(tmp_path):
    path = save(tmp_path, [["type"], ["text"]], "Leht1")
    assert texts(read_workbook(path)) == [{"type": "text"}]


def test_sheet_ends_after_sixty_empty_rows(tmp_path):
    near = save(tmp_path, [["type"], ["text"], *[[None]] * 60, ["note"]])
    assert len(read_workbook(near).sheets["survey"].rows) == 2
    far = save(tmp_path, [["type", "name"], ["text", "a"], *[[None]] * 61, ["note", "b"]])
    survey = read_workbook(far).sheets["survey"]
    assert (len(survey.rows), survey.beyond) == (1, (64,))
    [finding] = [
        f for f in check_workbook(read_workbook(far)) if f.code is FindingCode.ROWS_AFTER_GAP
    ]
    assert finding.row == 64


def test_headings_end_after_twenty_empty_columns(tmp_path):
    near = save(tmp_path, [["type", *[None] * 20, "name"], ["text", *[None] * 20, "a"]])
    assert len(read_workbook(near).sheets["survey"].columns) == 2
    far = save(tmp_path, [["type", *[None] * 21, "name"], ["text", *[None] * 21, "a"]])
    assert len(read_workbook(far).sheets["survey"].columns) == 1


def test_sheet_that_claims_a_million_rows_is_read_at_once(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "survey"
    book.active.append(["type"])
    book.active.append(["text"])
    book.active["A1048576"] = " "
    path = tmp_path / "form.xlsx"
    book.save(path)
    assert len(read_workbook(path).sheets["survey"].rows) == 1


def test_cells_under_no_heading_are_counted(tmp_path):
    path = save(tmp_path, [["type", None], ["text", "lost"]])
    assert read_workbook(path).sheets["survey"].ignored == 1


def test_csv_workbook_names_its_sheets_in_the_first_column(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text(
        "survey,type,name\n,text,a\n,note,b\nchoices\n,list_name,name\n,yn,yes\n", encoding="utf-8"
    )
    workbook = read_workbook(path)
    assert texts(workbook) == [{"type": "text", "name": "a"}, {"type": "note", "name": "b"}]
    assert texts(workbook, "choices") == [{"list_name": "yn", "name": "yes"}]
    assert workbook.sheets["survey"].rows[1].number == 3


def test_csv_workbook_with_semicolons_is_the_same_workbook(tmp_path):
    path = tmp_path / "form.csv"
    path.write_bytes("survey;type;label\n;note;Tere, Põlva\n".encode("cp1252"))
    assert texts(read_workbook(path)) == [{"type": "note", "label": "Tere, Põlva"}]


def test_markdown_tables_are_a_workbook(tmp_path):
    path = tmp_path / "form.md"
    path.write_text("# Title\n| survey |\n| | type | name |\n|--|--|--|\n| | text | a\\|b |\n")
    assert texts(read_workbook(path)) == [{"type": "text", "name": "a|b"}]


CELLS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_csv_is_a_workbook_or_an_app_error(tmp_path_factory, rows: list[list[str]]):
    path = tmp_path_factory.mktemp("csv") / "form.csv"
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(
        [["survey", *row] if place == 0 else ["", *row] for place, row in enumerate(rows)]
    )
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
    try:
        workbook = read_workbook(path)
    except AppError:
        return
    cells = [
        text
        for sheet in workbook.sheets.values()
        for row in sheet.rows
        for text in row.cells.values()
    ]
    assert all(text == text.strip() for text in cells)
