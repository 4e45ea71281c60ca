"""The engine recipe of records.md: SQLCipher through SQLAlchemy, and the edge where its errors become ours.

Every transaction begins with BEGIN IMMEDIATE, so that schema changes roll back too and a writer never meets a stale
snapshot half-way. ``fullfsync`` makes macOS write through the disk's own cache as well.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from app.core.errors import AppError, ErrorCode
from app.store.columns import DamagedValueError
from app.store.engine import SQLITE, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

P = ParamSpec("P")
T = TypeVar("T")

BUSY_TIMEOUT_MS = 5000
CACHE_KIB = 16 * 1024
"""Pages that stay decrypted: enough for the lists of tens of thousands of interviews."""
LITTLE_SPACE_BYTES = 256 << 10
_DAMAGED = {driver.SQLITE_CORRUPT, driver.SQLITE_NOTADB, driver.SQLITE_FORMAT}
_BUSY = {driver.SQLITE_BUSY, driver.SQLITE_LOCKED, driver.SQLITE_PROTOCOL}
_UNWRITABLE = {
    driver.SQLITE_IOERR,
    driver.SQLITE_CANTOPEN,
    driver.SQLITE_READONLY,
    driver.SQLITE_PERM,
}
_TOLD_IN_WORDS_ONLY = {driver.SQLITE_ERROR, 0}
_WORDS = {
    "disk I/O error": driver.SQLITE_IOERR,
    "disk is full": driver.SQLITE_FULL,
    "unable to open database": driver.SQLITE_CANTOPEN,
    "readonly database": driver.SQLITE_READONLY,
}
"""What SQLite says where the driver gives no code, as it does when a backup fails."""
_DAMAGED_SCHEMA = ("malformed", "no such table", "no such column", "decode to UTF-8")


@dataclass(frozen=True, slots=True)
class Key:
    """The 32 bytes that a database is encrypted under; never shown, not even in a traceback."""

    octets: bytes

    def __repr__(self) -> str:
        return "Key(...)"

    def pragma(self) -> str:
        """Return the key as SQLCipher takes it: raw, without derivation."""
        return f"x'{self.octets.hex()}'"


class Database:
    """One database file with the one connection that its thread uses."""

    def __init__(self, path: Path, key: Key | None, *, foreign_keys: bool = True) -> None:
        self.path = path
        self._is_encrypted = key is not None
        self._engine = engine_for(path, key, foreign_keys=foreign_keys)
        self._connection: Connection | None = None

    @property
    def name(self) -> str:
        """The file."""
        return str(self.path)

    @property
    def is_there(self) -> bool:
        """Whether there is a file yet."""
        return self.path.exists()

    def transact(
        self, job: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a job in one transaction: all of it, on the disk, or nothing. Raises AppError for the world's faults."""
        with translated(self.path):
            connection = self.connection()
            with connection.begin():
                return job(connection, *args, **kwargs)

    def connection(self) -> Connection:
        """Return the connection, opened at its first use."""
        if self._connection is None or self._connection.closed:
            self._connection = self._engine.connect()
        return self._connection

    def write_at_once(
        self, job: Callable[Concatenate[Writer, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a job in one transaction on the driver's own cursor, with nothing in between.

        For the one thing that must be quick: an answer on its way to the disk.
        """
        with translated(self.path):
            raw = self._raw()
            cursor = raw.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            try:
                result = job(Writer(cursor, SQLITE), *args, **kwargs)
                cursor.execute("COMMIT")
            except BaseException:
                if raw.in_transaction:
                    cursor.execute("ROLLBACK")
                raise
            return result

    def pragma(self, text: str) -> list[tuple[Any, ...]]:
        """Run a pragma outside any transaction."""
        with translated(self.path):
            return list(self._raw().cursor().execute(f"PRAGMA {text}").fetchall())

    def settle_log(self) -> None:
        """Write the log into the file and make it short again; a long one stays as long as it ever was."""
        self.pragma("wal_checkpoint(TRUNCATE)")

    def page_faults(self) -> list[str]:
        """Check the file page by page, its log written into it first: SQLCipher reads past the log."""
        found: list[str] = []
        try:
            self.settle_log()
            if self._is_encrypted and self.pragma("cipher_integrity_check"):
                found.append("cipher_integrity_check")
            if self.is_unsound():
                found.append("integrity_check")
            if self.pragma("foreign_key_check"):
                found.append("foreign_key_check")
        except AppError as error:
            found.append(error.code.value)
        return found

    def is_unsound(self) -> bool:
        """Whether SQLite finds a page that is not as it should be."""
        return [row[0] for row in self.pragma("integrity_check(1)")] != ["ok"]

    def size_bytes(self) -> int:
        """Return the size of the file."""
        return self.path.stat().st_size if self.is_there else 0

    def _raw(self) -> driver.Connection:
        raw = self.connection().connection.dbapi_connection
        assert raw is not None
        return raw

    def close(self) -> None:
        """Close the file; the last one to do so writes the log into it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._engine.dispose()


def connect(path: Path, key: Key | None, *, foreign_keys: bool = True) -> driver.Connection:
    """Open a database file, or make an empty one, by the recipe. Raises AppError for damage and a full disk."""
    with translated(path):
        connection = driver.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=0
        )
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
    run(f"PRAGMA cache_size = -{CACHE_KIB}")
    run("PRAGMA secure_delete = ON")
    run("PRAGMA journal_mode = WAL")
    run("PRAGMA synchronous = FULL")
    run("PRAGMA fullfsync = ON")
    run("PRAGMA cell_size_check = ON")
    run("PRAGMA trusted_schema = OFF")
    run(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")


def engine_for(path: Path, key: Key | None, *, foreign_keys: bool = True) -> Engine:
    """Return an engine by the recipe. Its errors never quote what was being written: those are answers."""
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(path, key, foreign_keys=foreign_keys),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
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
    except DamagedValueError as error:
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=str(path), detail=str(error)) from error
    except UnicodeDecodeError as error:  # the driver quotes a damaged name, and cannot
        detail = error.reason
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=str(path), detail=detail) from error
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


def _fault(error: BaseException | None, path: Path) -> AppError | None:
    code = getattr(error, "sqlite_errorcode", driver.SQLITE_ERROR) & 0xFF
    if code in _TOLD_IN_WORDS_ONLY:
        code = next((known for words, known in _WORDS.items() if words in str(error)), code)
    detail = getattr(error, "sqlite_errorname", "SQLITE_ERROR")
    if code == driver.SQLITE_FULL or (code in _UNWRITABLE and _has_little_space(path)):
        return AppError(ErrorCode.DISK_FULL, path=str(path))
    if code in _DAMAGED or any(words in str(error) for words in _DAMAGED_SCHEMA):
        return AppError(ErrorCode.WORKSPACE_DAMAGED, path=str(path), detail=detail)
    if code in _BUSY:
        return AppError(ErrorCode.WORKSPACE_IN_USE, path=str(path), who="")
    if code in _UNWRITABLE:
        return AppError(ErrorCode.FILE_UNWRITABLE, path=str(path), detail=detail)
    return None


def _has_little_space(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < LITTLE_SPACE_BYTES
    except OSError:
        return False
