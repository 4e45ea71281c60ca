"""Names on the survey sheet: unique where they must be, not reserved, not made twice by the converter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.forms.checks.tables import Report, place_of
from app.forms.findings import FindingCode

if TYPE_CHECKING:
    from app.forms.checks.survey import Entry, Survey

RESERVED = "meta"


def check_names(survey: Survey, root: str, report: Report) -> None:
    """Check the names within every group, and those of repeats within the form; ``root`` is the form's own name."""
    scopes: dict[int, list[Entry]] = {}
    for entry in survey.entries:
        if entry.name and entry.word.base != "audit":
            scopes.setdefault(id(entry.above), []).append(entry)
    for entries in scopes.values():
        _check_scope(survey, entries, report)
    _check_repeats(survey, root, report)
    _check_audits(survey, report)


def _check_scope(survey: Survey, entries: list[Entry], report: Report) -> None:
    seen: dict[str, Entry] = {}
    folded: dict[str, Entry] = {}
    for entry in entries:
        place = place_of(survey.table, entry.cell("name") or entry.line)
        if entry.name == RESERVED:
            report.error(FindingCode.NAME_RESERVED, place, entry.name)
        elif entry.name in seen:
            report.error(
                FindingCode.NAME_DUPLICATE, place, entry.name, other=seen[entry.name].line.number
            )
        elif entry.name.lower() in folded:
            other = folded[entry.name.lower()]
            report.warn(FindingCode.NAME_CASE_CLASH, place, entry.name, other=other.line.number)
        seen.setdefault(entry.name, entry)
        folded.setdefault(entry.name.lower(), entry)
    _check_generated(survey, entries, seen, report)


def _check_generated(
    survey: Survey, entries: list[Entry], seen: dict[str, Entry], report: Report
) -> None:
    for entry in entries:
        made = _generated(entry)
        if made and made in seen:
            place = place_of(survey.table, seen[made].cell("name"))
            report.error(FindingCode.NAME_GENERATED_CLASH, place, made, other=entry.line.number)


def _generated(entry: Entry) -> str:
    """Return the name of the node that pyxform adds beside an entry, '' when it adds none."""
    if entry.word.or_other:
        return f"{entry.name}_other"
    count = entry.text("repeat_count")
    is_reference = count.startswith("${") and count.endswith("}") and count.count("${") == 1
    return f"{entry.name}_count" if entry.is_group and count and not is_reference else ""


def _check_repeats(survey: Survey, root: str, report: Report) -> None:
    seen: dict[str, Entry] = {}
    for entry in survey.entries:
        if entry.word.base != "repeat" or not entry.name:
            continue
        place = place_of(survey.table, entry.cell("name"))
        if entry.name == root:
            report.error(FindingCode.REPEAT_NAMED_LIKE_FORM, place, entry.name)
        elif entry.name in seen and seen[entry.name].above is not entry.above:
            report.error(
                FindingCode.REPEAT_NAME_DUPLICATE,
                place,
                entry.name,
                other=seen[entry.name].line.number,
            )
        seen.setdefault(entry.name, entry)


def _check_audits(survey: Survey, report: Report) -> None:
    audits = [entry for entry in survey.entries if entry.word.base == "audit"]
    for entry in audits[1:]:
        report.error(
            FindingCode.AUDIT_DUPLICATE,
            place_of(survey.table, entry.line),
            other=audits[0].line.number,
        )
