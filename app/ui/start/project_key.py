"""The project's recovery key, shown once when a protected project is founded: printed, or kept as a sheet in PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QCheckBox, QFileDialog

from app.core.errors import AppError, ErrorCode
from app.i18n.catalog import _
from app.ui.start.step import Step
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.labels import selectable, words
from app.ui.widgets.layouts import column, frame, tab_order

MARGIN_MM = 20
IN_A_ROW = 19
"""So many letters stand in a row: a whole key is four rows."""


class ProjectKeyStep(Step):
    """Lets nobody on before the key was put somewhere safe."""

    kept = Signal()
    """The person says that the key is in a safe place."""

    def __init__(self) -> None:
        super().__init__()
        self._key = self._project = ""
        self._label = selectable(words("key"))
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pdf = secondary(self._on_pdf, "file-text")
        self.print = secondary(self._on_print, "printer")
        self.promise = QCheckBox()
        self.next = primary(self.kept.emit)
        self.next.setEnabled(False)
        self.promise.toggled.connect(self.next.setEnabled)
        self.body.addWidget(frame("plain-box", column(self._label, margins=(16, 16, 16, 16))))
        self.body.addWidget(self.promise)
        self.buttons.insertWidget(0, self.print)
        self.buttons.insertWidget(1, self.pdf)
        self.buttons.addWidget(self.next)
        tab_order(self.print, self.pdf, self.promise, self.next)
        self.retranslate()

    def show_key(self, key: str, project: str) -> None:
        """Show the key of a project that was just founded."""
        self._key, self._project = key, project
        self._label.setText("\n".join(rows_of(key)))
        self._label.setAccessibleName(key)
        self.promise.setChecked(False)

    def enter(self) -> None:
        self.print.setFocus()

    def retranslate(self) -> None:
        self.heading.setText(_("Keep the recovery key of the project"))
        self.text.setText(
            _(
                "Whoever in the project forgets a passphrase is helped by this key alone: it opens every protected "
                "workspace of the project. It is shown this once and kept nowhere. It belongs with whoever answers "
                "for the data."
            )
        )
        self.print.words(_("Print…"))
        self.pdf.words(_("Save as PDF…"))
        self.promise.setText(_("The key is in a safe place"))
        self.next.words(_("Go on"))

    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        printer.setDocName(_("Recovery key of the project"))
        if QPrintDialog(printer, self).exec() == QPrintDialog.DialogCode.Accepted:
            sheet(self._key, self._project).print_(printer)

    def _on_pdf(self) -> None:
        start = str(Path.home() / "sild-recovery.pdf")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), start, "PDF (*.pdf)")
        if not chosen:
            return
        path = Path(chosen).with_suffix(".pdf")
        try:
            path.touch()
        except OSError as error:
            detail = error.strerror or ""
            self.explain(AppError(ErrorCode.FILE_UNWRITABLE, path=str(path), detail=detail))
            return
        write_pdf(path, self._key, self._project)
        told = _("Move the file to a safe place and delete it from this computer.")
        self.notice.say("good", _("Saved as {name}").format(name=path.name), told)


def rows_of(key: str) -> list[str]:
    """Return a key in rows that can be copied by hand."""
    return [key[start : start + IN_A_ROW] for start in range(0, len(key), IN_A_ROW)]


def sheet(key: str, project: str) -> QTextDocument:
    """Lay out the page that is put away."""
    from html import escape

    document = QTextDocument()
    care = _(
        "Whoever has this sheet can open every protected workspace of the project. Keep it locked away. The rows are "
        "typed one after another, without blanks."
    )
    document.setHtml(
        f"<h1>{escape(_('Recovery key of the project'))}</h1><p>{escape(project)}</p>"
        f"<p style='font-size:16pt; font-weight:bold'>{'<br>'.join(map(escape, rows_of(key)))}</p>"
        f"<p>{escape(care)}</p>"
    )
    return document


def write_pdf(path: Path, key: str, project: str) -> None:
    """Write the sheet as a PDF of one A4 page."""
    writer = QPdfWriter(str(path))
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    writer.setTitle(_("Recovery key of the project"))
    document = sheet(key, project)
    document.setPageSize(writer.pageLayout().paintRect(QPageLayout.Unit.Point).size())
    document.print_(writer)
