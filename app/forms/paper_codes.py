"""The codes of a question that is being keyed in from paper: those that stand on the sheet, in the sheet's order.

The choices that can be taken now come from the session, their codes from the printed lists: a filtered list is
coded on paper within its group, and a list that the screen shuffles stands on paper as it was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.forms.choice_lists import ChoiceLists
from app.forms.codes import codes_for, is_searched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.forms.choice_lists import ChoiceGroup
    from app.forms.definition import FormDefinition
    from app.forms.session import FormSession
    from app.forms.state import Address, ChoiceState


@dataclass(frozen=True, slots=True)
class CodedChoice:
    """A choice as it is keyed."""

    code: str
    value: str
    label: str


class PaperCodes:
    """Reads the codes of one form and remembers its printed lists."""

    def __init__(self, definition: FormDefinition) -> None:
        self._lists = ChoiceLists(definition)

    def of(self, session: FormSession, address: Address) -> tuple[CodedChoice, ...]:
        """Return what can be chosen now, in the order of the sheet; empty for a question without choices."""
        offered = session.choices(address)
        if not offered:
            return ()
        node = session.definition_of(address)
        printed = self._lists.of(node)
        labels = {choice.value: choice.label for choice in offered}
        group = _group(printed.groups, labels) if printed else None
        if group is not None:
            return tuple(
                CodedChoice(choice.code, choice.value, labels[choice.value])
                for choice in group.choices
                if choice.value in labels
            )
        looks = node.control.appearances if node.control else ()
        return _numbered(offered, searched=is_searched(looks))


def _group(groups: Sequence[ChoiceGroup], offered: Mapping[str, str]) -> ChoiceGroup | None:
    """Return the smallest printed group that has everything on offer."""
    fitting = [
        group for group in groups if offered.keys() <= {choice.value for choice in group.choices}
    ]
    return min(fitting, key=lambda group: len(group.choices), default=None)


def _numbered(offered: Sequence[ChoiceState], *, searched: bool) -> tuple[CodedChoice, ...]:
    values = [choice.value for choice in offered]
    codes = codes_for(values, searched=searched)
    return tuple(
        CodedChoice(code, choice.value, choice.label)
        for code, choice in zip(codes, offered, strict=True)
    )
