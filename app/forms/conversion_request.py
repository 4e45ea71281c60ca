"""What the converter is given: the cells that the checker saw, as pyxform's own reader would have read them.

Two things are changed on the way. Capital letters such as Ä and Õ are legal in names, but pyxform 4.5 refuses them (a
slip in its pattern), so they travel as a mark of plain letters that `restore_names` turns back. And
``select_one_external`` was made for telephones that could not hold long lists, and no engine but Collect runs it: here
its lists join the others and it becomes an ordinary ``select_one`` with a filter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.forms.workbook import plain_quotes

if TYPE_CHECKING:
    from app.forms.workbook import Sheet, Workbook

Rows = list[dict[str, str]]

_MARK = re.compile(r"qzu([0-9a-f]{2})zq")
_REFUSED = re.compile("[\u00c0-\u00d6]")
_REFERENCE = re.compile(r"\$\{[^}]*\}")
_NAMES = frozenset({"name", "tag", "value"})
_EXTERNAL = "select_one_external"
_LIST = ("list_name", "list name")


def request_of(workbook: Workbook, stem: str) -> dict[str, object]:
    """Return the workbook in the shape that pyxform takes; ``stem`` names a form without an id."""
    rows = {key: _rows(sheet) for key, sheet in workbook.sheets.items()}
    headers = {
        key: [column.header for column in sheet.columns] for key, sheet in workbook.sheets.items()
    }
    for sheet_rows in rows.values():
        _mark_references(sheet_rows)
    _mark_names(rows.get("survey", []))
    if "external_choices" in rows:
        _join_external(rows, headers)
    request: dict[str, object] = {"sheet_names": list(workbook.names), "fallback_form_name": stem}
    for key, sheet_rows in rows.items():
        request[key] = sheet_rows
        request[f"{key}_header"] = [dict.fromkeys(headers[key])] if headers[key] else []
    return request


def restore_names(xform: str) -> str:
    """Turn the marks in names back into the letters that they stand for."""
    return _MARK.sub(lambda match: chr(int(match[1], 16)), xform)


def _mark_names(survey: Rows) -> None:
    for row in survey:
        for header, text in row.items():
            if header.strip().lower() in _NAMES:
                row[header] = _marked(text)


def _mark_references(rows: Rows) -> None:
    for row in rows:
        for header, text in row.items():
            if "${" in text:
                row[header] = _REFERENCE.sub(lambda match: _marked(match[0]), text)


def _marked(text: str) -> str:
    return _REFUSED.sub(lambda match: f"qzu{ord(match[0]):02x}zq", text)


def _rows(sheet: Sheet) -> Rows:
    """Return the rows below the headings with their gaps, so that pyxform counts rows as the sheet does."""
    headers = {column.index: column.header for column in sheet.columns}
    last = sheet.rows[-1].number if sheet.rows else sheet.header_row
    rows: Rows = [{} for _ in range(last - sheet.header_row)]
    for row in sheet.rows:
        cells = sorted(row.cells.items())
        rows[row.number - sheet.header_row - 1] = {
            headers[index]: plain_quotes(text) for index, text in cells
        }
    return rows


def _join_external(rows: dict[str, Rows], headers: dict[str, list[str]]) -> None:
    external, external_headers = rows.pop("external_choices"), headers.pop("external_choices")
    choices, known = rows.setdefault("choices", []), headers.setdefault("choices", [])
    taken = {_list_of(row) for row in choices}
    key = next((header for header in known if header.lower() in _LIST), "list_name")
    for row in external:
        name = _list_of(row)
        if name:
            kept = {header: text for header, text in row.items() if header.lower() not in _LIST}
            choices.append({key: _own_name(name, taken), **kept})
    known.extend(
        h
        for h in [key, *external_headers]
        if h not in known and (h == key or h.lower() not in _LIST)
    )
    _allow_doubles(rows, headers)
    for row in rows.get("survey", []):
        for header, text in row.items():
            if header.lower() in {"type", "command"} and text.startswith(f"{_EXTERNAL} "):
                row[header] = f"select_one {_own_name(text.split(maxsplit=1)[1], taken)}"


def _allow_doubles(rows: dict[str, Rows], headers: dict[str, list[str]]) -> None:
    """Let names occur twice in a list, as they do in lists that are always filtered; the checker has seen the rest."""
    settings = rows.setdefault("settings", [])
    if not settings:
        settings.append({})
    settings[0]["allow_choice_duplicates"] = "yes"
    known = headers.setdefault("settings", [])
    if "allow_choice_duplicates" not in known:
        known.append("allow_choice_duplicates")


def _list_of(row: dict[str, str]) -> str:
    return next((text for header, text in row.items() if header.lower() in _LIST), "")


def _own_name(name: str, taken: set[str]) -> str:
    return f"{name}_external" if name in taken else name
