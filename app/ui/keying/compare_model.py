"""Two entries of one paper as a table: the question, what each keyer typed, and what is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt

from app.forms.paper_codes import PaperCodes
from app.i18n.answers import given_text, missing_text
from app.i18n.catalog import _, current_language, pgettext
from app.ui.keying.typed import Asked, write
from app.ui.runner.markdown import plain_text
from app.ui.runner.questions import label_words
from app.ui.widgets.badges import Badge
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.tables import BADGE, STRONG, TONE, Column, Index

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.forms.session import FormSession
    from app.forms.state import Address
    from app.operations.pairing import Decision, Difference, Given, Pair

COLUMNS: Final = (Column(2.4, 160), Column(1.4, 120), Column(1.4, 120), Column(0.9, 124))
QUESTION, FIRST, SECOND, TAKEN = range(4)


class CompareModel(RowsModel["Difference"]):
    """The differences of a pair, with what was decided so far."""

    columns = COLUMNS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self.words: PairWords | None = None
        self.decisions: Mapping[str, Decision] = {}

    def show_pair(self, pair: Pair | None) -> None:
        """Show the differences of a pair."""
        self.words = PairWords(pair) if pair else None
        self.decisions = dict(pair.decisions) if pair else {}
        self.show_rows(pair.comparison.differences if pair else ())

    def show_decisions(self, decisions: Mapping[str, Decision]) -> None:
        """Show other decisions on the same differences."""
        self.decisions = decisions
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, TAKEN))

    def difference(self, place: int) -> Difference | None:
        """Return one difference."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def next_open(self, place: int) -> int:
        """Return the next difference that is not decided, from the one after ``place`` on; -1 when all are."""
        count = len(self._rows)
        around = [(place + 1 + step) % count for step in range(count)] if count else []
        return next((at for at in around if self._rows[at].path not in self.decisions), -1)

    def headings(self) -> tuple[str, ...]:
        first, second = self.words.pair.names if self.words else ("", "")
        return (
            _("Question"),
            _("1  {name}").format(name=first),
            _("2  {name}").format(name=second),
            pgettext("column", "Taken"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        words = self.words
        if not index.isValid() or words is None:
            return None
        difference, column = self._rows[index.row()], index.column()
        decision = self.decisions.get(difference.path)
        shown = {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        }
        if role in shown:
            return words.cell(difference, decision, column)
        if role == BADGE and column == TAKEN:
            return words.badge(difference, decision)
        taken = {FIRST: "first", SECOND: "second"}.get(column, "")
        is_taken = decision is not None and decision.taken == taken
        if role == STRONG:
            return is_taken
        if role == TONE:
            return "good" if is_taken else "ink-soft" if decision and taken else "ink"
        return None


class PairWords:
    """The words of a pair."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self._codes = PaperCodes(pair.sessions[0].definition)

    def cell(self, difference: Difference, decision: Decision | None, column: int) -> str:
        """Return what stands in a cell."""
        if column == QUESTION:
            return self.question(difference)
        if column == TAKEN:
            return self.badge(difference, decision).text
        return self.given(difference, difference.first if column == FIRST else difference.second)

    def question(self, difference: Difference) -> str:
        """Return the question of a difference with its number and its rows, or the row itself."""
        session, address = self.place(difference)
        label = plain_text(label_words(session, address))
        rows = ".".join(map(str, difference.rows))
        if difference.is_row:
            return _("{what} {number}").format(what=label, number=rows)
        if rows:
            label = _("{question} (row {number})").format(question=label, number=rows)
        return f"{difference.number}  {label}" if difference.number else label

    def given(self, difference: Difference, given: Given) -> str:
        """Return what an entry has at a place: what was typed, and what it means."""
        if difference.is_row:
            return _("row is there") if given.is_there else _("no such row")
        if given.missing is not None:
            return missing_text(given.missing)
        if not given.is_there:
            return pgettext("answer", "not asked")
        if not given.value:
            return pgettext("answer", "nothing")
        session, address = self.place(difference)
        asked = self.asked(difference)
        meant = given_text(session, address, given.value, current_language())
        return f"{write(asked, given.value)} · {meant}" if asked.choices else meant

    def badge(self, difference: Difference, decision: Decision | None) -> Badge:
        """Return what was decided."""
        if decision is None:
            return Badge(pgettext("difference", "open"), "notice", "circle-help")
        if decision.taken == "own":
            return Badge(self.given(difference, decision.given), "bridge", "pencil")
        return Badge(_taken(decision), "good", "check")

    def remark(self, difference: Difference, decision: Decision) -> str:
        """Say of a difference what both had and what was taken."""
        taken = {
            "first": difference.first,
            "second": difference.second,
            "own": decision.given,
        }[decision.taken]
        return _("Keyed as “{first}” and as “{second}”; taken: “{taken}”.").format(
            first=self.given(difference, difference.first),
            second=self.given(difference, difference.second),
            taken=self.given(difference, taken),
        )

    def asked(self, difference: Difference) -> Asked:
        """Return how an own answer to a difference is typed."""
        session, address = self.place(difference)
        node = session.definition_of(address)
        return Asked(node, self._codes.of(session, address), self.pair.first.cover.day)

    def place(self, difference: Difference) -> tuple[FormSession, Address]:
        """Return an entry in which a difference has its place, where it was asked if possible."""
        order = (0, 1) if difference.first.is_there else (1, 0)
        first, second = (self.pair.sessions[at] for at in order)
        try:
            return first, first.address(difference.path)
        except KeyError:
            return second, second.address(difference.path)


def _taken(decision: Decision) -> str:
    first, second = pgettext("entry taken", "first"), pgettext("entry taken", "second")
    return first if decision.taken == "first" else second
