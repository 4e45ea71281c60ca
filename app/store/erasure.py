"""Erased revisions inside a job: what an erasure names is taken away and never taken in again.

An erasure is a record of its own kind (records.md) that travels like any other. Each of its fields ``erased/ID`` names
a revision; its value is the kind, and then the device and counter (``KIND DEVICE SEQ``), so that nobody takes its
absence for a gap. The content is gone, the id stays: a package that still holds it cannot bring it back. An erasure cannot be erased.
Attachments, backups and the outbox are others' to see to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, delete, insert, select

from app.core.ids import RecordId, RevisionId
from app.records.revision import Kind
from app.store.schema import ErasedRow, ParentRow, RevisionRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.records.revision import Revision

ERASED: Final = "erased/"
_AT_ONCE = 500


def is_erasure(revision: Revision) -> bool:
    """Whether a revision names others as erased."""
    return revision.kind == Kind.ERASURE


def field_of(revision: Revision) -> tuple[str, str]:
    """Return path and value by which an erasure names a revision."""
    return ERASED + revision.id, f"{revision.kind} {revision.device} {revision.seq}"


def rows_of(erasure: Revision) -> dict[RevisionId, dict[str, object]]:
    """Return what the table of erased revisions says of those that an erasure names, by id."""
    rows: dict[RevisionId, dict[str, object]] = {}
    for path, place in erasure.fields.items():
        if path.startswith(ERASED):
            name = RevisionId(path.removeprefix(ERASED))
            _kind, device, seq = (*place.split(" "), "", "")[:3]
            is_told = seq.isascii() and seq.isdigit() and len(seq) <= 18
            told = {"device": device, "seq": int(seq)} if is_told else {"device": "", "seq": 0}
            rows[name] = {"id": name, "erasure": erasure.id, **told}
    return rows


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
