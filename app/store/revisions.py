"""What a workspace holds of records, for operations: every call is one job of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from app.core.errors import AppError, ErrorCode
from app.core.ids import RecordId, RevisionId
from app.records.digest import digest as digest_of
from app.records.live import LiveView, live_view
from app.records.revision import Content, Kind, Revision
from app.store import history
from app.store.schema import ParentRow, RevisionRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.store.workspace import Workspace


def write(workspace: Workspace, content: Content) -> Revision:
    """Write a revision of this device's own: a register edit, a review, a deletion."""
    return workspace.call(history.write, workspace.device, content)


def add(workspace: Workspace, revisions: Sequence[Revision]) -> list[Revision]:
    """Keep revisions that came from elsewhere, unknown kinds too; return those that were not held before."""
    return workspace.call(_add, workspace, revisions)


def heads(workspace: Workspace, record: RecordId) -> tuple[RevisionId, ...]:
    """Return the revisions of a record on which no held revision builds, sorted."""
    return workspace.call(_heads, record)


def revisions_of(workspace: Workspace, record: RecordId) -> list[Revision]:
    """Return all revisions of a record, in the order of their clocks."""
    return workspace.call(history.of_record, record)


def view_of(workspace: Workspace, record: RecordId, kind: Kind = Kind.INTERVIEW) -> LiveView:
    """Return a record as it stands. Raises AppError INTERVIEW_UNKNOWN."""
    revisions = workspace.call(history.of_record, record, kind)
    if not revisions:
        raise AppError(ErrorCode.INTERVIEW_UNKNOWN, id=record)
    return live_view(revisions)


def all_ids(workspace: Workspace) -> list[RevisionId]:
    """Return the ids of all held revisions, ascending."""
    return workspace.call(_all_ids)


def digest(workspace: Workspace) -> str:
    """Return the digest of everything held (records.md)."""
    return digest_of(all_ids(workspace))


def counts_by_kind(workspace: Workspace) -> dict[str, int]:
    """Return the number of held revisions by kind, parked kinds too."""
    return workspace.call(_counts)


def _add(
    connection: Connection, workspace: Workspace, revisions: Sequence[Revision]
) -> list[Revision]:
    fresh = history.add(connection, revisions)
    for revision in fresh:
        workspace.device.observe(revision.hlc)
    return fresh


def _heads(connection: Connection, record: RecordId) -> tuple[RevisionId, ...]:
    built_on = select(ParentRow.parent).where(ParentRow.parent == RevisionRow.id).exists()
    query = (
        select(RevisionRow.id)
        .where(RevisionRow.record == record, ~built_on)
        .order_by(RevisionRow.id)
    )
    return tuple(map(RevisionId, connection.scalars(query)))


def _all_ids(connection: Connection) -> list[RevisionId]:
    return list(
        map(RevisionId, connection.scalars(select(RevisionRow.id).order_by(RevisionRow.id)))
    )


def _counts(connection: Connection) -> dict[str, int]:
    rows = connection.execute(select(RevisionRow.kind, func.count()).group_by(RevisionRow.kind))
    return {row[0]: row[1] for row in rows}
