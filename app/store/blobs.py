"""Attachments by the SHA-256 of their content, in a file of their own: in pieces of one megabyte.

A blob is written before anything refers to it. Its row is written last, so a blob is there whole or not at all; pieces
that a crash left are written over when it comes again.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Connection, LargeBinary, MetaData, Text, delete, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.core.errors import AppError, ErrorCode
from app.core.ids import BlobId
from app.core.progress import Progress
from app.store import rows
from app.store.columns import Moment
from app.store.database import Database
from app.store.engine import SQLITE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from app.store.workspace import Workspace

PIECE_BYTES = 1 << 20


class BlobBase(DeclarativeBase):
    """The tables of ``blobs.db``; on PostgreSQL they stand beside the others."""

    metadata = MetaData()


class BlobRow(BlobBase):
    """An attachment that is there whole."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(Text)
    pieces: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(Moment)


class PieceRow(BlobBase):
    """One megabyte of an attachment."""

    __tablename__ = "blob_piece"

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class Blob:
    """An attachment that is held."""

    id: BlobId
    size_bytes: int
    media_type: str
    pieces: int


def add_blob(
    workspace: Workspace,
    content: bytes | BinaryIO,
    media_type: str = "",
    progress: Progress | None = None,
) -> BlobId:
    """Keep an attachment; a stream is read twice and never held whole. The same content is kept once.

    When it fails or is cancelled, the pieces written so far are taken away again. Raises AppError DISK_FULL, Cancelled;
    OSError when the stream is another one at the second reading.
    """
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    progress = progress or Progress()
    start, size, place = stream.tell(), 0, 0
    total = hashlib.sha256()
    for piece in _pieces(stream):
        total.update(piece)
        size += len(piece)
        progress.step(size, 0, "reading_file")
    blob = BlobId(total.hexdigest())
    if workspace.call_blobs(_found_again, blob, workspace.clock.now()):
        return blob
    stream.seek(start)
    try:
        place = _write_all(workspace, blob, stream, size, progress)
    except BaseException:
        with contextlib.suppress(AppError):
            if workspace.call_blobs(_found, blob) is None:
                _remove_pieces(workspace, blob)
        raise
    row = {"sha256": blob, "size_bytes": size, "media_type": media_type, "pieces": place}
    workspace.call_blobs(_write_row, {**row, "added_at": workspace.clock.now()})
    return blob


def add_pieces(workspace: Workspace, blob: BlobId, pieces: Iterable[bytes]) -> bool:
    """Keep an attachment whose hash is known, piece by piece; False when it was held already.

    Its row is written only when the hash holds. Raises AppError DISK_FULL, WORKSPACE_DAMAGED.
    """
    if workspace.call_blobs(_found_again, blob, workspace.clock.now()):
        return False
    total, size, place = hashlib.sha256(), 0, 0
    for place, piece in enumerate(pieces, 1):
        total.update(piece)
        size += len(piece)
        workspace.call_blobs(_write_piece, blob, place, piece)
    if total.hexdigest() != blob:
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=workspace.blobs.name, detail=blob)
    row = {"sha256": blob, "size_bytes": size, "media_type": "", "pieces": place}
    workspace.call_blobs(_write_row, {**row, "added_at": workspace.clock.now()})
    return True


def get_blob(workspace: Workspace, blob: BlobId) -> Blob | None:
    """Return what is known of an attachment; None when it is not held."""
    return workspace.call_blobs(_found, blob) if workspace.blobs.is_there else None


def list_blobs(workspace: Workspace) -> list[Blob]:
    """Return the attachments that are held, by id."""
    return workspace.call_blobs(_all) if workspace.blobs.is_there else []


def read_blob(workspace: Workspace, blob: BlobId) -> Iterator[bytes]:
    """Yield an attachment piece by piece.

    Raises AppError FILE_MISSING when it is not held, WORKSPACE_DAMAGED when its bytes are not what they were (told
    after the last piece, because only then it is known).
    """
    held = get_blob(workspace, blob)
    if held is None:
        raise AppError(ErrorCode.FILE_MISSING, path=blob)
    total = hashlib.sha256()
    for place in range(1, held.pieces + 1):
        piece = workspace.call_blobs(_piece, blob, place)
        total.update(piece)
        yield piece
    if total.hexdigest() != blob:
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=workspace.blobs.name, detail=blob)


