"""Who works here: a name and a role, asked once; they stand beside every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.ui.start.step import Step
from app.ui.widgets.buttons import primary
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words

if TYPE_CHECKING:
    from app.operations.workspace import Role

ROLES = ("interviewer", "coordinator", "reviewer")


def role_name(role: str) -> str:
    """Return a role in the current language."""
    return {
        "interviewer": _("Interviewer"),
        "coordinator": _("Coordinator"),
        "reviewer": _("Reviewer"),
    }[role]


class RoleChoice(QWidget):
    """One of three roles, each with what it means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons = {role: QRadioButton() for role in ROLES}
        self._texts = {role: words("caption", wrap=True) for role in ROLES}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for role, button in self._buttons.items():
            self._group.addButton(button)
            self._texts[role].setContentsMargins(28, 0, 0, 6)
            layout.addWidget(button)
            layout.addWidget(self._texts[role])
        self._buttons["interviewer"].setChecked(True)
        self.retranslate()

    @property
    def role(self) -> Role:
        """The chosen role."""
        chosen = next(role for role, button in self._buttons.items() if button.isChecked())
        return cast("Role", chosen)

    def choose(self, role: str) -> None:
        """Show a role as chosen."""
        self._buttons[role].setChecked(True)

    def retranslate(self) -> None:
        """Name the roles in the current language."""
        meanings = {
            "interviewer": _("holds interviews"),
            "coordinator": _("puts together what comes back from the field"),
            "reviewer": _("reads finished interviews and returns or approves them"),
        }
        for role, button in self._buttons.items():
            button.setText(role_name(role))
            button.setAccessibleDescription(meanings[role])
            self._texts[role].setText(meanings[role])


class MemberStep(Step):
    """Asks who works here."""

    answered = Signal(str, str)
    """(name, role)"""

    def __init__(self) -> None:
        super().__init__()
        self._name = QLineEdit()
        self._name_field = Field(self._name)
        self._roles = RoleChoice()
        self._next = primary(self._on_next)
        self._role_label = words("bold")
        self.body.addWidget(self._name_field)
        roles = QVBoxLayout()
        roles.setSpacing(4)
        roles.addWidget(self._role_label)
        roles.addWidget(self._roles)
        self.body.addLayout(roles)
        self.buttons.addWidget(self._next)
        self._name.returnPressed.connect(self._on_next)
        self.retranslate()

    def enter(self) -> None:
        self._name.setFocus()

    def retranslate(self) -> None:
        self.heading.setText(_("Who works here?"))
        self.text.setText(
            _("Your name stands beside the interviews you hold. It is asked only once.")
        )
        self._name_field.words(_("Your name"), _("As it should stand on printed pages."))
        self._role_label.setText(_("Your role"))
        self._roles.retranslate()
        self._next.words(_("Start work"))

    def _on_next(self) -> None:
        name = self._name.text().strip()
        self._name_field.complain("" if name else _("Please write your name."))
        if name:
            self.answered.emit(name, self._roles.role)
        else:
            self._name.setFocus()
