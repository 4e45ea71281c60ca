"""Packages that were written here, each with a copy in ``outbox/`` until a coordinator confirmed what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select, update

from app.core.files import wipe
from app.core.ids import DeviceId
from app.store.sync_schema import OutboxRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from app.store.workspace import Workspace

FOLDER = "outbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A package that was written. ``files`` are names in the outbox; ``ranges`` texts by device; moments in UTC."""

    package: str
    kind: str
    files: tuple[str, ...]
    sha256: str
    size_bytes: int
    ranges: Mapping[DeviceId, str]
    recipients: tuple[str, ...]
    written_at: datetime
    handed_over_at: datetime | None = None
    confirmed_at: datetime | None = None


def list_parcels(workspace: Workspace) -> list[Parcel]:
    """Return every package that was written here, the latest first."""
    return workspace.call(parcels)


def put_parcel(workspace: Workspace, parcel: Parcel) -> None:
    """Note a package that was written."""
    workspace.call(_put, parcel)


def mark_handed_over(workspace: Workspace, package: str) -> None:
    """Note that a package left the house; its copy stays until it is confirmed."""
    workspace.call(_mark, package, {"handed_over_at": workspace.clock.now()})


def confirm(workspace: Workspace, packages: Sequence[str]) -> None:
    """Note that everything in these packages is in safe hands, and let their copies go."""
    confirmed = [each for each in list_parcels(workspace) if each.package in set(packages)]
    for parcel in confirmed:
        workspace.call(_mark, parcel.package, {"confirmed_at": workspace.clock.now()})
        for name in parcel.files:
            (folder_of(workspace) / name).unlink(missing_ok=True)


def forget(workspace: Workspace, package: str) -> None:
    """Take a package out of the outbox, its copy too."""
    for parcel in list_parcels(workspace):
        if parcel.package == package:
            for name in parcel.files:
                (folder_of(workspace) / name).unlink(missing_ok=True)
    workspace.call(_forget, package)


def empty(workspace: Workspace, package: str) -> None:
    """Overwrite the copies of a package that holds what was erased; that it was handed over stays known."""
    for parcel in list_parcels(workspace):
        if parcel.package == package:
            for name in parcel.files:
                wipe(folder_of(workspace) / name)
            is_out = parcel.handed_over_at is not None or parcel.confirmed_at is not None
            workspace.call(_empty if is_out else _forget, package)


def folder_of(workspace: Workspace) -> Path:
    """Return where the copies lie."""
    return workspace.folder / FOLDER


def parcels(connection: Connection) -> list[Parcel]:
    """Do what `list_parcels` says, inside a job."""
    row = OutboxRow
    query = select(row.__table__).order_by(row.written_at.desc(), row.package)
    return [
        Parcel(
            package=each.package,
            kind=each.kind,
            files=tuple(each.file.split("\n")) if each.file else (),
            sha256=each.sha256,
            size_bytes=each.size_bytes,
            ranges={DeviceId(device): text for device, text in each.ranges.items()},
            recipients=tuple(each.recipients.split()),
            written_at=each.written_at,
            handed_over_at=each.handed_over_at,
            confirmed_at=each.confirmed_at,
        )
        for each in connection.execute(query)
    ]


def _put(connection: Connection, parcel: Parcel) -> None:
    _forget(connection, parcel.package)
    connection.execute(
        insert(OutboxRow).values(
            package=parcel.package,
            kind=parcel.kind,
            file="\n".join(parcel.files),
            sha256=parcel.sha256,
            size_bytes=parcel.size_bytes,
            ranges=dict(parcel.ranges),
            recipients=" ".join(parcel.recipients),
            written_at=parcel.written_at,
            handed_over_at=parcel.handed_over_at,
            confirmed_at=parcel.confirmed_at,
        )
    )


def _mark(connection: Connection, package: str, values: dict[str, datetime]) -> None:
    connection.execute(update(OutboxRow).where(OutboxRow.package == package).values(values))


def _empty(connection: Connection, package: str) -> None:
    connection.execute(update(OutboxRow).where(OutboxRow.package == package).values(file=""))


def _forget(connection: Connection, package: str) -> None:
    connection.execute(delete(OutboxRow).where(OutboxRow.package == package))
