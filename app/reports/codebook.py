"""The code book: what every column of an export means, in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.forms.variables import Scale
from app.i18n.catalog import _, pgettext, speaking
from app.reports.export_columns import LABEL
from app.reports.frames import KEY, MISSING, PARENT_KEY, POSITION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.forms.variables import Variable, VariableTable
    from app.reports.form_words import SheetLanguages

Line = tuple[str, str, str, str, str, str, str]
"""Table, variable, number of the question, label, kind of value, code, label of the code."""


@dataclass(frozen=True, slots=True)
class CodeBook:
    """Lines under their headings; a variable with codes takes one line more for each of them."""

    title: str
    headings: Line
    lines: Sequence[Line]


def code_book(tables: Sequence[VariableTable], languages: SheetLanguages) -> CodeBook:
    """Describe every column and code of some tables, in the first of ``languages``."""
    with speaking(languages.speech):
        headings = (
            _("Table"),
            _("Variable"),
            _("Question"),
            _("Label"),
            _("Kind"),
            _("Code"),
            _("Meaning"),
        )
        lines = [("", name, "", words, "", "", "") for name, words in _common()]
        for table in tables:
            for variable in table.variables:
                lines += _lines(table, variable, languages)
        return CodeBook(_("Code book"), headings, lines)


def _common() -> Iterator[tuple[str, str]]:
    """Say what the columns mean that do not come from the form."""
    yield KEY, _("Identifier of the interview, or of the row of a repeat")
    yield PARENT_KEY, _("Identifier of the interview or row that the row belongs to")
    yield POSITION, _("Place of the row among its neighbours")
    yield "FORM", _("Identifier of the form")
    yield "VERSION", _("Version of the form")
    yield "STATUS", _("State of the interview: finished, returned, approved")
    yield "INTERVIEWER", _("Who held the interview")
    yield "LANGUAGE", _("Language in which the questions were shown at the end")
    yield "CASE", _("Identifier of the contact")
    yield "STARTED", _("When the interview began (UTC)")
    yield "FINISHED", _("When the interview was finished or last corrected (UTC)")
    yield "CONFLICTS", _("Answers that differ between laptops and that nobody has settled")
    yield "…" + LABEL, _("Words of the code in the column before")
    yield "…" + MISSING, _("Why there is no answer: dont_know, refused")
    yield "…/code", _("1 chosen, 0 not chosen; of a list in order: the place")


def _lines(table: VariableTable, variable: Variable, languages: SheetLanguages) -> Iterator[Line]:
    label = languages.lead(variable.label)
    yield (
        table.name,
        variable.name,
        variable.number,
        label,
        scale_name(variable.scale),
        "",
        "",
    )
    for category in variable.categories:
        meaning = languages.lead(category.label)
        yield table.name, variable.name, variable.number, "", "", category.value, meaning


def scale_name(scale: Scale) -> str:
    """Say what kind of value a variable holds."""
    names = {
        Scale.TEXT: pgettext("variable", "text"),
        Scale.WHOLE: pgettext("variable", "whole number"),
        Scale.DECIMAL: pgettext("variable", "decimal number"),
        Scale.DATE: pgettext("variable", "date"),
        Scale.TIME: pgettext("variable", "time"),
        Scale.DATE_TIME: pgettext("variable", "date and time"),
        Scale.PLACE: pgettext("variable", "position"),
        Scale.FILE: pgettext("variable", "file"),
        Scale.ONE: pgettext("variable", "one of a list"),
        Scale.MANY: pgettext("variable", "several of a list"),
        Scale.RANKED: pgettext("variable", "list in order"),
    }
    return names[scale]
