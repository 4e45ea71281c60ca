"""How far the keying of a paper has come, in words, icons and tones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations.keying import EntryState
from app.ui.widgets.badges import Badge

if TYPE_CHECKING:
    from app.operations.interviews import InterviewRow
    from app.operations.keying import Standing


def badge_of(standing: Standing, row: InterviewRow) -> Badge:
    """Return the badge of a paper in the list."""
    share = formats.percent(row.progress)
    match standing.state:
        case EntryState.KEYING:
            return Badge(_("keying, {share}").format(share=share), "notice", share=row.progress)
        case EntryState.SECOND:
            said = _("second entry, {share}").format(share=share)
            return Badge(said, "notice", share=row.progress)
        case EntryState.ONCE:
            return Badge(_("keyed once"), "bridge", "check")
        case EntryState.TWICE:
            return _twice(standing.differences)


def title_of(standing: Standing, title: str) -> str:
    """Return what a line of the list is called: the paper, and its name once it has one."""
    paper = _("Paper {number}").format(number=standing.number)
    return f"{title} · {paper}" if title else paper


def _twice(differences: int) -> Badge:
    if differences < 0:
        return Badge(_("keyed twice"), "bridge", "copy")
    if not differences:
        return Badge(_("keyed twice: no differences"), "good", "check")
    said = ngettext(
        "keyed twice: {count} difference", "keyed twice: {count} differences", differences
    ).format(count=formats.number(differences))
    return Badge(said, "alert", "copy")
