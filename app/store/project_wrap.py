"""The workspace's key, wrapped by its project's recovery key: opaque bytes in ``keys.json``, sealed above this room.

Apart from `keys`, because what opens it is not a secret that a person of this workspace has.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from app.core.errors import AppError, ErrorCode
from app.core.files import writing
from app.store import backup, keys
from app.store.database import Key
from app.store.keys import KeyFile, Wrap

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.workspace import Workspace

PROJECT = "project"


def put(workspace: Workspace, sealed: bytes) -> None:
    """Keep the wrapped key beside the other wraps, in the backups too; it replaces an earlier one."""
    kept = keys.read(workspace.folder)
    others = tuple(wrap for wrap in kept.wraps if wrap.by != PROJECT)
    wrap = Wrap(PROJECT, "", "", base64.b64encode(sealed).decode())
    _write(workspace, KeyFile(kept.check, (*others, wrap)))


def read(folder: Path) -> bytes | None:
    """Return the wrapped key; None when there is none. Raises AppError WORKSPACE_DAMAGED."""
    found = next((wrap for wrap in keys.read(folder).wraps if wrap.by == PROJECT), None)
    try:
        return base64.b64decode(found.sealed, validate=True) if found is not None else None
    except binascii.Error as error:
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=str(folder), detail=keys.FILE) from error


def key_from(folder: Path, octets: bytes) -> Key:
    """Return an unwrapped key if it is the workspace's. Raises AppError PROJECT_KEY_WRONG."""
    key = Key(octets)
    if not keys.is_right(keys.read(folder), key):
        raise AppError(ErrorCode.PROJECT_KEY_WRONG, path=str(folder))
    return key


def change_passphrase(workspace: Workspace, new: str) -> None:
    """Give an open workspace another passphrase, whoever unlocked it. Raises AppError PASSPHRASE_EMPTY."""
    assert workspace.key is not None
    kept = keys.read(workspace.folder)
    _write(workspace, keys.with_passphrase(kept, workspace.key, new))


def _write(workspace: Workspace, key_file: KeyFile) -> None:
    with writing(workspace.folder):
        keys.write(workspace.folder, key_file)
        backup.rewrap(workspace.folder, key_file)
