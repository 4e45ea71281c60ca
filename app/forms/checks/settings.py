"""The settings sheet: names that exist, an id that servers take, no encryption without an identity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.forms.checks.book import YES
from app.forms.checks.survey import is_name
from app.forms.checks.tables import Place, nearest, place_of
from app.forms.checks.types import words
from app.forms.findings import FindingCode

if TYPE_CHECKING:
    from app.forms.checks.book import Book

LONGEST_ID = 64
KNOWN = words(
    "form_title form_id id_string title set_form_title set_form_id version instance_name default_language style "
    "allow_choice_duplicates public_key client_editable name clean_text_values submission_url auto_send auto_delete "
    "namespaces instance_xmlns omit_instanceid add_none_option prefix delimiter sms_keyword sms_separator "
    "sms_allow_media sms_date_format sms_datetime_format sms_response xform_version"
)
NOT_HERE = words(
    "prefix delimiter sms_keyword sms_separator sms_allow_media sms_date_format sms_datetime_format sms_response "
    "auto_send auto_delete submission_url public_key"
)


def check_settings(book: Book) -> None:
    """Check the settings sheet, or remark that there is none."""
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
    root = line.get("name")
    if root is not None and not is_name(root.text):
        report.error(FindingCode.NAME_INVALID, place_of(table, root), root.text)
    omitted = line.get("omit_instanceid")
    if line.text("public_key") and omitted and omitted.text.lower() in YES:
        report.error(FindingCode.ENCRYPTION_WITHOUT_ID, place_of(table, omitted))
