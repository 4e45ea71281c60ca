"""Exports as a person handles them: merged interviews of one form into tables that other programs read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from app.core.errors import AppError, ErrorCode
from app.core.progress import Progress
from app.operations import export_log, forms, identifiers
from app.operations.reports import save_pdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from app.core.ids import BundleId
    from app.forms.definition import FormDefinition
    from app.forms.variables import VariableTable
    from app.operations.listing import Status
    from app.operations.services import Services
    from app.reports.form_words import SheetLanguages
    from app.reports.frames import AnsweredInterview
    from app.store.views import InterviewRow

ExportFormat = Literal["csv", "xlsx"]
_AT_ONCE: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportQuery:
    """What to export: ``form`` is ``FORM_ID`` (all versions pooled), ``FORM_ID@VERSION`` or a bundle id.

    ``text`` and ``status`` narrow it down as in the list of interviews. ``language`` is that of the labels: anything
    `app.forms.languages` resolves; '' the form's own.
    """

    form: str
    text: str = ""
    status: Status | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the files, and how many interviews stand in them (of these, some with unsettled answers)."""

    files: tuple[Path, ...]
    interviews: int
    unsettled: int


def export_interviews(
    services: Services,
    query: ExportQuery,
    target: Path,
    format_: ExportFormat,
    progress: Progress | None = None,
) -> Exported:
    """Write the finished interviews that a query asks for; practice is left out.

    CSV: ``target`` names the file of the form (its repeats stand beside it), or a folder when it does not end in
    ``.csv``. XLSX: a workbook with a sheet for each table and the code book. The old files stay when anything fails.
    Raises AppError EXPORT_EMPTY, EXPORT_TOO_LARGE, FORM_UNKNOWN, LANGUAGE_UNKNOWN, FILE_UNWRITABLE, DISK_FULL;
    `Cancelled`.
    """
    source = _Source(services, query, progress or Progress())
    files = source.write_csv(target) if format_ == "csv" else source.write_xlsx(target)
    interviews = len(source.rows)
    export_log.note(services, format_, files[0], form=query.form, interviews=interviews)
    unsettled = sum(row.conflicts > 0 for row in source.rows)
    return Exported(files, interviews, unsettled)


class _Source:
    """The interviews of one export; read twice, because which columns there are follows from all of them."""

    def __init__(self, services: Services, query: ExportQuery, progress: Progress) -> None:
        from app.forms.variables import tables_of
        from app.reports.frames import FrameMaker, with_missing
        from app.store import answers, views

        self._services = services
        self._progress = progress
        asked = views.ListQuery(text=query.text, status=query.status or "", form=query.form)
        self.rows = answers.finished(services.workspace, asked)
        if not self.rows:
            raise AppError(ErrorCode.EXPORT_EMPTY, form=query.form)
        definitions = _definitions(services, self.rows)
        self.tables: Sequence[VariableTable] = tables_of(definitions)
        self.languages = _languages(definitions[0], query.language)
        self._maker = FrameMaker(self.tables, with_missing(self._interviews(0)))

    def write_csv(self, target: Path) -> tuple[Path, ...]:
        from app.reports.export_columns import Columns
        from app.reports.export_csv import file_names, write_csv
        from app.reports.frames import batches

        files = dict(file_names(target, [(table.path, table.name) for table in self.tables]))
        interviews = self._interviews(len(self.rows))
        frames = (self._maker.frames(some) for some in batches(interviews, _AT_ONCE))
        write_csv(frames, files, Columns(self.languages))
        return tuple(files.values())

    def write_xlsx(self, target: Path) -> tuple[Path, ...]:
        from app.reports.codebook import code_book
        from app.reports.export_columns import Columns
        from app.reports.export_xlsx import render_xlsx

        frames = self._maker.frames(self._interviews(len(self.rows)))
        book = code_book(self.tables, self.languages)
        save_pdf(render_xlsx(frames, book, Columns(self.languages)), target)
        return (target,)

    def _interviews(self, done: int) -> Iterator[AnsweredInterview]:
        """Read the interviews; ``done`` of twice their number have been read before."""
        from app.store import answers

        apart = identifiers.all_held(self._services)
        read = answers.answers_of(self._services.workspace, self.rows)
        for number, (row, view) in enumerate(read):
            self._progress.step(done + number, 2 * len(self.rows), "interviews")
            known = apart.get(identifiers.record_of(row.record), {}) if apart else {}
            yield _answered(row, {**view.values, **known} if known else view.values)


def _answered(row: InterviewRow, fields: Mapping[str, str]) -> AnsweredInterview:
    from app.reports.frames import AnsweredInterview

    return AnsweredInterview(
        record=row.record,
        form_id=row.form_id,
        version=row.version,
        status=row.status,
        interviewer=row.interviewer,
        language=row.language,
        case=fields.get("meta/case", ""),
        started=row.started_at,
        finished=row.changed_at,
        conflicts=row.conflicts,
        fields=fields,
    )


def _definitions(services: Services, rows: Iterable[InterviewRow]) -> list[FormDefinition]:
    """Return the forms the interviews were held with, the latest import first."""
    needed = {row.bundle for row in rows}
    known: list[BundleId] = [form.bundle for form in forms.list_forms(services)]
    ordered = [bundle for bundle in known if bundle in needed]
    return [forms.load_definition(services, bundle) for bundle in ordered]


def _languages(definition: FormDefinition, wanted: str) -> SheetLanguages:
    from app.forms.languages import resolve
    from app.reports.form_words import SheetLanguages

    fallback = definition.default_language
    chosen = resolve(definition.languages, wanted) if wanted else fallback
    return SheetLanguages(chosen, fallback=fallback)
