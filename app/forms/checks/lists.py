"""Lists of choices: complete, without doubles, there when a question asks for them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from app.forms.checks.book import YES
from app.forms.checks.tables import Line, Place, Report, Table, place_of
from app.forms.findings import FindingCode

if TYPE_CHECKING:
    from app.forms.checks.book import Book
    from app.forms.checks.survey import Entry

FILE_ENDINGS = (".csv", ".geojson", ".xml")
MOST_CHOICES = 100_000


def check_lists(book: Book) -> None:
    """Check the choices sheets, and every question that chooses."""
    allowed = book.setting("allow_choice_duplicates").lower() in YES
    table = book.tables.get("choices")
    if table is not None:
        _check_choices(table, book, allowed=allowed)
    used = set()
    for entry in book.survey.entries:
        if entry.word.has_choices:
            used.add(entry.word.list)
            _check_question(book, entry)
        elif entry.word.base == "loop":
            used.add(entry.word.list)
            _check_list_exists(book, entry, book.lists)
    _check_unused(book, used)
    _check_table_lists(book)


def _check_choices(table: Table, book: Book, *, allowed: bool) -> None:
    report = book.report
    for line in table.lines:
        if not line.text("list_name") and (line.text("name") or line.text("label")):
            report.warn(FindingCode.CHOICE_WITHOUT_LIST, place_of(table, line), line.text("name"))
    for name, lines in book.lists.items():
        if len(lines) > MOST_CHOICES:
            place, count = place_of(table, lines[0]), len(lines)
            report.error(
                FindingCode.LIST_TOO_LONG, place, list=name, count=count, limit=MOST_CHOICES
            )
            continue
        for line in lines:
            _check_choice(table, name, line, report)
        if not allowed:
            _check_doubles(table, name, lines, report)


def _check_doubles(table: Table, name: str, lines: list[Line], report: Report) -> None:
    seen: dict[str, Line] = {}
    for line in lines:
        choice = line.text("name")
        if choice in seen:
            place, other = place_of(table, line.get("name")), seen[choice].number
            report.error(
                FindingCode.CHOICE_DUPLICATE, place, choice, list=name, choice=choice, other=other
            )
        elif choice:
            seen[choice] = line


def _check_choice(table: Table, name: str, line: Line, report: Report) -> None:
    choice = line.text("name")
    if not choice:
        report.error(FindingCode.CHOICE_NAME_MISSING, place_of(table, line), list=name)
    elif not any(cell.heading.base in {"label", "image", "audio", "video"} for cell in line.cells):
        report.warn(
            FindingCode.CHOICE_LABEL_MISSING,
            place_of(table, line),
            choice,
            list=name,
            choice=choice,
        )


def _check_question(book: Book, entry: Entry) -> None:
    word = entry.word
    if word.or_other and entry.text("choice_filter"):
        book.report.error(
            FindingCode.OR_OTHER_WITH_FILTER, _at(book, entry, "choice_filter"), entry.name
        )
    if word.or_other and _is_translated(book):
        book.report.warn(FindingCode.OR_OTHER_NOT_TRANSLATED, _at(book, entry, "type"), entry.name)
    if word.kind == "file_select":
        if PurePosixPath(word.list).suffix.lower() not in FILE_ENDINGS:
            known = ", ".join(FILE_ENDINGS)
            book.report.error(
                FindingCode.FILE_ENDING_UNKNOWN,
                _at(book, entry, "type"),
                entry.name,
                file=word.list,
                known=known,
            )
    elif word.kind == "external_select":
        _check_external(book, entry)
    elif (
        not word.list.startswith("${")
        and PurePosixPath(word.list).suffix.lower() not in FILE_ENDINGS
    ):
        _check_list_exists(book, entry, book.lists)
        _check_spaces(book, entry)


def _check_external(book: Book, entry: Entry) -> None:
    table = book.tables.get("external_choices")
    lists = {line.text("list_name") for line in table.lines} if table else set()
    if entry.word.list not in lists:
        place = _at(book, entry, "type")
        book.report.error(
            FindingCode.EXTERNAL_CHOICES_MISSING, place, entry.name, list=entry.word.list
        )


def _check_list_exists(book: Book, entry: Entry, lists: dict[str, list[Line]]) -> None:
    name, place = entry.word.list, _at(book, entry, "type")
    if name in lists:
        return
    if not lists:
        if any(finding.sheet.lower() == "choices" for finding in book.report.findings):
            return
        book.report.error(
            FindingCode.CHOICES_SHEET_MISSING, place, entry.name, list=name, suggestion=""
        )
    else:
        suggestion = book.report.suggest(name, lists)
        book.report.error(
            FindingCode.LIST_MISSING, place, entry.name, list=name, suggestion=suggestion
        )


def _check_spaces(book: Book, entry: Entry) -> None:
    if not entry.word.is_multiple and entry.word.kind != "rank":
        return
    table = book.tables.get("choices")
    for line in book.lists.get(entry.word.list, ()):
        choice = line.text("name")
        if " " in choice:
            place = place_of(table, line.get("name"))
            add = book.report.error if entry.word.is_multiple else book.report.warn
            add(FindingCode.CHOICE_HAS_SPACES, place, choice, list=entry.word.list, choice=choice)


def _check_unused(book: Book, used: set[str]) -> None:
    table = book.tables.get("choices")
    texts = " ".join(
        cell.text for entry in book.survey.entries for cell in entry.line.cells if "(" in cell.text
    )
    texts += " ".join(entry.text("parameters") for entry in book.survey.entries)
    for name, lines in book.lists.items():
        if name not in used and name not in texts:
            book.report.inform(FindingCode.LIST_UNUSED, place_of(table, lines[0]), list=name)


def _check_table_lists(book: Book) -> None:
    for group in book.survey.entries:
        if not group.is_group or "table-list" not in group.text("appearance").split():
            continue
        selects = [member for member in group.members if member.word.has_choices]
        for member in selects:
            if member.word.list != selects[0].word.list:
                params = {"list": member.word.list, "expected": selects[0].word.list}
                book.report.error(
                    FindingCode.TABLE_LIST_MIXED, _at(book, member, "type"), member.name, **params
                )
        if selects and selects[0].text("choice_filter"):
            place = _at(book, selects[0], "choice_filter")
            book.report.error(FindingCode.TABLE_LIST_FILTERED, place, selects[0].name)


def _is_translated(book: Book) -> bool:
    return any(table.languages() for table in book.tables.values())


def _at(book: Book, entry: Entry, base: str) -> Place:
    return place_of(book.survey.table, entry.cell(base) or entry.line)
