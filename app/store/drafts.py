"""Interviews under way: an append-only log per draft, in which an answer is safe before it is called saved.

Drafts are local: not in the digest, not in packages. What a step failed to write (a full disk) waits in memory and
goes to the disk, in order, before the next one: the log never has a hole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId, DraftId, RecordId, new_record_id
from app.records.live import LiveView, live_view
from app.records.revision import Kind
from app.store import draft_log, history
from app.store.draft_log import Draft, Pending, Saved, Summary
from app.store.engine import Writer
from app.store.schema import BundleRow, DraftRow

if TYPE_CHECKING:
    from concurrent.futures import Future
    from datetime import datetime

    from app.forms.state import Step
    from app.store.workspace import Workspace

__all__ = ["Draft", "NewDraft", "Saved", "Summary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDraft:
    """What a draft is begun with. ``interviewer`` is a member id; ``total`` the number of questions so far."""

    record: RecordId
    bundle: BundleId
    interviewer: str = ""
    language: str = ""
    test: bool = False
    case_id: str = ""
    title: str = ""
    total: int = 0


def create_draft(workspace: Workspace, new: NewDraft, opening: Step | None = None) -> Draft:
    """Begin an interview; its draft has the id of the record it will become. ``opening`` is its first step.

    Raises AppError FORM_UNKNOWN.
    """
    return workspace.call(_create, workspace, new, opening)


def create_correction(
    workspace: Workspace, record: RecordId, *, reason: str, interviewer: str = ""
) -> Draft:
    """Take a finished interview back into a draft, or return the correction that is already under way.

    Its log is empty: the session starts from `base_of`. Raises AppError REASON_MISSING,
    INTERVIEW_UNKNOWN, FORM_UNKNOWN.
    """
    if not reason.strip():
        raise AppError(ErrorCode.REASON_MISSING)
    return workspace.call(_create_correction, workspace, record, reason.strip(), interviewer)


def create_continuation(workspace: Workspace, record: RecordId, *, interviewer: str = "") -> Draft:
    """Make a draft of an interview that was handed over half-done, or return the one that is under way.

    Raises AppError INTERVIEW_UNKNOWN, FORM_UNKNOWN.
    """
    return workspace.call(_create_correction, workspace, record, "", interviewer)


def append_step(
    workspace: Workspace, draft: DraftId, step: Step, summary: Summary | None = None
) -> Future[Saved]:
    """Append a step to a draft's log; the Future resolves once it is on the disk.

    When it raises, the step was not saved but is not lost either: it waits and is written, in its place, with the next
    step or by `retry`. Do not append it again. Raises (from the Future) AppError DISK_FULL, FILE_UNWRITABLE,
    WORKSPACE_DAMAGED; INTERVIEW_UNKNOWN when the draft was finished or discarded, and then nothing waits.
    """
    return workspace.backlog.append(draft, Pending(step, summary, workspace.clock.now()))


def retry(workspace: Workspace, draft: DraftId) -> Future[Saved | None]:
    """Write the steps that wait, if any; None when none did."""
    return workspace.backlog.retry(draft)


def unsaved_steps(workspace: Workspace, draft: DraftId) -> int:
    """Return how many steps of a draft are in memory only."""
    return workspace.backlog.waiting(draft)


def describe(workspace: Workspace, draft: DraftId, summary: Summary) -> None:
    """Write what the list shows of a draft without a step. Raises AppError INTERVIEW_UNKNOWN."""
    workspace.call(draft_log.describe, draft, summary)


def mark_closed(workspace: Workspace, draft: DraftId) -> None:
    """Note that a draft was left on purpose; its next step, or `mark_open`, opens it again."""
    workspace.call(draft_log.mark, draft, left_open=False)


def mark_open(workspace: Workspace, draft: DraftId) -> None:
    """Note that a draft is being worked on, so that it is offered again after a crash."""
    workspace.call(draft_log.mark, draft, left_open=True)


def left_open(workspace: Workspace) -> list[Draft]:
    """Return the drafts that nobody closed, the last changed first: what to offer when Sild starts."""
    return [draft for draft in list_drafts(workspace) if draft.left_open]


def get_draft(workspace: Workspace, draft: DraftId) -> Draft:
    """Return a draft, discarded ones too. Raises AppError INTERVIEW_UNKNOWN."""
    return workspace.call(draft_log.load, draft)


def steps_of(workspace: Workspace, draft: DraftId) -> list[Step]:
    """Return a draft's log, from its opening on."""
    return workspace.call(draft_log.steps, draft)


