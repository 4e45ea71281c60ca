"""A campaign on its way to one laptop: for a known one sealed to its key, for a new one closed by a passphrase."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox, QLineEdit

from app.i18n import formats
from app.i18n.catalog import _, current_language, ngettext
from app.operations import sync, sync_outlook
from app.ui.sync.dialog import PackageDialog
from app.ui.sync.prepare import Target, TargetFields, package_name
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from app.operations.sync_outlook import CampaignOutlook
    from app.ui.desk import Desk

WORDS: Final = 6
"""So many words make a passphrase that can be told by telephone."""


class CampaignDialog(PackageDialog):
    """Asks for whom; `wish` and `target` are what to write once it was accepted."""

    def __init__(self, desk: Desk, told: CampaignOutlook, parent: QWidget) -> None:
        super().__init__(parent, _("Prepare a campaign"))
        self._desk, self._told = desk, told
        self.wish: sync.CampaignWish | None = None
        self.target: Target | None = None
        self.fields = TargetFields(desk, self, package_name(desk))
        self.receiver = QComboBox()
        for key in told.laptops:
            self.receiver.addItem(key.name or key.fingerprint, key.device)
        self.receiver.addItem(_("A new laptop that joins the project"), "")
        self.holder = QComboBox()
        self.holder.setEditable(True)
        self.holder.addItems([name for name, _cases in told.holders])
        self.passphrase = QLineEdit(_phrase())
        self._holds = words("soft", wrap=True)
        self._build()
        self._show()

    def _build(self) -> None:
        self.add_words(
            _(
                "A campaign carries the questionnaires, the registers, the people and the cases of one interviewer."
            )
        )
        receiver, self._holder = Field(self.receiver), Field(self.holder)
        self._pass = Field(self.passphrase)
        receiver.words(_("For which laptop"))
        self._holder.words(_("Whose cases go along"))
        self._pass.words(
            _("Passphrase of the invitation"),
            _("Tell it by telephone or in person, never together with the file."),
        )
        for part in (receiver, self._holder, self._pass, self._holds, self.fields.place):
            self.body.addWidget(part)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        self.prepare = self.add_button(Button("primary"))
        self.prepare.words(_("Prepare"))
        self.prepare.setDefault(True)
        self.prepare.clicked.connect(self._agree)
        self.receiver.currentIndexChanged.connect(lambda _place: self._show())
        self.holder.currentTextChanged.connect(lambda _text: self._say_holds())
        self.receiver.setFocus()

    def _show(self) -> None:
        is_new = not self.receiver.currentData()
        self._holder.setVisible(is_new)
        self._pass.setVisible(is_new)
        self._say_holds()
        self.fit()

    def _say_holds(self) -> None:
        told = self._told
        cases = dict(told.holders).get(self._person(), 0)
        parts = (
            (told.forms, ngettext("{count} questionnaire", "{count} questionnaires", told.forms)),
            (cases, ngettext("{count} case", "{count} cases", cases)),
            (told.others, ngettext("{count} other entry", "{count} other entries", told.others)),
        )
        said = [words.format(count=formats.number(count)) for count, words in parts if count]
        self._holds.setText(formats.enumeration(said))

    def _person(self) -> str:
        if self.receiver.currentData():
            return self.receiver.currentText()
        return self.holder.currentText().strip()

    def _agree(self) -> None:
        device, phrase = str(self.receiver.currentData()), self.passphrase.text().strip()
        is_short = not device and not phrase
        self._pass.complain(_("An invitation needs a passphrase.") if is_short else "")
        self.target = None if is_short else self.fields.target()
        if self.target is None:
            return
        self.wish = sync.CampaignWish(
            to=device, passphrase="" if device else phrase, holder=self._person()
        )
        self.accept()


def _phrase() -> str:
    """Invent a passphrase of words that are easy to read over the telephone."""
    listed: Sequence[str] = sync_outlook.word_list(current_language())
    return " ".join(secrets.choice(listed) for _place in range(WORDS))
