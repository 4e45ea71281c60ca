"""Remarks at a question: those that stand there, and a new one (Ctrl+M)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.i18n import formats
from app.i18n.catalog import _
from app.ui import keys
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import Field

if TYPE_CHECKING:
    from app.forms.session import Remark

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote: a new remark, or new words for the remark with this id ('' words take it away)."""

    text: str
    remark: str | None = None


class RemarkDialog(Dialog):
    """Shows the remarks of a question and takes one. One's own latest remark can be changed."""

    def __init__(self, parent: QWidget, question: str, remarks: Sequence[Remark], by: str) -> None:
        super().__init__(parent, _("Remark"))
        self.add_words(question, "soft")
        mine = [remark for remark in remarks if remark.by == by]
        self._changing = mine[-1] if mine else None
        for remark in [each for each in remarks if each is not self._changing][-MOST_SHOWN:]:
            self.add_words(f"{remark.text}\n{_signature(remark)}")
        self.edit = QPlainTextEdit(self._changing.text if self._changing else "")
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(112)
        self._field = Field(self.edit)
        self._field.words(_("Your remark"), _("It is kept with the answer and is not read out."))
        self.body.addWidget(self._field)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        keep = self.add_button(Button("primary"))
        keep.words(_("Keep the remark"), tip=keys.label("Ctrl+Enter"))
        keep.clicked.connect(self.accept)
        keys.bind(self, "Ctrl+Return", slot=self.accept)
        self.edit.setFocus()

    def written(self) -> Written | None:
        """Return what is to be kept; None when nothing is new."""
        text = self.edit.toPlainText().strip()
        before = self._changing.text if self._changing else ""
        if text == before:
            return None
        return Written(text, self._changing.id if self._changing else None)


def _signature(remark: Remark) -> str:
    try:
        when = formats.date_time(datetime.fromisoformat(remark.at))
    except ValueError:
        when = remark.at
    return f"— {remark.by}, {when}" if remark.by else f"— {when}"
