"""The answers of finished interviews, many at a time: what exports and analyses read.

Apart from `views`, which lists interviews without looking into them.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from app.records.live import LiveView, live_view
from app.records.revision import Kind
from app.store import derived, views
from app.store.schema import RevisionRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.core.ids import RecordId
    from app.store.views import InterviewRow, ListQuery
    from app.store.workspace import Workspace

AT_ONCE = 500


def finished(workspace: Workspace, query: ListQuery) -> list[InterviewRow]:
    """Return the finished interviews that a query asks for, in the order of their ids; practice is left out."""
    return workspace.call(views.finished_rows, query)


def answers_of(
    workspace: Workspace, rows: Sequence[InterviewRow]
) -> Iterator[tuple[InterviewRow, LiveView]]:
    """Yield interviews with what stands in them, a few hundred read at once; one taken away meanwhile is left out."""
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        found = workspace.call(_views, [row.record for row in some])
        yield from ((row, found[row.record]) for row in some if row.record in found)


def _views(connection: Connection, records: Sequence[RecordId]) -> dict[RecordId, LiveView]:
    query = (
        select(RevisionRow.record, RevisionRow.id, RevisionRow.canonical)
        .where(RevisionRow.record.in_(records), RevisionRow.kind == Kind.INTERVIEW)
        .order_by(RevisionRow.record)
    )
    return {
        record: live_view(derived.held(row.id, row.canonical) for row in rows)
        for record, rows in groupby(connection.execute(query), key=lambda row: row.record)
    }
