"""A draft comes to stand on another form: its row names another bundle, its log says why; both, or neither.

Nothing is taken out of the log, so a move can be taken back for as long as there is a draft.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, update

from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId, DraftId
from app.store import draft_log
from app.store.draft_log import Pending, Summary
from app.store.engine import Writer
from app.store.schema import BundleRow, DraftRow, DraftStepRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.forms.state import Step
    from app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Rebinding:
    """What a move writes: the steps, the bundle that the draft names from then on, and what the list shows.

    ``seen`` is the number of the last step that the move was worked out from.
    """

    bundle: BundleId
    steps: Sequence[Step]
    summary: Summary
    seen: int


def rebind(workspace: Workspace, draft: DraftId, rebinding: Rebinding) -> bool:
    """Let a draft stand on another form; False, and nothing done, when its log went on since it was looked at.

    Raises AppError INTERVIEW_UNKNOWN, FORM_UNKNOWN, DISK_FULL.
    """
    return workspace.call(_rebind, workspace, draft, rebinding)


def earlier_of(workspace: Workspace, drafts: Sequence[DraftId]) -> dict[DraftId, BundleId]:
    """Return those of some drafts that moved, with the bundle that taking the last move back leads to.

    Reads every step of these drafts: name no more than can have moved.
    """
    return workspace.call(_earlier, drafts) if drafts else {}


def _earlier(connection: Connection, drafts: Sequence[DraftId]) -> dict[DraftId, BundleId]:
    query = (
        select(DraftStepRow.draft, DraftStepRow.op, DraftStepRow.payload)
        .where(DraftStepRow.draft.in_(drafts), DraftStepRow.op.in_(("move", "move_back")))
        .order_by(DraftStepRow.draft, DraftStepRow.seq)
    )
    ways: dict[DraftId, list[BundleId]] = {}
    for row in connection.execute(query):
        way = ways.setdefault(DraftId(row.draft), [])
        if row.op == "move":
            way.append(BundleId(row.payload["from"]))
        elif way:
            way.pop()
    return {draft: way[-1] for draft, way in ways.items() if way}


def _rebind(
    connection: Connection, workspace: Workspace, draft: DraftId, rebinding: Rebinding
) -> bool:
    held = draft_log.load(connection, draft)
    if held.steps != rebinding.seen or workspace.backlog.waiting(draft):
        return False
    known = select(BundleRow.id).where(BundleRow.id == rebinding.bundle)
    if connection.scalar(known) is None:
        raise AppError(ErrorCode.FORM_UNKNOWN, form=rebinding.bundle)
    now = workspace.clock.now()
    *steps, last = [Pending(step, None, now) for step in rebinding.steps]
    told = Pending(last.step, rebinding.summary, now)
    draft_log.append(Writer.inside(connection), draft, [*steps, told])
    row = update(DraftRow).where(DraftRow.id == draft)
    connection.execute(row.values(bundle=rebinding.bundle, left_open=held.left_open))
    return True
