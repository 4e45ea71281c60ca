"""Recordings under way: kept piece by piece beside the attachments, encrypted like them, until they become one.

Apart from ``blobs`` because an attachment is known by its whole content, and a recording has none yet. A piece is on
the disk before `append` returns. The rows stay when the recording has become an attachment, until the draft is opened
again or is gone: the step that speaks of the attachment may not be on the disk yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, LargeBinary, Text, delete, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core.ids import new_record_id
from app.store.blobs import BlobBase, make_tables
from app.store.columns import Moment
from app.store.schema import DraftRow

if TYPE_CHECKING:
    from app.core.ids import DraftId
    from app.store.workspace import Workspace


class RecordingRow(BlobBase):
    """A recording that was begun."""

    __tablename__ = "recording"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    draft: Mapped[str] = mapped_column(Text, index=True)
    address: Mapped[str] = mapped_column(Text)
    begun_at: Mapped[datetime] = mapped_column(Moment)


class RecordingPieceRow(BlobBase):
    """Some seconds of a recording; ``milliseconds`` is how long it plays with this piece."""

    __tablename__ = "recording_piece"

    recording: Mapped[str] = mapped_column(Text, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    milliseconds: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class KeptRecording:
    """What is kept of a recording; ``address`` is the question that it answers."""

    id: str
    address: str
    begun_at: datetime
    milliseconds: int


def begin(workspace: Workspace, draft: DraftId, address: str) -> str:
    """Make room for a recording; return its id. Raises AppError DISK_FULL."""
    id_ = new_record_id()
    row = {"id": id_, "draft": draft, "address": address, "begun_at": workspace.clock.now()}
    workspace.call_blobs(_begin, row)
    return id_


def append(
    workspace: Workspace, recording: str, place: int, content: bytes, milliseconds: int
) -> None:
    """Keep the next piece; it is on the disk when this returns. Raises AppError DISK_FULL."""
    row = {"recording": recording, "place": place, "content": content, "milliseconds": milliseconds}
    workspace.call_blobs(_append, row)


def list_of(workspace: Workspace, draft: DraftId) -> list[KeptRecording]:
    """Return the recordings of a draft, the first begun first."""
    return workspace.call_blobs(_list, draft) if workspace.blobs.is_there else []


def content_of(workspace: Workspace, recording: str) -> bytes:
    """Return all that is kept of a recording, in order."""
    return workspace.call_blobs(_content, recording)


def drop(workspace: Workspace, recording: str) -> None:
    """Take a recording away for good; its pages are overwritten."""
    workspace.call_blobs(_drop, [recording])


def drop_strays(workspace: Workspace) -> None:
    """Take away for good what was recorded for drafts that are no more."""
    if not workspace.blobs.is_there:
        return
    recorded = workspace.call_blobs(_drafts)
    if recorded:
        strays = recorded - workspace.call(_known, recorded)
        gone = [each.id for draft in strays for each in workspace.call_blobs(_list, draft)]
        workspace.call_blobs(_drop, gone)


def _begin(connection: Connection, row: dict[str, object]) -> None:
    make_tables(connection)
    connection.execute(insert(RecordingRow).values(row))


def _append(connection: Connection, row: dict[str, object]) -> None:
    same = RecordingPieceRow.recording == row["recording"]
    connection.execute(
        delete(RecordingPieceRow).where(same, RecordingPieceRow.place == row["place"])
    )
    connection.execute(insert(RecordingPieceRow).values(row))


def _list(connection: Connection, draft: str) -> list[KeptRecording]:
    make_tables(connection)
    longest = (
        select(func.max(RecordingPieceRow.milliseconds))
        .where(RecordingPieceRow.recording == RecordingRow.id)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(RecordingRow.id, RecordingRow.address, RecordingRow.begun_at, longest)
        .where(RecordingRow.draft == draft)
        .order_by(RecordingRow.begun_at, RecordingRow.id)
    )
    return [KeptRecording(id_, address, at, length or 0) for id_, address, at, length in rows]


def _content(connection: Connection, recording: str) -> bytes:
    pieces = select(RecordingPieceRow.content).where(RecordingPieceRow.recording == recording)
    return b"".join(connection.scalars(pieces.order_by(RecordingPieceRow.place)))


def _drop(connection: Connection, recordings: list[str]) -> None:
    make_tables(connection)
    pieces = RecordingPieceRow.recording.in_(recordings)
    connection.execute(delete(RecordingPieceRow).where(pieces))
    connection.execute(delete(RecordingRow).where(RecordingRow.id.in_(recordings)))


def _drafts(connection: Connection) -> set[str]:
    make_tables(connection)
    return set(connection.scalars(select(RecordingRow.draft).distinct()))


def _known(connection: Connection, drafts: set[str]) -> set[str]:
    return set(connection.scalars(select(DraftRow.id).where(DraftRow.id.in_(drafts))))
