"""Differences settled: one revision per record with all its heads as parents, all in one transaction; and taken back.

Apart from `history`, which writes what it is given: here it is made sure that nobody changed a record meanwhile, and
that what is taken back was built on by nobody and never left this machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select, update

from app.core.errors import AppError, ErrorCode
from app.core.ids import RecordId, RevisionId
from app.records.live import live_view
from app.store import concurrency, history
from app.store.schema import DeviceRow, DraftRow, ParentRow, RevisionRow
from app.store.sync_schema import OutboxRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.records.revision import Content, Revision
    from app.store.workspace import Workspace

AT_ONCE = 500


def settle(workspace: Workspace, contents: Sequence[Content]) -> list[Revision]:
    """Write what was decided, all or nothing. Raises AppError DIFFERENCES_MOVED when a record has other heads."""
    return workspace.call(_settle, workspace, contents)


def take_back(workspace: Workspace, names: Sequence[RevisionId], since: datetime) -> bool:
    """Remove revisions of this device's own again; False, and nothing done, when they are not ours alone any more.

    They are as long as nothing builds on them, nothing was written after them and no package was written ``since``.
    """
    return workspace.call(_take_back, workspace, names, since)


def interviews_combined(workspace: Workspace) -> dict[RecordId, tuple[RevisionId, ...]]:
    """Return the heads of every interview of which versions made apart came together, settled or not."""
    return workspace.call(_combined)


def _settle(
    connection: Connection, workspace: Workspace, contents: Sequence[Content]
) -> list[Revision]:
    for content in contents:
        held = history.of_record(connection, content.record, content.kind)
        if live_view(held).heads != tuple(sorted(content.parents)):
            raise AppError(ErrorCode.DIFFERENCES_MOVED)
    return [history.write(connection, workspace.device, content) for content in contents]


def _take_back(
    connection: Connection, workspace: Workspace, names: Sequence[RevisionId], since: datetime
) -> bool:
    concurrency.hold_everything(connection)
    own = select(DeviceRow).where(DeviceRow.id == workspace.device.id).with_for_update()
    device = connection.execute(own).first()
    row = RevisionRow
    held = connection.execute(select(row.device, row.seq).where(row.id.in_(names))).all()
    if device is None or len(held) != len(names) or {each.device for each in held} != {device.id}:
        return False
    seqs = sorted(each.seq for each in held)
    are_last = seqs == list(range(device.last_seq - len(seqs) + 1, device.last_seq + 1))
    built_on = select(func.count()).select_from(ParentRow).where(ParentRow.parent.in_(names))
    left = select(func.count()).select_from(OutboxRow).where(OutboxRow.written_at >= since)
    if not are_last or connection.scalar(built_on) or connection.scalar(left):
        return False
    drafts = connection.scalars(select(DraftRow.parents).where(DraftRow.parents != ""))
    if any(set(parents.split()) & set(names) for parents in drafts):
        return False
    history.remove(connection, names)
    connection.execute(
        update(DeviceRow).where(DeviceRow.id == device.id).values(last_seq=seqs[0] - 1)
    )
    return True


def _combined(connection: Connection) -> dict[RecordId, tuple[RevisionId, ...]]:
    row = RevisionRow
    together = select(ParentRow.child).group_by(ParentRow.child).having(func.count() > 1).subquery()
    settled = select(row.record).where(
        row.kind == "interview", row.id.in_(select(together.c.child))
    )
    heads = select(row.record, row.id).where(
        row.kind == "interview",
        ~select(ParentRow.parent).where(ParentRow.parent == row.id).exists(),
    )
    standing = heads.subquery()
    apart = select(standing.c.record).group_by(standing.c.record).having(func.count() > 1)
    records = sorted({*connection.scalars(settled), *connection.scalars(apart)})
    found: dict[RecordId, list[RevisionId]] = {}
    for start in range(0, len(records), AT_ONCE):
        some = heads.where(row.record.in_(records[start : start + AT_ONCE]))
        for each in connection.execute(some):
            found.setdefault(RecordId(each.record), []).append(RevisionId(each.id))
    return {record: tuple(sorted(names)) for record, names in found.items()}
