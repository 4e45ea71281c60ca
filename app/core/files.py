"""Files written so that a crash leaves the old one or the new one, never half of either; and taken away for good."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING

from app.core.errors import AppError, ErrorCode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NO_SPACE = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_WIPE_BYTES = 1 << 20


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the operating system says about writing into DISK_FULL or FILE_UNWRITABLE."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise AppError(ErrorCode.DISK_FULL, path=str(path)) from error
        detail = error.strerror or ""
        raise AppError(ErrorCode.FILE_UNWRITABLE, path=str(path), detail=detail) from error


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file beside its place, bring it to the disk, put it in its place. Raises OSError."""
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Bring a file's content to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def wipe(path: Path) -> None:
    """Overwrite a file and take it away; on a disk that writes elsewhere each time, that is a wish and no promise."""
    with contextlib.suppress(FileNotFoundError):
        with contextlib.suppress(OSError), path.open("rb+") as file:
            for start in range(0, path.stat().st_size, _WIPE_BYTES):
                file.seek(start)
                file.write(bytes(min(_WIPE_BYTES, path.stat().st_size - start)))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
