"""An answer that the form finds odd: the person goes on with it, for a reason that is kept as a remark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n.catalog import _
from app.ui import keys
from app.ui.runner.languages import code_of
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import Field
from app.ui.widgets.notice import NoticeBox

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.forms.state import Address


class OddAnswers:
    """The odd answers of one interview, and which of them nobody explained yet.

    A reason is a remark at the question; it does not count for an answer that was changed afterwards.
    """

    def __init__(self, session: FormSession) -> None:
        self._session = session
        self._changed: set[Address] = set()

    def answered(self, address: Address) -> None:
        """Take note that a question got another answer."""
        self._changed.add(address)

    def explained(self, address: Address) -> None:
        """Take note that somebody said why the answer is right."""
        self._changed.discard(address)

    def is_unexplained(self, address: Address) -> bool:
        """Say whether an answer is odd and nobody said yet why it is right."""
        if not self._session.is_odd(address):
            return False
        return address in self._changed or not self._session.remarks(address)

    def warning(self, address: Address) -> str:
        """Return what the form says of an odd answer."""
        node = self._session.definition_of(address)
        said = node.warning_message(code_of(self._session.language))
        return said or _("This answer is unusual. Is it right?")

    def unexplained(self) -> list[Address]:
        """Return every odd answer without a reason, in form order."""
        return [each for each in self._session.odd_answers() if self.is_unexplained(each)]


class OddAnswerDialog(Dialog):
    """Asks why an odd answer is right. Enter alone: the respondent confirmed it."""

    def __init__(self, parent: QWidget | None, question: str, warning: str) -> None:
        super().__init__(parent, _("Is this answer right?"))
        self.add_words(question, "soft")
        box = NoticeBox()
        self.body.addWidget(box)
        box.say("notice", warning)
        self._warning = warning
        self.edit = QLineEdit()
        field = Field(self.edit)
        field.words(
            _("Why it is right"), _("Left empty: confirmed by the respondent. Kept as a remark.")
        )
        self.body.addWidget(field)
        self.change = self.add_button(secondary(self.reject))
        self.change.words(_("Change the answer"), tip=keys.label("Esc"))
        self.keep = self.add_button(Button("primary"))
        self.keep.clicked.connect(self.accept)
        self.keep.setDefault(True)
        self.edit.textChanged.connect(self._name_button)
        self._name_button()
        self.edit.setFocus()

    def remark(self) -> str:
        """Return what is kept at the question."""
        reason = self.edit.text().strip() or _("Confirmed by the respondent.")
        return f"{self._warning} {reason}"

    def _name_button(self) -> None:
        typed = bool(self.edit.text().strip())
        self.keep.words(_("Keep with this reason") if typed else _("Confirmed by the respondent"))
