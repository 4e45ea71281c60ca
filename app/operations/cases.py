"""Cases as a person handles them: list, look at, add, change; whether one may still be contacted.

Apart from `attempts` (what was tried), `agenda` (appointments on paper and in a calendar), `case_lists` (a list brought
in) and `practice` (test data taken away). Who shows cases takes the names of `records` from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from app.core.changes import Changes
from app.core.errors import AppError, ErrorCode
from app.core.ids import DraftId, RecordId, new_record_id
from app.operations import members
from app.records.cases import (
    ATTEMPTS,
    CASES,
    Attempt,
    Case,
    CaseState,
    Held,
    Standing,
    attempt_of,
    case_of,
    case_properties,
    standing,
)
from app.records.names import name_key

if TYPE_CHECKING:
    from datetime import datetime

    from app.operations.services import Services
    from app.store.registers import CaseInterview

__all__ = [
    "EVERY_CASE",
    "Attempt",
    "Case",
    "CaseFile",
    "CaseQuery",
    "CaseRow",
    "CaseState",
    "add_case",
    "change_case",
    "counts",
    "get_case",
    "list_cases",
    "namesakes",
    "new_case",
    "refuse_locked",
]

Letters = Callable[[str], Any]
"""Gives what to sort a text by."""
CaseSort = Literal["name", "contact", "language", "due", "attempts", "next", "state"]


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Which cases to list and in which order; every word is sought, in both scripts, in names, contacts and notes."""

    text: str = ""
    state: CaseState | None = None
    holder: str = ""
    """Whose cases, by the name that is shown; '' is everybody's."""
    sort: CaseSort = "next"
    descending: bool = False


EVERY_CASE: Final = CaseQuery()
SHORTEST_KEY: Final = 3


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list. ``draft`` is the interview under way, ``interview`` the finished one; moments are local."""

    case: Case
    standing: Standing
    holder: str
    draft: DraftId | None = None
    interview: RecordId | None = None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with everything that was tried, the latest attempt first; ``names`` has its actors' names by id."""

    row: CaseRow
    attempts: tuple[Attempt, ...]
    names: Mapping[str, str]


def list_cases(
    services: Services, query: CaseQuery = EVERY_CASE, letters: Letters | None = None
) -> list[CaseRow]:
    """List cases as asked; ties stand by name. ``letters`` orders names as the reader's alphabet has them."""
    in_order = letters or _folded
    rows = [row for row in _rows(services) if query.state in {None, row.standing.state}]
    found = [row for row in rows if _is_found(row, query.text) and _is_held(row, query.holder)]
    found.sort(key=lambda row: (in_order(row.case.name), row.case.id))
    if query.sort in {"name", "contact"}:
        found.sort(key=lambda row: in_order(_named(row, query.sort)), reverse=query.descending)
    else:
        found.sort(key=lambda row: _order(row, query.sort), reverse=query.descending)
    if query.sort in {"due", "next"}:
        found.sort(key=lambda row: _is_without(row, query.sort))
    return found


def counts(services: Services, text: str = "", holder: str = "") -> Mapping[CaseState, int]:
    """Count the cases of a holder in which ``text`` is found, by state."""
    counted: dict[CaseState, int] = {}
    for row in _rows(services):
        if _is_found(row, text) and _is_held(row, holder):
            counted[row.standing.state] = counted.get(row.standing.state, 0) + 1
    return counted


def get_case(services: Services, case: RecordId) -> CaseFile:
    """Return one case. Raises AppError RECORD_UNKNOWN."""
    from app.store import registers

    row = next((row for row in _rows(services) if row.case.id == case), None)
    if row is None:
        raise AppError(ErrorCode.RECORD_UNKNOWN, id=case)
    made = sorted(_attempts(services).get(case, ()), key=lambda each: (each.at, each.id))
    return CaseFile(row, tuple(reversed(made)), registers.names_of_members(services.workspace))


def new_case(services: Services) -> Case:
    """Return an empty case held by who works here, not yet kept."""
    return Case(id=new_record_id(), name="", holder=members.actor(services))


def add_case(services: Services, case: Case) -> Changes:
    """Keep a new case. Raises AppError CASE_UNNAMED."""
    return change_case(services, case)


def change_case(services: Services, case: Case) -> Changes:
    """Write what is known of a case; its attempts stay as they are. Raises AppError CASE_UNNAMED."""
    return write_cases(services, [case])


def write_cases(services: Services, written: Sequence[Case]) -> Changes:
    """Write cases, all or none. Raises AppError CASE_UNNAMED."""
    from app.store import registers

    named = [replace(case, name=" ".join(case.name.split())) for case in written]
    if not all(case.name for case in named):
        raise AppError(ErrorCode.CASE_UNNAMED)
    edits = [registers.EntityEdit(case.id, case.name, case_properties(case)) for case in named]
    registers.write_entities(services.workspace, CASES, edits, actor=members.actor(services))
    return Changes(entities=frozenset(case.id for case in named))


