"""The full check of a workspace: every page, every revision, every form and every attachment hashed again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from app.core.errors import AppError
from app.core.ids import BundleId, RevisionId
from app.core.progress import Progress
from app.records.digest import digest
from app.records.revision import revision_id
from app.store import blobs, equality, soundness
from app.store.schema import BundleRow, DraftRow, DraftStepRow, FormFileRow, RevisionRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.store.workspace import Workspace

AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that is not as it was written: a code, and the id of what it is about ('' for the file as a whole)."""

    code: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What a full check found; ``damage`` is empty when every byte is as it was written."""

    revisions: int
    blobs: int
    digest: str
    damage: tuple[Damage, ...]


def verify(workspace: Workspace, progress: Progress | None = None) -> Verification:
    """Check everything that is held. Answers can be saved meanwhile, between two pieces of work. Raises `Cancelled`."""
    progress = progress or Progress()
    damage = [Damage(code) for code in workspace.submit(_page_faults, workspace).result()]
    ids: list[RevisionId] = []
    attachments = blobs.list_blobs(workspace)
    try:
        damage.extend(_revision_damage(workspace, ids, progress))
        damage.extend(Damage("table", each) for each in workspace.call(soundness.misfits))
        damage.extend(Damage("derived", each) for each in equality.misfits(workspace, progress))
        damage.extend(Damage("form_file", each) for each in workspace.call(_damaged_files))
        damage.extend(Damage("form_bundle", each) for each in workspace.call(_incomplete_forms))
        damage.extend(Damage("draft_step", each) for each in workspace.call(_torn_drafts))
        damage.extend(_blob_damage(workspace, attachments, progress))
    except AppError as error:
        damage.append(Damage(error.code.value))
    return Verification(len(ids), len(attachments), digest(ids), tuple(damage))


def _page_faults(workspace: Workspace) -> list[str]:
    """Let the engine check what it keeps; on the database thread."""
    kept = (workspace.database, workspace.blobs)
    return [fault for each in kept if each.is_there for fault in each.page_faults()]


def _revision_damage(
    workspace: Workspace, ids: list[RevisionId], progress: Progress
) -> Iterator[Damage]:
    total, last = workspace.call(_count), ""
    while rows := workspace.call(_some, last):
        for name, canonical in rows:
            ids.append(RevisionId(name))
            if revision_id(canonical) != name:
                yield Damage("revision", name)
        last = rows[-1][0]
        progress.step(len(ids), total, "checking_revisions")


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(RevisionRow)).scalar_one()


def _some(connection: Connection, after: str) -> list[tuple[str, bytes]]:
    query = select(RevisionRow.id, RevisionRow.canonical).where(RevisionRow.id > after)
    return [
        (row[0], row[1])
        for row in connection.execute(query.order_by(RevisionRow.id).limit(AT_ONCE))
    ]


def _damaged_files(connection: Connection) -> list[str]:
    rows = connection.execute(select(FormFileRow.sha256, FormFileRow.content))
    return [row.sha256 for row in rows if hashlib.sha256(row.content).hexdigest() != row.sha256]


def _incomplete_forms(connection: Connection) -> list[BundleId]:
    held = set(connection.scalars(select(FormFileRow.sha256)))
    rows = connection.execute(select(BundleRow.id, BundleRow.manifest))
    return [BundleId(row.id) for row in rows if not set(row.manifest.values()) <= held]


def _torn_drafts(connection: Connection) -> list[str]:
    """Return the drafts whose log has a hole: the number of steps is not the number of the last."""
    counted = (
        select(DraftStepRow.draft, func.count().label("held"))
        .group_by(DraftStepRow.draft)
        .subquery()
    )
    query = select(DraftRow.id).outerjoin(counted, counted.c.draft == DraftRow.id)
    return list(connection.scalars(query.where(DraftRow.steps != func.coalesce(counted.c.held, 0))))


def _blob_damage(
    workspace: Workspace, attachments: list[blobs.Blob], progress: Progress
) -> Iterator[Damage]:
    for done, blob in enumerate(attachments):
        progress.step(done, len(attachments), "checking_attachments")
        try:
            for _ in blobs.read_blob(workspace, blob.id):
                pass
        except AppError:
            yield Damage("blob", blob.id)
