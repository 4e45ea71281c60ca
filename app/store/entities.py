"""Entities with their history, for what follows from an interview; `registers` reads and writes them as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from app.core.ids import RecordId
from app.records.live import LiveView, live_view
from app.records.revision import Content, Kind, Revision
from app.store import history
from app.store.schema import RevisionRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StoredEntity:
    """An entity as it stands, and every revision of it in the order of their clocks."""

    record: RecordId
    view: LiveView
    revisions: tuple[Revision, ...]


def with_history(workspace: Workspace, records: Iterable[RecordId]) -> dict[RecordId, StoredEntity]:
    """Return those of the entities that are held, deleted ones too."""
    return workspace.call(_with_history, sorted(set(records)))


def versions(workspace: Workspace) -> dict[RecordId, int]:
    """Return how many revisions each entity has: ODK's ``__version``."""
    return workspace.call(_versions)


def write_interview(
    workspace: Workspace, interview: Content, also: Callable[[Revision], Sequence[Content]]
) -> Revision:
    """Write an interview that has no draft, and what follows from it, in one transaction."""
    return workspace.call(_write_interview, workspace, interview, also)


def _write_interview(
    connection: Connection,
    workspace: Workspace,
    interview: Content,
    also: Callable[[Revision], Sequence[Content]],
) -> Revision:
    revision = history.write(connection, workspace.device, interview)
    for each in also(revision):
        history.write(connection, workspace.device, each)
    return revision


def _with_history(connection: Connection, records: list[RecordId]) -> dict[RecordId, StoredEntity]:
    found = {}
    for record in records:
        revisions = history.of_record(connection, record, Kind.ENTITY)
        if revisions:
            found[record] = StoredEntity(record, live_view(revisions), tuple(revisions))
    return found


def _versions(connection: Connection) -> dict[RecordId, int]:
    row = RevisionRow
    query = select(row.record, func.count()).where(row.kind == Kind.ENTITY).group_by(row.record)
    return {RecordId(each[0]): each[1] for each in connection.execute(query)}
