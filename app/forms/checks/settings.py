"""The settings sheet: names that exist, an id that servers take, no encryption without an identity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.forms.checks.book import NO, YES
from app.forms.checks.survey import is_name
from app.forms.checks.tables import Place, nearest, place_of
from app.forms.checks.types import words
from app.forms.findings import FindingCode

if TYPE_CHECKING:
    from app.forms.checks.book import Book
    from app.forms.checks.tables import Line, Table

LONGEST_ID = 64
_PREFIXES = words("h ev xsd jr orx odk")
"""What every converted form declares."""
_DECLARED = re.compile(r"([\w.-]+)\s*=")
_PREFIXED = re.compile(r"\s*(?:bind|body|control|instance|attribute)\s*::\s*([\w.-]+):[\w.-]+\s*$")
KNOWN = words(
    "form_title form_id id_string title set_form_title set_form_id version instance_name default_language style "
    "allow_choice_duplicates public_key client_editable name clean_text_values submission_url auto_send auto_delete "
    "namespaces instance_xmlns omit_instanceid add_none_option prefix delimiter sms_keyword sms_separator "
    "sms_allow_media sms_date_format sms_datetime_format sms_response xform_version"
)
NOT_HERE = words(
    "prefix delimiter sms_keyword sms_separator sms_allow_media sms_date_format sms_datetime_format sms_response "
    "auto_send auto_delete submission_url add_none_option"
)


def check_settings(book: Book) -> None:
    """Check the settings sheet, or remark that there is none."""
    _check_prefixes(book)
    table = book.tables.get("settings")
    if table is None or not table.lines:
        book.report.inform(FindingCode.FORM_ID_MISSING, Place(), form=book.file_stem)
        return
    for heading in table.headings:
        name, place = heading.base, place_of(table, heading)
        if name in NOT_HERE:
            book.report.inform(FindingCode.SETTING_NOT_SUPPORTED, place, setting=name)
        elif name not in KNOWN and not name.startswith("attribute"):
            book.report.warn(
                FindingCode.SETTING_UNKNOWN, place, setting=name, suggestion=nearest(name, KNOWN)
            )
    if len(table.lines) > 1:
        place = place_of(table, table.lines[1])
        book.report.warn(FindingCode.SETTINGS_ROWS_IGNORED, place, count=len(table.lines) - 1)
    _check_identity(book)


def _check_prefixes(book: Book) -> None:
    """Say where a heading such as ``bind::esri:fieldType``, or a name, has a prefix that nobody declared."""
    settings = book.tables.get("settings")
    declared = "".join(line.text("namespaces") for line in settings.lines) if settings else ""
    known = {*_PREFIXES, *(match[1] for match in _DECLARED.finditer(declared))}
    if "entities" in book.tables:
        known.add("entities")
    for table in book.tables.values():
        for heading in table.headings:
            found = _PREFIXED.match(heading.column.header)
            if (
                found
                and found[1] not in known
                and any(line.get(heading.base) for line in table.lines)
            ):
                params = {"header": heading.column.header, "prefix": found[1]}
                book.report.error(FindingCode.NAMESPACE_MISSING, place_of(table, heading), **params)
    for entry in book.survey.entries:
        if ":" in entry.name and entry.name.partition(":")[0] not in known:
            place = place_of(book.survey.table, entry.cell("name") or entry.line)
            book.report.error(FindingCode.NAME_INVALID, place, entry.name, name=entry.name)


def _check_identity(book: Book) -> None:
    table, report = book.tables["settings"], book.report
    line = table.lines[0]
    form_id = line.get("form_id") or line.get("id_string") or line.get("set_form_id")
    if form_id is None:
        report.inform(FindingCode.FORM_ID_MISSING, place_of(table, line), form=book.file_stem)
    elif len(form_id.text) > LONGEST_ID:
        report.warn(
            FindingCode.FORM_ID_LONG,
            place_of(table, form_id),
            length=len(form_id.text),
            limit=LONGEST_ID,
        )
    if not line.text("version"):
        report.inform(FindingCode.VERSION_MISSING, place_of(table, line))
    _check_values(book, table, line)
    root = line.get("name")
    if root is not None and not is_name(root.text):
        report.error(FindingCode.NAME_INVALID, place_of(table, root), root.text)
    omitted = line.get("omit_instanceid")
    if line.text("public_key") and omitted and omitted.text.lower() in YES:
        report.error(FindingCode.ENCRYPTION_WITHOUT_ID, place_of(table, omitted))


def _check_values(book: Book, table: Table, line: Line) -> None:
    """Say which values ask for something that Sild does otherwise.

    A finished interview can always be corrected, with a reason; widths of a grid are the window's business.
    """
    editable, style = line.get("client_editable"), line.get("style")
    if editable is not None and editable.text.lower() in NO:
        place = place_of(table, editable)
        book.report.inform(
            FindingCode.SETTING_NOT_SUPPORTED, place, setting=f"client_editable = {editable.text}"
        )
    if style is not None and "theme-grid" in style.text.split():
        place = place_of(table, style)
        book.report.inform(FindingCode.SETTING_NOT_SUPPORTED, place, setting="style = theme-grid")
