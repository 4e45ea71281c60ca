"""Revisions inside a job: written, added, read. What other modules of this room build their own jobs from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select

from app.core.ids import RecordId, RevisionId
from app.records.live import LiveView, live_view
from app.records.revision import Content, Revision, compose
from app.store import derived
from app.store.schema import ParentRow, RevisionRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.store.device import Device

MOST_PARAMETERS = 500


def write(connection: Connection, device: Device, content: Content) -> Revision:
    """Write a revision of this device's own."""
    revision = compose(content, device.next_place(connection))
    add(connection, [revision])
    return revision


def add(connection: Connection, revisions: Sequence[Revision]) -> list[Revision]:
    """Keep revisions, whatever their kind; return those that were not held before. Views follow."""
    held = held_among(connection, [revision.id for revision in revisions])
    fresh = {revision.id: revision for revision in revisions if revision.id not in held}
    if not fresh:
        return []
    connection.execute(insert(RevisionRow), [_row(revision) for revision in fresh.values()])
    links = [
        {"parent": parent, "child": each.id} for each in fresh.values() for parent in each.parents
    ]
    if links:
        connection.execute(insert(ParentRow), links)
    for record, kind in sorted({(each.record, each.kind) for each in fresh.values()}):
        derived.refresh(connection, record, kind, of_record(connection, record, kind))
    return list(fresh.values())


def held_among(connection: Connection, ids: Sequence[RevisionId]) -> set[RevisionId]:
    """Return those of the ids that are held."""
    held: set[RevisionId] = set()
    for start in range(0, len(ids), MOST_PARAMETERS):
        some = ids[start : start + MOST_PARAMETERS]
        held.update(
            map(
                RevisionId,
                connection.scalars(select(RevisionRow.id).where(RevisionRow.id.in_(some))),
            )
        )
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


def _row(revision: Revision) -> dict[str, object]:
    return {
        "id": revision.id,
        "record": revision.record,
        "kind": revision.kind,
        "device": revision.device,
        "seq": revision.seq,
        "hlc": revision.hlc,
        "canonical": revision.canonical,
    }
