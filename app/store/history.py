"""Revisions inside a job: written, added, read. What other modules of this room build their own jobs from."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, delete, insert, select

from app.core.ids import RecordId, RevisionId
from app.records.live import LiveView, live_view
from app.records.revision import Content, Revision, compose
from app.store import concurrency, derived, erasure
from app.store.schema import ParentRow, RevisionRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from app.store.device import Device

T = TypeVar("T")
Place = tuple[str, RecordId]
"""Kind and id of a record."""

MOST_PARAMETERS = 500


def write(connection: Connection, device: Device, content: Content) -> Revision:
    """Write a revision of this device's own."""
    revision = compose(content, device.next_place(connection))
    add(connection, [revision])
    return revision


def add(
    connection: Connection, revisions: Sequence[Revision], came_with: int | None = None
) -> list[Revision]:
    """Keep revisions, whatever their kind; return those that were not held before. Views follow.

    Erased ones are refused, and an erasure takes away what it names, so that the order of arrival makes no difference.
    ``came_with`` is the number of the merge that brings them.
    """
    if came_with is None:  # a merge holds all its records from its beginning
        records = [revision.record for revision in revisions]
        concurrency.hold_all_of(connection, records, alone=any(map(erasure.is_erasure, revisions)))
    held, grown = _held(connection, revisions)
    fresh = {revision.id: revision for revision in revisions if revision.id not in held}
    if not fresh:
        return []
    gone = erasure.note(connection, list(fresh.values()))
    for refused in erasure.erased_among(connection, list(fresh)):
        if not erasure.is_erasure(fresh[refused]):
            del fresh[refused]
    added = list(fresh.values())
    again = grown & {(each.kind, each.record) for each in added} | set(gone)
    _insert(connection, added, came_with)
    gathered = _gathered(connection, added, again)
    derived.refresh_all(connection, gathered, gathered.keys() - again)
    return added


def _insert(connection: Connection, added: Sequence[Revision], came_with: int | None) -> None:
    if not added:
        return
    connection.execute(insert(RevisionRow), [_row(revision, came_with) for revision in added])
    links = [{"parent": parent, "child": each.id} for each in added for parent in each.parents]
    if links:
        connection.execute(insert(ParentRow), links)


def _held(
    connection: Connection, revisions: Sequence[Revision]
) -> tuple[set[RevisionId], set[Place]]:
    """Return which revisions of these records are held already, and which of the records: one look for both."""
    row = RevisionRow
    held: set[RevisionId] = set()
    grown: set[Place] = set()
    for some in _portions(sorted({revision.record for revision in revisions})):
        query = select(row.id, row.kind, row.record).where(row.record.in_(some))
        for each in connection.execute(query):
            held.add(RevisionId(each.id))
            grown.add((each.kind, RecordId(each.record)))
    return held, grown


def _gathered(
    connection: Connection, added: Sequence[Revision], again: set[Place]
) -> dict[Place, list[Revision]]:
    """Return all revisions of the records that changed; those that had none before need not be read."""
    gathered: dict[Place, list[Revision]] = {place: [] for place in again}
    for revision in added:
        place = (revision.kind, revision.record)
        if place not in again:
            gathered.setdefault(place, []).append(revision)
    row = RevisionRow
    for some in _portions(sorted({record for _, record in again})):
        query = select(row.id, row.canonical).where(row.record.in_(some))
        for each in connection.execute(query):
            revision = derived.held(each.id, each.canonical)
            if (revision.kind, revision.record) in again:
                gathered[revision.kind, revision.record].append(revision)
    return gathered


def remove(connection: Connection, ids: Sequence[RevisionId]) -> None:
    """Take revisions away and bring the views of their records up to date; for undoing a merge only."""
    concurrency.hold_everything(connection)
    row = RevisionRow
    places: set[Place] = set()
    for some in _portions(ids):
        found = connection.execute(select(row.kind, row.record).where(row.id.in_(some)))
        places.update((each.kind, RecordId(each.record)) for each in found)
    for some in _portions(ids):
        connection.execute(delete(ParentRow).where(ParentRow.child.in_(some)))
        connection.execute(delete(row).where(row.id.in_(some)))
    derived.refresh_all(connection, _gathered(connection, [], places))


def held_among(connection: Connection, ids: Sequence[RevisionId]) -> set[RevisionId]:
    """Return those of the ids that are held."""
    held: set[RevisionId] = set()
    for some in _portions(ids):
        query = select(RevisionRow.id).where(RevisionRow.id.in_(some))
        held.update(map(RevisionId, connection.scalars(query)))
    return held


def of_record(connection: Connection, record: RecordId, kind: str | None = None) -> list[Revision]:
    """Return all revisions of a record, in the order of their clocks. Raises DamagedValueError."""
    query = select(RevisionRow.id, RevisionRow.canonical).where(RevisionRow.record == record)
    if kind is not None:
        query = query.where(RevisionRow.kind == kind)
    rows = connection.execute(query.order_by(RevisionRow.hlc, RevisionRow.id))
    return [derived.held(row.id, row.canonical) for row in rows]


def view_at(
    connection: Connection, record: RecordId, kind: str, heads: Iterable[RevisionId]
) -> LiveView:
    """Return a record as it stood for somebody who held ``heads`` and everything they build on."""
    revisions = {revision.id: revision for revision in of_record(connection, record, kind)}
    waiting = [head for head in heads if head in revisions]
    known: set[RevisionId] = set()
    while waiting:
        name = waiting.pop()
        if name not in known:
            known.add(name)
            waiting.extend(parent for parent in revisions[name].parents if parent in revisions)
    return live_view(revisions[name] for name in known)


def _portions(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), MOST_PARAMETERS):
        yield items[start : start + MOST_PARAMETERS]


def _row(revision: Revision, came_with: int | None) -> dict[str, object]:
    return {
        "came_with": came_with,
        "id": revision.id,
        "record": revision.record,
        "kind": revision.kind,
        "device": revision.device,
        "seq": revision.seq,
        "hlc": revision.hlc,
        "canonical": revision.canonical,
    }
