"""Interviews as a person handles them: start, continue, save, finish, reopen, throw away and take back.

An open interview is a draft in the store plus a `FormSession` in memory; every step the session reports is appended
to the draft's log and is durable before anybody is told "saved". Continuing replays the log. Finishing folds the
session into one revision. A session belongs to one thread at a time; the store has a thread of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId, DraftId, RecordId, new_record_id
from app.operations import forms
from app.operations.listing import (
    EVERYTHING,
    DiscardedRow,
    InterviewQuery,
    InterviewRow,
    SortKey,
    Status,
    counts,
    list_interviews,
    wastebasket,
)

if TYPE_CHECKING:
    from concurrent.futures import Future
    from datetime import datetime

    from app.forms.session import FormSession
    from app.forms.state import Step
    from app.operations.services import Services

__all__ = [
    "EVERYTHING",
    "DiscardedRow",
    "InterviewQuery",
    "InterviewRow",
    "InterviewSummary",
    "OpenInterview",
    "SortKey",
    "Status",
    "close_interview",
    "continue_interview",
    "counts",
    "discard_draft",
    "empty_wastebasket",
    "finish_interview",
    "list_interviews",
    "open_drafts",
    "read_interview",
    "reopen_interview",
    "restore_draft",
    "save_step",
    "save_step_later",
    "save_summary",
    "start_interview",
    "summarise",
    "wastebasket",
]


@dataclass(frozen=True, slots=True)
class OpenInterview:
    """A draft and the session that runs it. ``reason`` is '' unless a finished interview is being corrected."""

    draft: DraftId
    record: RecordId
    bundle: BundleId
    session: FormSession
    reason: str = ""
    test: bool = False


@dataclass(frozen=True, slots=True)
class InterviewSummary:
    """What the list says of a draft; taken from the session by `summarise` on the session's own thread."""

    title: str
    progress: float
    language: str


def open_drafts(services: Services) -> list[InterviewRow]:
    """List the drafts that were open when Sild last stopped, latest first: what to offer after a crash."""
    from app.store import drafts

    left_open = drafts.left_open(services.workspace)
    return [
        row
        for row in list_interviews(services, InterviewQuery(status="draft"))
        if row.id in left_open
    ]


def start_interview(
    services: Services, bundle: BundleId, *, language: str | None = None, test: bool = False
) -> OpenInterview:
    """Open a new interview; its draft is durable, with the effects of opening, before this returns.

    Raises AppError FORM_UNKNOWN, LANGUAGE_UNKNOWN.
    """
    from app.forms.session import FormSession
    from app.store import drafts

    record = new_record_id()
    session = FormSession.open(
        forms.load_definition(services, bundle),
        record=record,
        clock=services.clock,
        language=language,
        device=services.device,
    )
    draft = DraftId(record)
    drafts.create_draft(services.workspace, draft, bundle, session.opening, test=test)
    return OpenInterview(draft, record, bundle, session, test=test)


def continue_interview(services: Services, draft: DraftId) -> OpenInterview:
    """Bring a draft back as it was left, undo included, by replaying its log. Raises AppError INTERVIEW_UNKNOWN."""
    from app.forms.session import FormSession
    from app.store import drafts

    kept = drafts.get_draft(services.workspace, draft)
    session = FormSession.open(
        forms.load_definition(services, kept.bundle),
        record=kept.record,
        clock=services.clock,
        device=services.device,
        steps=drafts.steps_of(services.workspace, draft),
        snapshot=kept.snapshot,
    )
    return OpenInterview(draft, kept.record, kept.bundle, session, kept.reason, kept.test)


def save_step(services: Services, draft: DraftId, step: Step) -> datetime:
    """Append a step to a draft's log and wait until it is durable; returns when it was saved.

    Call in the order in which the session reported the steps. Raises AppError DISK_FULL and its like: NOT saved.
    """
    return save_step_later(services, draft, step).result()


def save_step_later(services: Services, draft: DraftId, step: Step) -> Future[datetime]:
    """Queue a step for a draft's log; the future resolves once it is durable. Order of calls is order in the log."""
    from app.store import drafts

    return drafts.append_step(services.workspace, draft, step, services.clock.now())


def summarise(session: FormSession) -> InterviewSummary:
    """Take what the list shows of a draft; call on the session's own thread."""
    from app.forms import outline

    return InterviewSummary(
        session.instance_name(), outline.build(session).progress, session.language
    )


def save_summary(services: Services, draft: DraftId, summary: InterviewSummary) -> Changes:
    """Note what the list shows of a draft. Call when the page changes, not per answer."""
    from app.store import drafts

    drafts.describe(services.workspace, draft, summary.title, summary.progress, summary.language)
    return _drafts_changed(draft)


def close_interview(services: Services, draft: DraftId, summary: InterviewSummary) -> Changes:
    """Leave an interview as a draft on purpose: note its summary, and do not offer it as left open by a crash."""
    from app.store import drafts

    changes = save_summary(services, draft, summary)
    drafts.mark_closed(services.workspace, draft)
    return changes


def finish_interview(services: Services, draft: DraftId, session: FormSession) -> Changes:
    """Fold a draft into one revision and remove it, in one transaction.

    Raises `IncompleteInterview` (problems) of ``app.forms.session`` when something is missing; nothing changed then.
    """
    from app.operations import folding

    return folding.finish(services, draft, session)


def reopen_interview(services: Services, record: RecordId, reason: str) -> OpenInterview:
    """Open a finished interview for correction, as a draft made from its latest state.

    Raises AppError REASON_MISSING, INTERVIEW_UNKNOWN.
    """
    from app.operations import folding

    if not reason.strip():
        raise AppError(ErrorCode.REASON_MISSING)
    return continue_interview(services, folding.draft_from(services, record, reason.strip()))


def read_interview(services: Services, id_: str) -> FormSession:
    """Open a draft or finished interview to look at or print; nothing of it is ever saved.

    Raises AppError INTERVIEW_UNKNOWN.
    """
    from app.operations import folding

    return folding.read(services, id_)


def discard_draft(services: Services, draft: DraftId) -> Changes:
    """Throw a draft into the wastebasket, from where it can be taken back for 30 days."""
    from app.store import drafts

    drafts.discard(services.workspace, draft)
    return _drafts_changed(draft)


def restore_draft(services: Services, draft: DraftId) -> Changes:
    """Take a draft back out of the wastebasket."""
    from app.store import drafts

    drafts.restore(services.workspace, draft)
    return _drafts_changed(draft)


def empty_wastebasket(services: Services) -> Changes:
    """Remove for good what lies in the wastebasket. Cannot be taken back."""
    from app.store import drafts

    return Changes(drafts=frozenset(drafts.purge(services.workspace)))


def _drafts_changed(draft: DraftId) -> Changes:
    return Changes(drafts=frozenset({draft}))
