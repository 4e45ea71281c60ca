"""The project's recovery key at work in one workspace: taken over, wrapped around its key, and used to unlock it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.core.errors import AppError, ErrorCode
from app.operations import sync_keys

if TYPE_CHECKING:
    from pathlib import Path

    from app.operations.services import Services

SECRET_PREFIX: Final = "AGE-SECRET-KEY-"
"""How a project's recovery key starts, in capitals or not."""


def is_project_key(text: str) -> bool:
    """Whether somebody typed a project's recovery key, and not the one of a workspace."""
    return text.strip().upper().startswith(SECRET_PREFIX)


def adopt_recovery(services: Services, recipient: str) -> None:
    """Take the project's recovery key over from a coordinator; the first one stays."""
    from app.store import keyring
    from app.sync import seal

    if sync_keys.recovery_recipients(services) or not seal.is_recipient(recipient):
        return
    keyring.put_age_key(services.workspace, keyring.AgeKey(recipient, "recovery"))
    wrap_for_project(services)


def wrap_for_project(services: Services) -> None:
    """Wrap the workspace's key by the project's recovery key, if it is protected and there is one."""
    from app.store import project_wrap
    from app.sync import seal

    recipients = sync_keys.recovery_recipients(services)
    key = services.workspace.key
    if key is not None and recipients:
        project_wrap.put(services.workspace, seal.seal(key.octets, recipients))


def unlock_by_project_key(folder: Path, secret: str) -> bytes:
    """Return a workspace's own key by the project's recovery key.

    Raises AppError PROJECT_KEY_WRONG, RECIPIENT_BROKEN, WORKSPACE_DAMAGED.
    """
    from app.store import project_wrap
    from app.sync import seal

    wrong = AppError(ErrorCode.PROJECT_KEY_WRONG, path=str(folder))
    sealed = project_wrap.read(folder)
    if sealed is None:
        raise wrong
    try:
        return seal.unseal(sealed, [secret.strip()], path=str(folder))
    except AppError as error:
        raise wrong from error


def change_passphrase(services: Services, secret: str, new: str) -> None:
    """Replace a forgotten passphrase by the project's recovery key. Raises AppError PROJECT_KEY_WRONG."""
    from app.store import project_wrap

    folder = services.workspace.folder
    project_wrap.key_from(folder, unlock_by_project_key(folder, secret))
    project_wrap.change_passphrase(services.workspace, new)
