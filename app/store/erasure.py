"""Erased revisions inside a job: what an erasure names is taken away and never taken in again.

What an erasure says stands in `records.erasures`. The content is gone, the id stays: a package that still holds it
cannot bring it back. An erasure cannot be erased.
Attachments, backups and the outbox are others' to see to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select

from app.core.ids import RecordId, RevisionId
from app.records.erasures import erased_by, erasure_fields
from app.records.revision import Kind
from app.store.schema import ErasedRow, ParentRow, RevisionRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.records.revision import Revision

_AT_ONCE = 500


def is_erasure(revision: Revision) -> bool:
    """Whether a revision names others as erased."""
    return revision.kind == Kind.ERASURE


def field_of(revision: Revision) -> tuple[str, str]:
    """Return path and value by which an erasure names a revision."""
    ((path, told),) = erasure_fields([revision]).items()
    return path, told


def rows_of(erasure: Revision) -> dict[RevisionId, dict[str, object]]:
    """Return what the table of erased revisions says of those that an erasure names, by id."""
    return {
        each.id: {"id": each.id, "erasure": erasure.id, "device": each.device, "seq": each.seq}
        for each in erased_by(erasure)
    }


def note(connection: Connection, revisions: Sequence[Revision]) -> list[tuple[str, RecordId]]:
    """Take away what the erasures among new revisions name; return kind and id of the records that lost something."""
    lost: list[tuple[str, RecordId]] = []
    for revision in filter(is_erasure, revisions):
        rows = rows_of(revision)
        known = erased_among(connection, list(rows))
        fresh = [name for name in rows if name not in known]
        if fresh:
            connection.execute(insert(ErasedRow), [rows[name] for name in fresh])
            lost += _take_away(connection, fresh)
    return lost


def erased_among(connection: Connection, ids: Sequence[RevisionId]) -> set[RevisionId]:
    """Return those of the ids that were erased."""
    found: set[RevisionId] = set()
    if connection.scalar(select(ErasedRow.id).limit(1)) is None:
        return found
    for some in _portions(ids):
        query = select(ErasedRow.id).where(ErasedRow.id.in_(some))
        found.update(map(RevisionId, connection.scalars(query)))
    return found


def _take_away(connection: Connection, ids: Sequence[RevisionId]) -> list[tuple[str, RecordId]]:
    row = RevisionRow
    lost: list[tuple[str, RecordId]] = []
    for some in _portions(ids):
        there = (row.id.in_(some), row.kind != Kind.ERASURE.value)
        found = connection.execute(select(row.id, row.kind, row.record).where(*there)).all()
        lost += [(each.kind, RecordId(each.record)) for each in found]
        named = [each.id for each in found]
        connection.execute(delete(ParentRow).where(ParentRow.child.in_(named)))
        connection.execute(delete(row).where(row.id.in_(named)))
    return lost


def _portions(ids: Sequence[RevisionId]) -> Iterator[Sequence[RevisionId]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