def moments_of(workspace: Workspace, draft: DraftId) -> list[tuple[datetime, Step]]:
    """Return a draft's log with the moment of every step, without effects."""
    return workspace.call(draft_log.moments, draft)


def base_of(workspace: Workspace, draft: DraftId) -> LiveView:
    """Return the interview that a correction started from, as it stood then; empty for a new interview."""
    return workspace.call(base, draft)


def list_drafts(workspace: Workspace) -> list[Draft]:
    """Return the drafts that are not in the wastebasket, the last changed first."""
    return workspace.call(_list)


def base(connection: Connection, draft: DraftId) -> LiveView:
    """Do what `base_of` says, inside a job."""
    held = draft_log.load(connection, draft)
    return history.view_at(connection, held.record, Kind.INTERVIEW, held.parents)


def _create(
    connection: Connection, workspace: Workspace, new: NewDraft, opening: Step | None
) -> Draft:
    _refuse_unknown_form(connection, new.bundle)
    now = workspace.clock.now()
    draft = Draft(
        id=DraftId(new.record),
        record=new.record,
        bundle=new.bundle,
        parents=(),
        reason="",
        case_id=new.case_id,
        interviewer=new.interviewer,
        language=new.language,
        test=new.test,
        title=new.title,
        answered=0,
        total=new.total,
        steps=0,
        started_at=now,
        changed_at=now,
    )
    draft_log.insert_draft(connection, draft)
    if opening is not None:
        writer = Writer.inside(connection)
        draft_log.append(writer, draft.id, [Pending(opening, None, now)])
    return draft_log.load(connection, draft.id)


def _create_correction(
    connection: Connection, workspace: Workspace, record: RecordId, reason: str, interviewer: str
) -> Draft:
    revisions = history.of_record(connection, record, Kind.INTERVIEW)
    if not revisions:
        raise AppError(ErrorCode.INTERVIEW_UNKNOWN, id=record)
    here = select(DraftRow.id).where(DraftRow.record == record, DraftRow.discarded_at.is_(None))
    under_way = connection.scalars(here).first()
    if under_way is not None:
        return draft_log.load(connection, DraftId(under_way))
    view, now = live_view(revisions), workspace.clock.now()
    meta = view.values
    _refuse_unknown_form(connection, BundleId(meta.get("meta/form", "")))
    if reason and meta.get("meta/status") == "draft":
        to = meta.get("meta/held_by", "")
        raise AppError(ErrorCode.INTERVIEW_HANDED_OVER, id=record, to=to)
    draft = Draft(
        id=DraftId(new_record_id()),
        record=record,
        bundle=BundleId(meta.get("meta/form", "")),
        parents=view.heads,
        reason=reason,
        case_id=meta.get("meta/case", ""),
        interviewer=interviewer or meta.get("meta/interviewer", ""),
        language=meta.get("meta/language", ""),
        test=meta.get("meta/test", "") == "true",
        title=meta.get("meta/title", ""),
        answered=0,
        total=0,
        steps=0,
        started_at=now,
        changed_at=now,
    )
    return draft_log.insert_draft(connection, draft)


def _refuse_unknown_form(connection: Connection, bundle: BundleId) -> None:
    if connection.scalar(select(BundleRow.id).where(BundleRow.id == bundle)) is None:
        raise AppError(ErrorCode.FORM_UNKNOWN, form=bundle)


def _list(connection: Connection) -> list[Draft]:
    query = (
        select(DraftRow.__table__)
        .where(DraftRow.discarded_at.is_(None))
        .order_by(DraftRow.changed_at.desc())
    )
    return [draft_log.from_row(row) for row in connection.execute(query)]
