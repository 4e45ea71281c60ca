"""A merge taken back: every revision that came with it and that nothing kept builds on goes; the others are named.

An erasure stays: what it destroyed cannot come back. Attachments stay until they are swept out (`sweeping`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import aliased

from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId, RecordId, RevisionId
from app.records.revision import Kind
from app.store import concurrency, forms, history, merging, quarantine
from app.store.schema import (
    BundleRow,
    DraftRow,
    FormFileRow,
    InterviewRecordRow,
    ParentRow,
    RevisionRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking a merge back came to. ``kept`` are revisions that something kept builds on, with their records."""

    number: int
    removed: int
    kept: Mapping[RevisionId, RecordId]
    forms: tuple[BundleId, ...]


def undo(workspace: Workspace, number: int | None = None) -> Undone:
    """Take a merge back, the latest one that still stands when none is named; in one transaction.

    Raises AppError MERGE_UNKNOWN.
    """
    return workspace.call(_undo, workspace, number)


def _undo(connection: Connection, workspace: Workspace, number: int | None) -> Undone:
    concurrency.hold_everything(connection)
    entry = next(
        (
            each
            for each in merging.entries(connection)
            if each.undone_at is None and number in (None, each.number)
        ),
        None,
    )
    if entry is None:
        raise AppError(ErrorCode.MERGE_UNKNOWN)
    row = RevisionRow
    came = connection.execute(
        select(row.id, row.record, row.kind).where(row.came_with == entry.number)
    ).all()
    records = {RevisionId(each.id): RecordId(each.record) for each in came}
    erasures = {RevisionId(each.id) for each in came if each.kind == Kind.ERASURE}
    kept = _needed(connection, entry.number, erasures) & records.keys()
    removed = [name for name in records if name not in kept]
    history.remove(connection, removed)
    quarantine.forget_package(connection, entry.package)
    gone = tuple(bundle for bundle in entry.forms if _drop_form(connection, bundle))
    merging.mark_undone(connection, entry.number, workspace.clock.now())
    return Undone(entry.number, len(removed), {name: records[name] for name in sorted(kept)}, gone)


def _needed(connection: Connection, number: int, also: Iterable[RevisionId]) -> set[RevisionId]:
    """Return the revisions of a merge that drafts, or revisions that stay, build on, and what those build on."""
    parent, child = aliased(RevisionRow), aliased(RevisionRow)
    links = (
        select(ParentRow.parent, ParentRow.child, child.came_with)
        .join(parent, parent.id == ParentRow.parent)
        .join(child, child.id == ParentRow.child)
        .where(parent.came_with == number)
    )
    waiting = list(also)
    above: defaultdict[RevisionId, list[RevisionId]] = defaultdict(list)
    for each in connection.execute(links):
        if each.came_with == number:
            above[RevisionId(each.child)].append(RevisionId(each.parent))
        else:
            waiting.append(RevisionId(each.parent))
    for parents in connection.scalars(select(DraftRow.parents).where(DraftRow.parents != "")):
        waiting.extend(map(RevisionId, parents.split()))
    needed: set[RevisionId] = set()
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting.extend(above[name])
    return needed


def _drop_form(connection: Connection, bundle: BundleId) -> bool:
    """Take a form away that nothing needs any more; False when something does."""
    users = (
        select(InterviewRecordRow.record).where(InterviewRecordRow.bundle == bundle),
        select(DraftRow.id).where(DraftRow.bundle == bundle),
        select(RevisionRow.id).where(RevisionRow.record == forms.record_of(bundle)),
    )
    if any(connection.execute(query.limit(1)).first() is not None for query in users):
        return False
    connection.execute(delete(BundleRow).where(BundleRow.id == bundle))
    manifests = connection.scalars(select(BundleRow.manifest)).all()
    needed = {sha256 for manifest in manifests for sha256 in manifest.values()}
    held = set(connection.scalars(select(FormFileRow.sha256)))
    for sha256 in held - needed:
        connection.execute(delete(FormFileRow).where(FormFileRow.sha256 == sha256))
    return True
