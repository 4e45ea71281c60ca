"""A case: a firm or person to be interviewed, the attempts to reach it, and what follows from them.

Nothing is stored of a case's state: it is a function of its attempts and interviews, so that attempts made on two
machines only have to be put together. Pure; how cases and attempts lie in registers is said at the bottom.

Refusals. A *soft* one (``refused_for_now``) rests the case for `PAUSE`; afterwards another interviewer should try. A
*hard* one locks the case for good, whatever was noted before, after or elsewhere, a finished interview included; only
taking that very attempt back unlocks it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.core.ids import RecordId
from app.records.outcomes import MEANINGS, Channel, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CASES: Final = "cases"
ATTEMPTS: Final = "attempts"
PAUSE: Final = timedelta(days=14)
TRUE: Final = "true"


class CaseState(StrEnum):
    """Where a case stands; the order is that of the filter."""

    NEW = "new"
    OPEN = "open"
    APPOINTMENT = "appointment"
    UNDER_WAY = "under_way"
    PAUSED = "paused"
    DONE = "done"
    ENDED = "ended"
    LOCKED = "locked"


class Caution(StrEnum):
    """Why a person should think before trying again; nothing forbids it."""

    PAUSED = "paused"
    SAME_INTERVIEWER = "same_interviewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A firm or person to be interviewed. ``language`` is a code; ``holder`` a member's id or a name."""

    id: RecordId
    name: str
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    language: str = ""
    code: str = ""
    quota: str = ""
    holder: str = ""
    note: str = ""
    due: date | None = None
    test: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to reach a case. ``who`` was spoken to; ``actor`` tried; ``next`` is the appointment agreed on."""

    id: RecordId
    case: RecordId
    at: datetime
    channel: Channel
    outcome: Outcome
    who: str = ""
    note: str = ""
    next: datetime | None = None
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """An interview that belongs to a case: finished or under way, and when it last changed."""

    is_finished: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What attempts and interviews of a case amount to at a moment.

    ``outcome`` is the one that counts now (None: never tried). ``pause_until`` and ``refused_to`` speak of a soft
    refusal: until when the case rests, and whom it refused.
    """

    state: CaseState
    outcome: Outcome | None
    attempts: int
    last: datetime | None
    next: datetime | None
    pause_until: datetime | None = None
    refused_to: str = ""

    @property
    def is_locked(self) -> bool:
        """Whether nobody may contact the case any more."""
        return self.state is CaseState.LOCKED

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.state not in {CaseState.DONE, CaseState.ENDED, CaseState.LOCKED}

    @property
    def aapor(self) -> str:
        """Return the code under which the case is counted; 3.11 says that it was never tried."""
        return MEANINGS[self.outcome].aapor if self.outcome is not None else "3.11"


def standing(attempts: Iterable[Attempt], held: Iterable[Held], now: datetime) -> Standing:
    """Say where a case stands. The order of the arguments' members does not matter."""
    made = sorted(attempts, key=lambda attempt: (attempt.at, attempt.id))
    interviews = list(held)
    hard = next((each for each in made if MEANINGS[each.outcome].is_hard_refusal), None)
    last = max([each.at for each in made] + [each.at for each in interviews], default=None)

    def stands(state: CaseState, outcome: Outcome | None, at: datetime | None = None) -> Standing:
        return Standing(state, outcome, len(made), last, at)

    if hard is not None:
        return stands(CaseState.LOCKED, hard.outcome)
    if any(each.is_finished for each in interviews):
        return stands(CaseState.DONE, _completeness(made))
    appointment = next_appointment(made)
    if interviews:
        began = stands(CaseState.UNDER_WAY, Outcome.BROKEN_OFF, appointment)
        return _broken_off(made, interviews, began, now)
    if not made:
        return stands(CaseState.NEW, None)
    return _after(made[-1], stands(CaseState.OPEN, made[-1].outcome, appointment), now)


def _completeness(made: Iterable[Attempt]) -> Outcome:
    """Say how complete a finished interview is: complete, unless the last that was noted of it says partial."""
    noted = [each.outcome for each in made if MEANINGS[each.outcome].is_interview]
    return noted[-1] if noted else Outcome.COMPLETE


def next_appointment(made: Sequence[Attempt]) -> datetime | None:
    """Return the appointment that still holds, out of attempts in their order.

    The last attempt that named one counts, as long as no later one came after that time or ended the case; an
    appointment that went by stays, because somebody must see to it.
    """
    agreed: datetime | None = None
    for attempt in made:
        meaning = MEANINGS[attempt.outcome]
        if attempt.next is not None:
            agreed = attempt.next
        elif meaning.is_final or meaning.is_soft_refusal or _is_kept(agreed, attempt):
            agreed = None
    return agreed


