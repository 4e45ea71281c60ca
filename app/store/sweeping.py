"""Attachments that nothing refers to any more, taken away for good; what refers to one is counted anew each time.

A revision names its files, and so does every step of a draft, whatever was undone since. Apart from `blobs`, which
knows nothing of records. An attachment is written before anything refers to it: so none goes that came just now, none
while a package is on the stage, and none while a step waits to be written.
A backup's copy goes once every backup is younger than the removal: an older one may still speak of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Text, delete, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core.ids import BlobId
from app.store import blobs
from app.store.blobs import BlobBase
from app.store.columns import Moment, document_text
from app.store.founding import STAGING
from app.store.schema import DraftStepRow, RevisionRow, SettingRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from app.store.workspace import Workspace

JUST_NOW = timedelta(minutes=1)
"""For so long an attachment may wait for the step that speaks of it."""
ON_A_SERVER = timedelta(days=1)
"""And for so long where other machines merge as well, which nobody here can see."""
_FILE = re.compile(rb'"meta/file/(?:[^"\\]|\\.)*":"([0-9a-f]{64})"')
_MARK = b'"meta/file/'
_NAME = re.compile(r"[0-9a-f]{64}")


class GoneRow(BlobBase):
    """An attachment that was taken away; a backup may still hold it."""

    __tablename__ = "blob_gone"

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep came to; ``postponed`` when somebody may be about to refer to an attachment: sweep again later."""

    blobs: int = 0
    size_bytes: int = 0
    postponed: bool = False


def sweep(workspace: Workspace) -> Swept:
    """Take away every attachment that nothing refers to; in one go, so that no other work comes between.

    Raises AppError DISK_FULL, WORKSPACE_DAMAGED.
    """
    if not workspace.blobs.is_there:
        return Swept()
    if _is_staging(workspace) or workspace.backlog.drafts():
        return Swept(postponed=True)
    return workspace.submit(_sweep, workspace).result()


def gone_before(workspace: Workspace, moment: datetime) -> set[BlobId]:
    """Return the attachments that were taken away before a moment and did not come again."""
    if not workspace.blobs.is_there:
        return set()
    return workspace.call_blobs(_gone_before, moment)


def forget_gone(workspace: Workspace, moment: datetime) -> None:
    """Let go of the names of what was taken away before a moment: no backup holds it any more."""
    workspace.call_blobs(_forget_gone, moment)


def named_by(canonicals: Iterable[bytes]) -> set[BlobId]:
    """Return the attachments that revisions name."""
    return {BlobId(each.decode()) for line in canonicals for each in _FILE.findall(line)}


def _is_staging(workspace: Workspace) -> bool:
    return any((workspace.folder / STAGING).glob("*.db"))


def _sweep(workspace: Workspace) -> Swept:
    held = workspace.blobs.transact(_held)
    if not held:
        return Swept()
    used = workspace.database.transact(_used)
    now = workspace.clock.now()
    unused = {name: row for name, row in held.items() if name not in used}
    recent = now - (JUST_NOW if workspace.address is None else ON_A_SERVER)
    young = {name for name, (_, added) in unused.items() if added > recent}
    for name in unused.keys() - young:
        workspace.blobs.transact(_remove_whole, name, now)
    size = sum(size for name, (size, _) in unused.items() if name not in young)
    return Swept(len(unused) - len(young), size, postponed=bool(young))


def _held(connection: Connection) -> dict[str, tuple[int, datetime]]:
    blobs.make_tables(connection)
    row = blobs.BlobRow
    rows = connection.execute(select(row.sha256, row.size_bytes, row.added_at))
    return {each.sha256: (each.size_bytes, each.added_at) for each in rows}


def _used(connection: Connection) -> set[str]:
    """Return all that revisions and drafts name; whatever looks like a name counts as one."""
    query = select(RevisionRow.canonical)
    if connection.dialect.name == "sqlite":
        query = query.where(func.instr(RevisionRow.canonical, _MARK) > 0)
    found: set[str] = set(named_by(connection.scalars(query)))
    for payload, effects in connection.execute(select(DraftStepRow.payload, DraftStepRow.effects)):
        found.update(_names_in(document_text(payload), document_text(effects)))
    for value in connection.scalars(select(SettingRow.value)):
        found.update(_names_in(value))
    return found


def _names_in(*texts: str) -> Collection[str]:
    return [name for text in texts for name in _NAME.findall(text)]


def _remove_whole(connection: Connection, blob: str, now: datetime) -> None:
    for table in (blobs.BlobRow, blobs.PieceRow):
        connection.execute(delete(table).where(table.sha256 == blob))
    connection.execute(delete(GoneRow).where(GoneRow.sha256 == blob))
    connection.execute(insert(GoneRow).values(sha256=blob, at=now))


def _forget_gone(connection: Connection, moment: datetime) -> None:
    connection.execute(delete(GoneRow).where(GoneRow.at < moment))


def _gone_before(connection: Connection, moment: datetime) -> set[BlobId]:
    blobs.make_tables(connection)
    found = set(connection.scalars(select(GoneRow.sha256).where(GoneRow.at < moment)))
    there = set(connection.scalars(select(blobs.BlobRow.sha256)))
    return {BlobId(each) for each in found - there}
