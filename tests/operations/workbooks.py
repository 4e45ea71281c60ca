"""A small questionnaire in a real workbook, with what operations care about: name, repeat, constraint, languages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

SURVEY = (
    (
        "type",
        "name",
        "label::Estonian (et)",
        "label::English (en)",
        "required",
        "constraint",
        "relevant",
    ),
    ("start", "started", "", "", "", "", ""),
    ("username", "username", "", "", "", "", ""),
    ("text", "firm", "Ettevõte", "Company", "yes", "", ""),
    ("integer", "employees", "Töötajaid", "Employees", "", ". > 0", ""),
    ("select_one yesno", "exports", "Kas ekspordib?", "Exports?", "", "", ""),
    ("text", "market", "Turg", "Market", "", "", "${exports} = 'yes'"),
    ("begin_repeat", "partner", "Partner", "Partner", "", "", ""),
    ("text", "partner_name", "Nimi", "Name", "", "", ""),
    ("end_repeat", "", "", "", "", "", ""),
)
CHOICES = (
    ("list_name", "name", "label::Estonian (et)", "label::English (en)"),
    ("yesno", "yes", "jah", "yes"),
    ("yesno", "no", "ei", "no"),
)
SETTINGS = (
    ("form_title", "form_id", "version", "default_language", "instance_name"),
    ("A firm", "firm", "1", "Estonian (et)", "${firm}"),
)


def write_workbook(
    path: Path, *, version: str = "1", survey: Sequence[Sequence[str]] = SURVEY
) -> Path:
    """Write the questionnaire, or one with other questions."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    settings = (SETTINGS[0], (*SETTINGS[1][:2], version, *SETTINGS[1][3:]))
    for name, rows in (("survey", survey), ("choices", CHOICES), ("settings", settings)):
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return path
