"""Files on somebody's memory stick: reading them in our own words, and bringing them there past every memory.

Apart from `app.core.files`, because a stick is asked for more than a disk, and some cannot do all of it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from app.core import files
from app.core.errors import AppError, ErrorCode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO


@contextlib.contextmanager
def reading_from(path: Path) -> Iterator[None]:
    """Turn what the system says about reading into FILE_MISSING or FILE_UNREADABLE."""
    try:
        yield
    except FileNotFoundError as error:
        raise AppError(ErrorCode.FILE_MISSING, path=str(path)) from error
    except OSError as error:
        detail = error.strerror or ""
        raise AppError(ErrorCode.FILE_UNREADABLE, path=str(path), detail=detail) from error


def sync_file(file: BinaryIO) -> None:
    """Bring what was written to the disk, and let the system forget it, so that reading it back asks the disk."""
    file.flush()
    os.fsync(file.fileno())
    if sys.platform == "darwin":
        _sync_the_disk_itself(file.fileno())
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _sync_the_disk_itself(descriptor: int) -> None:
    """Ask a Mac's disk to empty its own memory, which fsync there does not."""
    import fcntl

    with contextlib.suppress(OSError):
        fcntl.fcntl(descriptor, getattr(fcntl, "F_FULLFSYNC", 51))


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk; Windows does so by itself, and some sticks cannot."""
    with contextlib.suppress(OSError):
        files.sync_folder(folder)
