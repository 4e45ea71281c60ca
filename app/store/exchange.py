"""Putting several files in place at once: after a crash at any moment all of them are old, or all of them are new.

The new files are prepared beside the old ones as ``NAME.next``. Writing the file ``exchange`` is the moment of truth:
before it, the next opening throws the new files away; after it, the next opening goes on where the crash came.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import orjson

from app.core.errors import AppError, ErrorCode
from app.core.files import sync_folder, wipe, write_atomically

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MARK = "exchange"
NEXT = ".next"
SPENT = ".spent"
_DATABASE_COMPANIONS = ("-wal", "-shm", "-journal")

Spent = Literal["wipe", "keep"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Which files are exchanged, and what becomes of the old ones: overwritten, or kept in a folder."""

    names: tuple[str, ...]
    spent: Spent
    kept_in: str = ""


def next_of(folder: Path, name: str) -> Path:
    """Return where the new file is prepared."""
    return folder / (name + NEXT)


def exchange(folder: Path, wanted: Exchange) -> None:
    """Put the prepared files in place; they must be on the disk already. Raises OSError."""
    sync_folder(folder)
    told = {"names": wanted.names, "spent": wanted.spent, "kept_in": wanted.kept_in}
    write_atomically(folder / MARK, orjson.dumps(told))
    _complete(folder, wanted)


def settle(folder: Path) -> bool:
    """Finish or take back what a crash left; return whether there was anything. Raises AppError WORKSPACE_DAMAGED."""
    mark = folder / MARK
    if mark.exists():
        _complete(folder, _read(folder, mark))
        return True
    left = [path for path in folder.iterdir() if NEXT in path.name]
    for path in left:
        wipe(path)
    return bool(left)


def _read(folder: Path, mark: Path) -> Exchange:
    try:
        told = orjson.loads(mark.read_bytes())
        return Exchange(tuple(told["names"]), told["spent"], told["kept_in"])
    except (ValueError, KeyError, TypeError) as error:
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=str(folder), detail=MARK) from error


def _complete(folder: Path, wanted: Exchange) -> None:
    if wanted.spent == "keep":
        (folder / wanted.kept_in).mkdir(parents=True, exist_ok=True)
    for name in wanted.names:
        if next_of(folder, name).exists():
            _put_in_place(folder, name, wanted)
    sync_folder(folder)
    _let_old_go(folder, wanted.names)
    (folder / MARK).unlink()
    sync_folder(folder)


def _put_in_place(folder: Path, name: str, wanted: Exchange) -> None:
    """Move the old file and its companions out of the way, then the new one in; each step can be repeated."""
    for suffix in (*_DATABASE_COMPANIONS, ""):
        old = folder / (name + suffix)
        if old.exists():
            kept = (
                folder / wanted.kept_in / old.name
                if wanted.spent == "keep"
                else old.with_name(old.name + SPENT)
            )
            old.replace(kept)
    next_of(folder, name).replace(folder / name)


def _let_old_go(folder: Path, names: Sequence[str]) -> None:
    for name in names:
        for suffix in ("", *_DATABASE_COMPANIONS):
            wipe(folder / (name + suffix + SPENT))
