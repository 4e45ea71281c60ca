"""An interview as a meeting of people, as a person handles it: respondents, sections left for one, break-offs, closing.

What is noted goes into the session as a step (`FormSession.note_facts`), so it is as durable and as undoable as an
answer. What follows for the case is an attempt: of a break-off at once, of the end together with the interview's
revision. An attempt has an id worked out of what it tells of, so that it is never written twice.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from app.core.changes import Changes
from app.core.errors import AppError, ErrorCode
from app.core.ids import RecordId, new_record_id
from app.operations import attempts, cases, members
from app.records.cases import ATTEMPTS, Attempt, attempt_properties
from app.records.outcomes import MEANINGS, Channel, Outcome
from app.records.sitting import (
    Answering,
    BreakOff,
    Closing,
    Consent,
    Reason,
    Respondent,
    Sitting,
    give_sections,
    leave_sections,
    sitting_of,
    take_out_respondent,
    write_break_off,
    write_closing,
    write_respondent,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.core.ids import DraftId
    from app.forms.entities import EntityEdit
    from app.forms.session import FormSession
    from app.operations.services import Services
    from app.store.drafts import Draft

__all__ = [
    "Answering",
    "BreakOff",
    "Closing",
    "Consent",
    "Reason",
    "Respondent",
    "Sitting",
    "give_sections",
    "leave_sections",
    "log_break_offs",
    "new_id",
    "sections_left",
    "sitting_of",
    "take_out_respondent",
    "write_break_off",
    "write_closing",
    "write_respondent",
]

_OUTCOMES: Final = {
    Reason.REFUSES: Outcome.REFUSED_FOR_NOW,
    Reason.REFUSES_FOR_GOOD: Outcome.REFUSED,
}


def new_id() -> str:
    """Return the id of somebody or something that is written down now."""
    return new_record_id()


def sections_left(session: FormSession) -> dict[str, Respondent]:
    """Return the sections that still wait for somebody and have open questions, with for whom; in form order."""
    from app.forms.outline import build

    sitting = sitting_of(session.facts)
    if not any(told.is_left for told in sitting.sections.values()):
        return {}
    waiting: dict[str, Respondent] = {}
    for section in build(session).sections:
        person = sitting.waits_for(section.address)
        if person is not None and section.progress.answered < section.progress.total:
            waiting[section.address] = person
    return waiting


def log_break_offs(services: Services, draft: DraftId, facts: Mapping[str, str]) -> Changes:
    """Write an attempt to the case for every break-off of an interview that has none yet.

    A hard refusal locks the case; an appointment is one from then on. Nothing happens without a case, when somebody
    else locked it meanwhile, when the attempt was taken back, or when the draft was finished or removed meanwhile.
    """
    from app.store import drafts, entities

    found = sitting_of(facts).break_offs
    if not found:
        return Changes()
    try:
        held = drafts.get_draft(services.workspace, draft)
    except AppError as error:
        if error.code is not ErrorCode.INTERVIEW_UNKNOWN:
            raise
        return Changes()
    if held.is_correction or not _concerns(services, held):
        return Changes()
    case = RecordId(held.case_id)
    known = entities.with_history(services.workspace, [RecordId(each.id) for each in found])
    changes = Changes()
    for broken in found:
        attempt = _attempt_of(case, broken, members.actor(services))
        if attempt.id not in known and not cases.is_locked(services, case):
            changes |= attempts.keep_attempt(services, attempt).changes
    return changes


def closing_edits(services: Services, draft: Draft, session: FormSession) -> list[EntityEdit]:
    """Return what finishing an interview means for its case, as an edit of one attempt.

    No consent to take part closes it as refused, sections that nobody answered as partial. An interview that is
    complete needs no attempt; only one that a correction made complete says so.
    """
    from app.forms.entities import EntityEdit

    if not _concerns(services, draft):
        return []
    case, attempt_id = RecordId(draft.case_id), _closing_id(draft.record)
    outcome = _outcome_at_end(session)
    if outcome is Outcome.COMPLETE and attempt_id not in cases.known_attempts(services, case):
        return []
    people = sitting_of(session.facts).respondents
    attempt = Attempt(
        id=attempt_id,
        case=case,
        at=services.clock.now(),
        channel=Channel.VISIT,
        outcome=outcome,
        who="; ".join(person.name for person in people),
        actor=members.actor(services),
    )
    label = f"{attempt.at.date().isoformat()} {outcome.value}"
    properties = {name: text for name, text in attempt_properties(attempt).items() if text}
    return [EntityEdit(ATTEMPTS, attempt_id, "upsert", session.root, label, properties)]


def _outcome_at_end(session: FormSession) -> Outcome:
    if session.consent("take_part") == "no":
        return Outcome.REFUSED
    return Outcome.PARTIAL if sections_left(session) else Outcome.COMPLETE


def _closing_id(interview: RecordId) -> RecordId:
    return RecordId(str(uuid.uuid5(uuid.UUID(interview), "closing")))


def _concerns(services: Services, draft: Draft) -> bool:
    """Whether what becomes of a draft becomes of its case: practice with a real firm does not."""
    if not draft.case_id:
        return False
    case = next((each for each in cases.known_cases(services) if each.id == draft.case_id), None)
    return case is not None and (case.test or not draft.test)


def _attempt_of(case: RecordId, broken: BreakOff, actor: str) -> Attempt:
    outcome = _OUTCOMES.get(broken.reason, Outcome.BROKEN_OFF)
    return Attempt(
        id=RecordId(broken.id),
        case=case,
        at=broken.at,
        channel=Channel.VISIT,
        outcome=outcome,
        who=broken.who,
        note=broken.words,
        next=None if MEANINGS[outcome].is_final else broken.next,
        actor=actor,
    )
