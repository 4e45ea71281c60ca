"""Space kept back for the day on which the disk is full.

On a full disk a database with a write-ahead log can not even be opened. So a file of some megabytes lies ready: most of
it is given up when a write fails, so that the answers of the running interview still land; the rest when opening fails.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

FILE = "reserve"
WHOLE_BYTES = 4 << 20
FOR_OPENING_BYTES = 1 << 20
PLENTY_BYTES = 64 << 20
_PIECE_BYTES = 1 << 20


class Reserve:
    """The reserve of one workspace's folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it was given up."""
        return self._size() >= WHOLE_BYTES

    def give_for_writing(self) -> bool:
        """Give up all but the part for opening; False when that was done before."""
        if self._size() <= FOR_OPENING_BYTES:
            return False
        os.truncate(self._path, FOR_OPENING_BYTES)
        return True

    def give_for_opening(self) -> bool:
        """Give up what is left; False when nothing was."""
        given = self._size() > 0
        self._path.unlink(missing_ok=True)
        return given

    def refill(self) -> bool:
        """Fill the reserve where the disk has plenty of space; return whether it is whole.

        Random bytes, because a file system may keep zeros, or equal blocks, in no space at all.
        """
        if self.is_whole:
            return True
        if shutil.disk_usage(self._path.parent).free < PLENTY_BYTES + WHOLE_BYTES:
            return False
        with contextlib.suppress(OSError), Path(self._path).open("wb") as file:
            for _ in range(WHOLE_BYTES // _PIECE_BYTES):
                file.write(os.urandom(_PIECE_BYTES))
            file.flush()
            os.fsync(file.fileno())
        return self.is_whole

    def _size(self) -> int:
        try:
            return self._path.stat().st_size
        except OSError:
            return 0
