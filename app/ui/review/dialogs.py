"""What a reviewer is asked: the words of a remark, the note with which an interview goes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.i18n.catalog import _, ngettext
from app.ui import keys
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import Field


class WordsDialog(Dialog):
    """Takes some words; Ctrl+Enter agrees from inside the field. ``may_be_empty`` lets none be words too."""

    def __init__(
        self, parent: QWidget | None, title: str, told: Sequence[str], *, may_be_empty: bool
    ) -> None:
        super().__init__(parent, title)
        for text in told:
            self.add_words(text, "soft")
        self._may_be_empty = may_be_empty
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(112)
        self._field = Field(self.edit)
        self.body.addWidget(self._field)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        self.agreeing = self.add_button(Button("primary"))
        self.agreeing.clicked.connect(self.agree)
        self.edit.textChanged.connect(self._follow)
        keys.bind(self, "Ctrl+Return", slot=self.agree)
        self.edit.setFocus()
        self._follow()

    def ask_for(self, label: str, verb: str, *, hint: str = "", text: str = "") -> None:
        """Say what the words are for, and what the button does."""
        self._field.words(label, hint)
        self.agreeing.words(verb, tip=keys.label("Ctrl+Return"))
        self.edit.setPlainText(text)
        self.edit.selectAll()

    def text(self) -> str:
        """Return what was written, without spaces around it."""
        return self.edit.toPlainText().strip()

    def agree(self) -> None:
        """Take the words, if there are any or none are needed."""
        if self.agreeing.isEnabled():
            self.accept()

    def _follow(self) -> None:
        self.agreeing.setEnabled(self._may_be_empty or bool(self.text()))


def remark_dialog(parent: QWidget, question: str, told: Sequence[str], text: str) -> WordsDialog:
    """Ask for a remark at a question; no words take one away that was there."""
    dialog = WordsDialog(
        parent, _("Remark for the interviewer"), [question, *told], may_be_empty=bool(text)
    )
    dialog.ask_for(
        _("Your remark"),
        _("Keep the remark"),
        hint=_("It is sent when the interview is returned."),
        text=text,
    )
    return dialog


def return_dialog(parent: QWidget, title: str, remarks: int) -> WordsDialog:
    """Ask for the note with which an interview goes back to its interviewer."""
    said = ngettext("{count} remark goes along.", "{count} remarks go along.", remarks).format(
        count=remarks
    )
    dialog = WordsDialog(
        parent,
        _("Return the interview"),
        [title, said] if remarks else [title],
        may_be_empty=remarks > 0,
    )
    dialog.ask_for(
        _("Note to the interviewer"),
        _("Return"),
        hint=_("It reaches the interviewer with the next package you prepare for them."),
    )
    return dialog
