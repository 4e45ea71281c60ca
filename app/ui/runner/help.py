"""The keys of an interview to read and to print: every row of the two tables of keys, in the language of the window."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import AppError, ErrorCode
from app.i18n.catalog import _
from app.ui import errors, keys, theme
from app.ui.keying.key_table import KEYING
from app.ui.runner.key_table import TABLE, KeyRow
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import scrolled

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

EVERY_KEY: Final = (*TABLE, *KEYING)
"""The keys of an interview, then those of an interview that was held on paper."""
_CAPS_WIDTH: Final = 210
_AROUND: Final = 210
"""What the dialog needs above and below the table."""
_LEAST: Final = 120
_MARGIN_MM: Final = 20.0


class KeysHelp(Dialog):
    """What every key does; can be saved and printed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Keys in an interview"))
        self.table = _table()
        area = scrolled(self.table)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(_("Keys in an interview"))
        area.setFixedHeight(max(_LEAST, min(520, parent.window().height() - _AROUND)))
        self._area = area
        self.body.addWidget(area)
        self.add_button(secondary(self._save, "save")).words(_("Save…"))
        self.add_button(secondary(self._print, "printer")).words(_("Print…"))
        close = self.add_button(Button("primary"))
        close.words(_("Close"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        close.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 40,
            Qt.Key.Key_Up: -40,
            Qt.Key.Key_PageDown: self._area.height(),
            Qt.Key.Key_PageUp: -self._area.height(),
        }
        if event.key() in steps:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        name = _("Keys in an interview") + ".pdf"
        path, _kind = QFileDialog.getSaveFileName(self, _("Save…"), name, "PDF (*.pdf)")
        if path:
            write_pdf(Path(path), self)

    def _print(self) -> None:
        from app.ui.interviews.paper import choose_printer

        printer = choose_printer(self, _("Keys in an interview"))
        if printer is not None:
            printer.setFullPage(False)
            _document().print_(printer)


def show_help(over: QWidget) -> None:
    """Show the keys over a page."""
    KeysHelp(over).exec()


def write_pdf(path: Path, over: QWidget | None = None) -> bool:
    """Write the keys as a PDF of A4 pages. Returns False, having said why, when that is not possible."""
    writer = QPdfWriter(str(path))
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
        QPageLayout.Unit.Millimeter,
    )
    writer.setPageLayout(layout)
    writer.setTitle(_("Keys in an interview"))
    if not _is_writable(path):
        error = AppError(ErrorCode.FILE_UNREADABLE, path=str(path), detail=path.name)
        errors.show_error(over, error)
        return False
    document = _document()
    document.setPageSize(QSizeF(layout.paintRect(QPageLayout.Unit.Point).size()))
    document.print_(writer)
    return True


def said(row: KeyRow) -> list[str]:
    """Return the keys of a row as caps show them."""
    typed = [row.typed()] if row.typed is not None else []
    return typed + [keys.label(chord.replace("Return", "Enter")) for chord in row.chords]


def _is_writable(path: Path) -> bool:
    try:
        with path.open("ab"):
            return True
    except OSError:
        return False


def _table() -> QWidget:
    inside = QWidget()
    layout = QVBoxLayout(inside)
    layout.setContentsMargins(0, 0, 12, 8)
    layout.setSpacing(8)
    for at, section in enumerate(EVERY_KEY):
        if at:
            layout.addSpacing(10)
        layout.addWidget(words("strong", text=section.title()))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, _CAPS_WIDTH)
        grid.setColumnStretch(1, 1)
        for line, row in enumerate(section.rows):
            grid.addWidget(_caps(row), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words(wrap=True, text=row.words()), line, 1)
        layout.addLayout(grid)
    return inside


def _caps(row: KeyRow) -> QWidget:
    """Show the keys of a row as caps, one after another."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 1, 0, 0)
    layout.setSpacing(6)
    for text in said(row):
        cap = words("cap", text=text)
        layout.addWidget(cap)
    layout.addStretch(1)
    holder.setAccessibleName(", ".join(said(row)))
    return holder


def _document() -> QTextDocument:
    """Lay the table out for paper, in black on white whatever the look."""
    document = QTextDocument()
    document.setDefaultFont(theme.font("body"))
    parts = [f"<h2>{html.escape(_('Keys in an interview'))}</h2>"]
    for section in EVERY_KEY:
        parts.append(f'<h4 style="color:#0B6771">{html.escape(section.title())}</h4><table>')
        parts += [
            f'<tr><td width="190"><b>{html.escape(", ".join(said(row)))}</b></td>'
            f"<td>{html.escape(row.words())}</td></tr>"
            for row in section.rows
        ]
        parts.append("</table>")
    document.setHtml("".join(parts))
    return document
