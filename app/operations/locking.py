"""Locking an open workspace: when it locks by itself, and whether what was typed may open it again.

The workspace stays open behind the lock, so that what is being recorded or saved goes on; only people are kept away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.core.changes import Changes
from app.core.errors import AppError, ErrorCode

if TYPE_CHECKING:
    from app.operations.services import Services

AFTER: Final = "lock/after_minutes"
CHOICES: Final = (0, 5, 15, 30, 60)
"""Minutes without a touch after which a protected workspace locks; 0 never."""
USUAL: Final = 15


def is_protected(services: Services) -> bool:
    """Whether there is a passphrase that could open it again."""
    return services.workspace.is_protected


def idle_minutes(services: Services) -> int:
    """Return after how many minutes without a touch it locks; 0 never, as without a passphrase."""
    from app.store import settings

    if not is_protected(services):
        return 0
    text = settings.get_setting(services.workspace, AFTER, str(USUAL))
    return next((each for each in CHOICES if str(each) == text), USUAL)


def set_idle_minutes(services: Services, minutes: int) -> Changes:
    """Say after how many minutes it locks; 0 never."""
    from app.store import settings

    settings.set_setting(services.workspace, AFTER, str(minutes))
    return Changes(settings=True)


def check(
    services: Services, passphrase: str | None = None, recovery_key: str | None = None
) -> None:
    """Let pass who knows the passphrase, the workspace's recovery key or its project's.

    Raises AppError PASSPHRASE_WRONG, RECOVERY_KEY_MISTYPED, RECOVERY_KEY_WRONG, PROJECT_KEY_WRONG.
    """
    from app.operations import sync_recovery
    from app.store import keys, project_wrap

    folder = services.workspace.folder
    if recovery_key is not None and sync_recovery.is_project_key(recovery_key):
        project_wrap.key_from(folder, sync_recovery.unlock_by_project_key(folder, recovery_key))
        return
    key = keys.unlock(keys.read(folder), folder, passphrase, recovery_key)
    if key is not None and key != services.workspace.key:
        raise AppError(ErrorCode.PASSPHRASE_WRONG, path=str(folder))
