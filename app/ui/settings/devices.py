"""The way from the settings to devices and keys: this computer's own words at a glance, everything else a page away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n.catalog import _, current_language
from app.operations import sync
from app.ui.settings.section import Section
from app.ui.widgets.buttons import secondary
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, row

if TYPE_CHECKING:
    from app.operations.sync import Key
    from app.ui.desk import Desk


class DevicesSection(Section):
    """Key of this computer in words."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._key: Key | None = None
        self._words = words("soft", wrap=True)
        self.open = secondary(self._open, "key-round")
        self.body.addWidget(self._words)
        self.body.addLayout(row(self.open, STRETCH))
        self.retranslate()

    def load(self) -> None:
        """Look up this computer's key."""
        services = self._desk.services
        self._desk.tasks.database(lambda _progress: sync.own_key(services), self, done=self._show)

    def retranslate(self) -> None:
        self.words(_("Devices and keys"), _("By its key others know packages from this computer."))
        self.open.words(_("Devices and keys…"))
        self._show(self._key)

    def _show(self, key: Key | None) -> None:
        self._key = key
        self._words.setText(" ".join(key.words(current_language())) if key else "")
        self._words.setVisible(key is not None)

    def _open(self) -> None:
        from app.ui.sync.devices import DevicesPage

        self._desk.navigator.open(DevicesPage(self._desk))
