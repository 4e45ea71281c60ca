"""Rows that follow from revisions, kept beside them so that lists stay quick; any of them can be thrown away.

What the list of interviews reads from a revision: ``meta/form`` (bundle), ``meta/title``, ``meta/status``,
``meta/interviewer`` (member id, or a name), ``meta/language``, ``meta/test`` (``true``), ``meta/started``,
``meta/finished`` (ISO 8601 with offset), ``meta/answered``, ``meta/total`` and ``meta/case``. An entity is its
``list``, its ``label`` and what stands under ``property/``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, insert, select, update

from app.core.ids import RevisionId
from app.records import review
from app.records.live import LiveView, live_view
from app.records.revision import Kind, Revision, RevisionMalformedError, read_held
from app.store import concurrency, erasure
from app.store.columns import DamagedValueError
from app.store.folding import fold
from app.store.schema import (
    BundleRow,
    ConflictRow,
    EntityRow,
    ErasedRow,
    InterviewRecordRow,
    MemberRow,
    ParentRow,
    RevisionRow,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy.orm import InstrumentedAttribute

    from app.core.clock import Stamp
    from app.core.ids import RecordId

AT_ONCE = 500
PROPERTY = "property/"
_ID_COLUMNS: dict[str, InstrumentedAttribute[str]] = {
    Kind.INTERVIEW: InterviewRecordRow.record,
    Kind.ENTITY: EntityRow.record,
    Kind.MEMBER: MemberRow.id,
}


@dataclass(slots=True)
class _Rows:
    """Derived rows on their way into the database."""

    interviews: list[dict[str, object]] = field(default_factory=list)
    entities: list[dict[str, object]] = field(default_factory=list)
    members: list[dict[str, object]] = field(default_factory=list)
    parents: list[dict[str, object]] = field(default_factory=list)
    conflicts: list[dict[str, object]] = field(default_factory=list)
    erased: dict[RevisionId, dict[str, object]] = field(default_factory=dict)
    retired: dict[str, datetime | None] = field(default_factory=dict)

    def derive(self, record: RecordId, kind: str, revisions: Sequence[Revision]) -> None:
        """Add the rows of one record."""
        view = live_view(revisions)
        self._list_conflicts(record, kind, view)
        if kind == Kind.INTERVIEW:
            self.interviews.append(_interview(record, view, revisions))
        elif kind == Kind.ENTITY:
            self.entities.append(_entity(record, view, revisions))
        elif kind == Kind.MEMBER:
            self.members.append(_member(record, view))
        elif kind == Kind.FORM:
            self.retired[view.values.get("meta/form", "")] = _moment(
                view.values.get("meta/retired", "")
            )

    def _list_conflicts(self, record: RecordId, kind: str, view: LiveView) -> None:
        if view.is_deleted:
            return  # nobody needs to settle what is gone
        paths = [*view.conflicts, *([""] if view.is_deletion_disputed else ())]
        self.conflicts += [{"record": record, "kind": kind, "path": path} for path in paths]

    def list_erased(self, revisions: Sequence[Revision]) -> None:
        """Note what the erasures among revisions name."""
        for revision in filter(erasure.is_erasure, revisions):
            self.erased = {**erasure.rows_of(revision), **self.erased}

    def write(self, connection: Connection) -> None:
        """Write what was derived and begin anew."""
        for table, rows in (
            (InterviewRecordRow, self.interviews),
            (EntityRow, self.entities),
            (MemberRow, self.members),
            (ParentRow, self.parents),
            (ConflictRow, self.conflicts),
        ):
            if rows:
                connection.execute(insert(table), rows)
                rows.clear()
        known = erasure.erased_among(connection, list(self.erased))
        fresh = [row for name, row in self.erased.items() if name not in known]
        if fresh:
            connection.execute(insert(ErasedRow), fresh)
        self.erased.clear()
        for bundle, moment in self.retired.items():
            connection.execute(
                update(BundleRow).where(BundleRow.id == bundle).values(retired_at=moment)
            )
        self.retired.clear()


def refresh_all(
    connection: Connection,
    records: Mapping[tuple[str, RecordId], Sequence[Revision]],
    first: Collection[tuple[str, RecordId]] = (),
) -> None:
    """Bring the derived rows of records, by kind and id, up to date with all their revisions; none: they are gone.

    ``first`` are the records of which there were no rows yet.
    """
    for kind in {kind for kind, _ in records}:
        mine = [place for place in records if place[0] == kind and place not in first]
        _take_away(connection, kind, [record for _, record in mine])
    rows = _Rows()
    for (kind, record), revisions in records.items():
        if revisions:
            rows.derive(record, kind, revisions)
    rows.write(connection)


def rows_from(revisions: Sequence[Revision]) -> dict[str, list[dict[str, object]]]:
    """Return, by table, the rows that follow from all revisions of one record."""
    rows, first = _Rows(), revisions[0]
    rows.derive(first.record, first.kind, revisions)
    rows.list_erased(revisions)
    return {
        InterviewRecordRow.__tablename__: rows.interviews,
        EntityRow.__tablename__: rows.entities,
        MemberRow.__tablename__: rows.members,
        ConflictRow.__tablename__: rows.conflicts,
        ErasedRow.__tablename__: [dict(row) for row in rows.erased.values()],
    }


def _take_away(connection: Connection, kind: str, records: Sequence[RecordId]) -> None:
    id_of = _ID_COLUMNS.get(kind)
    for start in range(0, len(records), AT_ONCE):
        some = records[start : start + AT_ONCE]
        if id_of is not None:
            connection.execute(delete(id_of.class_).where(id_of.in_(some)))
        here = (ConflictRow.kind == kind, ConflictRow.record.in_(some))
        connection.execute(delete(ConflictRow).where(*here))


def rebuild(connection: Connection) -> int:
    """Throw away every derived row and write it again; return how many records were looked at."""
    concurrency.hold_everything(connection)
    for table in (InterviewRecordRow, EntityRow, MemberRow, ParentRow, ConflictRow, ErasedRow):
        connection.execute(delete(table))
    count, rows = 0, _Rows()
    for count, revisions in enumerate(_records(connection), 1):
        first = revisions[0]
        rows.derive(first.record, first.kind, revisions)
        rows.list_erased(revisions)
        rows.parents += [
            {"parent": parent, "child": each.id} for each in revisions for parent in each.parents
        ]
        if count % AT_ONCE == 0:
            rows.write(connection)
    rows.write(connection)
    return count


def held(name: str, canonical: bytes) -> Revision:
    """Read a revision that the database holds. Raises DamagedValueError when it is not what its id says."""
    try:
        return read_held(RevisionId(name), canonical)
    except (RevisionMalformedError, TypeError) as error:
        raise DamagedValueError(RevisionRow.__tablename__) from error


def _records(connection: Connection) -> Iterator[list[Revision]]:
    """Yield the revisions of one record after the other, in the order in which they lie on the disk.

    Nearly every record has one; those of the others are gathered until the end.
    """
    each = (RevisionRow.kind, RevisionRow.record)
    shared = connection.execute(select(*each).group_by(*each).having(func.count() > 1)).all()
    gathered: dict[tuple[str, str], list[Revision]] = {(row.kind, row.record): [] for row in shared}
    with connection.execute(select(RevisionRow.id, RevisionRow.canonical)) as rows:
        for row in rows:
            revision = held(row.id, row.canonical)
            same = gathered.get((revision.kind, revision.record))
            if same is None:
                yield [revision]
            else:
                same.append(revision)
    yield from gathered.values()


def _interview(
    record: RecordId, view: LiveView, revisions: Sequence[Revision]
) -> dict[str, object]:
    values = view.values
    written = _written(max(revision.hlc for revision in revisions))
    finished = _moment(values.get("meta/finished", "")) or written
    title = values.get("meta/title", "")
    return {
        "record": record,
        "bundle": values.get("meta/form", ""),
        "title": title,
        "folded": fold(title),
        "interviewer": values.get("meta/interviewer", ""),
        "status": review.state_of(view),
        "language": values.get("meta/language", ""),
        "test": values.get("meta/test", "") == "true",
        "started_at": _moment(values.get("meta/started", "")) or finished,
        "changed_at": finished,
        "answered": _count(values.get("meta/answered", "")),
        "total": _count(values.get("meta/total", "")),
        "conflicts": len(view.conflicts) + view.is_deletion_disputed,
        "deleted": view.is_deleted,
        "case_id": values.get("meta/case", ""),
    }


def _entity(record: RecordId, view: LiveView, revisions: Sequence[Revision]) -> dict[str, object]:
    last = max(revisions, key=lambda revision: (revision.hlc, revision.id))
    return {
        "record": record,
        "list": view.values.get("list", ""),
        "label": view.values.get("label", ""),
        "properties": {
            path.removeprefix(PROPERTY): value
            for path, value in view.values.items()
            if path.startswith(PROPERTY)
        },
        "actor": last.actor,
        "changed_at": _written(last.hlc),
        "conflicts": len(view.conflicts) + view.is_deletion_disputed,
        "deleted": view.is_deleted,
    }


def _member(record: RecordId, view: LiveView) -> dict[str, object]:
    name, role = view.values.get("meta/name", ""), view.values.get("meta/role", "")
    return {
        "id": record,
        "name": name,
        "folded": fold(name),
        "role": role,
        "deleted": view.is_deleted,
    }


def _written(stamp: Stamp) -> datetime:
    try:
        return datetime.fromtimestamp((int(stamp, 16) >> 16) / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime(1970, 1, 1, tzinfo=UTC)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        return None
    return moment


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
