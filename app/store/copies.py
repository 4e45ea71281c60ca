"""Whole databases copied, copied under another key, and checked: what backups, passphrases and migrations rest on.

Each works on connections of its own, on the caller's thread: with a write-ahead log a reader never stops the writer.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as driver

from app.core.errors import AppError, ErrorCode
from app.core.files import sync_file
from app.store.database import connect, translated

if TYPE_CHECKING:
    from pathlib import Path

    from app.core.progress import Progress
    from app.store.database import Key

PAGES_AT_ONCE = 512
SPARE_BYTES = 4 << 20
_SOUND = "ok"


def refuse_little_space(folder: Path, needed: int) -> None:
    """Raise AppError DISK_FULL where a copy would not fit."""
    if shutil.disk_usage(folder).free < needed + SPARE_BYTES:
        raise AppError(ErrorCode.DISK_FULL, path=str(folder))


def copy(source: Path, target: Path, key: Key | None, progress: Progress) -> None:
    """Copy a database that may be in use, under the same key, as it stands at this moment; on the disk at the end."""
    reader = connect(source, key)
    try:
        with translated(target):
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
            writer = _bare(target, key)
            try:
                reader.backup(writer, pages=PAGES_AT_ONCE, progress=_told(progress))
            finally:
                writer.close()
    finally:
        reader.close()
    sync_file(target)


def copy_under(source: Path, target: Path, old: Key | None, new: Key | None) -> None:
    """Copy a closed database under another key, or under none; checked, and on the disk at the end.

    Raises AppError WORKSPACE_DAMAGED when the copy does not hold what the source holds.
    """
    target.unlink(missing_ok=True)
    reader = connect(source, old)
    try:
        with translated(target):
            reader.execute(
                "ATTACH DATABASE ? AS target KEY ?", (str(target), new.pragma() if new else "")
            )
            reader.execute("SELECT sqlcipher_export('target')").fetchone()
            reader.execute("DETACH DATABASE target")
            counted = _row_counts(reader)
    finally:
        reader.close()
    writer = connect(target, new)
    try:
        with translated(target):
            is_whole = _row_counts(writer) == counted
    finally:
        writer.close()
    if not is_whole or faults(target, new):
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=str(source), detail="copy")
    sync_file(target)


def faults(path: Path, key: Key | None) -> list[str]:
    """Return what is wrong with a database file page by page, in codes; empty when it is sound.

    Its log must have been written into it: SQLCipher checks the file itself.
    """
    try:
        connection = connect(path, key)
    except AppError as error:
        return [error.code.value]
    try:
        with translated(path):
            return faults_of(connection, is_encrypted=key is not None)
    except AppError as error:
        return [error.code.value]
    finally:
        connection.close()


def faults_of(connection: driver.Connection, *, is_encrypted: bool) -> list[str]:
    """Return what is wrong with an open database, in codes."""
    found: list[str] = []
    if is_encrypted and connection.execute("PRAGMA cipher_integrity_check").fetchall():
        found.append("cipher_integrity_check")
    if [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] != [_SOUND]:
        found.append("integrity_check")
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        found.append("foreign_key_check")
    return found


def _bare(path: Path, key: Key | None) -> driver.Connection:
    """Open a file that is about to be overwritten by a copy."""
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.pragma()}"')
    return connection


def _told(progress: Progress) -> object:
    def tell(_status: int, remaining: int, total: int) -> None:
        progress.step(total - remaining, total, "copying_database")

    return tell


def _row_counts(connection: driver.Connection) -> dict[str, int]:
    names = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    quoted = {
        name: '"' + name.replace('"', '""') + '"'
        for name in names
        if not name.startswith("sqlite_")
    }
    return {
        name: connection.execute(f"SELECT count(*) FROM {each}").fetchone()[0]
        for name, each in quoted.items()
    }
