"""The list of interviews: what to look for, what a line holds, how many there are of each status.

Apart from ``interviews``, which opens and changes them; that module re-exports these names for its callers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.core.ids import BundleId, DraftId, RecordId
    from app.operations.services import Services

Status = Literal["draft", "finished", "returned", "approved"]
SortKey = Literal["when", "title", "form", "interviewer", "status"]


@dataclass(frozen=True, slots=True)
class InterviewQuery:
    """Which interviews to list and in which order; the empty query lists all, latest first.

    ``text`` is sought in title, form and interviewer. ``form`` is a bundle id, ``FORM_ID`` or ``FORM_ID@VERSION``.
    """

    text: str = ""
    status: Status | None = None
    form: str = ""
    sort: SortKey = "when"
    descending: bool = True


EVERYTHING = InterviewQuery()


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """One line of the list. ``id`` is the draft's id for a draft, else the record's."""

    id: str
    kind: Literal["draft", "finished"]
    record: RecordId
    title: str
    """The instance name, '' while nothing names it."""
    bundle: BundleId
    form_id: str
    form_title: str
    version: str
    interviewer: str
    when: datetime
    """When it last changed."""
    status: Status
    progress: float
    """Answered share of the relevant questions at the last look, 0-1; 1 when finished."""
    language: str
    test: bool


@dataclass(frozen=True, slots=True)
class DiscardedRow:
    """A draft in the wastebasket; it is removed for good at ``until``."""

    draft: DraftId
    title: str
    form_title: str
    discarded_at: datetime
    until: datetime


def list_interviews(services: Services, query: InterviewQuery = EVERYTHING) -> list[InterviewRow]:
    """List drafts and finished interviews; a finished one under correction shows as its draft."""
    from app.store import views

    return views.interviews(services.workspace, query)


def counts(services: Services) -> Mapping[Status, int]:
    """Count interviews by status; only statuses that exist are named."""
    from app.store import views

    return views.counts(services.workspace)


def wastebasket(services: Services) -> list[DiscardedRow]:
    """List the drafts that can still be taken back, latest first."""
    from app.store import drafts

    return drafts.discarded(services.workspace)
