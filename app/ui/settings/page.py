"""The settings page: its sections one under another, in two columns where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.operations import workspace
from app.ui.navigation import Page
from app.ui.settings.about import AboutSection, WorkspaceSection
from app.ui.settings.devices import DevicesSection
from app.ui.settings.passphrase import ProtectionSection
from app.ui.settings.person import LookSection, PersonSection
from app.ui.settings.privacy import PrivacySection
from app.ui.widgets.layouts import scrolled

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.core.changes import Changes
    from app.operations.workspace import WorkspaceInfo
    from app.ui.desk import Desk
    from app.ui.settings.section import Section

TWO_COLUMNS_FROM = 940


class SettingsPage(Page):
    """Everything that can be set, taking effect at once or by its own Save."""

    language_chosen = Signal(str)
    """The language a person wants the window to speak."""
    look_chosen = Signal()
    """The look or the text size in the preferences is new."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.person = PersonSection(desk)
        self.look = LookSection(desk)
        self.workspace = WorkspaceSection(desk)
        self.protection = ProtectionSection(desk)
        self.devices = DevicesSection(desk)
        self.people = PrivacySection(desk)
        self.about = AboutSection()
        self._columns = 0
        content = QWidget()
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(4, 4, 12, 4)
        self._grid.setSpacing(16)
        self._sides = (QVBoxLayout(), QVBoxLayout())
        for side in self._sides:
            side.setSpacing(16)
        self._lay_out(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))
        self.look.language_chosen.connect(self.language_chosen)
        self.look.look_chosen.connect(self.look_chosen)
        desk.bus.changed.connect(self._on_changed)

    def title(self) -> str:
        return _("Settings")

    def enter(self) -> None:
        self.person.load()
        self.devices.load()
        self.people.load()
        self._load()
        self.person.name.setFocus()

    def retranslate(self) -> None:
        for section in self._sections():
            section.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(2 if self.width() >= TWO_COLUMNS_FROM else 1)

    def _sections(self) -> tuple[Section, ...]:
        return (
            self.person,
            self.look,
            self.devices,
            self.people,
            self.workspace,
            self.protection,
            self.about,
        )

    def _load(self) -> None:
        services = self.desk.services
        self.desk.tasks.database(
            lambda _progress: workspace.describe(services), self, done=self._show
        )

    def _show(self, info: WorkspaceInfo) -> None:
        self.protection.show_state(
            info.name, is_protected=info.encrypted, on_server=bool(info.address)
        )
        self.workspace.show_info(info)

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for side in self._sides:
            while side.count():
                side.takeAt(0)
            self._grid.removeItem(side)
        left, right = self._sides
        if columns == 1:
            for section in self._sections():
                left.addWidget(section)
        else:
            for section in (self.person, self.look, self.devices):
                left.addWidget(section)
            for section in (self.workspace, self.protection, self.people, self.about):
                right.addWidget(section)
        for side in self._sides:
            side.addStretch(1)
        self._grid.addLayout(left, 0, 0)
        self._grid.addLayout(right, 0, 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)

    def _on_changed(self, changes: Changes, _initiator: QObject | None) -> None:
        if self.isVisible() and (changes.settings or changes.forms or changes.interviews):
            self._load()
