"""Small dialogs: a message, a yes or no, a line of text. Words first, the verb on the button, Esc means no."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import column_width, selectable, words
from app.ui.widgets.layouts import STRETCH, row


class Dialog(QDialog):
    """A title in words, a body, buttons at the right; the last button is the primary one."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        heading = selectable(words("strong", wrap=True, text=title))
        heading.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self._buttons = row(STRETCH, gap=8)
        layout = self._layout = QVBoxLayout(self)
        # a wrapped label's smallest height is that of a narrow label: only the height for the width counts
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addLayout(self.body)
        layout.addSpacing(8)
        layout.addLayout(self._buttons)
        self.setFixedWidth(min(column_width(66), 640))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Be as tall as what is shown wants; after something in it was shown or hidden."""
        self._layout.activate()
        self.resize(self.width(), self._layout.heightForWidth(self.width()))

    def add_words(self, text: str, kind: str = "") -> None:
        """Add a paragraph; '' adds nothing."""
        if text:
            label = selectable(words(kind, wrap=True, text=text))
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.body.addWidget(label)

    def add_button(self, button: Button) -> Button:
        """Add a button at the right of the others."""
        self._buttons.addWidget(button)
        return button


class MessageDialog(Dialog):
    """What happened, what was kept, what to do; with technical details on demand."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        title: str,
        text: str = "",
        remedy: str = "",
        details: str = "",
    ) -> None:
        super().__init__(parent, title)
        self.add_words(text)
        self.add_words(remedy)
        if details:
            shown = QPlainTextEdit(details)
            shown.setReadOnly(True)
            shown.setFixedHeight(160)
            shown.setAccessibleName(_("Details"))
            self.body.addWidget(shown)
            copy = self.add_button(secondary(lambda: _copy(details), "copy"))
            copy.words(_("Copy details"))
        close = self.add_button(Button("primary"))
        close.words(_("Close"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        close.setFocus()


def ask(
    parent: QWidget | None, title: str, text: str, yes: str, *, kind: str = "primary", no: str = ""
) -> bool:
    """Ask before something is done. ``yes`` is the verb on the button; ``kind`` danger when it is hard to take back."""
    dialog = Dialog(parent, title)
    dialog.add_words(text)
    refusing = dialog.add_button(secondary(dialog.reject))
    refusing.words(no or _("Cancel"))
    agreeing = dialog.add_button(Button(kind))
    agreeing.words(yes)
    agreeing.clicked.connect(dialog.accept)
    chosen = refusing if kind == "danger" else agreeing
    chosen.setDefault(True)
    chosen.setFocus()
    return dialog.exec() == QDialog.DialogCode.Accepted


class TextDialog(Dialog):
    """Asks for some words, such as a reason; the button waits until there are any."""

    def __init__(self, parent: QWidget | None, title: str, label: str, yes: str) -> None:
        super().__init__(parent, title)
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(96)
        field = Field(self.edit)
        field.words(label)
        self.body.addWidget(field)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        self.agreeing = self.add_button(Button("primary"))
        self.agreeing.words(yes)
        self.agreeing.clicked.connect(self.accept)
        self.agreeing.setDefault(True)
        self.agreeing.setEnabled(False)
        self.edit.textChanged.connect(lambda: self.agreeing.setEnabled(bool(self.text())))
        self.edit.setFocus()

    def text(self) -> str:
        """Return what was written, without spaces around it."""
        return self.edit.toPlainText().strip()


def ask_text(
    parent: QWidget | None, title: str, label: str, yes: str, text: str = ""
) -> str | None:
    """Ask for some words; None when the person thinks better of it."""
    dialog = TextDialog(parent, title, label, yes)
    if text:
        dialog.body.insertWidget(0, words("soft", wrap=True, text=text))
    return dialog.text() if dialog.exec() == QDialog.DialogCode.Accepted else None


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
