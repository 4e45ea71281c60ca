"""A case list before it is taken in: its rows as they would be, what is odd about them, and one button.

Nothing is kept until the button is pressed; with a faulty row there is no button, only what to mend.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from app.i18n import formats
from app.i18n.catalog import _, ngettext, pgettext
from app.operations import case_lists
from app.ui import keys
from app.ui.errors import explain_in
from app.ui.navigation import Page
from app.ui.widgets.badges import Badge
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.layouts import STRETCH, holder, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.tables import BADGE, STRONG, TONE, Column, Index, Table

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.operations.case_lists import CaseList, ListedCase, RowFinding
    from app.ui.desk import Desk

COLUMNS: Final = (
    Column(0.2, 64),
    Column(2.0, 160),
    Column(1.2, 110, hidden_below=760),
    Column(0.5, 80, hidden_below=900),
    Column(0.4, 104, hidden_below=640),
    Column(2.2, 200),
)


def finding_words(finding: RowFinding) -> str:
    """Say what is odd about a row."""
    return {
        "name_missing": _("the name is missing"),
        "due_unreadable": _("“{value}” is not a day"),
        "language_unknown": _("unknown language “{value}”: left empty"),
        "twice_in_list": _("seems to be the firm of row {other}"),
        "known_already": _("may be here already: {other}"),
    }[finding.code].format(value=finding.value, other=finding.other)


class ListModel(RowsModel["ListedCase"]):
    """Rows of a list that was read: the odd ones first, faults before all."""

    columns = COLUMNS

    def __init__(self, listed: CaseList) -> None:
        super().__init__()
        self._findings: dict[int, list[RowFinding]] = {}
        for finding in listed.findings:
            self._findings.setdefault(finding.row, []).append(finding)
        self.show_rows(sorted(listed.rows, key=self._rank))

    def headings(self) -> tuple[str, ...]:
        return (
            pgettext("column", "Row"),
            _("Firm or person"),
            _("Contact"),
            _("Language"),
            pgettext("column", "Due"),
            _("Findings"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        listed, column = self.row(index.row()), index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._cells(listed)[column]
        if role == Qt.ItemDataRole.ToolTipRole and column in {1, 5}:
            return self._cells(listed)[column]
        if role == BADGE and column == 5 and listed.row in self._findings:
            tone = "alert" if self._rank(listed)[0] == 0 else "notice"
            icon = "circle-alert" if tone == "alert" else "triangle-alert"
            return Badge(self._cells(listed)[5], tone, icon)
        if role == TONE:
            return "ink-soft" if column != 1 else "ink"
        return column == 1 if role == STRONG else None

    def _cells(self, listed: ListedCase) -> tuple[str, ...]:
        case, found = listed.case, self._findings.get(listed.row, ())
        return (
            formats.number(listed.row),
            case.name or "–",
            case.contact,
            formats.language_name(case.language) if case.language else "",
            formats.date(case.due) if case.due else "",
            "; ".join(finding_words(each) for each in found),
        )

    def _rank(self, listed: ListedCase) -> tuple[int, int]:
        found = self._findings.get(listed.row, ())
        severities = {each.severity for each in found}
        return (0 if "error" in severities else 1 if severities else 2), listed.row


class ImportPage(Page):
    """The preview of a case list."""

    def __init__(self, desk: Desk, listed: CaseList) -> None:
        super().__init__(desk)
        self._listed = listed
        self.model = ListModel(listed)
        self.table = Table(COLUMNS)
        self.table.setModel(self.model)
        self.back = secondary(self.left.emit, "arrow-left")
        self.take = primary(self._take, "check")
        self.leave_out = QCheckBox()
        self.leave_out.setChecked(True)
        self.leave_out.toggled.connect(self._show_words)
        self.leave_out.setVisible(bool(listed.namesakes) and not listed.errors)
        self.notice = NoticeBox()
        self._said = ElidedLabel("soft")
        self.footer = holder(row(self._said))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row(self.back, self.leave_out, STRETCH, self.take))
        layout.addWidget(self.notice)
        layout.addWidget(self.table, 1)
        keys.bind(self, "Alt+Left", "Esc", slot=self.left.emit)
        keys.bind(self, "Ctrl+Return", slot=self._take)
        self.retranslate()

    def title(self) -> str:
        return _("Bring in {name}").format(name=self._listed.path.name)

    def enter(self) -> None:
        self.table.setFocus()
        self.table.choose(0)

    def retranslate(self) -> None:
        self.back.words(_("Back"), _("Back to the list"), keys.label("Alt+Left"))
        self.table.setAccessibleName(_("Rows of the list"))
        self.model.retranslate()
        self._show_words()
        self.titled.emit()

    def _show_words(self) -> None:
        listed = self._listed
        alike = formats.number(listed.namesakes)
        self.leave_out.setText(_("Leave out what is there already ({count})").format(count=alike))
        taken = len(listed.rows) - (listed.namesakes if self.leave_out.isChecked() else 0)
        told = ngettext("Bring in {count} contact", "Bring in {count} contacts", taken)
        self.take.words(told.format(count=formats.number(taken)), tip=keys.label("Ctrl+Return"))
        self.take.setEnabled(not listed.errors and taken > 0)
        rows = ngettext("{count} row", "{count} rows", len(listed.rows))
        said = [rows.format(count=formats.number(len(listed.rows)))]
        if listed.unused:
            not_used = _("columns not used: {names}")
            said.append(not_used.format(names=", ".join(listed.unused)))
        self._said.say(" · ".join(said))
        if listed.errors:
            faulty = ngettext(
                "{count} row cannot be brought in",
                "{count} rows cannot be brought in",
                listed.errors,
            )
            self.notice.say(
                "alert",
                faulty.format(count=formats.number(listed.errors)),
                _("Nothing was changed. Mend these rows in the file, save it and choose it again."),
            )

    def _take(self) -> None:
        if not self.take.isEnabled():
            return
        self.take.setEnabled(False)
        services, listed, leave_out = self.desk.services, self._listed, self.leave_out.isChecked()
        self.desk.tasks.database(
            lambda _progress: case_lists.import_case_list(
                services, listed, leave_out_namesakes=leave_out
            ),
            self,
            done=self._on_taken,
            failed=lambda error: explain_in(self.notice, error),
        )

    def _on_taken(self, changes: Changes) -> None:
        self.desk.bus.announce(changes, self)
        self.left.emit()


def read(desk: Desk, path: Path, over: Page, notice: NoticeBox, *, test: bool = False) -> None:
    """Read a list off the window's thread and show it; what is wrong with the file is said on the page."""
    services = desk.services
    desk.preferences.remember_folder("import", path.parent)
    notice.be_silent()
    desk.tasks.compute(
        lambda progress: case_lists.read_case_list(services, path, progress, test=test),
        over,
        done=lambda listed: desk.navigator.open(ImportPage(desk, listed)),
        failed=lambda error: explain_in(notice, error),
    )
