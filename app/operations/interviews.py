"""Interviews as a person handles them: start, continue, save, finish, reopen, throw away and take back.

An open interview is a draft in the store plus a `FormSession` in memory; every step the session reports is appended
to the draft's log and is durable before anybody is told "saved". Continuing replays the log. Finishing folds the
session into one revision. A session belongs to one thread at a time; the store has a thread of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId, DraftId, RecordId, new_record_id
from app.operations import cases, editions, folding, forms, given, members, recordings, sitting
from app.operations.folding import InterviewSummary
from app.operations.listing import (
    EVERYTHING,
    DiscardedRow,
    InterviewQuery,
    InterviewRow,
    SortKey,
    Status,
    counts,
    get_interview,
    list_interviews,
    wastebasket,
)

if TYPE_CHECKING:
    from datetime import datetime

    from app.forms.audit import EventName
    from app.forms.session import FormSession
    from app.forms.state import Step
    from app.operations.services import Services
    from app.store.drafts import Saved, Summary

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
    "get_interview",
    "interview_xml",
    "list_interviews",
    "open_drafts",
    "read_interview",
    "reopen_interview",
    "restore_draft",
    "retry_saving",
    "save_step",
    "save_step_later",
    "save_summary",
    "start_interview",
    "summarise",
    "unsaved_steps",
    "wastebasket",
]


@dataclass(frozen=True, slots=True)
class OpenInterview:
    """A draft and the session that runs it. ``reason`` is '' unless a finished interview is being corrected.

    ``saved_at`` is when its last step was written; None for a new interview.
    """

    draft: DraftId
    record: RecordId
    bundle: BundleId
    session: FormSession
    reason: str = ""
    test: bool = False
    case: RecordId | None = None
    saved_at: datetime | None = None


def open_drafts(services: Services) -> list[InterviewRow]:
    """List the drafts that a crash left open, latest first: what to offer at the next start.

    Those that are open in this very process are not among them.
    """
    from app.store import drafts

    left = [
        draft
        for draft in drafts.left_open(services.workspace)
        if not services.drafts.is_open(draft.id)
    ]
    for draft in left:
        if services.drafts.is_first_look(draft.id):
            _describe_again(services, draft.id)
    return [get_interview(services, draft.id) for draft in left]


def start_interview(
    services: Services,
    bundle: BundleId,
    *,
    language: str | None = None,
    test: bool = False,
    case: RecordId | None = None,
) -> OpenInterview:
    """Open a new interview; its draft is durable, with the effects of opening, before this returns.

    ``language`` is anything `app.forms.languages` resolves: the form's spelling, a code, a name. ``case`` is
    whom it is held with. Raises AppError FORM_UNKNOWN, LANGUAGE_UNKNOWN, CASE_LOCKED.
    """
    from app.forms.languages import resolve
    from app.forms.session import FormSession
    from app.store import drafts

    if case:
        cases.refuse_locked(services, case)
    definition = forms.load_definition(services, bundle)
    record = new_record_id()
    session = FormSession.open(
        definition,
        record=record,
        clock=services.clock,
        language=resolve(definition.languages, language) if language else None,
        device=members.device(services),
        lists=given.lists_of(services, definition, record, test=test),
    )
    summary = summarise(session)
    new = drafts.NewDraft(
        record=record,
        bundle=bundle,
        interviewer=members.actor(services),
        language=session.language,
        test=test,
        case_id=case or "",
        title=summary.title,
        total=summary.total,
    )
    draft = drafts.create_draft(services.workspace, new, session.opening).id
    _note(services, draft, session, "form start")
    services.drafts.opened(draft)
    return OpenInterview(draft, record, bundle, session, test=test, case=case)


def continue_interview(services: Services, draft: DraftId) -> OpenInterview:
    """Bring a draft back as it was left, undo included, by replaying its log.

    Raises AppError INTERVIEW_UNKNOWN; CASE_LOCKED when its case was refused for good meanwhile.
    """
    from app.store import drafts

    kept = drafts.get_draft(services.workspace, draft)
    if kept.case_id and not kept.is_correction:
        cases.refuse_locked(services, RecordId(kept.case_id))
    session = folding.replay(services, kept)
    if not kept.steps:
        drafts.append_step(services.workspace, draft, session.opening).result()
    _note(services, draft, session, "form resume")
    drafts.mark_open(services.workspace, draft)
    services.drafts.opened(draft)
    sitting.log_break_offs(services, draft, session.facts)
    return OpenInterview(
        draft,
        kept.record,
        kept.bundle,
        session,
        kept.reason,
        kept.test,
        RecordId(kept.case_id) if kept.case_id else None,
        kept.changed_at,
    )


def save_step(
    services: Services, draft: DraftId, step: Step, summary: InterviewSummary | None = None
) -> datetime:
    """Append a step to a draft's log and wait until it is durable; returns when it was saved.

    Call in the order in which the session reported the steps. With a ``summary`` the list follows. Raises AppError
    DISK_FULL and its like: NOT saved, but not lost either; it waits and is written with the next step or by
    `retry_saving`. Do not save it again.
    """
    return save_step_later(services, draft, step, summary).result()


def save_step_later(
    services: Services, draft: DraftId, step: Step, summary: InterviewSummary | None = None
) -> Future[datetime]:
    """Queue a step for a draft's log; the future resolves once it is durable, or raises as `save_step` does.

    The order of calls is the order in the log.
    """
    from app.store import drafts

    shown = _as_kept(summary) if summary is not None else None
    return _moment_of(drafts.append_step(services.workspace, draft, step, shown))


def retry_saving(services: Services, draft: DraftId) -> datetime | None:
    """Write the steps that wait; None when none did. Raises AppError as `save_step` does."""
    from app.store import drafts

    saved = drafts.retry(services.workspace, draft).result()
    return saved.at if saved is not None else None


def unsaved_steps(services: Services, draft: DraftId) -> int:
    """Count the steps of a draft that are in memory only: those that could not be written."""
    from app.store import drafts

    return drafts.unsaved_steps(services.workspace, draft)


def summarise(session: FormSession) -> InterviewSummary:
    """Take what the list shows of a draft; call on the session's own thread."""
    from app.forms.outline import build

    progress = build(session).progress
    return InterviewSummary(
        session.instance_name(), progress.answered, progress.total, session.language
    )