def forget(workspace: Workspace, blob: BlobId) -> None:
    """Take away for good an attachment that no revision speaks of; its pages are overwritten."""
    workspace.call_blobs(_remove_row, blob)
    _remove_pieces(workspace, blob)


def copy_missing(workspace: Workspace, target: Path, progress: Progress) -> int:
    """Copy the attachments that a backup does not hold yet, under the same key; return how many."""
    held = list_blobs(workspace)
    if not held:
        return 0
    database = Database(target, workspace.key)
    try:
        there = {blob.id for blob in database.transact(_all)}
        missing = [blob for blob in held if blob.id not in there]
        for done, blob in enumerate(missing):
            progress.step(done, len(missing), "copying_attachments")
            for place, piece in enumerate(read_blob(workspace, blob.id), 1):
                database.transact(_write_piece, blob.id, place, piece)
            row = {"sha256": blob.id, "size_bytes": blob.size_bytes, "media_type": blob.media_type}
            database.transact(
                _write_row, {**row, "pieces": blob.pieces, "added_at": workspace.clock.now()}
            )
    finally:
        database.close()
    return len(missing)


def remove_copies(workspace: Workspace, target: Path, names: Iterable[BlobId]) -> None:
    """Take attachments away from a backup's file for good."""
    database = Database(target, workspace.key)
    try:
        for blob in names:
            database.transact(_remove_row, blob)
            place = 1
            while database.transact(_remove_piece, blob, place):
                place += 1
        database.pragma("wal_checkpoint(TRUNCATE)")
    finally:
        database.close()


def _write_all(
    workspace: Workspace, blob: BlobId, stream: BinaryIO, size: int, progress: Progress
) -> int:
    """Write a stream piece by piece; return how many they were."""
    total, done, place = hashlib.sha256(), 0, 0
    for place, piece in enumerate(_pieces(stream), 1):
        progress.step(done, size, "copying_file")
        total.update(piece)
        workspace.call_blobs(_write_piece, blob, place, piece)
        done += len(piece)
    if total.hexdigest() != blob:
        msg = "the file changed while it was read"
        raise OSError(errno.EAGAIN, msg)
    return place


def _remove_pieces(workspace: Workspace, blob: BlobId) -> None:
    """Take away the pieces of a blob that is not there whole, one by one: overwriting needs room for each."""
    place = 1
    while workspace.call_blobs(_remove_piece, blob, place):
        place += 1


def make_tables(connection: Connection) -> None:
    """Make the tables of a file that has none yet; a server's are made with the workspace."""
    if connection.dialect.name == SQLITE:
        BlobBase.metadata.create_all(connection)


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(PIECE_BYTES):
        yield piece


def _found(connection: Connection, blob: BlobId) -> Blob | None:
    make_tables(connection)
    row = connection.execute(select(BlobRow.__table__).where(BlobRow.sha256 == blob)).one_or_none()
    return (
        None
        if row is None
        else Blob(BlobId(row.sha256), row.size_bytes, row.media_type, row.pieces)
    )


def _found_again(connection: Connection, blob: BlobId, now: datetime) -> bool:
    """Whether an attachment is held; then it counts as come just now, so that nobody sweeps it out meanwhile."""
    if _found(connection, blob) is None:
        return False
    connection.execute(update(BlobRow).where(BlobRow.sha256 == blob).values(added_at=now))
    return True


def _all(connection: Connection) -> list[Blob]:
    make_tables(connection)
    held = connection.execute(select(BlobRow.__table__).order_by(BlobRow.sha256))
    return [Blob(BlobId(row.sha256), row.size_bytes, row.media_type, row.pieces) for row in held]


def _piece(connection: Connection, blob: BlobId, place: int) -> bytes:
    query = select(PieceRow.content).where(PieceRow.sha256 == blob, PieceRow.place == place)
    return connection.execute(query).scalar_one_or_none() or b""


def _write_piece(connection: Connection, blob: BlobId, place: int, content: bytes) -> None:
    rows.put(connection, PieceRow, {"sha256": blob, "place": place, "content": content})


def _remove_piece(connection: Connection, blob: BlobId, place: int) -> bool:
    query = delete(PieceRow).where(PieceRow.sha256 == blob, PieceRow.place == place)
    return connection.execute(query).rowcount > 0


def _remove_row(connection: Connection, blob: BlobId) -> None:
    connection.execute(delete(BlobRow).where(BlobRow.sha256 == blob))


def _write_row(connection: Connection, row: dict[str, object]) -> None:
    rows.put_new(connection, BlobRow, row)
