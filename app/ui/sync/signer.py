"""A package of a computer that nobody here knows: its key in words, compared by telephone before it is trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from app.i18n.catalog import _
from app.operations.sync import Key
from app.ui.sync.dialog import PackageDialog
from app.ui.sync.fingerprint import FingerprintCard
from app.ui.widgets.buttons import Button, secondary

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.operations.sync import PackageFacts


class SignerDialog(PackageDialog):
    """Shows the key; trusting it waits until somebody says that it was compared."""

    def __init__(self, facts: PackageFacts, parent: QWidget) -> None:
        super().__init__(parent, _("Is this the computer of the sender?"))
        name = facts.member_name or facts.device_name
        self.add_words(
            _(
                "The package says that it is from {name}, but this project does not know the computer yet. "
                "Call {name} and let the words be read to you from Settings, “Devices and keys”."
            ).format(name=name)
        )
        self.card = FingerprintCard()
        key = Key(
            device=facts.device,
            fingerprint=facts.fingerprint,
            name=name,
            member="",
            role=facts.role,
            recipient="",
            state="trusted",
        )
        self.card.show_key(key.words, facts.fingerprint, key.qr())
        self.body.addWidget(self.card)
        self.compared = QCheckBox(_("We compared the words and they are the same"))
        self.body.addWidget(self.compared)
        self.refuse = self.add_button(secondary(self.reject))
        self.refuse.words(_("Not now"))
        self.agree = self.add_button(Button("primary"))
        self.agree.words(_("Trust this computer"))
        self.agree.setEnabled(False)
        self.compared.toggled.connect(self.agree.setEnabled)
        self.agree.clicked.connect(self.accept)
        self.agree.setDefault(True)
        self.compared.setFocus()
