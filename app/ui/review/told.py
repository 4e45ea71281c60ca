"""Decisions of reviewers, and how an interview came from paper, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import formats
from app.i18n.catalog import _
from app.operations.review import Verdict

if TYPE_CHECKING:
    from datetime import datetime

    from app.operations.review import Decision, Paper


def decision_words(decision: Decision, at: datetime | None, now: datetime) -> str:
    """Say who decided what and when, and whether it still holds."""
    when = formats.when(at, now) if at is not None else decision.at
    said = {
        Verdict.APPROVED: _("Approved by {name}, {when}"),
        Verdict.RETURNED: _("Returned by {name}, {when}"),
    }[decision.verdict]
    words = said.format(name=decision.by, when=when)
    if decision.note:
        words = f"{words}: {decision.note}"
    if decision.is_ended:
        return _("{decision} (corrected or decided anew since)").format(decision=words)
    return words


def paper_words(paper: Paper | None) -> str:
    """Say how an interview was keyed from paper; '' when it was held with Sild."""
    if paper is None:
        return ""
    first = ", ".join(paper.first)
    if not paper.again:
        said = _("paper form {number}, keyed once by {name}")
        return said.format(number=paper.number, name=first)
    said = _(
        "paper form {number}, keyed by {name} and again by {other}: {differences} of {fields} differed"
    )
    return said.format(
        number=paper.number,
        name=first,
        other=", ".join(paper.again),
        differences=paper.differences,
        fields=paper.fields,
    )
