"""Everything that is held, read through from end to end: for finding a person, not for lists.

Apart from `views`, which lists from derived columns: here nothing may be missed, whatever was corrected since.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from app.core.ids import DraftId, RecordId
from app.store import derived, draft_log
from app.store.schema import DraftRow, DraftStepRow, RevisionRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.records.revision import Revision
    from app.store.draft_log import Draft
    from app.store.workspace import Workspace

Place = tuple[str, RecordId]


def everything(workspace: Workspace, at_once: int) -> Iterator[tuple[int, int, list[Revision]]]:
    """Yield how many revisions were read, of how many, and the next ones, by id."""
    total, done, last = workspace.call(_count), 0, ""
    while some := workspace.call(_after, last, at_once):
        done, last = done + len(some), some[-1].id
        yield done, total, some


def histories(workspace: Workspace, places: Sequence[Place]) -> Iterator[list[Revision]]:
    """Yield all revisions of records, one record after the other; those that are not held are left out."""
    for place in dict.fromkeys(places):
        found = workspace.call(_of, *place)
        if found:
            yield found


def drafts(workspace: Workspace) -> list[tuple[Draft, tuple[str, ...]]]:
    """Return every draft, those in the wastebasket too, with every text that its steps hold."""
    return workspace.call(_drafts)


def texts_of(workspace: Workspace, draft: DraftId) -> list[dict[str, str]]:
    """Return the steps of a draft as texts by name, in order."""
    return workspace.call(_steps, draft)


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(RevisionRow)).scalar_one()


def _after(connection: Connection, last: str, at_once: int) -> list[Revision]:
    row = RevisionRow
    query = select(row.id, row.canonical).where(row.id > last).order_by(row.id).limit(at_once)
    return [derived.held(each.id, each.canonical) for each in connection.execute(query)]


def _of(connection: Connection, kind: str, record: RecordId) -> list[Revision]:
    row = RevisionRow
    query = select(row.id, row.canonical).where(row.record == record, row.kind == kind)
    rows = connection.execute(query.order_by(row.hlc, row.id))
    return [derived.held(each.id, each.canonical) for each in rows]


def _drafts(connection: Connection) -> list[tuple[Draft, tuple[str, ...]]]:
    steps = connection.execute(
        select(DraftStepRow.draft, DraftStepRow.payload, DraftStepRow.effects).order_by(
            DraftStepRow.draft, DraftStepRow.seq
        )
    )
    texts = {
        draft: tuple(
            dict.fromkeys(
                text for row in rows for text in (*row.payload.values(), *row.effects.values())
            )
        )
        for draft, rows in groupby(steps, key=lambda row: row.draft)
    }
    rows = connection.execute(select(DraftRow.__table__).order_by(DraftRow.id))
    found = [draft_log.from_row(row) for row in rows]
    return [(draft, texts.get(draft.id, ())) for draft in found]


def _steps(connection: Connection, draft: DraftId) -> list[dict[str, str]]:
    query = select(DraftStepRow.op, DraftStepRow.path, DraftStepRow.payload)
    rows = connection.execute(query.where(DraftStepRow.draft == draft).order_by(DraftStepRow.seq))
    return [{**row.payload, "op": row.op, "path": row.path} for row in rows]
