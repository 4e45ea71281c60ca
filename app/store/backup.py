"""Rolling backups inside the workspace's folder: whole, checked page by page before they count, under the same key.

    backups/20260504T110200123Z/   workspace.db  keys.json
    backups/blobs.db               attachments, copied once each

A backup that is being made ends in ``.part`` and is never offered. The newest is always kept;
others while they are among the latest and younger than thirty days, so that what was erased leaves backups too.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.core.errors import AppError, ErrorCode
from app.core.files import sync_folder, wipe, writing
from app.core.progress import Progress
from app.store import blobs, copies, keys, sweeping
from app.store.founding import BLOBS, DATABASE

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.keys import KeyFile
    from app.store.workspace import Workspace

FOLDER = "backups"
KEPT = 7
OLDEST = timedelta(days=30)
DUE_AFTER = timedelta(hours=20)
PART = ".part"
_PLAIN_HEADER = b"SQLite format 3\0"
_STAMP = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read back and checked; ``at`` in UTC."""

    path: Path
    at: datetime
    size_bytes: int


def back_up(workspace: Workspace, progress: Progress | None = None) -> Backup:
    """Make a backup, check it, let the oldest go. Other work goes on meanwhile.

    Raises AppError BACKUP_FAILED (the copy was not sound), DISK_FULL, FILE_UNWRITABLE, `Cancelled`.
    """
    made = _make(workspace, progress or Progress())
    rotate(workspace.folder, made.at)
    _let_attachments_go(workspace)
    return made


def is_due(workspace: Workspace) -> bool:
    """Return whether the latest backup is a day old, or there is none."""
    made = list_backups(workspace.folder)
    return not made or workspace.clock.now() - made[0].at > DUE_AFTER


def list_backups(folder: Path) -> list[Backup]:
    """Return the backups of a workspace, open or not, the latest first."""
    home = folder / FOLDER
    if not home.is_dir():
        return []
    found = [each for path in home.iterdir() if (each := _read(path)) is not None]
    return sorted(found, key=lambda each: each.at, reverse=True)


def rotate(folder: Path, now: datetime) -> None:
    """Destroy the backups that are too many or too old; the newest stays."""
    for place, each in enumerate(list_backups(folder)):
        if place and (place >= KEPT or now - each.at > OLDEST):
            _destroy(each.path)


def _let_attachments_go(workspace: Workspace) -> None:
    """Take the copies of removed attachments away once every backup is younger than their removal."""
    copies_ = workspace.folder / FOLDER / BLOBS
    oldest = min(each.at for each in list_backups(workspace.folder))
    gone = sweeping.gone_before(workspace, oldest)
    if gone and copies_.exists():
        blobs.remove_copies(workspace, copies_, gone)
    if gone:
        sweeping.forget_gone(workspace, oldest)


def begin_anew(workspace: Workspace) -> Backup:
    """Make a backup and destroy all others: those are under another key, or under none."""
    outdated = list_backups(workspace.folder)
    wipe(workspace.folder / FOLDER / BLOBS)
    made = _make(workspace, Progress())
    for each in outdated:
        _destroy(each.path)
    return made


def settle(workspace: Workspace) -> None:
    """Finish what a crash left after the passphrase was set or taken off: backups under another key are replaced."""
    check = keys.read(workspace.folder).check
    attachments = workspace.folder / FOLDER / BLOBS
    outdated = any(_check_of(each.path) != check for each in list_backups(workspace.folder))
    if outdated or (attachments.exists() and is_plain(attachments) is workspace.is_protected):
        begin_anew(workspace)


def rewrap(folder: Path, key_file: KeyFile) -> None:
    """Let the backups open with what the workspace opens with. Raises OSError."""
    for each in list_backups(folder):
        if _check_of(each.path) == key_file.check:
            keys.write(each.path, key_file)


def _make(workspace: Workspace, progress: Progress) -> Backup:
    at = workspace.clock.now().astimezone(UTC)
    home = workspace.folder / FOLDER
    while (home / at.strftime(_STAMP)).exists():
        at += timedelta(microseconds=1)
    target = home / at.strftime(_STAMP)
    part = target.with_name(target.name + PART)
    with writing(home):
        shutil.rmtree(part, ignore_errors=True)
        copies.refuse_little_space(home, _size_of(workspace.folder))
        part.mkdir(parents=True)
        try:
            copies.copy(workspace.folder / DATABASE, part / DATABASE, workspace.key, progress)
            _refuse_unsound(workspace, part / DATABASE)
            keys.write(part, keys.read(workspace.folder))
            blobs.copy_missing(workspace, home / BLOBS, progress)
            part.rename(target)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        sync_folder(home)
    made = _read(target)
    assert made is not None
    return made


def _refuse_unsound(workspace: Workspace, copy: Path) -> None:
    found = copies.faults(copy, workspace.key)
    if found:
        raise AppError(ErrorCode.BACKUP_FAILED, path=str(copy), detail=found[0])


def _size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob(DATABASE + "*"))


def _read(path: Path) -> Backup | None:
    try:
        at = datetime.strptime(path.name, _STAMP).replace(tzinfo=UTC)
        return Backup(path, at, (path / DATABASE).stat().st_size)
    except (ValueError, OSError):
        return None


def is_plain(path: Path) -> bool:
    """Return whether a database file is not encrypted, by its first bytes."""
    with path.open("rb") as file:
        return file.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER


def _check_of(path: Path) -> str:
    try:
        return keys.read(path).check
    except AppError:
        return "damaged"


def _destroy(path: Path) -> None:
    wipe(path / DATABASE)
    with contextlib.suppress(OSError):
        shutil.rmtree(path)
