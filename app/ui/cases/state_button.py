"""The filter of a narrow page: one button that says which state is shown and offers the others in a menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from app.i18n.catalog import _
from app.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from app.ui.widgets.chips import ChipChoice


class StateButton(Button):
    """Takes the place of a row of chips; Enter or Space opens its menu."""

    chosen = Signal(str)
    """The code of a state that a person chose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "chevron-down", parent=parent)
        self._choices: Sequence[ChipChoice] = ()
        self._current = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._offer)

    def show_choices(self, choices: Sequence[ChipChoice], current: str) -> None:
        """Show these states with one chosen."""
        self._choices, self._current = choices, current
        said = next((each.text for each in choices if each.code == current), "")
        self.words(said, self._name(said))

    def _name(self, said: str) -> str:
        return _("Show by state: {state}").format(state=said)

    def menu_of_states(self) -> QMenu:
        """Make the menu."""
        menu = QMenu(self)
        for choice in self._choices:
            action = menu.addAction(choice.text)
            action.setCheckable(True)
            action.setChecked(choice.code == self._current)
            code = choice.code
            action.triggered.connect(lambda _checked=False, code=code: self.chosen.emit(code))
        return menu

    def _offer(self) -> None:
        self.menu_of_states().exec(self.mapToGlobal(self.rect().bottomLeft()))


class HolderButton(StateButton):
    """Whose cases are shown; always there."""

    def _name(self, said: str) -> str:
        return _("Show by interviewer: {name}").format(name=said)
