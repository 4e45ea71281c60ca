"""What single questions lack: a label, a calculation, an appearance that exists; what they can never be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.forms.checks.book import NO, YES
from app.forms.checks.tables import Place, nearest, place_of
from app.forms.checks.types import words
from app.forms.findings import FindingCode

if TYPE_CHECKING:
    from app.forms.checks.book import Book
    from app.forms.checks.survey import Entry

_SHOWN = words("label hint image audio video")
_APPEARANCES = words(
    "multiline numbers masked url printer thousands-sep counter bearing minimal search autocomplete columns "
    "columns-pack no-buttons likert label list-nolabel list quick image-map map compact quickcompact horizontal "
    "horizontal-compact field-list table-list pages no-collapse page-break no-calendar month-year year vertical "
    "no-ticks picker rating distress analog-scale signature draw annotate new new-front front hidden-answer maps "
    "placement-map hide-input comment no-print dn autoplay hidden spinner counts newest randomized flow full-width"
)
_NOT_HERE = words(
    "ethiopian coptic islamic bikram-sambat myanmar persian buddhist printer bearing image-map map new "
    "new-front front maps placement-map distress analog-scale comment hidden-answer hide-input url no-collapse "
    "page-break no-print"
)
"""What needs another device, a map or another calendar; the question is asked in its usual way."""
_CALL = re.compile(r"(?:^|\s)(search|ex:[\w.]+)\s*\(")
_WIDTHS = frozenset(f"w{n}" for n in range(1, 13))


def check_questions(book: Book) -> None:
    """Check every question for itself."""
    for entry in book.survey.entries:
        _check_label(book, entry)
        _check_calculation(book, entry)
        _check_columns(book, entry)
        _check_rules(book, entry)
        _check_appearance(book, entry)


def _check_label(book: Book, entry: Entry) -> None:
    word = entry.word
    if word.kind != "question" and not word.has_choices:
        return
    if any(cell.heading.base in _SHOWN for cell in entry.line.cells):
        return
    if (entry.text("calculation") or entry.text("trigger")) and word.kind == "question":
        return
    if entry.above and "table-list" in entry.above.text("appearance"):
        return
    book.report.error(
        FindingCode.LABEL_MISSING, _at(book, entry, "name"), entry.name, name=entry.name
    )


def _check_calculation(book: Book, entry: Entry) -> None:
    if entry.word.base != "calculate" or entry.text("calculation"):
        return
    default = entry.text("default")
    if "(" not in default and "${" not in default and not entry.text("trigger"):
        book.report.error(
            FindingCode.CALCULATION_MISSING, _at(book, entry, "type"), entry.name, name=entry.name
        )


def _check_columns(book: Book, entry: Entry) -> None:
    """Check that a column has what it needs in the same row."""
    if entry.is_group and entry.text("calculation"):
        place = _at(book, entry, "calculation")
        book.report.warn(FindingCode.CALCULATION_IGNORED, place, entry.name, name=entry.name)
    if entry.word.base == "background-geopoint" and not entry.text("trigger"):
        place, params = _at(book, entry, "type"), {"name": entry.name, "type": entry.word.base}
        book.report.error(FindingCode.TRIGGER_MISSING, place, entry.name, **params)
    if entry.text("big-image") and not entry.text("image"):
        place = _at(book, entry, "big-image")
        book.report.error(FindingCode.BIG_IMAGE_WITHOUT_IMAGE, place, entry.name, name=entry.name)


def _check_rules(book: Book, entry: Entry) -> None:
    relevant = entry.text("relevant").lower()
    if relevant in NO:
        book.report.warn(
            FindingCode.RELEVANT_NEVER, _at(book, entry, "relevant"), entry.name, name=entry.name
        )
    constraint = entry.text("constraint").lower()
    if constraint in NO:
        book.report.warn(
            FindingCode.CONSTRAINT_NEVER,
            _at(book, entry, "constraint"),
            entry.name,
            name=entry.name,
        )
    elif constraint and "." not in constraint and f"${{{entry.name}}}".lower() not in constraint:
        place = _at(book, entry, "constraint")
        book.report.warn(FindingCode.CONSTRAINT_WITHOUT_ANSWER, place, entry.name, name=entry.name)
    required, read_only = entry.text("required").lower(), entry.text("read_only").lower()
    if (
        required in YES
        and read_only in YES
        and not entry.text("calculation")
        and not entry.text("default")
    ):
        place = _at(book, entry, "required")
        book.report.warn(FindingCode.REQUIRED_READ_ONLY, place, entry.name, name=entry.name)


def _check_appearance(book: Book, entry: Entry) -> None:
    cell = entry.cell("appearance")
    if cell is None or "${" in cell.text:
        return
    place = place_of(book.survey.table, cell)
    if "(" in cell.text:
        called = _CALL.search(cell.text)
        if called:
            params = {"appearance": f"{called[1]}()"}
            book.report.inform(FindingCode.APPEARANCE_NOT_SUPPORTED, place, entry.name, **params)
        return
    for word in cell.text.split():
        if word in _NOT_HERE or word.startswith("ex:"):
            book.report.inform(
                FindingCode.APPEARANCE_NOT_SUPPORTED, place, entry.name, appearance=word
            )
        elif not _is_known(word):
            suggestion = nearest(word, _APPEARANCES, 0.75)
            book.report.inform(
                FindingCode.APPEARANCE_UNKNOWN,
                place,
                entry.name,
                appearance=word,
                suggestion=suggestion,
            )


def _is_known(word: str) -> bool:
    stem = word.rpartition("-")
    counted = stem[2].isdigit() and stem[0] in {"columns", "compact", "quickcompact", "horizontal"}
    return word in _APPEARANCES or word in _WIDTHS or counted or word.startswith("ex:")


def _at(book: Book, entry: Entry, base: str) -> Place:
    return place_of(book.survey.table, entry.cell(base) or entry.line)
