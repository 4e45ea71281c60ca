"""The moment of a merge: attachments first, then everything else of a staged package in one transaction.

A merge has a number; every revision that it brought bears it, so that the whole can be taken back (`undoing`).
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, func, insert, select, update

from app.core.errors import AppError
from app.core.ids import BlobId, BundleId, DeviceId
from app.store import blobs, concurrency, copies, forms, history, keyring, quarantine, receipts
from app.store.holdings import conflicts
from app.store.sync_schema import MergeRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.core.progress import Progress
    from app.records.revision import Revision
    from app.store.forms import Labels
    from app.store.holdings import Conflicted
    from app.store.keyring import KnownKey
    from app.store.quarantine import SetAside
    from app.store.receipts import KeptReceipt
    from app.store.staging import Stage
    from app.store.workspace import Workspace


ROOM: Final = 2
"""How many times what is staged a merge takes at most: the rows, and the log they are written to first."""
LONG_LOG_BYTES: Final = 16 << 20


@dataclass(frozen=True, slots=True)
class StagedForm:
    """A form that came in a package; its files are staged or held."""

    bundle: BundleId
    labels: Labels
    manifest: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A package that is to be merged: who it is from, and what goes in beside its revisions.

    ``report`` is a JSON text that is kept with the merge.
    """

    package: str
    sha256: str
    signer: DeviceId
    kind: str
    counts: Mapping[str, str]
    report: str = ""
    forms: Sequence[StagedForm] = ()
    set_aside: Sequence[SetAside] = ()
    keys: Sequence[KnownKey] = ()
    receipts: Sequence[KeptReceipt] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge came to. ``conflicts`` are those that were not there before; ``records`` are named by kind."""

    number: int
    new: int
    forms: tuple[BundleId, ...]
    conflicts: tuple[Conflicted, ...]
    records: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeEntry:
    """A merge in the log. Moments are in UTC."""

    number: int
    package: str
    sha256: str
    signer: DeviceId
    kind: str
    at: datetime
    counts: Mapping[str, str]
    report: str
    forms: tuple[BundleId, ...]
    undone_at: datetime | None


def merge(workspace: Workspace, stage: Stage, arrival: Arrival, progress: Progress) -> Merged:
    """Take a staged package in: all of it, or nothing but attachments to which nothing refers.

    Without room for about twice what is staged nothing is begun. Raises AppError DISK_FULL, WORKSPACE_DAMAGED;
    `Cancelled` until the transaction begins.
    """
    copies.refuse_little_space(workspace.folder, ROOM * stage.size_bytes)
    _keep_blobs(workspace, stage, progress)
    progress.step(0, 0, "merging")
    merged = workspace.call(_merge, workspace, stage, arrival)
    if stage.size_bytes > LONG_LOG_BYTES:
        with contextlib.suppress(AppError):
            workspace.submit(workspace.database.settle_log).result()
    return merged


def list_merges(workspace: Workspace) -> list[MergeEntry]:
    """Return every merge, undone ones too, the latest first."""
    return workspace.call(entries)


def entries(connection: Connection) -> list[MergeEntry]:
    """Do what `list_merges` says, inside a job."""
    row = MergeRow
    rows = connection.execute(select(row.__table__).order_by(row.number.desc()))
    return [
        MergeEntry(
            number=each.number,
            package=each.package,
            sha256=each.sha256,
            signer=DeviceId(each.signer),
            kind=each.kind,
            at=each.at,
            counts=each.counts,
            report=each.report,
            forms=tuple(map(BundleId, each.forms.split())),
            undone_at=each.undone_at,
        )
        for each in rows
    ]


def _keep_blobs(workspace: Workspace, stage: Stage, progress: Progress) -> None:
    staged = stage.files("blob")
    for done, sha256 in enumerate(staged):
        progress.step(done, len(staged), "copying_attachments")
        blobs.add_pieces(workspace, BlobId(sha256), stage.read_file("blob", sha256))


def _merge(connection: Connection, workspace: Workspace, stage: Stage, arrival: Arrival) -> Merged:
    concurrency.hold_all_of(connection, stage.records, alone=stage.has_erasures)
    last = connection.scalar(select(func.max(MergeRow.number)))
    number = concurrency.next_merge(connection, last)
    before = set(conflicts(connection))
    added = [
        form.bundle for form in arrival.forms if _keep_form(connection, workspace, stage, form)
    ]
    new = 0
    records: dict[str, set[str]] = {}
    for revisions in stage.revisions():
        fresh = history.add(connection, revisions, number)
        new += len(fresh)
        for revision in fresh:
            records.setdefault(revision.kind, set()).add(revision.record)
        _observe(workspace, fresh)
    quarantine.write(connection, arrival.set_aside)
    keyring.write_keys(connection, arrival.keys)
    receipts.write_receipts(connection, arrival.receipts)
    for bundle in added:
        forms.show_retirement(connection, bundle)
    _log(connection, workspace, arrival, (number, new, added))
    after = tuple(
        each
        for each in conflicts(connection)
        if each not in before and each[0] in records.get(each[1], ())
    )
    named = {kind: frozenset(each) for kind, each in records.items()}
    return Merged(number, new, tuple(added), after, named)


def _observe(workspace: Workspace, fresh: Sequence[Revision]) -> None:
    """Let the clock take note of the latest stamp that does not lie too far ahead; the others follow from it."""
    for stamp in sorted({revision.hlc for revision in fresh}, reverse=True):
        if workspace.device.observe(stamp):
            return


def _keep_form(
    connection: Connection, workspace: Workspace, stage: Stage, form: StagedForm
) -> bool:
    def content(sha256: str) -> bytes:
        return b"".join(stage.read_file("form", sha256))

    return forms.keep_bundle(
        connection,
        forms.Incoming(form.bundle, form.labels, form.manifest),
        content,
        workspace.clock,
    )


def _log(
    connection: Connection,
    workspace: Workspace,
    arrival: Arrival,
    done: tuple[int, int, Sequence[BundleId]],
) -> None:
    number, new, bundles = done
    connection.execute(
        insert(MergeRow).values(
            number=number,
            package=arrival.package,
            sha256=arrival.sha256,
            signer=arrival.signer,
            kind=arrival.kind,
            at=workspace.clock.now(),
            counts={**arrival.counts, "new": str(new)},
            report=arrival.report,
            forms=" ".join(bundles),
        )
    )


def mark_undone(connection: Connection, number: int, at: datetime) -> None:
    """Note that a merge was taken back, inside a job."""
    connection.execute(update(MergeRow).where(MergeRow.number == number).values(undone_at=at))
