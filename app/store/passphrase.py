"""The passphrase set, changed and taken off. Whatever stops it, the workspace is as it was or as it was meant to be.

Changing a passphrase wraps the same key anew. Setting the first one, or taking it off, writes the databases anew under
another key, beside the old ones, checks them, and then exchanges all files at once (`exchange`).
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from app.core.errors import AppError, ErrorCode
from app.core.files import writing
from app.store import backup, copies, keys
from app.store.exchange import Exchange, exchange, next_of, settle
from app.store.founding import BLOBS, DATABASE
from app.store.keys import UNPROTECTED, KeyFile
from app.store.recovery import RecoveryKey, new_recovery_key
from app.store.workspace import keys_for

if TYPE_CHECKING:
    from app.store.database import Key
    from app.store.workspace import Workspace


def set_passphrase(workspace: Workspace, passphrase: str) -> RecoveryKey:
    """Encrypt an unprotected workspace; return the recovery key, which is kept nowhere.

    Older backups, which were not encrypted, are replaced by a new one. Raises AppError PASSPHRASE_EMPTY, DISK_FULL,
    WORKSPACE_DAMAGED (and then nothing was changed).
    """
    if workspace.is_protected:
        raise AppError(ErrorCode.PASSPHRASE_NEEDED, path=str(workspace.folder))
    key, recovery_key, key_file = keys_for(passphrase)
    assert recovery_key is not None
    workspace.submit(_rewrite, workspace, key, key_file).result()
    _replace_backups(workspace)
    return recovery_key


def change_passphrase(workspace: Workspace, old: str, new: str) -> None:
    """Replace the passphrase; the recovery key stays good. Raises AppError PASSPHRASE_WRONG, PASSPHRASE_EMPTY."""
    kept, key = _unlocked(workspace, old, None)
    _write(workspace, keys.with_passphrase(kept, key, new))


def change_forgotten_passphrase(workspace: Workspace, recovery_key: str, new: str) -> None:
    """Replace a passphrase that nobody remembers. Raises AppError RECOVERY_KEY_MISTYPED, RECOVERY_KEY_WRONG."""
    kept, key = _unlocked(workspace, None, recovery_key)
    _write(workspace, keys.with_passphrase(kept, key, new))


def renew_recovery_key(workspace: Workspace, passphrase: str) -> RecoveryKey:
    """Return a new recovery key; the one printed before no longer opens. Raises AppError PASSPHRASE_WRONG."""
    kept, key = _unlocked(workspace, passphrase, None)
    recovery_key = new_recovery_key()
    _write(workspace, keys.with_recovery_key(kept, key, recovery_key))
    return recovery_key


def remove_passphrase(workspace: Workspace, passphrase: str) -> None:
    """Write the workspace unencrypted. Raises AppError PASSPHRASE_WRONG, DISK_FULL, WORKSPACE_DAMAGED."""
    _unlocked(workspace, passphrase, None)
    workspace.submit(_rewrite, workspace, None, UNPROTECTED).result()
    _replace_backups(workspace)


def _replace_backups(workspace: Workspace) -> None:
    """Replace the backups under the old key; when that fails, the next opening does it: what was asked for is done."""
    with contextlib.suppress(AppError):
        backup.begin_anew(workspace)


def _unlocked(
    workspace: Workspace, passphrase: str | None, recovery_key: str | None
) -> tuple[KeyFile, Key]:
    kept = keys.read(workspace.folder)
    key = keys.unlock(kept, workspace.folder, passphrase, recovery_key)
    if key is None:
        raise AppError(ErrorCode.PASSPHRASE_WRONG, path=str(workspace.folder))
    return kept, key


def _write(workspace: Workspace, key_file: KeyFile) -> None:
    """Put new wraps in place, in the backups too: what opened them yesterday must not open them tomorrow."""
    with writing(workspace.folder):
        keys.write(workspace.folder, key_file)
        backup.rewrap(workspace.folder, key_file)


def _rewrite(workspace: Workspace, key: Key | None, key_file: KeyFile) -> None:
    """Write both databases under another key and exchange them; on the database thread."""
    folder, old = workspace.folder, workspace.key
    names = [name for name in (DATABASE, BLOBS) if (folder / name).exists()]
    copies.refuse_little_space(folder, sum((folder / name).stat().st_size for name in names))
    workspace.database.settle_log()
    workspace.let_go()
    try:
        with writing(folder):
            for name in names:
                copies.copy_under(folder / name, next_of(folder, name), old, key)
            keys.write(folder, key_file, next_of(folder, keys.FILE).name)
            exchange(folder, Exchange((keys.FILE, *names), "wipe"))
    except BaseException:
        with writing(folder):
            settle(folder)
        workspace.reopen(keys_in_place(workspace, old, key))
        raise
    workspace.reopen(key)


def keys_in_place(workspace: Workspace, old: Key | None, new: Key | None) -> Key | None:
    """Return the key that the files have after a failure: the old one, unless the exchange had begun."""
    return new if keys.read(workspace.folder).is_protected is (new is not None) else old
