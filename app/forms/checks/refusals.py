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


def finding_of(refusal: Refusal, workbook: Workbook) -> Finding:
    """Turn a refusal into a finding."""
    row = _ROW.search(refusal.sentence) or re.search(r"(\d+)", refusal.context.get("row", ""))
    named = _SHEET.search(refusal.sentence)
    key = refusal.context.get("sheet") or (named[1] if named else "survey" if row else "")
    sheet = workbook.sheet(key)
    number = int(row[1]) if row else 0
    if sheet is not None and number:
        number += sheet.header_row - 1
    detail = _ROW.sub("", refusal.sentence).strip()[:500]
    return Finding(
        Severity.ERROR,
        FindingCode.CONVERTER_REFUSED,
        sheet.name if sheet else "",
        number,
        params={"detail": detail},
    )
