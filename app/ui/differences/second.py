"""Merged interviews that no longer pass the rules of their questionnaire, and the way to their correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.forms.state import Address
from app.i18n.catalog import _
from app.ui import keys
from app.ui.differences.words import place_words, rule_words
from app.ui.interviews import holding
from app.ui.widgets.buttons import secondary
from app.ui.widgets.dialogs import ask_text
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.layouts import STRETCH, column, row
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.tables import STRONG, TONE, Column, Index, Table

if TYPE_CHECKING:
    from app.operations.second_looks import Broken, SecondLook
    from app.ui.desk import Desk

COLUMNS: Final = (Column(1.2, 150), Column(1.8, 160), Column(2.0, 160))


class SecondLooksModel(RowsModel[tuple["SecondLook", "Broken"]]):
    """One line per broken rule."""

    columns = COLUMNS

    def headings(self) -> tuple[str, ...]:
        return _("Respondent"), _("Question"), _("What is wrong")

    def show_looks(self, looks: Sequence[SecondLook]) -> None:
        """Show other interviews."""
        self.show_rows([(look, broken) for look in looks for broken in look.broken])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        shown = {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        }
        if role in shown:
            return self._cell(*self.row(index.row()), index.column())
        if role == STRONG:
            return index.column() == 0
        return "alert" if role == TONE and index.column() == 2 else None

    def _cell(self, look: SecondLook, broken: Broken, column_: int) -> str:
        if column_ == 0:
            return look.title or _("not named yet")
        if column_ == 1:
            return place_words(look.session, Address(broken.address))
        return rule_words(look.session, broken)


class SecondLooks(QWidget):
    """The list with its button."""

    chosen = Signal(str)
    """(record): a person wants to look at it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model = SecondLooksModel()
        self.model.setParent(self)
        self.table = Table(COLUMNS)
        self.table.setModel(self.model)
        self.correct = secondary(self.correct_chosen, "pencil")
        self._nothing = EmptyState("circle-check")
        self._views = QStackedWidget()
        self._views.addWidget(self.table)
        self._views.addWidget(self._nothing)
        self.setLayout(column(self._views, row(self.correct, STRETCH), gap=12))
        self.table.opened.connect(lambda _row: self.correct_chosen())
        keys.bind(self.table, "F4", slot=self.correct_chosen)
        self.show_looks(())

    def retranslate(self) -> None:
        """Set every word again."""
        self.correct.words(_("Correct…"), tip=keys.label("F4"))
        self.table.setAccessibleName(_("Interviews that need a look"))
        self._nothing.words(
            _("Nothing needs a look"),
            _(
                "Every interview that was put together of several versions passes its questionnaire."
            ),
        )
        self.model.retranslate()
        self.table.choose(0)

    def show_looks(self, looks: Sequence[SecondLook]) -> None:
        """Show other interviews."""
        self.model.show_looks(looks)
        self._views.setCurrentWidget(self.table if looks else self._nothing)
        self.correct.setVisible(bool(looks))
        self.table.choose(0)

    def correct_chosen(self) -> None:
        """Open the interview of the chosen line for correction."""
        at = self.table.currentIndex().row()
        if not 0 <= at < self.model.rowCount():
            return
        look, broken = self.model.row(at)
        reason = ask_text(
            self,
            _("Correct this interview"),
            _("Reason"),
            _("Correct"),
            rule_words(look.session, broken),
        )
        if reason:
            holding.correct(self._desk, look.record, reason, self.window(), broken.address)
