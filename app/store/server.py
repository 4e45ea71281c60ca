"""A workspace on a PostgreSQL server: made, opened, looked at. Several programs may have it open at once.

The server protects it, and whoever runs the server backs it up; here are neither keys nor backups nor a lock. A folder
on this machine holds what is underway: packages that were written (``outbox``) and those being looked at (``staging``),
under a key that is never written down, so that what a crash leaves there opens for nobody.
"""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Final

from sqlalchemy import inspect as look_at
from sqlalchemy import text

from app.core.errors import AppError, ErrorCode
from app.core.files import wipe, writing
from app.core.ids import uuid7
from app.store import blobs, concurrency, founding, keys, recordings, sweeping
from app.store.founding import Identity
from app.store.postgres import ServerDatabase
from app.store.schema import Base, MetaRow
from app.store.workspace import Workspace, WorkspaceSummary, begin

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from app.core.addresses import ServerAddress
    from app.core.clock import Clock
    from app.store.database import Key
    from app.store.engine import Engine

_HAS_QUICK_COMPRESSION: Final = (
    "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"
)
"""The server's own way of compressing takes the server twice as long over a merge."""
FORGOTTEN_S: Final = 2 * 24 * 3600
"""After how long what lies on the stage is nobody's any more."""


class NoReserve:
    """A server's disk is the server's to look after."""

    is_whole = True

    def give_for_writing(self) -> bool:
        """Say that nothing can be given."""
        return False

    def give_for_opening(self) -> bool:
        """Say that nothing can be given."""
        return False

    def refill(self) -> bool:
        """Say that nothing is missing."""
        return True


class ServerHome:
    """A database on a server, and a folder for what is underway."""

    def __init__(self, address: ServerAddress, folder: Path, password: str | None) -> None:
        self.address = address
        self.folder = folder
        self.reserve = NoReserve()
        self._password = password
        self._stage_key = keys.new_key()

    def databases(self, key: Key | None) -> tuple[Engine, Engine]:
        """Return the one database, which holds the attachments as well."""
        assert key is None
        database = ServerDatabase(self.address, self._password)
        return database, database

    def stage_key(self, key: Key | None) -> Key | None:
        """Return a key that lives as long as this program."""
        assert key is None
        return self._stage_key

    def release(self) -> None:
        """Do nothing: others were never kept out."""


def create(
    address: ServerAddress,
    folder: Path,
    *,
    name: str,
    project: str | None = None,
    password: str | None = None,
    clock: Clock,
) -> Workspace:
    """Make a workspace in an empty database and open it; all its tables, or none.

    Raises AppError WORKSPACE_EXISTS, SERVER_UNREACHABLE, SERVER_DATABASE_MISSING, SERVER_REFUSES,
    SERVER_PASSWORD_NEEDED, SERVER_PASSWORD_WRONG, FILE_UNWRITABLE.
    """
    identity = Identity(str(uuid7()), name, project or str(uuid7()))
    database = ServerDatabase(address, password)
    try:
        database.transact(_found, address, identity)
    finally:
        database.close()
    return open(address, folder, password, clock=clock)


def open(  # noqa: A001 - server.open reads as what it does
    address: ServerAddress, folder: Path, password: str | None = None, *, clock: Clock
) -> Workspace:
    """Open a workspace, whoever else has it open. Raises what `create` raises, WORKSPACE_MISSING, WORKSPACE_NEWER."""
    inspect(address, folder, password)
    with writing(folder):
        for part in ("outbox", founding.STAGING):
            (folder / part).mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    _sweep_stage(folder)
    workspace = Workspace(ServerHome(address, folder, password), None, clock)
    try:
        begin(workspace)
    except BaseException:
        workspace.close()
        raise
    return workspace


def inspect(address: ServerAddress, folder: Path, password: str | None = None) -> WorkspaceSummary:
    """Look whether there is a workspace; ``is_protected`` says that a password must be given.

    Raises AppError WORKSPACE_MISSING, SERVER_UNREACHABLE, SERVER_DATABASE_MISSING, SERVER_REFUSES,
    SERVER_PASSWORD_NEEDED, SERVER_PASSWORD_WRONG.
    """
    database = ServerDatabase(address, password)
    try:
        is_there = database.transact(_is_founded)
    finally:
        database.close()
    if not is_there:
        raise AppError(ErrorCode.WORKSPACE_MISSING, path=address.text)
    return WorkspaceSummary(folder, is_protected=False, in_use_by=None)


def needs_password(address: ServerAddress) -> bool:
    """Whether the server asks for a password that nothing on this machine knows. Raises AppError SERVER_*."""
    database = ServerDatabase(address)
    try:
        database.transact(_is_founded)
    except AppError as error:
        if error.code in {ErrorCode.SERVER_PASSWORD_NEEDED, ErrorCode.SERVER_PASSWORD_WRONG}:
            return True
        raise
    finally:
        database.close()
    return False


def destroy(address: ServerAddress, password: str | None = None) -> None:
    """Take every table of a workspace away: of one that could not be made whole."""
    database = ServerDatabase(address, password)
    try:
        database.transact(_destroy)
    finally:
        database.close()


def _found(connection: Connection, address: ServerAddress, identity: Identity) -> None:
    concurrency.hold_everything(connection)
    if _is_founded(connection):
        raise AppError(ErrorCode.WORKSPACE_EXISTS, path=address.text)
    for table in (recordings.RecordingRow, sweeping.GoneRow):
        assert table.metadata is blobs.BlobBase.metadata
    blobs.BlobBase.metadata.create_all(connection)
    concurrency.SERVER.create_all(connection)
    founding.found(connection, identity)
    if connection.scalar(text(_HAS_QUICK_COMPRESSION)):
        connection.execute(text("ALTER TABLE revision ALTER canonical SET COMPRESSION lz4"))


def _is_founded(connection: Connection) -> bool:
    return look_at(connection).has_table(MetaRow.__tablename__)


def _destroy(connection: Connection) -> None:
    concurrency.hold_everything(connection)
    for metadata in (Base.metadata, blobs.BlobBase.metadata, concurrency.SERVER):
        metadata.drop_all(connection)
    founding.VERSION.drop(connection, checkfirst=True)


def _sweep_stage(folder: Path) -> None:
    """Let go of what a crash left on the stage long ago; what is younger may be another program's."""
    with contextlib.suppress(OSError):
        for left in (folder / founding.STAGING).iterdir():
            if time.time() - left.stat().st_mtime > FORGOTTEN_S:
                wipe(left)
