"""A backup put in the place of what is damaged. The damaged files are kept aside: nothing is ever thrown away here."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from app.core.errors import AppError, ErrorCode
from app.core.files import sync_file, writing
from app.records.revision import Kind
from app.store import copies, derived, exchange, founding, keys, revisions, workspace
from app.store.backup import FOLDER, list_backups
from app.store.database import Database
from app.store.founding import BLOBS, DATABASE
from app.store.lock import WorkspaceLock
from app.store.schema import MetaRow, RevisionRow

if TYPE_CHECKING:
    from pathlib import Path

    from app.core.clock import Clock
    from app.records.revision import Revision
    from app.store.backup import Backup
    from app.store.database import Key
    from app.store.workspace import Workspace


def restore(
    folder: Path,
    chosen: Backup | None = None,
    *,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    clock: Clock,
) -> Workspace:
    """Put a backup (the latest sound one) in place of a workspace's files and open it.

    The files that were there are kept in ``damaged-...``. The device gets a new identity. Raises AppError BACKUP_FAILED
    when no backup is sound, and what `workspace.open` raises about passphrases, locks and disks.
    """
    lock = WorkspaceLock(folder, clock.now())
    try:
        with writing(folder):
            exchange.settle(folder)
            erasures = _put_in_place(
                folder,
                [chosen] if chosen else list_backups(folder),
                passphrase,
                recovery_key,
                clock,
            )
    finally:
        lock.release()
    restored = workspace.open(folder, passphrase, recovery_key, clock=clock)
    if erasures:
        revisions.add(restored, erasures)
    return restored


def _put_in_place(
    folder: Path,
    backups: list[Backup],
    passphrase: str | None,
    recovery_key: str | None,
    clock: Clock,
) -> list[Revision]:
    """Exchange the files; return the erasures of what was there: what they destroyed must not come back."""
    for each in backups:
        key_file = keys.read(each.path)
        key = keys.unlock(key_file, each.path, passphrase, recovery_key)
        if copies.faults(each.path / DATABASE, key):
            continue
        erasures = _erasures_of(folder / DATABASE, key)
        names = [keys.FILE, DATABASE]
        keys.write(folder, key_file, exchange.next_of(folder, keys.FILE).name)
        _prepare(each.path / DATABASE, exchange.next_of(folder, DATABASE), key)
        if _blobs_are_lost(folder, key):
            names.append(BLOBS)
            _copy(folder / FOLDER / BLOBS, exchange.next_of(folder, BLOBS))
        kept_in = f"damaged-{clock.now():%Y%m%dT%H%M%S}"
        exchange.exchange(folder, exchange.Exchange(tuple(names), "keep", kept_in))
        return erasures
    raise AppError(ErrorCode.BACKUP_FAILED, path=str(folder / FOLDER), detail="none")


def _erasures_of(path: Path, key: Key | None) -> list[Revision]:
    """Read the erasures of a database that is about to be replaced, as far as it can still be read."""
    if not path.is_file():
        return []
    database = Database(path, key)
    try:
        return database.transact(_erasures)
    except (AppError, SQLAlchemyError):
        return []  # it is damaged: what was erased comes back with packages of others, or is erased again
    finally:
        database.close()


def _erasures(connection: Connection) -> list[Revision]:
    row = RevisionRow
    rows = connection.execute(select(row.id, row.canonical).where(row.kind == Kind.ERASURE.value))
    return [derived.held(each.id, each.canonical) for each in rows]


def _prepare(source: Path, target: Path, key: Key | None) -> None:
    _copy(source, target)
    database = Database(target, key)
    try:
        database.transact(_mark)
    finally:
        database.close()
    sync_file(target)


def _mark(connection: Connection) -> None:
    connection.execute(delete(MetaRow).where(MetaRow.name == founding.RENEW_DEVICE))
    connection.execute(insert(MetaRow).values(name=founding.RENEW_DEVICE, value="true"))


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    sync_file(target)


def _blobs_are_lost(folder: Path, key: Key | None) -> bool:
    """Whether the attachments must come from the backup; those that are there and sound hold more."""
    if not (folder / FOLDER / BLOBS).exists():
        return False
    return not (folder / BLOBS).exists() or bool(copies.faults(folder / BLOBS, key))
