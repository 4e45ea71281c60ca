"""The open workspace as a person handles it: what is in it, its passphrase, backups, members and settings.

Opening and creating one is ``bootstrap``'s, because before that there are no services to hand over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.progress import Progress
from app.operations.members import Member, Role, current_member, members, set_current_member

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from app.operations.services import Services

__all__ = [
    "BackupMade",
    "Member",
    "Role",
    "Verification",
    "WorkspaceInfo",
    "back_up",
    "change_passphrase",
    "current_member",
    "describe",
    "get_setting",
    "members",
    "remove_passphrase",
    "set_current_member",
    "set_passphrase",
    "set_setting",
    "verify",
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
    from app.store import forms, revisions, views

    workspace = services.workspace
    counts = views.counts_by_status(workspace)
    drafts = counts.pop("draft", 0)
    return WorkspaceInfo(
        folder=workspace.folder,
        name=workspace.identity.name,
        project=workspace.identity.project,
        encrypted=workspace.is_protected,
        digest=revisions.digest(workspace),
        interviews=sum(counts.values()),
        drafts=drafts,
        forms=len(forms.list_forms(workspace)),
        revisions=sum(revisions.counts_by_kind(workspace).values()),
        conflicts=sum(row.conflicts for row in views.list_interviews(workspace)),
        entities={},
        size_bytes=sum(
            path.stat().st_size for path in workspace.folder.rglob("*") if path.is_file()
        ),
        last_backup=None,
    )


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


def get_setting(services: Services, key: str) -> str | None:
    """Look a setting of this workspace up; None when nobody ever set it, or set it to nothing."""
    from app.store import settings

    return settings.get_setting(services.workspace, key) or None


def set_setting(services: Services, key: str, value: str) -> Changes:
    """Keep a setting in this workspace."""
    from app.store import settings

    settings.set_setting(services.workspace, key, value)
    return Changes(settings=True)
