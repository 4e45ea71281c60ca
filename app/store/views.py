"""The list of interviews, drafts and finished ones together: searched, filtered, sorted and counted in SQL.

Everything it reads are derived columns (`derived`, `schema.DraftRow`), so that 10,000 rows stay quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    case,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from app.store import derived
from app.store.folding import fold
from app.store.schema import BundleRow, DraftRow, InterviewRecordRow, MemberRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.core.ids import BundleId, RecordId
    from app.store.workspace import Workspace


class SortBy(StrEnum):
    """By what the list can be sorted; ties by id, so that the order is always the same."""

    CHANGED = "changed"
    STARTED = "started"
    TITLE = "title"
    FORM = "form"
    INTERVIEWER = "interviewer"
    STATUS = "status"
    PROGRESS = "progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """What is asked of the list.

    Every word of ``text`` is sought in title, interviewer and form, without case and marks, and at the start of the
    record's id. ``form`` is ``FORM_ID`` (all versions), ``FORM_ID@VERSION`` or a bundle id. '' asks for everything;
    ``limit`` 0: no limit.
    """

    text: str = ""
    status: str = ""
    form: str = ""
    sort: SortBy = SortBy.CHANGED
    descending: bool = True
    limit: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """An interview as the list shows it.

    ``id`` is the draft's or the record's, by ``kind``; a correction under way stands in the list instead of the
    finished interview, with the same ``record``. ``interviewer`` is a name. ``changed_at`` is the last
    answer of a draft, the finish of a finished interview. ``reason`` is why a correction was begun. Moments are in UTC.
    """

    id: str
    kind: Literal["draft", "finished"]
    record: RecordId
    title: str
    bundle: BundleId
    form_id: str
    version: str
    interviewer: str
    language: str
    status: str
    answered: int
    total: int
    test: bool
    conflicts: int
    reason: str
    started_at: datetime
    changed_at: datetime
    discarded_at: datetime | None = None

    @property
    def is_correction(self) -> bool:
        """Whether this is a finished interview taken back."""
        return self.kind == "draft" and self.id != self.record


def list_interviews(workspace: Workspace, query: ListQuery | None = None) -> list[InterviewRow]:
    """Return the rows that a query asks for, in its order; the wastebasket is left out."""
    return workspace.call(_list, query or ListQuery())


def count_interviews(workspace: Workspace, query: ListQuery | None = None) -> int:
    """Return how many rows a query has without its limit."""
    return workspace.call(_count, query or ListQuery())


def counts_by_status(workspace: Workspace, query: ListQuery | None = None) -> dict[str, int]:
    """Return the number of rows per status, whatever status the query names."""
    return workspace.call(_counts, query or ListQuery())


def get_row(workspace: Workspace, id_: str) -> InterviewRow | None:
    """Return the row of one draft or record, discarded drafts too; None when there is none."""
    return workspace.call(_one, id_)


def wastebasket(workspace: Workspace) -> list[InterviewRow]:
    """Return the discarded drafts, the last discarded first."""
    return workspace.call(_discarded)


def rebuild(workspace: Workspace) -> int:
    """Throw away everything derived and derive it again; return how many records were looked at."""
    return workspace.call(derived.rebuild)


def _drafts() -> Select[*tuple[object, ...]]:
    row = DraftRow
    return select(
        row.id.label("id"),
        literal("draft").label("kind"),
        row.record,
        row.title,
        row.folded,
        row.bundle,
        row.interviewer,
        row.language,
        literal("draft").label("status"),
        row.answered,
        row.total,
        row.test,
        literal(0).label("conflicts"),
        row.reason,
        row.started_at,
        row.changed_at,
        row.discarded_at,
    )


def finished_rows(connection: Connection, query: ListQuery) -> list[InterviewRow]:
    """Return the finished interviews that a query asks for, corrected ones too, practice left out; inside a job."""
    rows = _held().subquery("row")
    asked = _shown(rows).where(*_conditions(rows, query), rows.c.test.is_(False))
    if query.status:
        asked = asked.where(rows.c.status == query.status)
    return [_row(row) for row in connection.execute(asked.order_by(rows.c.id))]


def _finished() -> Select[*tuple[object, ...]]:
    """Return what the list shows: an interview under correction stands there as its draft."""
    return _held().where(~_under_correction())


def _held() -> Select[*tuple[object, ...]]:
    row = InterviewRecordRow
    return select(
        row.record.label("id"),
        literal("finished").label("kind"),
        row.record,
        row.title,
        row.folded,
        row.bundle,
        row.interviewer,
        row.language,
        row.status,
        row.answered,
        row.total,
        row.test,
        row.conflicts,
        literal("").label("reason"),
        row.started_at,
        row.changed_at,
        null().label("discarded_at"),
    ).where(row.deleted.is_(False))


def _under_correction() -> ColumnElement[bool]:
    mine = (DraftRow.record == InterviewRecordRow.record) & DraftRow.discarded_at.is_(None)
    return select(DraftRow.id).where(mine).exists()


def _all_rows() -> Subquery:
    return union_all(_drafts().where(DraftRow.discarded_at.is_(None)), _finished()).subquery("row")


def _shown(rows: Subquery) -> Select[*tuple[object, ...]]:
    """Return the rows as `InterviewRow` takes them, with the labels of their form and the name of their interviewer."""
    return (
        select(
            rows.c.id,
            rows.c.kind,
            rows.c.record,
            rows.c.title,
            rows.c.bundle,
            func.coalesce(BundleRow.form_id, ""),
            func.coalesce(BundleRow.version, ""),
            func.coalesce(MemberRow.name, rows.c.interviewer),
            rows.c.language,
            rows.c.status,
            rows.c.answered,
            rows.c.total,
            rows.c.test,
            rows.c.conflicts,
            rows.c.reason,
            rows.c.started_at,
            rows.c.changed_at,
            rows.c.discarded_at,
        )
        .outerjoin(BundleRow, BundleRow.id == rows.c.bundle)
        .outerjoin(MemberRow, MemberRow.id == rows.c.interviewer)
    )


def _conditions(rows: Subquery, query: ListQuery) -> list[ColumnElement[bool]]:
    conditions = [_has_word(rows, word) for word in fold(query.text).split()]
    if query.form:
        form_id, _, version = query.form.partition("@")
        named = BundleRow.form_id == form_id
        conditions.append(
            or_(
                rows.c.bundle == query.form,
                named & (BundleRow.version == version) if version else named,
            )
        )
    return conditions


def _has_word(rows: Subquery, word: str) -> ColumnElement[bool]:
    columns = (rows.c.folded, MemberRow.folded, BundleRow.folded)
    found = [func.coalesce(column, "").contains(word, autoescape=True) for column in columns]
    return or_(*found, rows.c.record.startswith(word, autoescape=True))


def _asked(query: ListQuery) -> tuple[Subquery, Select[*tuple[object, ...]]]:
    rows = _all_rows()
    asked = _shown(rows).where(*_conditions(rows, query))
    return rows, asked.where(rows.c.status == query.status) if query.status else asked


def _list(connection: Connection, query: ListQuery) -> list[InterviewRow]:
    rows, asked = _asked(query)
    order = _order(rows, query.sort)
    asked = asked.order_by(
        *(column.desc() if query.descending else column.asc() for column in order), rows.c.id
    )
    if query.limit or query.offset:
        asked = asked.limit(query.limit or None).offset(query.offset)
    return [_row(row) for row in connection.execute(asked)]


def _order(rows: Subquery, sort: SortBy) -> tuple[ColumnElement[Any], ...]:
    share = rows.c.answered * 1000 / case((rows.c.total > 0, rows.c.total), else_=1)
    orders: dict[SortBy, tuple[ColumnElement[Any], ...]] = {
        SortBy.CHANGED: (rows.c.changed_at,),
        SortBy.STARTED: (rows.c.started_at,),
        SortBy.TITLE: (rows.c.folded,),
        SortBy.FORM: (func.coalesce(BundleRow.form_id, ""), rows.c.changed_at),
        SortBy.INTERVIEWER: (func.coalesce(MemberRow.name, rows.c.interviewer), rows.c.changed_at),
        SortBy.STATUS: (rows.c.status, rows.c.changed_at),
        SortBy.PROGRESS: (share, rows.c.changed_at),
    }
    return orders[sort]


def _count(connection: Connection, query: ListQuery) -> int:
    _, asked = _asked(query)
    return connection.execute(select(func.count()).select_from(asked.subquery())).scalar_one()


def _counts(connection: Connection, query: ListQuery) -> dict[str, int]:
    rows = _all_rows()
    each = _shown(rows).where(*_conditions(rows, query)).subquery()
    counted = connection.execute(
        select(each.c.status, func.count()).group_by(each.c.status).order_by(each.c.status)
    )
    return {row[0]: row[1] for row in counted}


def _one(connection: Connection, id_: str) -> InterviewRow | None:
    rows = union_all(_drafts(), _finished()).subquery("row")
    found = connection.execute(_shown(rows).where(rows.c.id == id_)).first()
    return None if found is None else _row(found)


def _discarded(connection: Connection) -> list[InterviewRow]:
    rows = _drafts().where(DraftRow.discarded_at.is_not(None)).subquery("row")
    order = (rows.c.discarded_at.desc(), rows.c.id)
    return [_row(row) for row in connection.execute(_shown(rows).order_by(*order))]


def _row(row: Sequence[Any]) -> InterviewRow:
    return InterviewRow(*row)
