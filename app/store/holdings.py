"""What a workspace holds, asked for many revisions at once: what a package is compared with, and written from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select, union

from app.core.ids import DeviceId, RecordId, RevisionId
from app.store import derived, history
from app.store.schema import ConflictRow, ErasedRow, RevisionRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.records.revision import Revision
    from app.store.workspace import Workspace

AT_ONCE = 500

Place = tuple[DeviceId, int]
Spans = dict[DeviceId, list[tuple[int, int]]]
"""By device, rising spans ``(first, last)`` of its counter."""
Conflicted = tuple[RecordId, str, str]
"""Record, kind and path of a conflict."""


def known(workspace: Workspace, ids: Sequence[RevisionId]) -> set[RevisionId]:
    """Return which of these revisions are held."""
    return workspace.call(history.held_among, ids)


def at(workspace: Workspace, places: Sequence[Place]) -> dict[Place, list[RevisionId]]:
    """Return the revisions that are held at these places of their devices' histories."""
    return workspace.call(_at, places)


def of_records(workspace: Workspace, records: Sequence[RecordId]) -> dict[RecordId, list[Revision]]:
    """Return all held revisions of these records, of every kind; a record of which there is none is not named."""
    return workspace.call(_of_records, records)


def spans(workspace: Workspace, *, with_erased: bool = True) -> Spans:
    """Return what is held by device; erased revisions count as held, they are no gap."""
    return workspace.call(_spans, with_erased=with_erased)


def named(workspace: Workspace, device: DeviceId) -> list[tuple[int, RevisionId]]:
    """Return counter and id of all that is held of a device, erased revisions included, by counter and id."""
    return workspace.call(_named, device)


def list_conflicts(workspace: Workspace) -> list[Conflicted]:
    """Return every field with several live values, by kind and record; path '' is a deletion that is disputed."""
    return workspace.call(conflicts)


def count_conflicts(workspace: Workspace) -> int:
    """Return how many fields have several live values."""
    return workspace.call(_count_conflicts)


def canonicals(
    workspace: Workspace, wanted: Mapping[DeviceId, Sequence[tuple[int, int]]]
) -> Iterator[bytes]:
    """Yield the canonical bytes of what is held in these spans, by device and counter, a thousand at a time."""
    for device in sorted(wanted):
        for first, last in wanted[device]:
            next_one = first
            while rows := workspace.call(_some, device, next_one, last):
                yield from (canonical for _, canonical in rows)
                next_one = rows[-1][0] + 1


def of_kind(workspace: Workspace, kind: str, records: Sequence[RecordId] | None) -> list[Revision]:
    """Return the revisions of a kind, all or of some records."""
    return workspace.call(_of_kind, kind, records)


def erased(workspace: Workspace) -> set[RevisionId]:
    """Return the ids that were erased."""
    query = select(ErasedRow.id)
    return workspace.call(lambda connection: set(map(RevisionId, connection.scalars(query))))


def erased_places(workspace: Workspace) -> set[Place]:
    """Return the places of erased revisions in their devices' histories, as far as they were told."""
    query = select(ErasedRow.device, ErasedRow.seq).where(ErasedRow.seq > 0)
    return workspace.call(
        lambda connection: {(DeviceId(row.device), row.seq) for row in connection.execute(query)}
    )


def conflicts(connection: Connection) -> list[Conflicted]:
    """Do what `list_conflicts` says, inside a job."""
    row = ConflictRow
    query = select(row.record, row.kind, row.path).order_by(row.kind, row.record, row.path)
    return [(RecordId(each[0]), each[1], each[2]) for each in connection.execute(query)]


def _count_conflicts(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(ConflictRow)).scalar_one()


def _at(connection: Connection, places: Sequence[Place]) -> dict[Place, list[RevisionId]]:
    row = RevisionRow
    by_device: dict[DeviceId, list[int]] = {}
    for device, seq in places:
        by_device.setdefault(device, []).append(seq)
    found: dict[Place, list[RevisionId]] = {}
    for device, seqs in by_device.items():
        for start in range(0, len(seqs), AT_ONCE):
            some = (row.device == device, row.seq.in_(seqs[start : start + AT_ONCE]))
            for each in connection.execute(select(row.seq, row.id).where(*some)):
                found.setdefault((device, each.seq), []).append(RevisionId(each.id))
    return found


def _of_records(
    connection: Connection, records: Sequence[RecordId]
) -> dict[RecordId, list[Revision]]:
    row = RevisionRow
    found: dict[RecordId, list[Revision]] = {}
    for start in range(0, len(records), AT_ONCE):
        some = row.record.in_(records[start : start + AT_ONCE])
        for each in connection.execute(select(row.id, row.canonical).where(some)):
            revision = derived.held(each.id, each.canonical)
            found.setdefault(revision.record, []).append(revision)
    return found


def _named(connection: Connection, device: DeviceId) -> list[tuple[int, RevisionId]]:
    held = select(RevisionRow.seq, RevisionRow.id).where(RevisionRow.device == device)
    gone = select(ErasedRow.seq, ErasedRow.id).where(ErasedRow.device == device, ErasedRow.seq > 0)
    both = union(held, gone).subquery()
    rows = connection.execute(select(both.c.seq, both.c.id).order_by(both.c.seq, both.c.id))
    return [(seq, RevisionId(name)) for seq, name in rows]


def _spans(connection: Connection, *, with_erased: bool) -> Spans:
    """Find the islands in SQL: a counter less its rank is the same all along one span."""
    places = select(RevisionRow.device, RevisionRow.seq)
    if with_erased:
        gone = select(ErasedRow.device, ErasedRow.seq).where(ErasedRow.seq > 0)
        held = union(places, gone).subquery("held")
    else:
        held = places.distinct().subquery("held")
    rank = func.row_number().over(partition_by=held.c.device, order_by=held.c.seq)
    ranked = select(held.c.device, held.c.seq, (held.c.seq - rank).label("island")).subquery()
    query = (
        select(ranked.c.device, func.min(ranked.c.seq), func.max(ranked.c.seq))
        .group_by(ranked.c.device, ranked.c.island)
        .order_by(ranked.c.device, func.min(ranked.c.seq))
    )
    found: Spans = {}
    for device, first, last in connection.execute(query):
        found.setdefault(DeviceId(device), []).append((first, last))
    return found


def _some(
    connection: Connection, device: DeviceId, first: int, last: int
) -> list[tuple[int, bytes]]:
    """Return about a thousand rows; all of one counter together, as a cloned device has several."""
    row = RevisionRow
    mine = (row.device == device, row.seq >= first, row.seq <= last)
    limit = select(row.seq).where(*mine).order_by(row.seq).offset(2 * AT_ONCE).limit(1)
    end = connection.scalar(limit)
    query = select(row.seq, row.canonical).where(*mine).order_by(row.seq, row.id)
    if end is not None:
        query = query.where(row.seq <= end)
    return [(each.seq, each.canonical) for each in connection.execute(query)]


def _of_kind(
    connection: Connection, kind: str, records: Sequence[RecordId] | None
) -> list[Revision]:
    row = RevisionRow
    if records is None:
        rows = connection.execute(select(row.id, row.canonical).where(row.kind == kind))
        return [derived.held(each.id, each.canonical) for each in rows]
    held = _of_records(connection, records)
    return [each for some in held.values() for each in some if each.kind == kind]
