"""How old what is known from elsewhere is, in words: the numbers of a quota, attempts made after a recall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import formats
from app.i18n.catalog import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.operations.assignment import Late


def as_of_words(as_of: datetime | None) -> str:
    """Say how old the numbers are."""
    if as_of is None:
        return _("Nothing was merged yet: only what is on this computer counts.")
    return _("As of the last merge on {when}.").format(when=formats.date_time(as_of))


def late_words(late: Sequence[Late]) -> str:
    """Say who still tried after a case was given to somebody else; '' when nobody did."""
    said = []
    for each in late:
        told = ngettext(
            "{name} still tried {count} time after the case was given to {other} on {day}. Both are kept.",
            "{name} still tried {count} times after the case was given to {other} on {day}. Both are kept.",
            len(each.attempts),
        )
        other = each.holder or _("nobody")
        day = formats.date(each.since)
        count = formats.number(len(each.attempts))
        said.append(told.format(name=each.by, count=count, other=other, day=day))
    return "\n".join(said)