def save_summary(services: Services, draft: DraftId, summary: InterviewSummary) -> Changes:
    """Note what the list shows of a draft."""
    from app.store import drafts

    drafts.describe(services.workspace, draft, _as_kept(summary))
    return _drafts_changed(draft)


def close_interview(services: Services, draft: DraftId) -> Changes:
    """Leave an interview as a draft on purpose, when all its steps are saved; the list then shows how far it came.

    A draft that was finished or removed meanwhile has nothing left to close.
    """
    from app.store import drafts

    try:
        session = _describe_again(services, draft)
    except AppError as error:
        if error.code is not ErrorCode.INTERVIEW_UNKNOWN:
            raise
    else:
        _note(services, draft, session, "form save", "form exit")
        drafts.mark_closed(services.workspace, draft)
    services.drafts.left(draft)
    return _drafts_changed(draft)


def finish_interview(services: Services, draft: DraftId, session: FormSession) -> Changes:
    """Fold a draft into one revision and remove it, in one transaction.

    Raises `IncompleteInterview` (problems) of ``app.forms.session`` when something is missing, AppError DISK_FULL
    and its like; nothing was changed then.
    """
    from app.store import drafts

    is_correction = drafts.get_draft(services.workspace, draft).is_correction
    changes = folding.finish(services, draft, session, summarise(session))
    services.drafts.left(draft)
    if not is_correction:
        recordings.forget_unused(services, session)
    return changes


def reopen_interview(services: Services, record: RecordId, reason: str) -> OpenInterview:
    """Open a finished interview for correction, as a draft made from its latest state, or the one already begun.

    Raises AppError REASON_MISSING, INTERVIEW_UNKNOWN.
    """
    from app.store import drafts

    correction = drafts.create_correction(
        services.workspace, record, reason=reason, interviewer=members.actor(services)
    )
    return continue_interview(services, correction.id)


def read_interview(services: Services, id_: str) -> FormSession:
    """Open a draft or finished interview to look at or print; nothing of it is ever saved.

    Raises AppError INTERVIEW_UNKNOWN.
    """
    from app.store import drafts

    row = get_interview(services, id_)
    if row.kind == "finished":
        return folding.read_finished(services, row)
    return folding.replay(services, drafts.get_draft(services.workspace, DraftId(id_)))


def interview_xml(services: Services, id_: str) -> bytes:
    """Write a draft or finished interview as an ODK submission; a corrected one names the one it replaces.

    Raises AppError INTERVIEW_UNKNOWN.
    """
    from app.forms.submission import to_xml

    row = get_interview(services, id_)
    edition = editions.edition_of(services, row.record) if row.kind == "finished" else None
    return to_xml(read_interview(services, id_), edition)


def discard_draft(services: Services, draft: DraftId) -> Changes:
    """Throw a draft into the wastebasket, from where it can be taken back for 30 days."""
    from app.store import drafts
    from app.store import wastebasket as store

    drafts.mark_closed(services.workspace, draft)
    store.discard(services.workspace, draft)
    services.drafts.left(draft)
    return _drafts_changed(draft)


def restore_draft(services: Services, draft: DraftId) -> Changes:
    """Take a draft back out of the wastebasket. Raises AppError INTERVIEW_UNKNOWN."""
    from app.store import wastebasket as store

    store.restore(services.workspace, draft)
    return _drafts_changed(draft)


def empty_wastebasket(services: Services, drafts: Sequence[DraftId] | None = None) -> Changes:
    """Remove for good what lies in the wastebasket, or only the ``drafts`` named. Cannot be taken back."""
    from app.store import recordings, sweeping
    from app.store import wastebasket as store

    chosen = [row.draft for row in wastebasket(services)] if drafts is None else list(drafts)
    store.purge(services.workspace, chosen)
    recordings.drop_strays(services.workspace)
    sweeping.sweep(services.workspace)
    return Changes(drafts=frozenset(chosen))


def _note(services: Services, draft: DraftId, session: FormSession, *events: EventName) -> None:
    """Write events into the log of a draft whose form keeps an audit log, before anybody listens to its session."""
    from app.store import drafts

    for event in events:
        for step in session.note_event(event):
            drafts.append_step(services.workspace, draft, step).result()


def _describe_again(services: Services, draft: DraftId) -> FormSession:
    """Let the list show a draft as its log has it, whatever was told with the steps."""
    from app.store import drafts

    session = folding.replay(services, drafts.get_draft(services.workspace, draft))
    drafts.describe(services.workspace, draft, _as_kept(summarise(session)))
    return session


def _as_kept(summary: InterviewSummary) -> Summary:
    from app.store.drafts import Summary

    return Summary(summary.title, summary.answered, summary.total, summary.language)


def _moment_of(saved: Future[Saved]) -> Future[datetime]:
    moment: Future[datetime] = Future()
    saved.add_done_callback(lambda done: _pass_on(done, moment))
    return moment


def _pass_on(saved: Future[Saved], moment: Future[datetime]) -> None:
    error = saved.exception()
    if error is None:
        moment.set_result(saved.result().at)
    else:
        moment.set_exception(error)


def _drafts_changed(draft: DraftId) -> Changes:
    return Changes(drafts=frozenset({draft}))
