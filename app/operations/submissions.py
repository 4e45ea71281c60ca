"""Interviews that come from elsewhere as ODK submissions: read, told apart from what is known, kept as finished.

Apart from ``interviews`` because nobody held them here: they have no draft, and their form must be found first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.errors import AppError, ErrorCode
from app.operations import entities, forms, given, interviews, members

if TYPE_CHECKING:
    from pathlib import Path

    from app.core.ids import BundleId, RecordId
    from app.forms.session import FormSession
    from app.forms.submission import Submission
    from app.operations.services import Services


@dataclass(frozen=True, slots=True)
class ImportedInterview:
    """What an import did. An interview that is known already is left as it is, and nothing was changed."""

    changes: Changes
    record: RecordId
    was_known: bool


def import_submission(services: Services, path: Path) -> ImportedInterview:
    """Keep an ODK submission as a finished interview of the form, and if possible the version, that it names.

    Raises AppError FILE_MISSING, FILE_UNREADABLE, SUBMISSION_BROKEN, SUBMISSION_OTHER_FORM (no form here is its own).
    """
    from app.records.canonical import normal
    from app.records.revision import Content, Kind
    from app.store import revisions
    from app.store.entities import write_interview

    bundle, submission = _recognise(services, _read(path), path)
    record = submission.record
    if revisions.heads(services.workspace, record):
        return ImportedInterview(Changes(), record, was_known=True)
    session = _open(services, bundle, submission)
    actor = members.actor(services)
    work = entities.work_of(services, record, session.entity_edits(), actor)
    told = {**submission.snapshot.fields, **_meta(services, bundle, session), **work.refused}
    fields = {normal(path): normal(value) for path, value in told.items() if value}
    content = Content(
        record=record,
        kind=Kind.INTERVIEW,
        fields=fields,
        decides=frozenset(fields),
        actor=actor,
    )
    write_interview(services.workspace, content, work.also)
    return ImportedInterview(Changes(interviews=frozenset({record})), record, was_known=False)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise AppError(ErrorCode.FILE_MISSING, path=str(path)) from error
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise AppError(ErrorCode.FILE_UNREADABLE, path=str(path), detail=detail) from error


def _recognise(services: Services, xml: bytes, path: Path) -> tuple[BundleId, Submission]:
    """Find the form that a submission answers: its version if it is here, else the one imported last."""
    from app.forms.submission import from_xml

    refusal = AppError(ErrorCode.SUBMISSION_OTHER_FORM, path=str(path), form="", found="")
    read: list[tuple[BundleId, Submission]] = []
    for row in forms.list_forms(services):
        definition = forms.load_definition(services, row.bundle)
        try:
            submission = from_xml(definition, xml, str(path))
        except AppError as error:
            if error.code is not ErrorCode.SUBMISSION_OTHER_FORM:
                raise
            refusal = error
            continue
        if submission.version == row.version:
            return row.bundle, submission
        read.append((row.bundle, submission))
    if not read:
        raise refusal
    return read[0]


def _open(services: Services, bundle: BundleId, submission: Submission) -> FormSession:
    from app.forms.finished import FinishedInterview

    definition = forms.load_definition(services, bundle)
    return FinishedInterview.read(
        definition,
        submission.snapshot,
        record=submission.record,
        clock=services.clock,
        lists=given.lists_of(services, definition, submission.record),
    )


def _meta(services: Services, bundle: BundleId, session: FormSession) -> dict[str, str]:
    summary = interviews.summarise(session)
    now = services.clock.now().isoformat(timespec="seconds")
    return {
        "meta/form": bundle,
        "meta/status": "finished",
        "meta/title": summary.title,
        "meta/started": now,
        "meta/finished": now,
        "meta/answered": str(summary.answered),
        "meta/total": str(summary.total),
    }
