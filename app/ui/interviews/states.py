"""The states of an interview in words, icons and tones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import formats
from app.i18n.catalog import _, pgettext
from app.ui.widgets.badges import Badge

if TYPE_CHECKING:
    from app.operations.interviews import InterviewRow

ORDER = ("draft", "returned", "corrected", "finished", "approved")
"""The order of the filter chips."""


def badge_of(row: InterviewRow) -> Badge:
    """Return the badge of a line of the list."""
    if row.status == "draft":
        if not row.total:
            return Badge(pgettext("interview", "draft"), "notice", share=0.0)
        said = _("correction, {share}") if row.reason else _("draft, {share}")
        text = said.format(share=formats.percent(row.progress))
        return Badge(text, "notice", share=row.progress)
    return {
        "finished": Badge(pgettext("interview", "finished"), "good", "check"),
        "returned": Badge(pgettext("interview", "returned"), "alert", "undo-2"),
        "corrected": Badge(pgettext("interview", "corrected"), "notice", "pencil"),
        "approved": Badge(pgettext("interview", "approved"), "bridge", "badge-check"),
    }[row.status]


def chip_text(status: str, count: int) -> str:
    """Return what a filter chip says; ``status`` '' stands for all."""
    number = formats.number(count)
    return {
        "": _("All {count}"),
        "draft": _("Drafts {count}"),
        "returned": _("Returned {count}"),
        "corrected": _("Corrected {count}"),
        "finished": _("Finished {count}"),
        "approved": _("Approved {count}"),
    }[status].format(count=number)
