"""Registers: rows of entities read as they stand, written and struck many at once, all or none.

Apart from `revisions`, which keeps single revisions: a case list of 400 firms is one transaction, and reading a
register reads the derived table, not the revisions. Which properties a list has, `records` and `operations` know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from app.core.errors import AppError, ErrorCode
from app.core.ids import RecordId
from app.records.live import live_view
from app.records.revision import Content, Kind
from app.store import history
from app.store.derived import PROPERTY
from app.store.schema import DraftRow, EntityRow, InterviewRecordRow, MemberRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Entity:
    """A row of a register. ``actor`` is the id of who wrote it last; moments are in UTC."""

    record: RecordId
    label: str
    properties: Mapping[str, str]
    actor: str
    changed_at: datetime
    conflicts: int


@dataclass(frozen=True, slots=True)
class EntityEdit:
    """What is to stand in a row: its label and the properties to write, '' removing one; others stay as they are."""

    record: RecordId
    label: str
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CaseInterview:
    """An interview, draft or finished, that belongs to a case."""

    id: str
    record: RecordId
    case: RecordId
    is_finished: bool
    at: datetime
    is_test: bool = False


def list_entities(workspace: Workspace, name: str) -> list[Entity]:
    """Return the rows of a register that are not deleted, by id."""
    return workspace.call(_list, name)


def write_entities(
    workspace: Workspace, name: str, edits: Sequence[EntityEdit], *, actor: str = ""
) -> None:
    """Write rows of a register in one transaction; unchanged ones are left alone. Raises AppError DISK_FULL."""
    workspace.call(_write, workspace, name, edits, actor)


def strike(
    workspace: Workspace, kind: Kind, records: Iterable[RecordId], *, actor: str, reason: str = ""
) -> None:
    """Delete records by one more revision each, in one transaction; unknown ones are passed over."""
    workspace.call(_strike, workspace, kind, list(records), (actor, reason))


def interviews_of_cases(workspace: Workspace) -> list[CaseInterview]:
    """Return every interview that belongs to a case, under way and finished."""
    return workspace.call(_interviews)


def names_of_members(workspace: Workspace) -> dict[str, str]:
    """Return the names of all members by id, former ones too."""
    return workspace.call(_names)


def counts_by_list(workspace: Workspace) -> dict[str, int]:
    """Return the number of rows by register."""
    return workspace.call(_counts)


def get_entity(workspace: Workspace, name: str, record: RecordId) -> Entity:
    """Return one row of a register. Raises AppError RECORD_UNKNOWN."""
    found = workspace.call(_one, name, record)
    if found is None:
        raise AppError(ErrorCode.RECORD_UNKNOWN, id=record)
    return found


def _list(connection: Connection, name: str) -> list[Entity]:
    row = EntityRow
    query = select(row.__table__).where(row.list == name, row.deleted.is_(False))
    return [_entity(each) for each in connection.execute(query.order_by(row.record))]


def _counts(connection: Connection) -> dict[str, int]:
    row = EntityRow
    query = select(row.list, func.count()).where(row.deleted.is_(False)).group_by(row.list)
    return {each[0]: each[1] for each in connection.execute(query)}


def _one(connection: Connection, name: str, record: RecordId) -> Entity | None:
    row = EntityRow
    query = select(row.__table__).where(
        row.record == record, row.list == name, row.deleted.is_(False)
    )
    found = connection.execute(query).first()
    return _entity(found) if found is not None else None


def _entity(row: Any) -> Entity:
    return Entity(
        RecordId(row.record), row.label, row.properties, row.actor, row.changed_at, row.conflicts
    )


def _write(
    connection: Connection,
    workspace: Workspace,
    name: str,
    edits: Sequence[EntityEdit],
    actor: str,
) -> None:
    for edit in edits:
        view = live_view(history.of_record(connection, edit.record, Kind.ENTITY))
        told = {"list": name, "label": edit.label}
        told |= {PROPERTY + key: value for key, value in edit.properties.items()}
        fields = {path: value for path, value in {**view.values, **told}.items() if value}
        decides = frozenset(
            path for path, value in told.items() if view.values.get(path, "") != value
        )
        if decides:
            content = Content(
                record=edit.record,
                kind=Kind.ENTITY,
                fields=fields,
                decides=decides,
                parents=view.heads,
                actor=actor,
            )
            history.write(connection, workspace.device, content)


def _strike(
    connection: Connection,
    workspace: Workspace,
    kind: Kind,
    records: Sequence[RecordId],
    by: tuple[str, str],
) -> None:
    actor, reason = by
    for record in records:
        revisions = history.of_record(connection, record, kind)
        if not revisions:
            continue
        view = live_view(revisions)
        content = Content(
            record=record, kind=kind, parents=view.heads, actor=actor, op="delete", reason=reason
        )
        history.write(connection, workspace.device, content)


def _interviews(connection: Connection) -> list[CaseInterview]:
    draft, record = DraftRow, InterviewRecordRow
    under_way = connection.execute(
        select(draft.id, draft.record, draft.case_id, draft.changed_at, draft.test).where(
            draft.case_id != "", draft.discarded_at.is_(None), draft.parents == ""
        )
    )
    finished = connection.execute(
        select(record.record, record.case_id, record.changed_at, record.test).where(
            record.case_id != "", record.deleted.is_(False)
        )
    )
    return [
        CaseInterview(
            row.id,
            RecordId(row.record),
            RecordId(row.case_id),
            is_finished=False,
            at=row.changed_at,
            is_test=row.test,
        )
        for row in under_way
    ] + [
        CaseInterview(
            row.record,
            RecordId(row.record),
            RecordId(row.case_id),
            is_finished=True,
            at=row.changed_at,
            is_test=row.test,
        )
        for row in finished
    ]


def _names(connection: Connection) -> dict[str, str]:
    return {row.id: row.name for row in connection.execute(select(MemberRow.id, MemberRow.name))}
