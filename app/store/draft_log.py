"""Drafts and their logs inside a job: rows in, frozen values out. `drafts` is what operations call.

Appending a step is the one thing here that must be quick: its statements go straight to the driver (`engine.Quick`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, true, update

from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId, DraftId, RecordId, RevisionId
from app.forms.state import Operation, Step
from app.store.columns import DamagedValueError, moment_text, without_nul
from app.store.engine import Quick
from app.store.folding import fold
from app.store.schema import DraftRow, DraftStepRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.store.engine import Writer

KEPT = timedelta(days=30)
"""How long a discarded draft can be taken back."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the list of interviews shows of a draft, as its session knows it after a step."""

    title: str
    answered: int
    total: int
    language: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A step that is on the disk, and so is every step before it."""

    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """A step on its way to the disk, with the moment at which it was given."""

    step: Step
    summary: Summary | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it stands.

    ``parents`` is empty for a new interview; ``reason`` says why one was taken back; ``left_open`` that it was not
    closed since its last step.
    """

    id: DraftId
    record: RecordId
    bundle: BundleId
    parents: tuple[RevisionId, ...]
    reason: str
    case_id: str
    interviewer: str
    language: str
    test: bool
    title: str
    answered: int
    total: int
    steps: int
    started_at: datetime
    changed_at: datetime
    discarded_at: datetime | None = None
    left_open: bool = True

    @property
    def is_correction(self) -> bool:
        """Whether it was made from a finished interview."""
        return bool(self.parents)


_DRAFT = DraftRow.__table__
_ADVANCE = (
    update(DraftRow)
    .where(DraftRow.id == bindparam("draft"), DraftRow.discarded_at.is_(None))
    .values(steps=DraftRow.steps + bindparam("more"), changed_at=bindparam("at"), left_open=true())
    .returning(DraftRow.steps)
)
_ADVANCE_SUMMARY = _ADVANCE.values(
    title=bindparam("title"),
    folded=bindparam("folded"),
    answered=bindparam("answered"),
    total=bindparam("total"),
    language=bindparam("language"),
)


def insert_draft(connection: Connection, draft: Draft) -> Draft:
    """Write a draft that has no steps yet; return it."""
    values = {name: getattr(draft, name) for name in Draft.__slots__}
    values |= {"parents": " ".join(draft.parents), "folded": fold(draft.title)}
    connection.execute(insert(DraftRow).values(values))
    return draft


def load(connection: Connection, draft: DraftId) -> Draft:
    """Read a draft. Raises AppError INTERVIEW_UNKNOWN."""
    row = connection.execute(select(_DRAFT).where(DraftRow.id == draft)).one_or_none()
    if row is None:
        raise AppError(ErrorCode.INTERVIEW_UNKNOWN, id=draft)
    return from_row(row)


def from_row(row: Row[*tuple[object, ...]]) -> Draft:
    """Return the draft that a whole row of the table says."""
    values = {name: getattr(row, name) for name in Draft.__slots__}
    values["parents"] = tuple(RevisionId(parent) for parent in row.parents.split())
    return Draft(**values)


def append(writer: Writer, draft: DraftId, steps: Sequence[Pending]) -> Saved:
    """Append steps to a draft's log. Raises AppError INTERVIEW_UNKNOWN when it was finished or discarded."""
    last = _advance(writer, draft, steps)
    first = last - len(steps) + 1
    writer.write_many(
        _APPEND_QUICK, [_row(writer, draft, *each) for each in enumerate(steps, first)]
    )
    return Saved(last, steps[-1].at)


def append_unless_held(
    writer: Writer, draft: DraftId, steps: Sequence[Pending], tried: int
) -> Saved:
    """Append steps of which the first ones were tried before: a connection that broke does not say whether they went.

    Raises AppError INTERVIEW_UNKNOWN.
    """
    rows = writer.fetch(_TAIL_QUICK, {"draft": draft, "most": tried})
    held = [(at, op, path, dict(payload)) for _, at, op, path, payload in reversed(rows)]
    told = [
        (moment_text(each.at), each.step.op, each.step.path, without_nul(each.step.payload))
        for each in steps[:tried]
    ]
    went = next((n for n in range(len(held), 0, -1) if held[-n:] == told[:n]), 0)
    if went == len(steps):
        return Saved(int(rows[0][0]), steps[-1].at)
    return append(writer, draft, steps[went:])


