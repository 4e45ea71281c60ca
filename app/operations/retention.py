"""What a project promised to keep no longer: listed when its day is over, erased in one step, never by itself.

Apart from `privacy`, which holds the promises and is asked by whatever writes an interview.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.operations import erasure, privacy
from app.operations.erasure import ErasureWish

if TYPE_CHECKING:
    from datetime import date

    from app.operations.erasure import ErasurePlan
    from app.operations.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is due to be erased since ``since``; nothing is ever erased by itself."""

    since: date
    plan: ErasurePlan


def due(services: Services) -> Due | None:
    """Return what is due to be erased; None before the date, without a date, and when nothing is left."""
    until = privacy.promises(services).keep_until
    if until is None or services.clock.now().date() <= until:
        return None
    wish = _collected(services)
    return Due(since=until, plan=erasure.plan(services, wish)) if wish else None


def _collected(services: Services) -> ErasureWish:
    """Return everything that was collected of people: interviews, contacts, cases, identifiers, drafts."""
    from app.core.ids import DraftId
    from app.store import registers, views

    workspace = services.workspace
    rows = [*views.list_interviews(workspace), *views.wastebasket(workspace)]
    records = [("interview", row.record) for row in rows if row.kind == "finished"]
    records += [("interview", row.record) for row in rows if row.is_correction]
    for name in ("cases", "attempts", privacy.IDENTIFIERS):
        records += [("entity", each.record) for each in registers.list_entities(workspace, name)]
    drafts = [DraftId(row.id) for row in rows if row.kind == "draft"]
    return ErasureWish(records=records, drafts=drafts, ground=erasure.RETENTION)
