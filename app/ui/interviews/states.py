"""The states of an interview in words, icons and tones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.i18n import formats
from app.i18n.catalog import _, pgettext
from app.ui.widgets.badges import Badge
from app.ui.widgets.chips import ChipChoice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.operations.interviews import InterviewRow, Status

ORDER: Final[tuple[Status, ...]] = ("draft", "returned", "corrected", "finished", "approved")
"""The order of the filter chips."""


def badge_of(row: InterviewRow) -> Badge:
    """Return the badge of a line of the list."""
    if row.status == "draft":
        if not row.total:
            return Badge(pgettext("interview", "draft"), "notice", share=0.0)
        said = _("correction, {share}") if row.reason else _("draft, {share}")
        text = said.format(share=formats.percent(row.progress))
        return Badge(text, "notice", share=row.progress)
    if row.conflicts:
        return Badge(pgettext("interview", "differs"), "notice", "triangle-alert")
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


def chip_choices(counts: Mapping[Status, int], current: str) -> list[ChipChoice]:
    """Return the filter chips: all, the states that there are, and those that are always shown."""
    choices = [ChipChoice("", chip_text("", sum(counts.values())))]
    for status in ORDER:
        count = counts.get(status, 0)
        if count or status in {"draft", "finished", current}:
            choices.append(ChipChoice(status, chip_text(status, count)))
    return choices
