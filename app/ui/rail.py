"""The rail: places, never actions. Folds to icons with tips in a narrow window; a number says that work waits there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.ui import icons, theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import words

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

WIDE = 224
NARROW = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the rail: its code, its icon, and whether it stands at the foot of the rail."""

    code: str
    icon: str
    at_foot: bool = False


class Rail(QFrame):
    """The places of the window, one of which is in view."""

    chosen = Signal(str)
    """The code of a place that a person wants to see."""

    def __init__(self, places: tuple[Place, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.is_folded = False
        self._buttons: dict[str, _PlaceButton] = {}
        self._name = words("rail-title", text="Sild")
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(2)
        self._layout.addWidget(self._name)
        self._layout.addSpacing(8)
        for place in places:
            if place.at_foot:
                self._layout.addStretch(1)
            self._add(place)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.fold(folded=False)

    def words(self, titles: dict[str, str]) -> None:
        """Name the places in the current language."""
        for code, button in self._buttons.items():
            button.name(titles[code])
        self.setAccessibleName("Sild")

    def select(self, code: str) -> None:
        """Mark the place that is in view."""
        for each, button in self._buttons.items():
            button.setChecked(each == code)
            button.mark()

    def count(self, code: str, waiting: int) -> None:
        """Show how much work waits at a place; 0 shows nothing."""
        self._buttons[code].count(waiting)

    def fold(self, *, folded: bool) -> None:
        """Show icons only, or icons and words."""
        self.is_folded = folded
        self.setFixedWidth(NARROW if folded else WIDE)
        side = 8
        self._layout.setContentsMargins(side, 16, side, 16)
        self._name.setText("S" if folded else "Sild")
        self._name.setContentsMargins(0 if folded else 12, 0, 0, 0)
        centre = Qt.AlignmentFlag.AlignHCenter if folded else Qt.AlignmentFlag.AlignLeft
        self._name.setAlignment(centre)
        for button in self._buttons.values():
            button.fold(folded=folded)

    def button(self, code: str) -> Button:
        """Return the button of a place."""
        return self._buttons[code]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        buttons = list(self._buttons.values())
        focused = [button for button in buttons if button.hasFocus()]
        if not step or not focused:
            super().keyPressEvent(event)
            return
        place = (buttons.index(focused[0]) + step) % len(buttons)
        buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, place: Place) -> None:
        button = _PlaceButton(place.icon)
        button.clicked.connect(lambda _checked=False, code=place.code: self.chosen.emit(code))
        self._buttons[place.code] = button
        self._layout.addWidget(button)


class _PlaceButton(Button):
    """A place: an icon, its name, perhaps a number."""

    icon_gap = 10

    def __init__(self, icon: str) -> None:
        super().__init__("place", icon, "ink")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name = ""
        self._waiting = 0
        self._folded = False
        self._count = QLabel(self)
        self._count.setProperty("kind", "count")
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._count.hide()

    def name(self, name: str) -> None:
        """Set the place's name."""
        self._name = name
        self._show_words()

    def count(self, waiting: int) -> None:
        """Show a number."""
        self._waiting = waiting
        self._count.setText(str(waiting))
        self._show_words()

    def fold(self, *, folded: bool) -> None:
        """Show the icon alone, or with its name."""
        self._folded = folded
        self.setProperty("folded", "true" if folded else "false")
        theme.restyle(self)
        self._show_words()
        self.mark()

    def mark(self) -> None:
        """Draw the icon in the colour of whether the place is in view."""
        token = "bridge" if self.isChecked() else "ink"
        gap = 0 if self._folded else self.icon_gap
        size = 20
        self.setIcon(icons.icon(self._icon_name, token, size, gap))
        self.setIconSize(QSize(size + gap, size))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_count()

    def _draw_icon(self) -> None:
        if hasattr(self, "_folded"):
            self.mark()

    def _show_words(self) -> None:
        spoken = f"{self._name} {self._waiting}" if self._waiting else self._name
        self.words("" if self._folded else self._name, spoken, spoken if self._folded else "")
        self._count.setVisible(bool(self._waiting) and not self._folded)
        self._place_count()

    def _place_count(self) -> None:
        size = self._count.sizeHint()
        self._count.resize(size)
        top = (self.height() - size.height()) // 2
        self._count.move(self.width() - size.width() - 10, top)
