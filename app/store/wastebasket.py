"""Drafts that were thrown away: kept for thirty days, then destroyed when the workspace is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, update

from app.store import draft_log
from app.store.draft_log import KEPT
from app.store.schema import DraftRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.core.ids import DraftId
    from app.store.workspace import Workspace

__all__ = ["KEPT", "discard", "purge", "restore"]


def discard(workspace: Workspace, draft: DraftId) -> None:
    """Put a draft into the wastebasket; steps that wait are written first. Raises AppError INTERVIEW_UNKNOWN."""
    workspace.backlog.retry(draft).result()
    workspace.call(_discard, workspace, draft)


def restore(workspace: Workspace, draft: DraftId) -> None:
    """Take a draft out of the wastebasket. Raises AppError INTERVIEW_UNKNOWN."""
    workspace.call(_restore, draft)


def purge(workspace: Workspace, drafts: Sequence[DraftId] | None = None) -> int:
    """Destroy discarded drafts: those named, or those that lay there for thirty days. Return how many.

    Freed pages are overwritten (secure_delete); the write-ahead log is emptied at the next checkpoint.
    """
    return workspace.call(_purge, workspace, drafts)


def _discard(connection: Connection, workspace: Workspace, draft: DraftId) -> None:
    draft_log.load(connection, draft)
    row = update(DraftRow).where(DraftRow.id == draft, DraftRow.discarded_at.is_(None))
    connection.execute(row.values(discarded_at=workspace.clock.now()))


def _restore(connection: Connection, draft: DraftId) -> None:
    draft_log.load(connection, draft)
    connection.execute(update(DraftRow).where(DraftRow.id == draft).values(discarded_at=None))


def _purge(connection: Connection, workspace: Workspace, drafts: Sequence[DraftId] | None) -> int:
    if drafts is None:
        return draft_log.destroy_discarded(connection, workspace.clock.now())
    chosen = DraftRow.discarded_at.is_not(None) & DraftRow.id.in_(drafts)
    return connection.execute(delete(DraftRow).where(chosen)).rowcount
