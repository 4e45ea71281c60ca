"""A package being looked at: verified lines, form files, attachments, in a file of their own under the workspace's key.

Staged outside any transaction of the workspace and on the caller's own thread, so that answers are saved meanwhile.
Nothing here is kept: the file is overwritten when the stage is closed, and whatever a crash left when the workspace is
opened (`workspace`).
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Literal, Self

import zstandard
from sqlalchemy import Connection, LargeBinary, MetaData, Text, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.core.files import wipe, writing
from app.core.ids import RecordId, RevisionId
from app.records.revision import read_proven
from app.store.columns import DamagedValueError
from app.store.database import Database
from app.store.erasure import is_erasure
from app.store.founding import STAGING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

    from app.records.revision import Revision
    from app.store.workspace import Workspace

PIECE_BYTES = 1 << 20
FileKind = Literal["form", "blob"]


class StageBase(DeclarativeBase):
    """The tables of a stage."""

    metadata = MetaData()


class LinesRow(StageBase):
    """Some revisions that are not held yet: their ids, and their canonical bytes line by line, compressed."""

    __tablename__ = "lines"

    place: Mapped[int] = mapped_column(primary_key=True)
    ids: Mapped[str] = mapped_column(Text)
    size_bytes: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class StagedPieceRow(StageBase):
    """A piece of a form file or of an attachment."""

    __tablename__ = "piece"

    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Stage:
    """What came in a package and waits for a decision. Use it as a context manager."""

    def __init__(self, workspace: Workspace) -> None:
        """Make an empty stage. Raises AppError DISK_FULL, FILE_UNWRITABLE."""
        folder = workspace.folder / STAGING
        with writing(folder):
            folder.mkdir(exist_ok=True)
        self.path = folder / f"{uuid.uuid4().hex}.db"
        self._lines = 0
        self.size_bytes = 0
        """How much was staged, unpacked."""
        self.records: set[RecordId] = set()
        """The records of which revisions are staged."""
        self.has_erasures = False
        self._database = Database(self.path, workspace.stage_key)
        try:
            self._database.pragma("synchronous = OFF")
            self._database.transact(_create)
        except BaseException:
            self.close()
            raise

    def add(self, revisions: Sequence[Revision]) -> None:
        """Put verified revisions on the stage. Raises AppError DISK_FULL."""
        if not revisions:
            return
        lines = b"\n".join(revision.canonical for revision in revisions)
        row = {
            "place": self._lines,
            "ids": " ".join(revision.id for revision in revisions),
            "size_bytes": len(lines),
            "content": zstandard.ZstdCompressor(level=1, write_checksum=True).compress(lines),
        }
        self._database.transact(_insert, LinesRow, [row])
        self._lines += 1
        self.size_bytes += len(lines)
        self.records.update(revision.record for revision in revisions)
        self.has_erasures |= any(map(is_erasure, revisions))

    def revisions(self) -> Iterator[list[Revision]]:
        """Yield what was added, as it was added; a checksum says so. Raises AppError WORKSPACE_DAMAGED."""
        for place in range(self._lines):
            yield self.portion(place)

    def portion(self, place: int) -> list[Revision]:
        """Return what the call of `add` number ``place`` (from 0) put on the stage."""
        return self._database.transact(_revisions, place)

    def add_file(self, kind: FileKind, sha256: str, pieces: Iterable[bytes]) -> None:
        """Put a form file or an attachment on the stage, in pieces. Raises AppError DISK_FULL."""
        places = enumerate(piece for each in pieces for piece in _cut(each))
        for place, piece in places:
            row = {"kind": kind, "sha256": sha256, "place": place, "content": piece}
            self._database.transact(_insert, StagedPieceRow, [row])
            self.size_bytes += len(piece)

    def files(self, kind: FileKind) -> list[str]:
        """Return the SHA-256 of the staged files of a kind."""
        return self._database.transact(_files, kind)

    def read_file(self, kind: FileKind, sha256: str) -> Iterator[bytes]:
        """Yield a staged file piece by piece."""
        for place in range(self._database.transact(_count_pieces, kind, sha256)):
            yield self._database.transact(_piece, kind, sha256, place)

    def close(self) -> None:
        """Let go of everything that was staged."""
        self._database.close()
        for suffix in ("", "-wal", "-shm"):
            wipe(self.path.with_name(self.path.name + suffix))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _create(connection: Connection) -> None:
    StageBase.metadata.create_all(connection)


def _cut(octets: bytes) -> Iterator[bytes]:
    if len(octets) <= PIECE_BYTES:
        yield octets
        return
    for start in range(0, len(octets), PIECE_BYTES):
        yield octets[start : start + PIECE_BYTES]


def _insert(
    connection: Connection,
    table: type[LinesRow | StagedPieceRow],
    rows: list[dict[str, object]],
) -> None:
    connection.execute(insert(table), rows)


def _revisions(connection: Connection, place: int) -> list[Revision]:
    row = connection.execute(select(LinesRow.__table__).where(LinesRow.place == place)).one()
    try:
        lines = zstandard.ZstdDecompressor().decompress(row.content, max_output_size=row.size_bytes)
        names = map(RevisionId, row.ids.split())
        each = zip(names, lines.split(b"\n"), strict=True)
        return [read_proven(name, line) for name, line in each]
    except (zstandard.ZstdError, ValueError) as error:
        raise DamagedValueError(LinesRow.__tablename__) from error


def _files(connection: Connection, kind: str) -> list[str]:
    row = StagedPieceRow
    query = select(row.sha256).where(row.kind == kind).distinct().order_by(row.sha256)
    return list(connection.scalars(query))


def _count_pieces(connection: Connection, kind: str, sha256: str) -> int:
    mine = (StagedPieceRow.kind == kind, StagedPieceRow.sha256 == sha256)
    query = select(func.count()).select_from(StagedPieceRow).where(*mine)
    return connection.execute(query).scalar_one()


def _piece(connection: Connection, kind: str, sha256: str, place: int) -> bytes:
    row = StagedPieceRow
    mine = (row.kind == kind, row.sha256 == sha256, row.place == place)
    return connection.execute(select(row.content).where(*mine)).scalar_one()
