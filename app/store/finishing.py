"""The moment at which a draft becomes a record: one transaction that writes the revisions and takes the log away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete

from app.records.canonical import normal
from app.records.revision import Content, Kind, Revision
from app.store import draft_log, drafts, history
from app.store.schema import DraftRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.core.ids import DraftId
    from app.records.live import LiveView
    from app.store.workspace import Workspace


def _nothing_else(interview: Revision) -> Sequence[Content]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A finished interview: its whole snapshot, who finished it, and the conflicts it settles.

    ``fields`` are the paths of records.md with everything under ``meta/`` (see `derived`). ``also`` returns the entity
    revisions that follow from the interview's, written in the same transaction.
    """

    fields: Mapping[str, str]
    actor: str
    resolves: frozenset[str] = frozenset()
    also: Callable[[Revision], Sequence[Content]] = _nothing_else


def finish(workspace: Workspace, draft: DraftId, finished: Finished) -> Revision:
    """Write a draft's interview as a revision and take the draft away: both, or neither.

    Raises AppError INTERVIEW_UNKNOWN when it was finished before, DISK_FULL with the draft untouched.
    """
    revision = workspace.call(_finish, workspace, draft, finished)
    workspace.backlog.forget(draft)
    return revision


def _finish(
    connection: Connection, workspace: Workspace, draft: DraftId, finished: Finished
) -> Revision:
    held = draft_log.load(connection, draft)
    fields = {normal(path): normal(value) for path, value in finished.fields.items()}
    content = Content(
        record=held.record,
        kind=Kind.INTERVIEW,
        fields=fields,
        decides=_decided(fields, drafts.base(connection, draft), finished.resolves),
        parents=held.parents,
        actor=finished.actor,
        reason=held.reason,
    )
    revision = history.write(connection, workspace.device, content)
    for each in finished.also(revision):
        history.write(connection, workspace.device, each)
    connection.execute(delete(DraftRow).where(DraftRow.id == draft))
    return revision


def _decided(fields: Mapping[str, str], base: LiveView, resolves: frozenset[str]) -> frozenset[str]:
    """Return the paths that differ from what the draft was made on, and those whose conflict it settles."""
    paths = fields.keys() | base.values.keys()
    changed = {path for path in paths if fields.get(path) != base.values.get(path)}
    return frozenset(changed | (resolves & base.conflicts.keys()))
