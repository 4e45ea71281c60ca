"""Which interview of a form was finished last: what a form's ``${last-saved#...}`` speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from app.core.ids import RecordId
from app.store.schema import BundleRow, InterviewRecordRow

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks: ``record`` itself is never meant, nothing finished at ``before`` or later, tests by tests only."""

    form_id: str
    record: RecordId
    before: datetime | None = None
    test: bool = False


def last_finished(workspace: Workspace, asking: Asking) -> RecordId | None:
    """Return the interview of any version of the form that was finished last; None when there is none."""
    return workspace.call(_last_finished, asking)


def _last_finished(connection: Connection, asking: Asking) -> RecordId | None:
    row = InterviewRecordRow
    query = (
        select(row.record)
        .join(BundleRow, BundleRow.id == row.bundle)
        .where(
            BundleRow.form_id == asking.form_id,
            row.record != asking.record,
            row.deleted.is_(False),
            row.test.is_(asking.test),
        )
    )
    if asking.before is not None:
        query = query.where(row.changed_at < asking.before)
    found = connection.scalars(query.order_by(row.changed_at.desc(), row.record).limit(1)).first()
    return RecordId(found) if found is not None else None
