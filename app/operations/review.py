"""Reviewing as a person does it: look at a finished interview, note remarks, approve it or return it, see what changed.

A decision and its remarks are one revision (`app.records.review`). Remarks that are not sent yet lie beside the
records as a setting of this machine, so that nothing noted is lost when the window is closed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Final, cast

from app.core.changes import Changes
from app.core.errors import AppError, ErrorCode
from app.core.ids import RecordId
from app.forms.timing import Times, from_text
from app.operations import folding, interviews, members
from app.operations.listing import InterviewRow, Status, get_interview
from app.records import review
from app.records.review import Decision, State, Verdict

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.operations.services import Services
    from app.records.live import LiveView
    from app.records.revision import Revision

__all__ = ["Decision", "State", "Verdict"]

PENDING: Final = "review/pending/"
REVIEWERS: Final = frozenset({"coordinator", "reviewer"})
_ANSWERS: Final = "answers"
_MISSING: Final = "missing"
_REMARK: Final = "remark/"


@dataclass(frozen=True, slots=True)
class Pending:
    """A remark that was noted and not sent yet; ``address`` is the question's, the root's for the whole interview."""

    id: str
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a question had when it was last looked at, and has now; '' is no answer, ``missing`` a reason for none."""

    address: str
    before: str
    after: str
    missing_before: str = ""
    missing_after: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """How an interview came from paper: its number, who keyed it first and again, how many fields differed."""

    number: str
    first: tuple[str, ...]
    again: tuple[str, ...]
    fields: str = ""
    differences: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished interview on a reviewer's desk.

    ``seen`` names exactly what is shown, for the decision; ``decisions`` have names in ``by``. ``changes`` are by
    address, since the latest decision; ``closed`` are the remarks whose answers were looked at before.
    """

    row: InterviewRow
    state: Status
    session: FormSession
    seen: str
    decisions: tuple[Decision, ...]
    changes: Mapping[str, Change]
    closed: frozenset[str]
    pending: tuple[Pending, ...]
    times: Times
    is_disputed: bool
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """Why an interview stands returned: by whom, when, in which words, and how many remarks wait for an answer."""

    by: str
    at: str
    note: str
    remarks: int


def may_review(services: Services) -> bool:
    """Tell whether who works here now reviews interviews."""
    member = members.current_member(services)
    return member is not None and member.role in REVIEWERS


def read_sheet(services: Services, record: RecordId) -> Sheet:
    """Read a finished interview to be judged. Raises AppError INTERVIEW_UNKNOWN."""
    from app.store import revisions

    row = get_interview(services, record)
    view = revisions.view_of(services.workspace, record)
    held = revisions.revisions_of(services.workspace, record)
    made = review.decisions(view.values)
    return Sheet(
        row=row,
        state=cast("Status", review.state_of(view)),
        session=folding.read_finished(services, row),
        seen=review.seen(view),
        decisions=tuple(_named(services, made)),
        changes=_changes(view.values, _as_judged(held, made)),
        closed=review.closed_remarks(view.values),
        pending=read_pending(services, record),
        times=_times(view.values),
        is_disputed=bool(view.conflicts) or view.is_deletion_disputed,
        paper=_paper(services, view.values),
    )


def waiting(services: Services) -> list[InterviewRow]:
    """List what waits for a reviewer: corrected interviews first, then finished ones, the oldest first; no practice."""
    statuses: tuple[Status, ...] = ("corrected", "finished")
    found = [
        row
        for status in statuses
        for row in interviews.list_interviews(
            services,
            interviews.InterviewQuery(status=status, descending=False),
        )
    ]
    return [row for row in found if not row.test]


# --- remarks that are not sent yet


def read_pending(services: Services, record: RecordId) -> tuple[Pending, ...]:
    """Return the remarks that were noted for an interview and not sent yet."""
    from app.store import settings

    try:
        told = json.loads(settings.get_setting(services.workspace, PENDING + record) or "[]")
        return tuple(Pending(*map(str, each)) for each in told)
    except (ValueError, TypeError):
        return ()


def note_remark(services: Services, record: RecordId, remark: Pending) -> tuple[Pending, ...]:
    """Note a remark, or other words for one; no words take it away. Returns all that are noted."""
    kept = {each.id: each for each in read_pending(services, record)}
    if remark.text.strip():
        kept[remark.id] = Pending(remark.id, remark.address, remark.text.strip())
    else:
        kept.pop(remark.id, None)
    _keep(services, record, kept.values())
    return tuple(kept.values())


def prune(services: Services) -> None:
    """Forget what was noted of interviews that are not held any more."""
    from app.store import revisions, settings

    workspace = services.workspace
    for name, text in settings.all_settings(workspace).items():
        record = RecordId(name.removeprefix(PENDING))
        is_mine = text and name.startswith(PENDING)
        if is_mine and not revisions.revisions_of(workspace, record):
            settings.set_setting(workspace, name, "")


def new_remark_id() -> str:
    """Return the id of a new remark."""
    from app.records.repeats import new_identity

    return new_identity()


# --- deciding


def approve(services: Services, sheets: Mapping[RecordId, str]) -> Changes:
    """Approve interviews as they were seen (record -> `Sheet.seen`); what changed since stays to be looked at.

    Remarks noted and not sent are kept with the interview as settled. Raises AppError NOT_REVIEWER.
    """
    for record, seen in sheets.items():
        _decide(services, record, (Verdict.APPROVED, seen, ""))
    return Changes(interviews=frozenset(sheets))


def send_back(services: Services, record: RecordId, seen: str, note: str = "") -> Changes:
    """Return an interview with the remarks noted and a note on the whole.

    Raises AppError NOT_REVIEWER; REASON_MISSING when there is neither remark nor note.
    """
    note = note.strip()
    if not note and not read_pending(services, record):
        raise AppError(ErrorCode.REASON_MISSING)
    _decide(services, record, (Verdict.RETURNED, seen, note))
    return Changes(interviews=frozenset({record}))


def read_return(services: Services, record: RecordId) -> Return | None:
    """Return why an interview stands returned; None when it does not."""
    from app.store import revisions

    view = revisions.view_of(services.workspace, record)
    if review.state_of(view) != State.RETURNED:
        return None
    made = list(_named(services, review.standing(view.values, Verdict.RETURNED)))
    names = tuple(dict.fromkeys(each.by for each in made if each.by))
    notes = [each.note for each in made if each.note]
    return Return(", ".join(names), made[-1].at, "\n".join(notes), len(_asked(view.values, "open")))


def _decide(services: Services, record: RecordId, verdict: tuple[Verdict, str, str]) -> None:
    from app.records.revision import Content, Kind
    from app.store import revisions

    if not may_review(services):
        raise AppError(ErrorCode.NOT_REVIEWER)
    view = revisions.view_of(services.workspace, record)
    if view.values.get("meta/status") == "draft":
        to = view.values.get("meta/held_by", "")
        raise AppError(ErrorCode.INTERVIEW_HANDED_OVER, id=record, to=to)
    what, seen, note = verdict
    actor = members.actor(services)
    at = services.clock.now().isoformat(timespec="seconds")
    decision = Decision(new_remark_id(), what, seen, actor, at, note)
    told = review.write(decision, view.values, _asked(view.values, "answered"))
    told |= _remarks(services, view, record, decision)
    content = Content(
        record=record,
        kind=Kind.INTERVIEW,
        fields={**view.values, **told},
        decides=frozenset(told),
        parents=view.heads,
        actor=actor,
    )
    revisions.write(services.workspace, content)
    _keep(services, record, ())


def _remarks(
    services: Services, view: LiveView, record: RecordId, decision: Decision
) -> dict[str, str]:
    """Return the fields of the remarks that go with a decision; a note is a remark on the whole, to be answered."""
    member = members.current_member(services)
    sent = list(read_pending(services, record))
    if decision.note and decision.verdict is Verdict.RETURNED:
        sent.insert(0, Pending(new_remark_id(), _root(view.values), decision.note))
    state = "open" if decision.verdict is Verdict.RETURNED else "resolved"
    told: dict[str, str] = {}
    for each in sent:
        fields = {
            "path": each.address,
            "text": each.text,
            "by": member.name if member else "",
            "at": decision.at,
            "state": state,
            "review": decision.id,
        }
        told |= {f"{_REMARK}{each.id}/{name}": text for name, text in fields.items() if text}
    return told


def _root(values: Mapping[str, str]) -> str:
    path = next((path for path in sorted(values) if path.startswith(f"{_ANSWERS}/")), "")
    return "/" + path.split("/")[1] if path else ""


def _asked(values: Mapping[str, str], state: str) -> list[str]:
    """Return the remarks of reviewers that are in a state and not closed."""
    closed = review.closed_remarks(values)
    sent = {
        path.split("/")[1]
        for path in values
        if path.startswith(_REMARK) and path.endswith("/review")
    }
    return sorted(
        each for each in sent - closed if values.get(f"{_REMARK}{each}/state", "open") == state
    )


def _keep(services: Services, record: RecordId, pending: Iterable[Pending]) -> None:
    from app.store import settings

    told = [[each.id, each.address, each.text] for each in pending]
    if told or read_pending(services, record):
        text = json.dumps(told, ensure_ascii=False) if told else ""
        settings.set_setting(services.workspace, PENDING + record, text)


# --- reading


def _named(services: Services, made: Iterable[Decision]) -> Iterable[Decision]:
    from dataclasses import replace

    from app.store import registers

    names = registers.names_of_members(services.workspace)
    return (replace(each, by=names.get(each.by, each.by)) for each in made)


def _as_judged(held: Iterable[Revision], made: tuple[Decision, ...]) -> Mapping[str, str] | None:
    """Return the interview as it stood at the latest decision; None when there was none."""
    if not made:
        return None
    path = f"{review.PREFIX}{made[-1].id}/verdict"
    return next((each.fields for each in held if path in each.decides), None)


def _changes(now: Mapping[str, str], before: Mapping[str, str] | None) -> dict[str, Change]:
    if before is None:
        return {}
    found: dict[str, Change] = {}
    for path in sorted(now.keys() | before.keys()):
        kind, _, place = path.partition("/")
        if kind not in {_ANSWERS, _MISSING} or now.get(path) == before.get(path):
            continue
        if f"meta/file/{now.get(path, '')}" in now and now[path].endswith(".csv"):
            continue
        found[f"/{place}"] = Change(
            f"/{place}",
            before.get(f"{_ANSWERS}/{place}", ""),
            now.get(f"{_ANSWERS}/{place}", ""),
            before.get(f"{_MISSING}/{place}", ""),
            now.get(f"{_MISSING}/{place}", ""),
        )
    return found


def _times(values: Mapping[str, str]) -> Times:
    kept = (from_text(text) for path, text in values.items() if path.startswith(folding.TIMES))
    return reduce(add, kept, Times())


def _paper(services: Services, values: Mapping[str, str]) -> Paper | None:
    from app.store import registers

    if values.get("meta/mode") != "paper":
        return None
    names = registers.names_of_members(services.workspace)

    def who(path: str) -> tuple[str, ...]:
        return tuple(names.get(each, each) for each in values.get(path, "").split())

    return Paper(
        values.get("meta/paper", ""),
        who("meta/keyed_by"),
        who("meta/keyed_again_by"),
        values.get("meta/keying_fields", ""),
        values.get("meta/keying_differences", ""),
    )
