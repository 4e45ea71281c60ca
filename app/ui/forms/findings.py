"""What was found wrong with a workbook: a table with place, words and remedy, the worst first; to copy, to save."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout

from app.core.errors import AppError, ErrorCode
from app.forms.findings import Finding, Severity, in_reading_order
from app.i18n.catalog import _, ngettext, pgettext
from app.i18n.messages import finding_message, finding_remedy
from app.ui import keys
from app.ui.navigation import Page
from app.ui.widgets.badges import Badge
from app.ui.widgets.buttons import quiet, secondary
from app.ui.widgets.labels import ElidedLabel, selectable, words
from app.ui.widgets.layouts import STRETCH, card, holder, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.tables import BADGE, STRONG, TONE, Column, Index, Table

if TYPE_CHECKING:
    from app.operations.forms import ImportedForm
    from app.ui.desk import Desk

COLUMNS: Final = (
    Column(0.2, 164),
    Column(0.3, 80, hidden_below=620),
    Column(0.1, 76, right=True),
    Column(0.1, 84, hidden_below=820),
    Column(3.0, 200),
    Column(3.0, 160, hidden_below=760),
)
SEVERITY, SHEET, ROW, COLUMN, MESSAGE, REMEDY = range(len(COLUMNS))


def severity_name(severity: Severity) -> str:
    """Return a severity in the current language."""
    return {
        Severity.ERROR: pgettext("finding", "error"),
        Severity.WARNING: pgettext("finding", "warning"),
        Severity.INFO: pgettext("finding", "note"),
    }[severity]


_BADGES: Final = {
    Severity.ERROR: ("alert", "circle-alert"),
    Severity.WARNING: ("notice", "triangle-alert"),
    Severity.INFO: ("plain", "info"),
}


class FindingsModel(RowsModel[Finding]):
    """Findings, errors first, each as the sheets are read."""

    columns = COLUMNS

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(in_reading_order(findings))

    def headings(self) -> tuple[str, ...]:
        return headings()

    def lines(self) -> list[tuple[str, ...]]:
        """Return headings and findings as text, for copying and saving."""
        return [headings(), *(write(finding) for finding in self._rows)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        finding, column = self._rows[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return write(finding)[column]
        if role == BADGE and column == SEVERITY:
            tone, icon = _BADGES[finding.severity]
            return Badge(severity_name(finding.severity), tone, icon)
        if role == TONE:
            return "ink" if column == MESSAGE else "ink-soft"
        if role == STRONG:
            return column == MESSAGE and finding.severity is Severity.ERROR
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(column)
        if role == Qt.ItemDataRole.ToolTipRole and column in {MESSAGE, REMEDY}:
            return write(finding)[column]
        return None


def headings() -> tuple[str, ...]:
    """Return the headings of the table in the current language."""
    return (
        pgettext("finding", "Kind"),
        pgettext("finding", "Sheet"),
        pgettext("finding", "Row"),
        pgettext("finding", "Column"),
        _("What was found"),
        _("What to do"),
    )


def write(finding: Finding) -> tuple[str, ...]:
    """Write a finding as a line of text."""
    return (
        severity_name(finding.severity),
        finding.sheet,
        str(finding.row) if finding.row else "",
        finding.column,
        finding_message(finding),
        finding_remedy(finding),
    )


class FindingsPage(Page):
    """The result of an import: a sentence, the table, and the chosen finding in full."""

    def __init__(self, desk: Desk, path: Path, result: ImportedForm) -> None:
        super().__init__(desk)
        self._path = path
        self._result = result
        self.model = FindingsModel(result.check.findings)
        self.notice = NoticeBox()
        self.table = Table(COLUMNS)
        self.table.setModel(self.model)
        self._place = words("caption")
        self._message = selectable(words("bold", wrap=True))
        self._remedy = selectable(words(wrap=True))
        self.back = quiet(self.left.emit, "arrow-left")
        self.copy = secondary(self._copy, "copy")
        self.save = secondary(self._save, "download")
        self._said = ElidedLabel("soft")
        self.footer = holder(row(self._said))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row(self.back, STRETCH, self.copy, self.save))
        layout.addWidget(self.notice)
        layout.addWidget(self.table, 1)
        chosen = card(self._place, self._message, self._remedy, gap=4, padding=16)
        chosen.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        layout.addWidget(chosen)
        self.table.selection_moved.connect(self._show_chosen)
        keys.bind(self, "Alt+Left", "Esc", slot=self.left.emit)
        self.retranslate()
        self.table.choose(0)

    def title(self) -> str:
        return self._path.name

    def enter(self) -> None:
        self.table.setFocus()

    def retranslate(self) -> None:
        self.back.words(_("Back"), _("Back to the questionnaires"), keys.label("Alt+Left"))
        self.copy.words(_("Copy all"))
        self.save.words(_("Save as a table…"))
        self.table.setAccessibleName(_("What was found"))
        self.model.retranslate()
        self._say_result()
        self._show_chosen()

    def _say_result(self) -> None:
        findings = self._result.check.findings
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        title = self._result.check.title or self._path.name
        if self._result.bundle is None:
            told = ngettext(
                "Not added: {count} error must be mended first.",
                "Not added: {count} errors must be mended first.",
                errors,
            ).format(count=errors)
            self.notice.say(
                "alert", told, _("Nothing was changed. Mend the workbook and add it again.")
            )
        else:
            self.notice.say(
                "good",
                _("Added: {title}").format(title=title),
                _("The findings below do not prevent it."),
            )
        count = len(findings)
        self._said.say(ngettext("{count} finding", "{count} findings", count).format(count=count))

    def _show_chosen(self) -> None:
        chosen = self.table.rows()
        if not chosen:
            return
        finding = self.model.row(chosen[0])
        place = [finding.sheet]
        if finding.row:
            place.append(_("row {row}").format(row=finding.row))
        if finding.column:
            place.append(_("column {column}").format(column=finding.column))
        self._place.setText(" · ".join(part for part in (*place, finding.name) if part))
        self._message.setText(finding_message(finding))
        self._remedy.setText(finding_remedy(finding))

    def _copy(self) -> None:
        lines = ("\t".join(cell.replace("\n", " ") for cell in line) for line in self.model.lines())
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._said.say(_("Copied"))

    def _save(self) -> None:
        start = self.desk.preferences.folder("save") / f"{self._path.stem}-findings.csv"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the findings"), str(start), _("Table (*.csv)")
        )
        if not chosen:
            return
        target, lines = Path(chosen), self.model.lines()
        self.desk.preferences.remember_folder("save", target.parent)
        self.desk.tasks.compute(
            lambda _progress: save_lines(target, lines),
            self,
            done=lambda _nothing: self._said.say(_("Saved as {name}").format(name=target.name)),
        )


def save_lines(target: Path, lines: Sequence[Sequence[str]]) -> None:
    """Write lines as CSV that spreadsheets open by double click. Raises AppError FILE_UNWRITABLE."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(lines)
    try:
        target.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise AppError(ErrorCode.FILE_UNWRITABLE, path=str(target), detail=str(error)) from error
