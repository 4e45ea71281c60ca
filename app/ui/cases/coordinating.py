"""The coordinator's page: who has how much to do, and how full every quota cell is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.i18n import formats
from app.i18n.catalog import _, pgettext
from app.operations import assignment, quotas
from app.ui import keys
from app.ui.cases.ages import as_of_words
from app.ui.navigation import Page
from app.ui.widgets.badges import Badge
from app.ui.widgets.buttons import Button, primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, holder, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.tables import BADGE, STRONG, TONE, Column, Index, Table

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.operations.assignment import Load
    from app.operations.quotas import Cell, QuotaTable
    from app.ui.desk import Desk

MOST_DIGITS: Final = 6
_SHOWN: Final = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})


class LoadsModel(RowsModel["Load"]):
    """One line for everybody who holds cases."""

    columns: ClassVar[Sequence[Column]] = (
        Column(2, 180),
        Column(0.4, 96, right=True),
        Column(0.4, 110, right=True),
        Column(0.4, 110, right=True),
    )

    def headings(self) -> tuple[str, ...]:
        return (_("Interviewer"), _("To do"), _("Overdue"), _("Done"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        load, column = self._rows[index.row()], index.column()
        if role in _SHOWN:
            name = load.name or _("Held by nobody")
            return (name, *map(formats.number, (load.open, load.overdue, load.done)))[column]
        if role == TONE:
            return "notice" if column == 2 and load.overdue else "ink"
        if role == STRONG:
            return column == 0
        return self.side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None


class CellsModel(RowsModel["Cell"]):
    """One line for every quota cell."""

    columns: ClassVar[Sequence[Column]] = (
        Column(2, 180),
        Column(0.4, 96, right=True),
        Column(0.4, 96, right=True),
        Column(0.4, 96, right=True),
        Column(0.8, 170),
    )

    def headings(self) -> tuple[str, ...]:
        return (
            _("Quota cell"),
            pgettext("quota", "Wanted"),
            _("Done"),
            _("To do"),
            pgettext("column", "State"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell, column = self._rows[index.row()], index.column()
        badge = cell_badge(cell)
        if role in _SHOWN:
            target = "–" if cell.target is None else formats.number(cell.target)
            counts = (formats.number(cell.done), formats.number(cell.open))
            return (cell.name, target, *counts, badge.text)[column]
        if role == BADGE and column == 4:
            return badge
        if role == Qt.ItemDataRole.ToolTipRole and column == 4 and cell.beyond:
            return "\n".join(cell.beyond)
        if role == STRONG:
            return column == 0
        return self.side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None


def cell_badge(cell: Cell) -> Badge:
    """Return how full a cell is."""
    if cell.target is None:
        return Badge(_("no target"), "plain", "circle")
    if cell.over:
        over = _("full, {count} over").format(count=formats.number(cell.over))
        return Badge(over, "notice", "triangle-alert")
    if cell.is_full:
        return Badge(pgettext("quota", "full"), "good", "check")
    left = _("{count} to go").format(count=formats.number(cell.target - cell.done))
    return Badge(left, "bridge", "circle-dot")


@dataclass(frozen=True, slots=True)
class _Read:
    loads: list[Load]
    table: QuotaTable


class CoordinatingPage(Page):
    """Workload and quotas."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._read: _Read | None = None
        self.loads_model, self.cells_model = LoadsModel(), CellsModel()
        for model in (self.loads_model, self.cells_model):
            model.setParent(self)
        self.loads, self.cells = Table(LoadsModel.columns), Table(CellsModel.columns)
        self.loads.setModel(self.loads_model)
        self.cells.setModel(self.cells_model)
        self._loads_title, self._cells_title = words("strong"), words("strong")
        self._as_of = words("soft")
        self.notice = NoticeBox()
        self.back = secondary(self.left.emit, "arrow-left")
        self.target = primary(self.set_target, "pencil")
        self.more = secondary(self.make_cells, "plus")
        self._build()
        self.retranslate()

    def title(self) -> str:
        return _("Workload and quotas")

    def enter(self) -> None:
        self._load()
        self.cells.setFocus()

    def retranslate(self) -> None:
        self.back.words(_("Back"), _("Back to the list"), keys.label("Alt+Left"))
        self.target.words(_("Set how many are wanted…"), tip=keys.label("Return"))
        self.more.words(_("Make cells…"), tip=keys.label("Ctrl+N"))
        self._loads_title.setText(_("Workload"))
        self._cells_title.setText(_("Quotas"))
        self.loads.setAccessibleName(_("Workload"))
        self.cells.setAccessibleName(_("Quotas"))
        self.loads_model.retranslate()
        self.cells_model.retranslate()
        self._show_words()
        self.titled.emit()

    def set_target(self) -> None:
        """Let the person say how many interviews the chosen cells want."""
        chosen = [self.cells_model.row(place) for place in self.cells.rows()]
        if not chosen:
            return
        dialog = TargetDialog(self, [cell.name for cell in chosen], chosen[0].target)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._write({cell.name: dialog.target for cell in chosen})

    def make_cells(self) -> None:
        """Let the person name cells as a table of two lists."""
        dialog = CellsDialog(self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._write(dict.fromkeys(dialog.cells(), dialog.target))

    def _write(self, targets: Mapping[str, int | None]) -> None:
        services = self.desk.services
        self.desk.tasks.database(
            lambda _progress: quotas.set_targets(services, targets), self, done=self._on_written
        )

    def _on_written(self, changes: Changes) -> None:
        self.desk.bus.announce(changes, self)
        self._load()

    def _load(self) -> None:
        services = self.desk.services
        self.desk.tasks.database(
            lambda _progress: _Read(
                assignment.read_workload(services), quotas.read_quotas(services)
            ),
            self,
            done=self._show,
        )

    def _show(self, read: _Read) -> None:
        self._read = read
        place = self.cells.currentIndex().row()
        self.loads_model.show_rows(read.loads)
        self.cells_model.show_rows(read.table.cells)
        self.cells.choose(max(place, 0))
        self._show_words()

    def _show_words(self) -> None:
        if self._read is None:
            return
        table = self._read.table
        self._as_of.setText(as_of_words(table.as_of))
        over = [cell for cell in table.cells if cell.over]
        if over:
            told = "; ".join(
                f"{cell.name}: {', '.join(cell.beyond)}" for cell in over if cell.beyond
            )
            self.notice.say("notice", _("More interviews than were wanted; all are kept."), told)
        else:
            self.notice.be_silent()
        self.target.setEnabled(bool(table.cells))

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row(self.back, STRETCH))
        layout.addWidget(self.notice)
        layout.addWidget(self._loads_title)
        layout.addWidget(self.loads, 2)
        layout.addLayout(row(self._cells_title, self._as_of, STRETCH, gap=16))
        layout.addWidget(self.cells, 3)
        self.footer = holder(row(self.target, self.more, STRETCH))
        self.cells.opened.connect(lambda _place: self.set_target())
        self.desk.bus.changed.connect(self._on_changed)
        keys.bind(self, "Ctrl+N", slot=self.make_cells)
        keys.bind(self, "Alt+Left", "Esc", slot=self.left.emit)

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        told = changes.entities or changes.interviews or changes.settings or changes.everything
        if initiator is not self and told and self.isVisible():
            self._load()