def cautions(stands: Standing, member: str, now: datetime) -> tuple[Caution, ...]:
    """Return what to think of before ``member`` tries again."""
    if stands.state is CaseState.PAUSED and stands.pause_until is not None:
        return (Caution.PAUSED,) if now < stands.pause_until else ()
    same = bool(member) and stands.refused_to == member and stands.is_open
    return (Caution.SAME_INTERVIEWER,) if same else ()


_AROUND: Final = timedelta(hours=1)
"""People come early: an attempt this long before an appointment is the appointment. So near lie the last answer and the
attempt that notes a break-off."""


def _is_kept(agreed: datetime | None, attempt: Attempt) -> bool:
    return agreed is not None and attempt.at >= agreed - _AROUND


def _broken_off(
    made: Sequence[Attempt], interviews: Iterable[Held], began: Standing, now: datetime
) -> Standing:
    """Let a case rest whose interview was refused half-way, until somebody goes on with it."""
    if not made or not MEANINGS[made[-1].outcome].is_soft_refusal:
        return began
    if max(each.at for each in interviews) > made[-1].at + _AROUND:
        return began
    return _after(made[-1], replace(began, outcome=made[-1].outcome), now)


def _after(last: Attempt, stands: Standing, now: datetime) -> Standing:
    """Say what the last attempt of a case without interviews leads to."""
    meaning = MEANINGS[last.outcome]
    state, until, refused_to = stands.state, None, ""
    if meaning.is_interview:
        state = CaseState.DONE
    elif meaning.is_final:
        state = CaseState.ENDED
    elif meaning.is_soft_refusal:
        until, refused_to = last.at + PAUSE, last.actor
        state = CaseState.PAUSED if now < until and stands.next is None else stands.state
    elif stands.next is not None:
        state = CaseState.APPOINTMENT
    if meaning.is_soft_refusal and stands.next is not None:
        state = CaseState.APPOINTMENT
    return Standing(
        state, stands.outcome, stands.attempts, stands.last, stands.next, until, refused_to
    )


# --- how they lie in registers

_CASE_TEXTS: Final = (
    "contact", "phone", "email", "address", "language", "code", "quota", "holder", "note",
)  # fmt: skip


def case_properties(case: Case) -> dict[str, str]:
    """Return a case as the properties of a row of `CASES`; its name is the row's label."""
    texts: dict[str, str] = {name: getattr(case, name) for name in _CASE_TEXTS}
    return {
        **texts,
        "due": case.due.isoformat() if case.due else "",
        "test": TRUE if case.test else "",
    }


def case_of(record: RecordId, label: str, properties: Mapping[str, str]) -> Case:
    """Read a row of `CASES`; what is not understood is empty."""
    texts = {name: properties.get(name, "") for name in _CASE_TEXTS}
    return Case(
        id=record,
        name=label,
        due=_day(properties.get("due", "")),
        test=properties.get("test", "") == TRUE,
        **texts,
    )


def attempt_properties(attempt: Attempt) -> dict[str, str]:
    """Return an attempt as the properties of a row of `ATTEMPTS`."""
    return {
        "case": attempt.case,
        "at": attempt.at.isoformat(timespec="seconds"),
        "channel": attempt.channel.value,
        "outcome": attempt.outcome.value,
        "who": attempt.who,
        "note": attempt.note,
        "next": attempt.next.isoformat(timespec="seconds") if attempt.next else "",
        "actor": attempt.actor,
    }


def attempt_of(record: RecordId, properties: Mapping[str, str]) -> Attempt | None:
    """Read a row of `ATTEMPTS`; None when it says not of what, when or with which outcome it was."""
    at = _moment(properties.get("at", ""))
    outcome, case = properties.get("outcome", ""), properties.get("case", "")
    if at is None or not case or outcome not in {each.value for each in Outcome}:
        return None
    channel = properties.get("channel", "")
    return Attempt(
        id=record,
        case=RecordId(case),
        at=at,
        channel=Channel(channel) if channel in {each.value for each in Channel} else Channel.VISIT,
        outcome=Outcome(outcome),
        who=properties.get("who", ""),
        note=properties.get("note", ""),
        next=_moment(properties.get("next", "")),
        actor=properties.get("actor", ""),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