def describe(connection: Connection, draft: DraftId, summary: Summary) -> None:
    """Write what the list shows of a draft. Raises AppError INTERVIEW_UNKNOWN."""
    load(connection, draft)
    row = update(DraftRow).where(DraftRow.id == draft)
    connection.execute(
        row.values(
            title=summary.title,
            folded=fold(summary.title),
            answered=summary.answered,
            total=summary.total,
            language=summary.language,
        )
    )


def mark(connection: Connection, draft: DraftId, *, left_open: bool) -> None:
    """Note whether a draft is being worked on. Raises AppError INTERVIEW_UNKNOWN."""
    load(connection, draft)
    connection.execute(update(DraftRow).where(DraftRow.id == draft).values(left_open=left_open))


def destroy_discarded(connection: Connection, now: datetime) -> int:
    """Destroy the drafts that lay in the wastebasket for thirty days; return how many."""
    return connection.execute(delete(DraftRow).where(DraftRow.discarded_at <= now - KEPT)).rowcount


def steps(connection: Connection, draft: DraftId) -> list[Step]:
    """Return a draft's log in order. Raises DamagedValueError where it has a hole."""
    query = select(
        DraftStepRow.seq,
        DraftStepRow.op,
        DraftStepRow.path,
        DraftStepRow.payload,
        DraftStepRow.effects,
    )
    rows = connection.execute(
        query.where(DraftStepRow.draft == draft).order_by(DraftStepRow.seq)
    ).all()
    last = load(connection, draft).steps
    if [row.seq for row in rows] != list(range(1, last + 1)):
        raise DamagedValueError(DraftStepRow.__tablename__)
    return [Step(cast("Operation", row.op), row.path, row.payload, row.effects) for row in rows]


def moments(connection: Connection, draft: DraftId) -> list[tuple[datetime, Step]]:
    """Return a draft's log with the moment of every step, without effects: who measures times needs none."""
    query = select(DraftStepRow.at, DraftStepRow.op, DraftStepRow.path, DraftStepRow.payload)
    rows = connection.execute(query.where(DraftStepRow.draft == draft).order_by(DraftStepRow.seq))
    return [(row.at, Step(cast("Operation", row.op), row.path, row.payload)) for row in rows]


def _advance(writer: Writer, draft: DraftId, steps: Sequence[Pending]) -> int:
    values: dict[str, str | int] = {
        "draft": draft,
        "more": len(steps),
        "at": moment_text(steps[-1].at),
    }
    told = next((pending.summary for pending in reversed(steps) if pending.summary), None)
    if told is not None:
        values |= {"title": told.title, "folded": fold(told.title), "language": told.language}
        values |= {"answered": told.answered, "total": told.total}
    rows = writer.fetch(_ADVANCE_QUICK if told is None else _ADVANCE_SUMMARY_QUICK, values)
    if not rows:
        raise AppError(ErrorCode.INTERVIEW_UNKNOWN, id=draft)
    return int(rows[0][0])


def _row(writer: Writer, draft: DraftId, seq: int, pending: Pending) -> dict[str, str | int]:
    step = pending.step
    return {
        "draft": draft,
        "seq": seq,
        "at": moment_text(pending.at),
        "op": step.op,
        "path": step.path,
        "payload": writer.document(step.payload),
        "effects": writer.document(step.effects),
    }


_ADVANCE_QUICK = Quick(_ADVANCE)
_ADVANCE_SUMMARY_QUICK = Quick(_ADVANCE_SUMMARY)
_APPEND_QUICK = Quick(insert(DraftStepRow))
_TAIL_QUICK = Quick(
    select(
        DraftStepRow.seq,
        DraftStepRow.at,
        DraftStepRow.op,
        DraftStepRow.path,
        DraftStepRow.payload,
    )
    .where(DraftStepRow.draft == bindparam("draft"))
    .order_by(DraftStepRow.seq.desc())
    .limit(bindparam("most"))
)