def namesakes(services: Services, case: Case) -> list[str]:
    """Name the cases that may be the same firm: by registry code, or by name in either script."""
    key = name_key(case.name)
    return [
        other.name
        for other in known_cases(services)
        if other.id != case.id and (_same_code(case, other) or key == name_key(other.name) != "")
        if not _other_code(case, other)
    ]


def _same_code(case: Case, other: Case) -> bool:
    return bool(case.code) and case.code == other.code


def _other_code(case: Case, other: Case) -> bool:
    """Whether both have a registry code, and not the same: then they are two firms whatever their names."""
    return bool(case.code and other.code) and case.code != other.code


def refuse_locked(services: Services, case: RecordId) -> None:
    """Raise AppError CASE_LOCKED when a case was refused for good."""
    if is_locked(services, case):
        raise AppError(ErrorCode.CASE_LOCKED)


def is_locked(services: Services, case: RecordId) -> bool:
    """Say whether a case was refused for good."""
    return standing(_attempts(services).get(case, ()), (), services.clock.now()).is_locked


def known_cases(services: Services) -> list[Case]:
    """Return every case without its attempts."""
    from app.store import registers

    found = registers.list_entities(services.workspace, CASES)
    return [case_of(row.record, row.label, row.properties) for row in found]


def known_attempts(services: Services, case: RecordId) -> dict[RecordId, Attempt]:
    """Return what was tried with one case, by id."""
    return {attempt.id: attempt for attempt in _attempts(services).get(case, ())}


def _rows(services: Services) -> list[CaseRow]:
    from app.store import registers

    attempts, now = _attempts(services), services.clock.now()
    names = registers.names_of_members(services.workspace)
    held: dict[RecordId, list[CaseInterview]] = {}
    for interview in registers.interviews_of_cases(services.workspace):
        held.setdefault(interview.case, []).append(interview)
    return [
        _row(case, attempts.get(case.id, ()), _counted(case, held.get(case.id, ())), (names, now))
        for case in known_cases(services)
    ]


def _counted(case: Case, held: Sequence[CaseInterview]) -> list[CaseInterview]:
    """Leave practice with a real firm out: it says nothing of the firm."""
    return [each for each in held if case.test or not each.is_test]


def _row(
    case: Case,
    made: Sequence[Attempt],
    held: Sequence[CaseInterview],
    around: tuple[Mapping[str, str], datetime],
) -> CaseRow:
    names, now = around
    stands = standing(made, [Held(each.is_finished, each.at) for each in held], now)
    return CaseRow(
        case,
        stands,
        names.get(case.holder, case.holder),
        next((DraftId(each.id) for each in held if not each.is_finished), None),
        next((each.record for each in held if each.is_finished), None),
    )


def _attempts(services: Services) -> dict[RecordId, list[Attempt]]:
    from app.store import registers

    by_case: dict[RecordId, list[Attempt]] = {}
    zone = services.clock.now().tzinfo
    for row in registers.list_entities(services.workspace, ATTEMPTS):
        attempt = attempt_of(row.record, row.properties)
        if attempt is not None:
            agreed = attempt.next.astimezone(zone) if attempt.next else None
            local = replace(attempt, at=attempt.at.astimezone(zone), next=agreed)
            by_case.setdefault(attempt.case, []).append(local)
    return by_case


def _is_found(row: CaseRow, text: str) -> bool:
    words = _folded(text).split()
    if not words:
        return True
    case = row.case
    told = (case.name, case.contact, case.phone, case.email, case.address, case.code, case.quota,
            case.note, row.holder)  # fmt: skip
    heap, key = _folded(" ".join(told)), name_key(f"{case.name} {case.contact}")
    return all(word in heap or _is_in_other_script(word, key) for word in words)


def _is_held(row: CaseRow, holder: str) -> bool:
    return not holder or row.holder == holder


def _named(row: CaseRow, sort: CaseSort) -> str:
    return row.case.contact if sort == "contact" else row.case.name


def _is_in_other_script(word: str, key: str) -> bool:
    """Whether a word is found by its key, which must be long enough to mean something."""
    sought = name_key(word)
    return len(sought) >= SHORTEST_KEY and sought in key


def _folded(text: str) -> str:
    from app.store.folding import fold

    return fold(text)


def _is_without(row: CaseRow, sort: CaseSort) -> bool:
    return row.standing.next is None if sort == "next" else row.case.due is None


def _order(row: CaseRow, sort: CaseSort) -> tuple[str | int, ...]:
    case, stands = row.case, row.standing
    orders: dict[str, tuple[str | int, ...]] = {
        "language": (case.language,),
        "due": (case.due.isoformat() if case.due else "",),
        "attempts": (stands.attempts,),
        "next": (_next_order(row),),
        "state": (list(CaseState).index(stands.state),),
    }
    return orders[sort]


def _next_order(row: CaseRow) -> str:
    """Appointments by time; behind them what is still to do by due date, and what is done last."""
    if row.standing.next is not None:
        return f"{row.standing.next.timestamp():020.3f}"
    due = row.case.due.isoformat() if row.case.due else "9999"
    return f"{0 if row.standing.is_open else 1} {due}"
