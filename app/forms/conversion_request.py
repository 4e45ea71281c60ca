"""What the converter is given: the cells that the checker saw, as pyxform's own reader would have read them.

One thing is changed on the way. ``select_one_external`` was made for telephones that could not hold long lists, and no
engine but Collect runs it; here its lists join the others and it becomes an ordinary ``select_one`` with a filter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.forms.workbook import plain_quotes

if TYPE_CHECKING:
    from app.forms.workbook import Sheet, Workbook

Rows = list[dict[str, str]]

_EXTERNAL = "select_one_external"
_LIST = ("list_name", "list name")


def request_of(workbook: Workbook, stem: str) -> dict[str, object]:
    """Return the workbook in the shape that pyxform takes; ``stem`` names a form without an id."""
    rows = {key: _rows(sheet) for key, sheet in workbook.sheets.items()}
    headers = {
        key: [column.header for column in sheet.columns] for key, sheet in workbook.sheets.items()
    }
    if "external_choices" in rows:
        _join_external(rows, headers)
    request: dict[str, object] = {"sheet_names": list(workbook.names), "fallback_form_name": stem}
    for key, sheet_rows in rows.items():
        request[key] = sheet_rows
        request[f"{key}_header"] = [dict.fromkeys(headers[key])] if headers[key] else []
    return request


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
