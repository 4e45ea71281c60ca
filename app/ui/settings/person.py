"""Who works here, and how the window speaks and looks to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit

from app.i18n import formats
from app.i18n.catalog import _, current_language
from app.operations import workspace
from app.ui.preferences import LOOKS, TEXT_SIZES
from app.ui.settings.section import Section
from app.ui.start.member import RoleChoice
from app.ui.widgets.buttons import primary
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.segments import LanguageSwitch, Segment, Segmented

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.operations.workspace import Member
    from app.ui.desk import Desk
    from app.ui.theme import Look


class PersonSection(Section):
    """Name and role of whoever works here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.name = QLineEdit()
        self._name_field = Field(self.name)
        self.roles = RoleChoice()
        self.save = primary(self._save)
        self.notice = NoticeBox()
        self.body.addWidget(self._name_field)
        self.body.addWidget(self.roles)
        self.body.addWidget(self.notice)
        self.body.addLayout(row(self.save, STRETCH))
        self.name.returnPressed.connect(self._save)
        self.name.textEdited.connect(lambda _text: self.notice.be_silent())
        self.retranslate()

    def load(self) -> None:
        """Look up who works here."""
        services = self._desk.services
        self._desk.tasks.database(
            lambda _progress: workspace.current_member(services), self, done=self._show
        )

    def retranslate(self) -> None:
        self.words(_("You"), _("Your name and role stand beside the interviews you hold."))
        self._name_field.words(_("Your name"))
        self.roles.retranslate()
        self.save.words(_("Save"))
        self.notice.be_silent()

    def _show(self, member: Member | None) -> None:
        if member is not None:
            self.name.setText(member.name)
            self.roles.choose(member.role)

    def _save(self) -> None:
        name, role, services = self.name.text().strip(), self.roles.role, self._desk.services
        self._name_field.complain("" if name else _("Please write your name."))
        if name:
            self._desk.tasks.database(
                lambda _progress: workspace.set_current_member(services, name, role),
                self,
                done=self._on_saved,
            )

    def _on_saved(self, changes: Changes) -> None:
        self._desk.bus.announce(changes, self)
        self.notice.say("good", _("Saved"))


class LookSection(Section):
    """Language, light or dark, size of text; each takes effect at once."""

    language_chosen = Signal(str)
    """The language a person wants the window to speak."""
    look_chosen = Signal()
    """The look or the text size in the preferences is new."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._preferences = desk.preferences
        self.languages = LanguageSwitch(current_language())
        self.looks = Segmented()
        self.sizes = Segmented()
        self._labels = [words(), words(), words()]
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        for place, widget in enumerate((self.languages, self.looks, self.sizes)):
            grid.addWidget(self._labels[place], place, 0)
            grid.addWidget(widget, place, 1)
        grid.setColumnStretch(2, 1)
        self.body.addLayout(grid)
        self.languages.chosen.connect(self.language_chosen)
        self.looks.chosen.connect(self._on_look)
        self.sizes.chosen.connect(self._on_size)
        self.retranslate()

    def retranslate(self) -> None:
        self.words(_("Window"))
        names = (_("Language of the window"), _("Look"), _("Size of text"))
        for label, widget, name in zip(
            self._labels, (self.languages, self.looks, self.sizes), names, strict=True
        ):
            label.setText(name)
            widget.setAccessibleName(name)
        self.languages.select(current_language())
        looks = {"light": _("Light"), "dark": _("Dark"), "system": _("As the system")}
        self.looks.show_segments(
            [Segment(look, looks[look]) for look in LOOKS], self._preferences.look
        )
        sizes = [Segment(str(size), formats.percent(size)) for size in TEXT_SIZES]
        self.sizes.show_segments(sizes, str(self._preferences.text_size))

    def _on_look(self, look: str) -> None:
        self._preferences.look = cast("Look", look)
        self.look_chosen.emit()

    def _on_size(self, size: str) -> None:
        self._preferences.text_size = float(size)
        self.look_chosen.emit()
