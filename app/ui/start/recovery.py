"""The recovery key, shown once: to be printed or written down before anything else happens."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.ui.start.step import Step
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.labels import selectable, words
from app.ui.widgets.layouts import frame, tab_order

GROUPS_IN_A_ROW = 4


class KeyCard(QWidget):
    """The groups of a recovery key in two rows, large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(16, 16, 16, 16)
        self._grid.setHorizontalSpacing(16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame("plain-box", self._grid))

    def show_key(self, key: str) -> None:
        """Show the groups of a key."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for place, group in enumerate(key.split("-")):
            label = selectable(words("key", text=group))
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._grid.addWidget(label, place // GROUPS_IN_A_ROW, place % GROUPS_IN_A_ROW)
        self.setAccessibleName(key)


class RecoveryStep(Step):
    """Lets nobody on before the key was put somewhere safe."""

    kept = Signal()
    """The person says that the key is in a safe place."""

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self._workspace = ""
        self._card = KeyCard()
        self._print = secondary(self._on_print, "printer")
        self._promise = QCheckBox()
        self._next = primary(self.kept.emit)
        self._next.setEnabled(False)
        self._promise.toggled.connect(self._next.setEnabled)
        self.body.addWidget(self._card)
        self.body.addWidget(self._promise)
        self.buttons.insertWidget(0, self._print)
        self.buttons.addWidget(self._next)
        tab_order(self._print, self._promise, self._next)
        self.retranslate()

    def show_key(self, key: str, workspace: str) -> None:
        """Show the key of a workspace that was just protected."""
        self._key, self._workspace = key, workspace
        self._card.show_key(key)
        self._promise.setChecked(False)

    def enter(self) -> None:
        self._print.setFocus()

    def retranslate(self) -> None:
        self.heading.setText(_("Keep the recovery key"))
        self.text.setText(
            _(
                "If the passphrase is forgotten, only this key opens the workspace. It is shown this once. "
                "Print it or write it down, and keep it away from the computer."
            )
        )
        self._print.words(_("Print…"))
        self._promise.setText(_("The key is in a safe place"))
        self._next.words(_("Go on"))

    def _on_print(self) -> None:
        print_key(self, self._key, self._workspace)


def key_page(key: str, workspace: str) -> QTextDocument:
    """Lay out the page that is printed and put away."""
    from html import escape

    document = QTextDocument()
    rows = "<br>".join(
        "&nbsp;&nbsp;&nbsp;".join(key.split("-")[at : at + GROUPS_IN_A_ROW])
        for at in range(0, len(key.split("-")), GROUPS_IN_A_ROW)
    )
    document.setHtml(
        f"<h1>{escape(_('Recovery key'))}</h1><p>{escape(workspace)}</p>"
        f"<p style='font-size:20pt; font-weight:bold'>{rows}</p>"
        f"<p>{escape(_('Whoever has this sheet can open the workspace. Keep it locked away.'))}</p>"
    )
    return document


def print_key(over: QWidget, key: str, workspace: str) -> None:
    """Print the sheet with the key after asking for a printer."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter()
    printer.setDocName(_("Recovery key"))
    if QPrintDialog(printer, over).exec() == QPrintDialog.DialogCode.Accepted:
        key_page(key, workspace).print_(printer)
