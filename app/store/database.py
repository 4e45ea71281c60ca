"""The engine recipe of records.md: SQLCipher through SQLAlchemy, and the edge where its errors become ours.

One connection at a time, on one thread: see `thread`. Every transaction begins with BEGIN IMMEDIATE, so that schema
changes roll back too and a writer never meets a stale snapshot half-way.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from app.core.errors import AppError, ErrorCode

BUSY_TIMEOUT_MS = 5000
LITTLE_SPACE_BYTES = 1 << 20
_FULL, _CORRUPT, _NOT_A_DATABASE = driver.SQLITE_FULL, driver.SQLITE_CORRUPT, driver.SQLITE_NOTADB
_SPACE_RELATED = {driver.SQLITE_IOERR, driver.SQLITE_CANTOPEN}


@dataclass(frozen=True, slots=True)
class Key:
    """The 32 bytes that a database is encrypted under; never shown, not even in a traceback."""

    octets: bytes

    def __repr__(self) -> str:
        return "Key(...)"

    def pragma(self) -> str:
        """Return the key as SQLCipher takes it: raw, without derivation."""
        return f"x'{self.octets.hex()}'"


def connect(path: Path, key: Key | None, *, foreign_keys: bool = True) -> driver.Connection:
    """Open a database file, or make an empty one, by the recipe. Raises AppError for damage and a full disk."""
    with translated(path):
        connection = driver.connect(str(path), isolation_level=None, check_same_thread=False, timeout=0)
        try:
            _prepare(connection, key, foreign_keys=foreign_keys)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: driver.Connection, key: Key | None, *, foreign_keys: bool) -> None:
    run = connection.execute
    run("PRAGMA cipher_log_level = NONE")
    if key is not None:
        run(f'PRAGMA key = "{key.pragma()}"')
    run(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    run("PRAGMA temp_store = MEMORY")
    run("PRAGMA secure_delete = ON")
    run("PRAGMA journal_mode = WAL")
    run("PRAGMA synchronous = FULL")
    run("PRAGMA fullfsync = ON")
    run("PRAGMA cell_size_check = ON")
    run("PRAGMA trusted_schema = OFF")
    run(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")


def engine_for(path: Path, key: Key | None, *, foreign_keys: bool = True) -> Engine:
    """Return an engine with the one connection that its thread uses."""
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(path, key, foreign_keys=foreign_keys),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
    )

    @event.listens_for(engine, "begin")
    def _begin_at_once(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what the database reports about the world into an AppError; let our own mistakes through."""
    try:
        yield
    except DBAPIError as error:
        fault = _fault(error.orig, path)
        if fault is None:
            raise
        raise fault from error
    except driver.Error as error:
        fault = _fault(error, path)
        if fault is None:
            raise
        raise fault from error


def _fault(error: Any, path: Path) -> AppError | None:
    code = getattr(error, "sqlite_errorcode", driver.SQLITE_ERROR) & 0xFF
    detail = getattr(error, "sqlite_errorname", "SQLITE_ERROR")
    if code == _FULL or (code in _SPACE_RELATED and _has_little_space(path)):
        return AppError(ErrorCode.DISK_FULL, path=str(path))
    if code in {_CORRUPT, _NOT_A_DATABASE} or "decode to UTF-8" in str(error):
        return AppError(ErrorCode.WORKSPACE_DAMAGED, path=str(path), detail=detail)
    if code in {driver.SQLITE_BUSY, driver.SQLITE_LOCKED}:
        return AppError(ErrorCode.WORKSPACE_IN_USE, path=str(path), who="")
    if code in {driver.SQLITE_IOERR, driver.SQLITE_CANTOPEN, driver.SQLITE_READONLY, driver.SQLITE_PERM}:
        return AppError(ErrorCode.FILE_UNWRITABLE, path=str(path), detail=detail)
    return None


def _has_little_space(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < LITTLE_SPACE_BYTES
    except OSError:
        return False
