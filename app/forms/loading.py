"""From a file somebody picked to a form that runs, or to everything that is wrong with it.

The checker looks first, at all of it; pyxform converts only what passed. Whatever pyxform or the reader then still
refuse becomes a finding too, so that a person gets one list, never a stack of messages one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import AppError, ErrorCode
from app.core.progress import Progress
from app.forms.attachments import check_files, find_files
from app.forms.bundle import FormBundle, build_bundle
from app.forms.findings import Finding, FindingCode, Severity, has_errors, in_reading_order
from app.forms.reader import read_xform, with_lists
from app.forms.workbook import kind_of, read_file, read_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.forms.definition import FormDefinition
    from app.forms.workbook import Workbook


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What came of loading: bundle and definition unless a finding is an error."""

    bundle: FormBundle | None
    definition: FormDefinition | None
    findings: tuple[Finding, ...]

    @property
    def is_runnable(self) -> bool:
        """Whether the form can be used."""
        return self.bundle is not None


def load_file(path: Path, cache: Path, progress: Progress | None = None) -> LoadResult:
    """Load a workbook or an XForm with the files beside it; what is wrong with the form comes as findings.

    Raises AppError for a file that is no form at all or cannot be read, and for a conversion that failed; Cancelled.
    """
    progress = progress or Progress()
    if is_xform(path):
        return _load_xform(path)
    return _load_workbook(path, cache, progress)


def open_bundle(bundle: FormBundle) -> FormDefinition:
    """Read the definition of a form that was imported before. Raises AppError of `read_xform`."""
    return read_xform(bundle.xform, bundle.attachments, bundle.id)


def is_xform(path: Path) -> bool:
    """Tell whether a file is taken for an XForm: by its ending."""
    return path.suffix.lower() == ".xml"


def _load_xform(path: Path) -> LoadResult:
    from app.forms.checks.xform import check_definition

    xform = read_file(path)
    definition = read_xform(xform, {}, str(path))
    return _complete(path, xform, None, (definition, check_definition(definition)))


def _load_workbook(path: Path, cache: Path, progress: Progress) -> LoadResult:
    from app.forms.checks import check_workbook
    from app.forms.checks.tables import Report
    from app.forms.checks.xform import check_circles
    from app.forms.conversion import Refusal, convert

    data = read_file(path)
    kind_of(path, data)
    workbook = read_workbook(path, progress)
    findings = check_workbook(workbook)
    if has_errors(findings):
        return _rejected(findings)
    try:
        xform = convert(path, cache, progress, workbook)
    except Refusal as refusal:
        from app.forms.checks.refusals import finding_of

        return _rejected([*findings, finding_of(refusal, workbook)])
    try:
        definition = read_xform(xform, {}, str(path))
    except AppError as error:
        if error.code is not ErrorCode.XFORM_BROKEN:
            raise
        detail = str(error.params.get("detail", ""))
        params = {"detail": detail}
        broken = Finding(Severity.ERROR, FindingCode.CONVERTER_REFUSED, params=params)
        return _rejected([*findings, broken])
    circles = Report()
    check_circles(definition, circles)
    result = _complete(path, xform, data, (definition, [*findings, *circles.findings]))
    return replace(
        result, findings=tuple(_placed(finding, workbook) for finding in result.findings)
    )


def _rejected(findings: Sequence[Finding]) -> LoadResult:
    return LoadResult(None, None, tuple(in_reading_order(findings)))


def _complete(
    path: Path, xform: bytes, workbook: bytes | None, read: tuple[FormDefinition, Sequence[Finding]]
) -> LoadResult:
    definition, findings = read
    files = find_files(definition, path)
    found = in_reading_order([*findings, *check_files(definition, files)])
    if has_errors(found):
        return _rejected(found)
    bundle = build_bundle(xform, (path.name, workbook) if workbook is not None else None, files)
    return LoadResult(bundle, with_lists(definition, files), tuple(found))


def _placed(finding: Finding, workbook: Workbook) -> Finding:
    """Find the cell that names a file or a node, for findings that came from the converted form."""
    wanted = finding.params.get("file") or finding.name.rpartition("/")[2]
    if finding.sheet or not isinstance(wanted, str) or not wanted:
        return finding
    for sheet in workbook.sheets.values():
        for row in sheet.rows:
            for column in sheet.columns:
                if wanted in row.cells.get(column.index, "").split():
                    return replace(
                        finding,
                        sheet=sheet.name,
                        row=row.number,
                        column=column.letter,
                        header=column.header,
                        name=finding.name.rpartition("/")[2],
                    )
    return finding
