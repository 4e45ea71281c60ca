"""The lock against two windows on one workspace: the operating system's, so that a killed process never leaves it shut.

What the file says (who, which machine, which process, since when) is only for the sentence that a second window shows.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import socket
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from app.core.errors import AppError, ErrorCode

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

FILE = "lock"
_FAR_BEHIND = 1 << 30
"""Windows locks bytes, and nobody else can read those: so one is locked far behind what is written."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a workspace open; texts are '' where the file could not be read."""

    who: str = ""
    machine: str = ""
    process: str = ""
    since: str = ""


class WorkspaceLock:
    """Held while a workspace is open."""

    def __init__(self, folder: Path, now: datetime) -> None:
        """Take the lock. Raises AppError WORKSPACE_IN_USE, FILE_UNWRITABLE."""
        self._path = folder / FILE
        try:
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise AppError(
                ErrorCode.FILE_UNWRITABLE, path=str(self._path), detail=error.strerror or ""
            ) from error
        if not _take(self._descriptor):
            os.close(self._descriptor)
            raise AppError(ErrorCode.WORKSPACE_IN_USE, path=str(folder), who=holder(folder).who)
        self._sign(now)

    def release(self) -> None:
        """Let the next window in; the file stays, empty."""
        self._say(b"")
        os.close(self._descriptor)

    def _sign(self, now: datetime) -> None:
        said = Holder(
            _user(), socket.gethostname(), str(os.getpid()), now.isoformat(timespec="seconds")
        )
        self._say(orjson.dumps(said))

    def _say(self, words: bytes) -> None:
        """Write the sentence for others; a full disk costs only the sentence."""
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, words)


def holder(folder: Path) -> Holder:
    """Return who signed the lock last; not whether it is held."""
    try:
        said = orjson.loads((folder / FILE).read_bytes())
        return Holder(**{name: str(said[name]) for name in ("who", "machine", "process", "since")})
    except (OSError, ValueError, KeyError, TypeError):
        return Holder()


def is_held(folder: Path) -> bool:
    """Return whether some window has the workspace open right now."""
    try:
        descriptor = os.open(folder / FILE, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _take(descriptor)
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _FAR_BEHIND, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
