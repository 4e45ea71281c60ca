"""Whether what was derived still follows from the revisions: compared record by record, and nothing written.

Apart from `checking`, because it knows every derived table. What does not follow can be made anew (`views.rebuild`):
no answer is lost with it, but a list may have shown something else than what is held.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    from collections.abc import Iterator, Sequence

    from sqlalchemy import RowMapping, Table

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
    """Compare some records: each table is read once for all of them."""
    row = RevisionRow
    query = select(row.kind, row.record, row.id, row.canonical).where(row.record.in_(records))
    rows = connection.execute(query.order_by(row.record, row.kind)).all()
    kept = _kept(connection, records, [each.id for each in rows])
    found = []
    for (kind, record), same in groupby(rows, key=lambda each: (each.kind, each.record)):
        try:
            revisions = [derived.held(each.id, each.canonical) for each in same]
        except DamagedValueError:
            continue  # told as what it is: a damaged revision
        wanted = derived.rows_from(revisions)
        erased = [str(each["id"]) for each in wanted[ErasedRow.__tablename__]]
        is_same = kept.get((kind, record), set()) == _told(kind, wanted, revisions)
        if not (is_same and _has_erased(connection, erased)):
            found.append(record)
    return found


def _kept(
    connection: Connection, records: Sequence[RecordId], ids: Sequence[str]
) -> dict[tuple[str, str], set[str]]:
    """Return what the derived tables say of some records, by kind and record, each row as a text."""
    found: dict[tuple[str, str], set[str]] = {}
    for kind, id_of in _OF_KIND.items():
        table: Table = id_of.class_.__table__
        for row in connection.execute(select(table).where(id_of.in_(records))).mappings():
            found.setdefault((kind.value, row[id_of.key]), set()).add(_plain(row))
    conflicts = select(ConflictRow.__table__).where(ConflictRow.record.in_(records))
    for row in connection.execute(conflicts).mappings():
        found.setdefault((row["kind"], row["record"]), set()).add(_plain(row))
    places = select(RevisionRow.id, RevisionRow.kind, RevisionRow.record)
    place_of = {
        row.id: (row.kind, row.record)
        for row in connection.execute(places.where(RevisionRow.record.in_(records)))
    }
    for start in range(0, len(ids), AT_ONCE):
        some = ParentRow.child.in_(ids[start : start + AT_ONCE])
        for link in connection.execute(select(ParentRow.parent, ParentRow.child).where(some)):
            found.setdefault(place_of[link.child], set()).add(f"{link.parent} {link.child}")
    return found


def _told(
    kind: str, wanted: Mapping[str, Sequence[Mapping[str, object]]], revisions: Sequence[Revision]
) -> set[str]:
    """Return what the derived tables should say of one record."""
    id_of = _OF_KIND.get(Kind(kind)) if kind in set(Kind) else None
    own = wanted[id_of.class_.__tablename__] if id_of is not None else ()
    rows = {_plain(row) for row in (*own, *wanted[ConflictRow.__tablename__])}
    return rows | {f"{parent} {each.id}" for each in revisions for parent in each.parents}


def _has_erased(connection: Connection, ids: Sequence[str]) -> bool:
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        query = select(func.count()).select_from(ErasedRow).where(ErasedRow.id.in_(some))
        if connection.execute(query).scalar_one() != len(some):
            return False
    return True


def _plain(row: Mapping[str, object] | RowMapping) -> str:
    """Return a row as it can be compared: moments as they are kept, columns and properties in order."""
    return str(sorted((name, _comparable(value)) for name, value in row.items()))


def _comparable(value: object) -> object:
    if isinstance(value, datetime):
        return moment_text(value)
    return sorted(value.items()) if isinstance(value, Mapping) else value


def _strays(connection: Connection) -> list[str]:
    """Return the records that have rows and no revisions."""
    found: list[str] = []
    for kind, id_of in (*_OF_KIND.items(), (None, ConflictRow.record)):
        held = select(RevisionRow.id).where(RevisionRow.record == id_of)
        if kind is not None:
            held = held.where(RevisionRow.kind == kind.value)
        found += connection.scalars(select(id_of).where(~held.exists()).distinct())
    return found
