"""Whether what was derived still follows from the revisions: compared record by record, and nothing written.

Apart from `checking`, because it knows every derived table. What does not follow can be made anew (`views.rebuild`):
no answer is lost with it, but a list may have shown something else than what is held.
"""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from app.core.ids import RecordId
from app.records.revision import Kind
from app.store import derived
from app.store.columns import DamagedValueError, moment_text
from app.store.schema import (
    ConflictRow,
    EntityRow,
    ErasedRow,
    InterviewRecordRow,
    MemberRow,
    ParentRow,
    RevisionRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Table

    from app.core.progress import Progress
    from app.records.revision import Revision
    from app.store.workspace import Workspace

AT_ONCE = 200
_OF_KIND = {
    Kind.INTERVIEW: InterviewRecordRow.record,
    Kind.ENTITY: EntityRow.record,
    Kind.MEMBER: MemberRow.id,
}


def misfits(workspace: Workspace, progress: Progress) -> Iterator[str]:
    """Yield the records whose derived rows are not what follows from their revisions. Raises `Cancelled`."""
    last, done, total = "", 0, workspace.call(_count)
    while records := workspace.call(_records, last):
        yield from workspace.call(_compare, records)
        last, done = records[-1], done + len(records)
        progress.step(done, total, "checking_lists")
    yield from workspace.call(_strays)


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count(RevisionRow.record.distinct()))).scalar_one()


def _records(connection: Connection, after: str) -> list[RecordId]:
    row = RevisionRow.record
    query = select(row).where(row > after).distinct().order_by(row).limit(AT_ONCE)
    return [RecordId(each) for each in connection.scalars(query)]


def _compare(connection: Connection, records: Sequence[RecordId]) -> list[str]:
    row = RevisionRow
    query = select(row.kind, row.record, row.id, row.canonical).where(row.record.in_(records))
    rows = connection.execute(query.order_by(row.record, row.kind)).all()
    found = []
    for (kind, record), same in groupby(rows, key=lambda each: (each.kind, each.record)):
        try:
            revisions = [derived.held(each.id, each.canonical) for each in same]
        except DamagedValueError:
            continue  # told as what it is: a damaged revision
        if not _fits(connection, (kind, record), revisions):
            found.append(record)
    return found


def _fits(connection: Connection, place: tuple[str, str], revisions: Sequence[Revision]) -> bool:
    kind, record = place
    wanted = derived.rows_from(revisions)
    id_of = _OF_KIND.get(Kind(kind)) if kind in set(Kind) else None
    if id_of is not None:
        table: Table = id_of.class_.__table__
        kept = connection.execute(select(table).where(id_of == record)).mappings()
        if _plain(kept) != _plain(wanted[table.name]):
            return False
    disputed = (ConflictRow.record == record, ConflictRow.kind == kind)
    kept = connection.execute(select(ConflictRow.__table__).where(*disputed)).mappings()
    if _plain(kept) != _plain(wanted[ConflictRow.__tablename__]):
        return False
    return _has_parents(connection, revisions) and _has_erased(
        connection, [str(each["id"]) for each in wanted[ErasedRow.__tablename__]]
    )


def _has_parents(connection: Connection, revisions: Sequence[Revision]) -> bool:
    wanted = {(parent, each.id) for each in revisions for parent in each.parents}
    ids = [each.id for each in revisions]
    query = select(ParentRow.parent, ParentRow.child).where(ParentRow.child.in_(ids))
    return {(row.parent, row.child) for row in connection.execute(query)} == wanted


def _has_erased(connection: Connection, ids: Sequence[str]) -> bool:
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        query = select(func.count()).select_from(ErasedRow).where(ErasedRow.id.in_(some))
        if connection.execute(query).scalar_one() != len(some):
            return False
    return True


def _plain(rows: object) -> list[list[tuple[str, object]]]:
    """Return rows as they can be compared: moments as they are kept, columns and rows in order."""
    told: list[list[tuple[str, object]]] = []
    for row in rows:  # type: ignore[attr-defined]
        plain: Mapping[str, object] = {
            name: moment_text(value) if isinstance(value, datetime) else value
            for name, value in row.items()
        }
        told.append(sorted(plain.items()))
    return sorted(told, key=str)


def _strays(connection: Connection) -> list[str]:
    """Return the records that have rows and no revisions."""
    found: list[str] = []
    for kind, id_of in (*_OF_KIND.items(), (None, ConflictRow.record)):
        held = select(RevisionRow.id).where(RevisionRow.record == id_of)
        if kind is not None:
            held = held.where(RevisionRow.kind == kind.value)
        found += connection.scalars(select(id_of).where(~held.exists()).distinct())
    return found
