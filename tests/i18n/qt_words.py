"""Every word that Qt asks for while the standard widgets of the program are built."""

from __future__ import annotations

from PySide6.QtCore import QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QSpinBox,
    QWidget,
)

ALL_BUTTONS = QDialogButtonBox.StandardButton(0x0FFFFC00)
KEYS = "Ctrl+S|Ctrl+Shift+Z|Alt+Left|Shift+Return|Ctrl+Space|F2|Esc|Tab|Del|Home|End|PgUp|PgDown|Up|Down|Ins|Backspace"


class Listening(QTranslator):
    """Translates nothing and remembers what was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, str]] = set()

    def translate(
        self, context: str, source: str, disambiguation: str = "", n: int = -1
    ) -> str | None:
        del disambiguation, n
        self.asked.add((context, source))
        return None

    def isEmpty(self) -> bool:
        return False


def asked_words(app: QApplication) -> set[tuple[str, str]]:
    """Build the widgets with nobody translating and return what they asked for: context and English."""
    ears = Listening()
    app.installTranslator(ears)
    try:
        for widget in _widgets():
            widget.deleteLater()
        for keys in KEYS.split("|"):
            QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    finally:
        app.removeTranslator(ears)
    return ears.asked


def _widgets() -> list[QWidget]:
    files = QFileDialog()
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    saving = QFileDialog()
    saving.setOption(QFileDialog.Option.DontUseNativeDialog)
    saving.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    box = QMessageBox(QMessageBox.Icon.Warning, "", "")
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    box.setDetailedText("x")
    line, text, spin, label = (
        QLineEdit("x"),
        QPlainTextEdit("x"),
        QSpinBox(),
        QLabel("<a href='x'>x</a>"),
    )
    menus = [line.createStandardContextMenu(), text.createStandardContextMenu()]
    buttons = QDialogButtonBox(ALL_BUTTONS)
    others = [QInputDialog(), QProgressDialog("x", "y", 0, 1), buttons]
    return [files, saving, box, line, text, spin, label, *others, *menus]
