"""The open workspace as a person handles it: what is in it, its passphrase, backups, members and settings.

Opening and creating one is ``bootstrap``'s, because before that there are no services to hand over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.operations import keeping
from app.operations.members import Member, Role, current_member, members, set_current_member

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from app.core.progress import Progress
    from app.operations.services import Services
    from app.store.backup import Backup

__all__ = [
    "BackupMade",
    "Member",
    "Role",
    "Verification",
    "WorkspaceInfo",
    "back_up",
    "change_forgotten_passphrase",
    "change_passphrase",
    "current_member",
    "describe",
    "get_setting",
    "is_backup_due",
    "list_backups",
    "members",
    "remove_passphrase",
    "renew_recovery_key",
    "set_current_member",
    "set_passphrase",
    "set_setting",
    "verify",
    "workspace_name",
]


@dataclass(frozen=True, slots=True)
class WorkspaceInfo:
    """What is in a workspace. ``digest`` is the one of records.md; ``entities`` counts by list."""

    folder: Path
    name: str
    project: str
    encrypted: bool
    digest: str
    interviews: int
    drafts: int
    forms: int
    revisions: int
    conflicts: int
    entities: Mapping[str, int]
    size_bytes: int
    last_backup: datetime | None
    address: str = ""
    """The server's database; '' when the workspace is a folder."""
    short_of_space: bool = False
    """The disk was full and the space kept back was given up; what is saved is safe, but free some."""


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was read back and verified."""

    path: Path
    at: datetime
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Verification:
    """What a full check of the workspace found; ``damage`` is empty when every byte is as it was written.

    Each damage is a code and, after a blank, the id of what it is about.
    """

    revisions: int
    blobs: int
    digest: str
    damage: tuple[str, ...]


def workspace_name(services: Services) -> str:
    """Return what people call the workspace; costs nothing, unlike `describe`."""
    return services.workspace.identity.name


def describe(services: Services) -> WorkspaceInfo:
    """Tell what is in the workspace and how it is protected."""
    from app.store import forms, holdings, registers, revisions, views

    workspace = services.workspace
    counts = views.counts_by_status(workspace)
    drafts = counts.pop("draft", 0)
    backups = list_backups(workspace.folder)
    files = (path.stat().st_size for path in workspace.folder.rglob("*") if path.is_file())
    on_server = 0
    if workspace.address is not None:
        on_server = workspace.submit(workspace.database.size_bytes).result()
    return WorkspaceInfo(
        folder=workspace.folder,
        address=workspace.address.text if workspace.address else "",
        name=workspace.identity.name,
        project=workspace.identity.project,
        encrypted=workspace.is_protected,
        digest=revisions.digest(workspace),
        interviews=sum(counts.values()),
        drafts=drafts,
        forms=len(forms.list_forms(workspace)),
        revisions=sum(revisions.counts_by_kind(workspace).values()),
        conflicts=holdings.count_conflicts(workspace),
        entities=registers.counts_by_list(workspace),
        size_bytes=sum(files) + on_server,
        last_backup=backups[0].at if backups else None,
        short_of_space=workspace.is_short_of_space,
    )


def set_passphrase(services: Services, passphrase: str) -> str:
    """Protect an unprotected workspace; returns the recovery key to print, which is shown this once.

    Raises AppError PASSPHRASE_EMPTY, PASSPHRASE_NEEDED (it has one already), DISK_FULL.
    """
    from app.operations import sync_recovery
    from app.store import passphrase as store

    services.workspace.refuse_server()
    recovery_key = store.set_passphrase(services.workspace, passphrase)
    sync_recovery.wrap_for_project(services)
    return recovery_key


def change_passphrase(services: Services, old: str, new: str) -> None:
    """Replace the passphrase; the recovery key stays good. Raises AppError PASSPHRASE_WRONG, PASSPHRASE_EMPTY."""
    from app.store import passphrase as store

    services.workspace.refuse_server()
    store.change_passphrase(services.workspace, old, new)


def change_forgotten_passphrase(services: Services, recovery_key: str, new: str) -> None:
    """Replace a passphrase that nobody remembers, by the workspace's recovery key or by its project's.

    Raises AppError RECOVERY_KEY_MISTYPED, RECOVERY_KEY_WRONG, PROJECT_KEY_WRONG.
    """
    from app.operations import sync_recovery
    from app.store import passphrase as store

    services.workspace.refuse_server()
    if sync_recovery.is_project_key(recovery_key):
        sync_recovery.change_passphrase(services, recovery_key, new)
        return
    store.change_forgotten_passphrase(services.workspace, recovery_key, new)


def renew_recovery_key(services: Services, passphrase: str) -> str:
    """Return a new recovery key to print; the one printed before no longer opens. Raises AppError PASSPHRASE_WRONG."""
    from app.store import passphrase as store

    services.workspace.refuse_server()
    return store.renew_recovery_key(services.workspace, passphrase)


def remove_passphrase(services: Services, passphrase: str) -> None:
    """Take the protection off. Raises AppError PASSPHRASE_WRONG, DISK_FULL."""
    from app.store import passphrase as store

    services.workspace.refuse_server()
    store.remove_passphrase(services.workspace, passphrase)


def back_up(services: Services, progress: Progress | None = None) -> BackupMade:
    """Write a backup and read it back. Raises AppError BACKUP_FAILED, DISK_FULL, SERVER_KEEPS, `Cancelled`."""
    from app.store import backup as store

    services.workspace.refuse_server()
    return _made(store.back_up(services.workspace, progress))


def is_backup_due(services: Services) -> bool:
    """Return whether the latest backup is about a day old, or there is none: then make one in the background."""
    from app.store import backup as store

    return services.workspace.address is None and store.is_due(services.workspace)


def list_backups(folder: Path) -> list[BackupMade]:
    """List the backups of a workspace, open or not, the latest first."""
    from app.store import backup as store

    return [_made(backup) for backup in store.list_backups(folder)]


def verify(services: Services, progress: Progress | None = None) -> Verification:
    """Hash everything again; check the database page by page, receipts, packages that wait. Raises `Cancelled`."""
    from app.store import checking

    found = checking.verify(services.workspace, progress)
    beside = keeping.damage_beside(services, progress)
    damage = (*(f"{each.code} {each.about}".strip() for each in found.damage), *beside)
    return Verification(found.revisions, found.blobs, found.digest, damage)


def get_setting(services: Services, key: str) -> str | None:
    """Look a setting of this workspace up; None when nobody ever set it, or set it to nothing."""
    from app.store import settings

    return settings.get_setting(services.workspace, key) or None


def set_setting(services: Services, key: str, value: str) -> Changes:
    """Keep a setting in this workspace."""
    from app.store import settings

    settings.set_setting(services.workspace, key, value)
    return Changes(settings=True)


def _made(backup: Backup) -> BackupMade:
    return BackupMade(backup.path, backup.at, backup.size_bytes)
