"""What the sheet of a paper form says: lines, the codes that may be typed, and why something typed is no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n.answers import given_text, missing_text
from app.i18n.catalog import _, current_language, pgettext
from app.ui.keying.model import KeyingModel, Line, LineKind
from app.ui.keying.typed import MOST_TICKS, Asked, Family, Fault, matching
from app.ui.runner.markdown import plain_text
from app.ui.runner.questions import label_words, message_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.forms.paper_codes import CodedChoice
    from app.forms.state import Address

MOST_IN_LEGEND = 30


class SheetWords:
    """The words of one entry."""

    def __init__(self, model: KeyingModel) -> None:
        self.model = model
        self._labels: dict[Address, str] = {}

    def forget(self) -> None:
        """Read every label again: the language changed, or an answer that labels quote."""
        self._labels.clear()

    def label(self, address: Address) -> str:
        """Return the short label of a question, a group or a repeat."""
        if address not in self._labels:
            self._labels[address] = plain_text(label_words(self.model.session, address))
        return self._labels[address]

    def cell(self, line: Line, column: int) -> str:
        """Return what stands in a cell of a line."""
        if column == 0:
            return line.number
        if column == 1:
            return self.name(line)
        if line.kind is not LineKind.QUESTION:
            return ""
        return self.model.text_of(line) if column == 2 else self.reading(line)

    def name(self, line: Line) -> str:
        """Return what a line asks."""
        if line.kind is LineKind.END:
            return _("End of the questionnaire")
        label = self.label(line.address)
        if line.kind is LineKind.MORE:
            return _("{row}: another one on paper?").format(row=self._row(label, line.row))
        return self._row(label, line.row) if line.row else label

    def reading(self, line: Line) -> str:
        """Return how an answer was understood, or why there is none."""
        state = self.model.state(line)
        if state.missing is not None:
            return missing_text(state.missing)
        if state.value:
            return given_text(self.model.session, line.address, state.value, current_language())
        remarks = self.model.session.remarks(line.address)
        if remarks:
            return remarks[-1].text
        return "" if self.model.is_asked(line) else pgettext("answer", "not asked")

    def tone(self, line: Line, column: int) -> str:
        """Return the colour of a cell."""
        if line.kind is LineKind.QUESTION:
            if not self.model.is_asked(line):
                return (
                    "ink-soft"
                    if column != 3 or not self.model.session.remarks(line.address)
                    else "notice"
                )
            if not self.model.state(line).constraint_met:
                return "alert" if column >= 2 else "ink"
        return "ink-soft" if column in {0, 3} else "ink"

    def sign(self, line: Line) -> tuple[str, str] | None:
        """Return the sign of a line and its colour."""
        if line.kind is not LineKind.QUESTION:
            return None
        if self.model.is_asked(line) and not self.model.state(line).constraint_met:
            return "circle-alert", "alert"
        return ("flag", "notice") if self.model.session.remarks(line.address) else None

    def legend(self, line: Line, typed: str = "") -> str:
        """Return what may be typed at a line; of a long list what fits what is ``typed`` so far."""
        if line.kind is LineKind.END:
            return _("Enter ends the entry.")
        if line.kind is LineKind.MORE:
            return _("1  another one        0  no more")
        if not self.model.is_asked(line):
            return _("The routing skips this question. What paper has here is kept as a remark.")
        asked = self.model.asked(line)
        if typed and len(asked.choices) > MOST_TICKS:
            return _codes(matching(asked.choices, typed))
        return legend_of(asked)

    def complaint(self, line: Line) -> str:
        """Return what the form says about an answer that breaks its rule."""
        said = plain_text(message_words(self.model.session, line.address, "constraint"))
        return said or _("This answer breaks a rule of the questionnaire.")

    @staticmethod
    def _row(label: str, row: int) -> str:
        return _("{what} {number}").format(what=label, number=row)


def legend_of(asked: Asked) -> str:
    """Return the codes of a question, or the pattern in which its answer is typed."""
    family = asked.family
    if family in {Family.ONE, Family.SEVERAL}:
        codes = _codes(asked.choices)
        return f"{codes}   ({_('several: 1, 3')})" if family is Family.SEVERAL else codes
    if family is Family.RANKS:
        if len(asked.choices) > MOST_TICKS:
            return _("codes in the order of their ranks")
        order = " · ".join(plain_text(choice.label) for choice in asked.choices)
        return _("ranks from the top box down, 0 for an empty one: {order}").format(order=order)
    return {
        Family.WHOLE: _("a whole number"),
        Family.NUMBER: _("a number, with a comma or a point"),
        Family.DATE: {
            "day": _("day.month.year"),
            "month": _("month.year"),
            "year": _("year"),
        }[asked.precision],
        Family.TIME: _("hours:minutes"),
        Family.MOMENT: _("day.month.year hours:minutes"),
        Family.POINT: _("latitude longitude, e.g. 59.4370 24.7536"),
        Family.POINTS: _("points with a semicolon between: latitude longitude; latitude longitude"),
        Family.CONFIRMATION: _("1  ticked        .  not ticked"),
        Family.ENCLOSURE: _("what is kept with the paper; it becomes a remark"),
        Family.TEXT: _("words as they stand on paper"),
    }[family]


def fault_text(fault: Fault) -> str:
    """Say why something typed is no answer."""
    return {
        Fault.EMPTY: _("Nothing was typed. If nothing stands on paper, type a point."),
        Fault.CODE: _("There is no such code here."),
        Fault.NAME: _("No code or name here fits, or more than one does. Type more of the name."),
        Fault.RANKS: _("Each rank once, from 1 on, one for every box; 0 for an empty box."),
        Fault.WHOLE: _("Please write a whole number, in digits only."),
        Fault.NUMBER: _("Please write a number, in digits, with one decimal mark at most."),
        Fault.DATE: _("There is no such date."),
        Fault.TIME: _("There is no such time. Please type it as hours:minutes."),
        Fault.MOMENT: _("Please type a date, a blank and a time."),
        Fault.POINT: _(
            "Please type two numbers: latitude (−90 to 90) and longitude (−180 to 180), in degrees."
        ),
        Fault.CONFIRMATION: _("Type 1 for a ticked box, a point for an empty one."),
    }[fault]


def _codes(choices: Sequence[CodedChoice]) -> str:
    shown = choices[:MOST_IN_LEGEND]
    parts = [f"{choice.code}\N{NO-BREAK SPACE}{plain_text(choice.label)}" for choice in shown]
    more = len(choices) - len(shown)
    return "   ".join([*parts, "…"] if more else parts)
