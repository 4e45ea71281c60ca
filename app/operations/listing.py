"""The list of interviews: what to look for, what a line holds, how many there are of each status.

Apart from ``interviews``, which opens and changes them; that module re-exports these names for its callers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from app.core.errors import AppError, ErrorCode
from app.core.ids import BundleId, DraftId, RecordId
from app.core.text import LocalText
from app.operations.forms import list_forms

if TYPE_CHECKING:
    from datetime import datetime

    from app.operations.services import Services
    from app.store import views

Status = Literal["draft", "returned", "corrected", "finished", "approved"]
SortKey = Literal["when", "title", "form", "interviewer", "status", "progress"]

Letters = Callable[[str], Any]
"""Gives what to sort a text by."""

_SORTED_BY: Final[Mapping[SortKey, str]] = {
    "when": "changed",
    "title": "title",
    "form": "form",
    "interviewer": "interviewer",
    "status": "status",
    "progress": "progress",
}


@dataclass(frozen=True, slots=True)
class InterviewQuery:
    """Which interviews to list and in which order; the empty query lists all, latest first.

    ``text`` is sought in titles, word by word, without case and marks. ``form`` is a bundle id, ``FORM_ID`` or
    ``FORM_ID@VERSION``.
    """

    text: str = ""
    status: Status | None = None
    form: str = ""
    sort: SortKey = "when"
    descending: bool = True


EVERYTHING = InterviewQuery()


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """One line of the list. ``id`` is the draft's id for a draft, else the record's: operations take it as it is.

    A correction under way is a line of its own (a draft with a ``reason``) beside the finished interview.
    """

    id: str
    kind: Literal["draft", "finished"]
    record: RecordId
    title: str
    """The instance name, '' while nothing names it."""
    bundle: BundleId
    form_id: str
    form_title: LocalText
    version: str
    interviewer: str
    started: datetime
    when: datetime
    """When it last changed; in UTC, like ``started``."""
    status: Status
    answered: int
    total: int
    """Questions answered, of those relevant, at the last look; 0 of 0 when not known."""
    language: str
    test: bool
    reason: str = ""
    conflicts: int = 0

    @property
    def progress(self) -> float:
        """Return the answered share, 0-1; a finished interview is 1."""
        if self.kind == "finished":
            return 1.0
        return self.answered / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class DiscardedRow:
    """A draft in the wastebasket; it is removed for good at ``until``."""

    draft: DraftId
    title: str
    form_title: LocalText
    discarded_at: datetime
    until: datetime


def list_interviews(
    services: Services, query: InterviewQuery = EVERYTHING, letters: Letters | None = None
) -> list[InterviewRow]:
    """List drafts and finished interviews as asked; the wastebasket is left out.

    ``letters`` orders titles and names as the reader's alphabet has them, the latest first among equals; without it
    letters stand as the store has them.
    """
    from app.store import views

    form, _at, version = query.form.partition("@")
    asked = views.ListQuery(
        text=query.text,
        status=query.status or "",
        form=form,
        sort=views.SortBy(_SORTED_BY[query.sort]),
        descending=query.descending,
    )
    by_letters = letters if query.sort in {"title", "interviewer"} else None
    if by_letters is not None:
        asked = replace(asked, sort=views.SortBy.CHANGED, descending=True)
    titles = _titles(services)
    rows = views.list_interviews(services.workspace, asked)
    found = [_shown(row, titles) for row in rows if not version or row.version == version]
    if by_letters is not None:
        _sort_by_letters(found, query, by_letters)
    return found


def _sort_by_letters(rows: list[InterviewRow], query: InterviewQuery, letters: Letters) -> None:
    name = attrgetter(query.sort)
    keys = {text: letters(text) for text in {name(row) for row in rows}}
    rows.sort(key=lambda row: keys[name(row)], reverse=query.descending)


def get_interview(services: Services, id_: str) -> InterviewRow:
    """Return the line of one draft or finished interview. Raises AppError INTERVIEW_UNKNOWN."""
    from app.store import views

    row = views.get_row(services.workspace, id_)
    if row is None:
        raise AppError(ErrorCode.INTERVIEW_UNKNOWN, id=id_)
    return _shown(row, _titles(services))


def counts(services: Services, query: InterviewQuery = EVERYTHING) -> Mapping[Status, int]:
    """Count interviews by status, whatever status the query names; only statuses that exist are named."""
    from app.store import views

    asked = views.ListQuery(text=query.text, form=query.form.partition("@")[0])
    counted = views.counts_by_status(services.workspace, asked)
    return {cast("Status", status): count for status, count in counted.items()}


def wastebasket(services: Services) -> list[DiscardedRow]:
    """List the drafts that can still be taken back, latest first."""
    from app.store import views
    from app.store.wastebasket import KEPT

    titles = _titles(services)
    return [
        DiscardedRow(
            DraftId(row.id),
            row.title,
            titles.get(row.bundle, LocalText()),
            row.discarded_at,
            row.discarded_at + KEPT,
        )
        for row in views.wastebasket(services.workspace)
        if row.discarded_at is not None
    ]


def _titles(services: Services) -> Mapping[BundleId, LocalText]:
    return {row.bundle: row.title for row in list_forms(services)}


def _shown(row: views.InterviewRow, titles: Mapping[BundleId, LocalText]) -> InterviewRow:
    return InterviewRow(
        id=row.id,
        kind=row.kind,
        record=row.record,
        title=row.title,
        bundle=row.bundle,
        form_id=row.form_id,
        form_title=titles.get(row.bundle, LocalText()),
        version=row.version,
        interviewer=row.interviewer,
        started=row.started_at,
        when=row.changed_at,
        status=cast("Status", row.status),
        answered=row.answered,
        total=row.total,
        language=row.language,
        test=row.test,
        reason=row.reason,
        conflicts=row.conflicts,
    )
