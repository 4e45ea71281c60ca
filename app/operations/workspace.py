"""The open workspace as a person handles it: what is in it, its passphrase, backups, members and settings.

Opening and creating one is ``bootstrap``'s, because before that there are no services to hand over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.core.changes import Changes
from app.core.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from app.core.ids import MemberId
    from app.operations.services import Services

Role = Literal["interviewer", "coordinator", "reviewer"]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works in this workspace."""

    id: MemberId
    name: str
    role: Role


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


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was read back and verified."""

    path: Path
    at: datetime
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Verification:
    """What a full check of the workspace found; ``damage`` is empty when every byte is as it was written."""

    revisions: int
    blobs: int
    digest: str
    damage: tuple[str, ...]


def describe(services: Services) -> WorkspaceInfo:
    """Tell what is in the workspace and how it is protected."""
    from app.store import views

    return views.describe(services.workspace)


def set_passphrase(services: Services, passphrase: str) -> str:
    """Protect an unprotected workspace; returns the recovery key to print, which is shown this once."""
    return services.workspace.set_passphrase(passphrase)


def change_passphrase(services: Services, old: str, new: str) -> None:
    """Replace the passphrase; the recovery key stays. Raises AppError PASSPHRASE_WRONG."""
    services.workspace.change_passphrase(old, new)


def remove_passphrase(services: Services, passphrase: str) -> None:
    """Take the protection off. Raises AppError PASSPHRASE_WRONG."""
    services.workspace.remove_passphrase(passphrase)


def back_up(services: Services, progress: Progress | None = None) -> BackupMade:
    """Write a backup and read it back. Raises AppError BACKUP_FAILED, DISK_FULL, `Cancelled`."""
    from app.store import backup

    return backup.back_up(services.workspace, progress or Progress())


def verify(services: Services, progress: Progress | None = None) -> Verification:
    """Hash every revision and attachment again and check the database page by page."""
    from app.store import backup

    return backup.verify(services.workspace, progress or Progress())


def members(services: Services) -> tuple[Member, ...]:
    """List who works in this workspace, by name."""
    from app.store import members as store

    return store.list_members(services.workspace)


def current_member(services: Services) -> Member | None:
    """Tell who works here now; None until somebody said so."""
    from app.store import members as store

    return store.current(services.workspace)


def set_current_member(services: Services, name: str, role: Role) -> Changes:
    """Say who works here now; somebody new becomes a member, a known name takes the role given."""
    from app.store import members as store

    store.set_current(services.workspace, name.strip(), role)
    return Changes(members=True)


def get_setting(services: Services, key: str) -> str | None:
    """Look a setting of this workspace up; None when nobody ever set it."""
    from app.store import settings

    return settings.get(services.workspace, key)


def set_setting(services: Services, key: str, value: str) -> Changes:
    """Keep a setting in this workspace."""
    from app.store import settings

    settings.put(services.workspace, key, value)
    return Changes(settings=True)
