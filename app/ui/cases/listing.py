"""What one look at the store brings to the page of cases, in the alphabet of the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.i18n import formats
from app.i18n.catalog import _
from app.operations import cases
from app.operations.members import current_member
from app.ui.widgets.chips import ChipChoice

if TYPE_CHECKING:
    from app.operations.cases import CaseQuery, CaseRow, CaseState
    from app.operations.services import Services


@dataclass(frozen=True, slots=True)
class Listing:
    """Cases as asked. ``waiting`` are appointments of today and missed ones, ``holders`` who holds cases at all.

    ``mine`` is the name of who works here, '' when nobody said so.
    """

    query: CaseQuery
    rows: Sequence[CaseRow]
    counts: Mapping[CaseState, int]
    waiting: int
    holders: tuple[str, ...]
    mine: str

    def holder_choices(self) -> list[ChipChoice]:
        """Return whose cases can be shown: everybody's, one's own, any other interviewer's."""
        choices = [ChipChoice("", _("Everybody"))]
        if self.mine:
            choices.append(ChipChoice(self.mine, _("Only mine")))
        return choices + [ChipChoice(name, name) for name in self.holders if name != self.mine]


def look(services: Services, query: CaseQuery) -> Listing:
    """Look at the cases; call on the thread of the database."""
    every = cases.list_cases(services)
    tonight = services.clock.now().replace(hour=23, minute=59, second=59)
    waiting = [
        each
        for each in every
        if each.standing.is_open and each.standing.next and each.standing.next <= tonight
    ]
    member = current_member(services)
    holders = sorted({each.holder for each in every if each.holder}, key=formats.sort_key)
    return Listing(
        query,
        cases.list_cases(services, query, formats.sort_key),
        cases.counts(services, query.text, query.holder),
        len(waiting),
        tuple(holders),
        member.name if member else "",
    )
