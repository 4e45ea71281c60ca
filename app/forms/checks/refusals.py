"""What pyxform still refuses, as a finding: its own place where it names one, its own words where we have none.

The checker should have found it first; this is the net below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.forms.findings import Finding, FindingCode, Severity

if TYPE_CHECKING:
    from app.forms.conversion import Refusal
    from app.forms.workbook import Workbook

_ROW = re.compile(r"\[row : (\d+)\]")
_SHEET = re.compile(r"'(survey|choices|settings|entities)' sheet")
_TAKEN = re.compile(r"no valid containers available.*entity on row '(\d+)'")
_MIXED = re.compile(r"entity list name '([^']*)' has a reference in container scope")


def finding_of(refusal: Refusal, workbook: Workbook) -> Finding:
    """Turn a refusal into a finding."""
    row = _ROW.search(refusal.sentence) or re.search(r"(\d+)", refusal.context.get("row", ""))
    named = _SHEET.search(refusal.sentence)
    key = refusal.context.get("sheet") or (named[1] if named else "survey" if row else "")
    sheet = workbook.sheet(key)
    number = int(row[1]) if row else 0
    if sheet is not None and number:
        number += sheet.header_row - 1
    code, params = _told(refusal.sentence)
    return Finding(
        Severity.ERROR,
        code,
        sheet.name if sheet else "",
        number,
        params=params,
    )


def _told(sentence: str) -> tuple[FindingCode, dict[str, str]]:
    """Recognise what the checker does not work out itself: where the entities of a form find room."""
    taken, mixed = _TAKEN.search(sentence), _MIXED.search(sentence)
    if taken:
        return FindingCode.ENTITY_PLACE_TAKEN, {"other": taken[1]}
    if mixed:
        return FindingCode.ENTITY_SCOPES_MIXED, {"list": mixed[1]}
    return FindingCode.CONVERTER_REFUSED, {"detail": _ROW.sub("", sentence).strip()[:500]}
