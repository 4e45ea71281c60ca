"""Asking twice before anything is erased: what would go, what cannot be recalled, and that nothing brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog, QPlainTextEdit, QWidget

from app.i18n.catalog import _
from app.ui.privacy.words import beyond_lines, plan_words
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.dialogs import Dialog, ask

if TYPE_CHECKING:
    from app.operations.erasure import ErasurePlan


class PlanDialog(Dialog):
    """Says what would go and what stays beyond reach; its button waits until somebody says that they read it."""

    def __init__(self, parent: QWidget, plan: ErasurePlan) -> None:
        super().__init__(parent, _("Erase for good?"))
        self.add_words(_("This would be erased: {what}.").format(what=plan_words(plan)))
        lines = beyond_lines(plan.beyond)
        if lines:
            self.add_words(_("This cannot be recalled:"), "soft")
            listed = QPlainTextEdit("\n".join(lines))
            listed.setReadOnly(True)
            listed.setTabChangesFocus(True)
            listed.setFixedHeight(120)
            listed.setAccessibleName(_("This cannot be recalled:"))
            self.body.addWidget(listed)
        self.read = QCheckBox(_("I know that nothing brings it back"))
        self.body.addWidget(self.read)
        refusing = self.add_button(secondary(self.reject))
        refusing.words(_("Cancel"))
        self.agreeing = self.add_button(Button("danger"))
        self.agreeing.words(_("Go on…"))
        self.agreeing.clicked.connect(self.accept)
        self.agreeing.setEnabled(False)
        self.read.toggled.connect(self.agreeing.setEnabled)
        refusing.setDefault(True)
        self.read.setFocus()


def is_confirmed(parent: QWidget, plan: ErasurePlan) -> bool:
    """Ask twice; True when both times the answer was yes."""
    if PlanDialog(parent, plan).exec() != QDialog.DialogCode.Accepted:
        return False
    return ask(
        parent,
        _("Erase now?"),
        _("{what} will be destroyed here and wherever your packages go.").format(
            what=plan_words(plan)
        ),
        _("Erase for good"),
        kind="danger",
    )
