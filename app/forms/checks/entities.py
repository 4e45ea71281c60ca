"""The entities sheet and the ``save_to`` column, by the rules of ODK's entities specification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.forms.checks.survey import is_name
from app.forms.checks.tables import Line, Place, Table, nearest, place_of
from app.forms.checks.types import words
from app.forms.findings import FindingCode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.forms.checks.book import Book
    from app.forms.checks.survey import Entry

COLUMNS = words("list_name label create_if update_if entity_id repeat")
_RESERVED = words("name label")


def check_entities(book: Book) -> None:
    """Check what the form says of entities."""
    table = book.tables.get("entities")
    lists = _check_sheet(book, table) if table else {}
    saved: dict[tuple[str, str], Entry] = {}
    for entry in book.survey.entries:
        cell = entry.cell("save_to")
        if cell is not None:
            _check_save_to(book, entry, cell.text, (lists, saved))
    _check_scopes(book, saved)


def _check_scopes(book: Book, saved: Mapping[tuple[str, str], Entry]) -> None:
    """Say where the properties of one entity come from different repeats."""
    first: dict[str, Entry] = {}
    for (name, _), entry in saved.items():
        scope = first.setdefault(name, entry)
        if scope.repeat() is not entry.repeat():
            place = place_of(book.survey.table, entry.cell("save_to"))
            listed = name or next(iter(_names(book)), "")
            book.report.error(FindingCode.ENTITY_SCOPES_MIXED, place, entry.name, list=listed)


def _names(book: Book) -> list[str]:
    table = book.tables.get("entities")
    return [line.text("list_name") for line in table.lines] if table else []


def _check_sheet(book: Book, table: Table) -> dict[str, Line]:
    for heading in table.headings:
        if heading.base not in COLUMNS:
            header = heading.column.header
            params = {"header": header, "suggestion": nearest(header, COLUMNS)}
            book.report.error(FindingCode.ENTITY_COLUMN_UNKNOWN, place_of(table, heading), **params)
    lists: dict[str, Line] = {}
    for line in table.lines:
        _check_declaration(book, table, line)
        name = line.text("list_name")
        if name in lists:
            place = place_of(table, line.get("list_name"))
            book.report.error(
                FindingCode.ENTITY_LIST_DUPLICATE, place, list=name, other=lists[name].number
            )
        if name:
            lists.setdefault(name, line)
    return lists


def _check_declaration(book: Book, table: Table, line: Line) -> None:
    report, name = book.report, line.text("list_name")
    if not name:
        report.error(FindingCode.ENTITY_LIST_MISSING, place_of(table, line))
        return
    if not is_name(name) or name.startswith("__") or "." in name:
        report.error(
            FindingCode.ENTITY_LIST_INVALID, place_of(table, line.get("list_name")), list=name
        )
    creates, updates, identity = (
        line.text("create_if"),
        line.text("update_if"),
        line.text("entity_id"),
    )
    if (updates or creates) and not identity and updates:
        report.error(FindingCode.ENTITY_ID_MISSING, place_of(table, line), list=name)
    if creates and identity and not updates:
        report.error(FindingCode.ENTITY_UPDATE_IF_MISSING, place_of(table, line), list=name)
    if (creates or not identity) and not line.text("label"):
        report.error(FindingCode.ENTITY_LABEL_MISSING, place_of(table, line), list=name)


def _check_save_to(
    book: Book, entry: Entry, text: str, known: tuple[dict[str, Line], dict[tuple[str, str], Entry]]
) -> None:
    lists, saved = known
    place = place_of(book.survey.table, entry.cell("save_to"))
    name, _, prop = text.rpartition("#")
    if not lists:
        book.report.error(FindingCode.ENTITY_SHEET_MISSING, place, entry.name, property=text)
        return
    if entry.is_group:
        book.report.error(FindingCode.ENTITY_ON_GROUP, place, entry.name, property=text)
        return
    if name and name not in lists:
        suggestion = nearest(name, lists)
        book.report.error(
            FindingCode.ENTITY_LIST_UNKNOWN, place, entry.name, list=name, suggestion=suggestion
        )
    elif not name and len(lists) > 1:
        book.report.error(FindingCode.ENTITY_LIST_NOT_NAMED, place, entry.name, property=prop)
    _check_property(book, entry, prop, place)
    first = saved.setdefault((name, prop), entry)
    if first is not entry:
        book.report.error(
            FindingCode.ENTITY_PROPERTY_DUPLICATE,
            place,
            entry.name,
            property=prop,
            other=first.line.number,
        )


def _check_property(book: Book, entry: Entry, prop: str, place: Place) -> None:
    if prop.lower() in _RESERVED:
        book.report.error(FindingCode.ENTITY_PROPERTY_RESERVED, place, entry.name, property=prop)
    elif not is_name(prop) or prop.startswith("__") or "#" in prop:
        book.report.error(FindingCode.ENTITY_PROPERTY_INVALID, place, entry.name, property=prop)