class TargetDialog(Dialog):
    """Asks how many interviews a cell wants; `target` None: it is no quota any more."""

    def __init__(self, parent: QWidget, cells: Sequence[str], target: int | None) -> None:
        super().__init__(parent, _("How many interviews are wanted"))
        self.add_words(", ".join(cells), "soft")
        self.target: int | None = target
        self.edit = QLineEdit("" if target is None else str(target))
        self.edit.setMaxLength(MOST_DIGITS)
        self._field = Field(self.edit)
        self._field.words(_("Wanted"), _("Empty: no quota for this cell."))
        self.body.addWidget(self._field)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        agree = self.add_button(Button("primary"))
        agree.words(_("Keep"))
        agree.setDefault(True)
        agree.clicked.connect(self._agree)
        self.edit.selectAll()
        self.edit.setFocus()

    def _agree(self) -> None:
        text = self.edit.text().strip()
        if text and not text.isdecimal():
            self._field.complain(_("Write a whole number, or nothing."))
            return
        self.target = int(text) if text else None
        self.accept()


class CellsDialog(Dialog):
    """Asks for two lists, such as sides of the border and sizes of firms; every pair is a cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Make quota cells"))
        self.add_words(
            _("Every word of the first list with every word of the second is a cell."), "soft"
        )
        self.rows, self.columns, self.edit = QLineEdit(), QLineEdit(), QLineEdit("10")
        self.target = 10
        self.edit.setMaxLength(MOST_DIGITS)
        self._rows_field, self._field = Field(self.rows), Field(self.edit)
        across = Field(self.columns)
        self._rows_field.words(_("First list, with commas"), _("For example: Estonia, Russia"))
        across.words(_("Second list, with commas"), _("For example: 1–9, 10–49, 50+"))
        self._field.words(_("Wanted in each"))
        for field in (self._rows_field, across, self._field):
            self.body.addWidget(field)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        agree = self.add_button(Button("primary"))
        agree.words(_("Make cells"))
        agree.setDefault(True)
        agree.clicked.connect(self._agree)
        self.rows.setFocus()

    def cells(self) -> list[str]:
        """Return the names of the cells."""
        return quotas.make_cells(self.rows.text().split(","), self.columns.text().split(","))

    def _agree(self) -> None:
        text = self.edit.text().strip()
        if not self.cells():
            self._rows_field.complain(_("Write at least one name."))
        elif not text.isdecimal():
            self._field.complain(_("Write a whole number."))
        else:
            self.target = int(text)
            self.accept()
