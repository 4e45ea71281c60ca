"""Rows that follow from revisions, kept beside them so that lists stay quick; any of them can be thrown away.

What the list of interviews reads from a revision: ``meta/form`` (bundle), ``meta/title``, ``meta/status``,
``meta/interviewer`` (member id, or a name), ``meta/language``, ``meta/test`` (``true``), ``meta/started``,
``meta/finished`` (ISO 8601 with offset), ``meta/answered`` and ``meta/total``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select, update

from app.core.ids import RevisionId
from app.records.live import LiveView, live_view
from app.records.revision import Kind, Revision, RevisionMalformedError, read_held
from app.store.columns import DamagedValueError
from app.store.folding import fold
from app.store.schema import BundleRow, InterviewRecordRow, MemberRow, ParentRow, RevisionRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.core.clock import Stamp
    from app.core.ids import RecordId


def refresh(
    connection: Connection, record: RecordId, kind: str, revisions: Sequence[Revision]
) -> None:
    """Bring the derived rows of one record up to date with its revisions."""
    view = live_view(revisions)
    if kind == Kind.INTERVIEW:
        connection.execute(delete(InterviewRecordRow).where(InterviewRecordRow.record == record))
        connection.execute(insert(InterviewRecordRow).values(_interview(record, view, revisions)))
    elif kind == Kind.MEMBER:
        connection.execute(delete(MemberRow).where(MemberRow.id == record))
        connection.execute(insert(MemberRow).values(_member(record, view)))
    elif kind == Kind.FORM:
        bundle = view.values.get("meta/form", "")
        retired = _moment(view.values.get("meta/retired", ""))
        connection.execute(
            update(BundleRow).where(BundleRow.id == bundle).values(retired_at=retired)
        )


def held(name: str, canonical: bytes) -> Revision:
    """Read a revision that the database holds. Raises DamagedValueError when it is not what its id says."""
    try:
        return read_held(RevisionId(name), canonical)
    except (RevisionMalformedError, TypeError) as error:
        raise DamagedValueError(RevisionRow.__tablename__) from error


def rebuild(connection: Connection) -> int:
    """Throw away every derived row and write it again; return how many records were looked at."""
    connection.execute(delete(InterviewRecordRow))
    connection.execute(delete(MemberRow))
    connection.execute(delete(ParentRow))
    count = 0
    order = (RevisionRow.kind, RevisionRow.record)
    revisions: list[Revision] = []
    with connection.execute(select(RevisionRow.id, RevisionRow.canonical).order_by(*order)) as rows:
        for row in rows:
            revision = held(row.id, row.canonical)
            if revisions and (revision.kind, revision.record) != (
                revisions[0].kind,
                revisions[0].record,
            ):
                count += _again(connection, revisions)
                revisions = []
            revisions.append(revision)
    return count + (_again(connection, revisions) if revisions else 0)


def _again(connection: Connection, revisions: Sequence[Revision]) -> int:
    links = [{"parent": parent, "child": each.id} for each in revisions for parent in each.parents]
    if links:
        connection.execute(insert(ParentRow), links)
    refresh(connection, revisions[0].record, revisions[0].kind, revisions)
    return 1


def _interview(
    record: RecordId, view: LiveView, revisions: Sequence[Revision]
) -> dict[str, object]:
    values = view.values
    written = _written(max(revision.hlc for revision in revisions))
    finished = _moment(values.get("meta/finished", "")) or written
    title = values.get("meta/title", "")
    return {
        "record": record,
        "bundle": values.get("meta/form", ""),
        "title": title,
        "folded": fold(title),
        "interviewer": values.get("meta/interviewer", ""),
        "status": values.get("meta/status", "finished"),
        "language": values.get("meta/language", ""),
        "test": values.get("meta/test", "") == "true",
        "started_at": _moment(values.get("meta/started", "")) or finished,
        "changed_at": finished,
        "answered": _count(values.get("meta/answered", "")),
        "total": _count(values.get("meta/total", "")),
        "conflicts": len(view.conflicts) + view.is_deletion_disputed,
        "deleted": view.is_deleted,
    }


def _member(record: RecordId, view: LiveView) -> dict[str, object]:
    name, role = view.values.get("meta/name", ""), view.values.get("meta/role", "")
    return {
        "id": record,
        "name": name,
        "folded": fold(name),
        "role": role,
        "deleted": view.is_deleted,
    }


def _written(stamp: Stamp) -> datetime:
    try:
        return datetime.fromtimestamp((int(stamp, 16) >> 16) / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime(1970, 1, 1, tzinfo=UTC)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        return None
    return moment


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
