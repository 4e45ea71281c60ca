"""Workbooks for tests, written as tables in Markdown and saved as real .xlsx files."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from app.forms.checks import check_workbook
from app.forms.definition import FormDefinition
from app.forms.findings import Finding, FindingCode, Severity
from app.forms.loading import load_file
from app.forms.reader import read_xform
from app.forms.workbook import read_workbook
from app.forms.workbook_text import read_markdown

SETTINGS = """
| settings | form_id | version |
|          | test    | 1       |
"""
YES_NO = """
| choices | list_name | name | label |
|         | yn        | yes  | Yes   |
|         | yn        | no   | No    |
"""


def write_book(folder: Path, tables: str, name: str = "form.xlsx") -> Path:
    """Save tables as a workbook: sheet and headings on the first row of each table."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, grid in read_markdown(folder, tables.encode()).items():
        sheet = book.create_sheet(title)
        for _, cells in grid:
            sheet.append([cell or None for cell in cells[1:]])
    path = folder / name
    book.save(path)
    return path


def check(folder: Path, tables: str) -> list[Finding]:
    """Return what the checker finds, without remarks on settings when there are none."""
    tables = tables if "| settings" in tables else tables + SETTINGS
    return check_workbook(read_workbook(write_book(folder, tables)))


def errors(folder: Path, tables: str) -> list[Finding]:
    """Return only what keeps the form from running."""
    return [finding for finding in check(folder, tables) if finding.severity is Severity.ERROR]


def found(findings: list[Finding], code: FindingCode) -> Finding:
    """Return the one finding with that code."""
    [finding] = [each for each in findings if each.code is code]
    return finding


def codes(findings: list[Finding]) -> set[FindingCode]:
    """Return the codes that occur."""
    return {finding.code for finding in findings}


def load_book(folder: Path, tables: str) -> FormDefinition:
    """Take a workbook through the whole way in: checked, converted, read; it must be usable."""
    result = load_file(write_book(folder, tables), folder / "cache")
    assert result.definition is not None, result.findings
    return result.definition


XFORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns:ev="http://www.w3.org/2001/xml-events" xmlns:jr="http://openrosa.org/javarosa"
    xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms"
    xmlns:entities="http://www.opendatakit.org/xforms/entities" xmlns:sild="urn:sild:xforms:1">
  <h:head><h:title>Test</h:title><model>{model}</model></h:head>
  <h:body>{body}</h:body>
</h:html>"""


def xform(model: str, body: str = "") -> bytes:
    """Return an XForm with that model and body."""
    return XFORM.format(model=model, body=body).encode()


def definition(
    model: str, body: str = "", attachments: dict[str, bytes] | None = None
) -> FormDefinition:
    """Read an XForm with that model and body."""
    return read_xform(xform(model, body), attachments)
