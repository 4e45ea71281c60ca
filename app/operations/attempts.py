"""Attempts to reach a case: one appended record each, and what to think of before the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.errors import AppError, ErrorCode
from app.core.ids import RecordId, new_record_id
from app.operations import cases, members
from app.records.cases import ATTEMPTS, CASES, Attempt, Caution, attempt_properties
from app.records.cases import cautions as cautions_of
from app.records.outcomes import MEANINGS, Channel, Meaning, Outcome, by_number

if TYPE_CHECKING:
    from datetime import datetime

    from app.operations.cases import CaseRow
    from app.operations.services import Services

__all__ = [
    "MEANINGS",
    "Caution",
    "Channel",
    "Logged",
    "Meaning",
    "NewAttempt",
    "Outcome",
    "by_number",
    "cautions",
    "log_attempt",
    "take_back_attempt",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttempt:
    """What a person says of an attempt. ``next`` is the appointment agreed on."""

    at: datetime
    channel: Channel
    outcome: Outcome
    who: str = ""
    note: str = ""
    next: datetime | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """An attempt that was kept, so that it can be taken back."""

    changes: Changes
    attempt: RecordId


def log_attempt(services: Services, case: RecordId, new: NewAttempt) -> Logged:
    """Append an attempt. Raises AppError CASE_LOCKED, RECORD_UNKNOWN; nothing was changed then."""
    attempt = Attempt(
        id=new_record_id(),
        case=case,
        at=new.at,
        channel=new.channel,
        outcome=new.outcome,
        who=" ".join(new.who.split()),
        note=new.note.strip(),
        next=new.next,
        actor=members.actor(services),
    )
    return keep_attempt(services, attempt)


def keep_attempt(services: Services, attempt: Attempt) -> Logged:
    """Append an attempt as it is. Raises AppError CASE_LOCKED, RECORD_UNKNOWN; nothing was changed then."""
    from app.store import registers

    registers.get_entity(services.workspace, CASES, attempt.case)
    cases.refuse_locked(services, attempt.case)
    label = f"{attempt.at.date().isoformat()} {attempt.outcome.value}"
    edit = registers.EntityEdit(attempt.id, label, attempt_properties(attempt))
    registers.write_entities(services.workspace, ATTEMPTS, [edit], actor=members.actor(services))
    return Logged(Changes(entities=frozenset({attempt.case, attempt.id})), attempt.id)


def take_back_attempt(services: Services, attempt: RecordId, reason: str = "") -> Changes:
    """Take back an attempt noted by mistake; a lock that came of it is gone. Raises AppError RECORD_UNKNOWN."""
    from app.records.revision import Kind
    from app.store import registers

    row = registers.get_entity(services.workspace, ATTEMPTS, attempt)
    registers.strike(
        services.workspace,
        Kind.ENTITY,
        [attempt],
        actor=members.actor(services),
        reason=reason,
    )
    return Changes(entities=frozenset({attempt, row.properties.get("case", "")}))


def cautions(services: Services, row: CaseRow) -> tuple[Caution, ...]:
    """Return what to think of before who works here contacts a case. Raises AppError CASE_LOCKED."""
    if row.standing.is_locked:
        raise AppError(ErrorCode.CASE_LOCKED)
    return cautions_of(row.standing, members.actor(services), services.clock.now())
