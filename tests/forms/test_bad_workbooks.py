from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from app.core.errors import AppError, Cancelled, ErrorCode
from app.core.progress import Progress
from app.forms import workbook as module
from app.forms.workbook import read_workbook
from tests.forms.books import write_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path: Path) -> ErrorCode:
    with pytest.raises(AppError) as caught:
        read_workbook(path)
    return caught.value.code


def test_missing_file_is_named(tmp_path):
    assert refusal(tmp_path / "no.xlsx") is ErrorCode.FILE_MISSING


def test_folder_is_no_workbook(tmp_path):
    assert refusal(tmp_path) is ErrorCode.FILE_UNREADABLE


@pytest.mark.parametrize("data", [b"", b"  \n"])
def test_empty_file_is_named(tmp_path, data: bytes):
    path = tmp_path / "form.xlsx"
    path.write_bytes(data)
    assert refusal(path) is ErrorCode.WORKBOOK_EMPTY


def test_workbook_with_empty_sheets_is_empty(tmp_path):
    assert refusal(write_book(tmp_path, "| survey |\n| choices |")) is ErrorCode.WORKBOOK_EMPTY


def test_cut_off_workbook_is_broken(tmp_path):
    path = write_book(tmp_path, "| survey | type |\n| | text |")
    path.write_bytes(path.read_bytes()[:-200])
    assert refusal(path) is ErrorCode.WORKBOOK_BROKEN


def test_workbook_with_a_damaged_sheet_is_broken(tmp_path):
    path = write_book(tmp_path, "| survey | type |\n| | text |")
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data[: len(data) // 2] if "sheet1" in name else data)
    assert refusal(path) is ErrorCode.WORKBOOK_BROKEN


def test_workbook_without_its_table_of_sheets_is_broken(tmp_path):
    path = tmp_path / "form.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/nothing", "")
    assert refusal(path) is ErrorCode.WORKBOOK_BROKEN


def test_password_protected_workbook_is_named(tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    assert refusal(path) is ErrorCode.WORKBOOK_PROTECTED


def test_document_renamed_to_workbook_is_no_workbook(tmp_path):
    path = tmp_path / "form.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(path) is ErrorCode.WORKBOOK_UNKNOWN_KIND


@pytest.mark.parametrize("data", [b"just text", b"%PDF-1.7", b"<html></html>", b"{\\rtf1}"])
def test_other_files_renamed_to_workbook_are_no_workbook(tmp_path, data: bytes):
    path = tmp_path / "form.xlsx"
    path.write_bytes(data)
    assert refusal(path) is ErrorCode.WORKBOOK_UNKNOWN_KIND


def test_damaged_old_workbook_is_broken(tmp_path):
    path = tmp_path / "form.xls"
    path.write_bytes(OLE + b"\x11" * 2000)
    assert refusal(path) is ErrorCode.WORKBOOK_BROKEN


def test_workbook_with_another_ending_is_read_by_what_it_is(tmp_path):
    path = write_book(tmp_path, "| survey | type |\n| | text |").rename(tmp_path / "form.xls")
    assert read_workbook(path).kind == "xlsx"


def test_archive_that_swells_beyond_all_bounds_is_refused(
    tmp_path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "LARGEST_UNPACKED_BYTES", 1000)
    assert (
        refusal(write_book(tmp_path, "| survey | type |\n| | text |"))
        is ErrorCode.WORKBOOK_TOO_LARGE
    )


def test_file_beyond_the_limit_is_not_even_read(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "LARGEST_FILE_BYTES", 10)
    assert (
        refusal(write_book(tmp_path, "| survey | type |\n| | text |"))
        is ErrorCode.WORKBOOK_TOO_LARGE
    )


def test_sheet_beyond_the_limit_of_rows_is_refused(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.forms.workbook_excel.MOST_ROWS", 2)
    assert (
        refusal(write_book(tmp_path, "| survey | type |\n| | a |\n| | b |\n| | c |"))
        is ErrorCode.WORKBOOK_TOO_LARGE
    )


def test_reading_can_be_cancelled(tmp_path):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        read_workbook(write_book(tmp_path, "| survey | type |\n| | text |"), progress)


def test_csv_full_of_zero_bytes_is_no_workbook(tmp_path):
    path = tmp_path / "form.csv"
    path.write_bytes(b"\0" * 100)
    assert refusal(path) is ErrorCode.WORKBOOK_UNKNOWN_KIND
