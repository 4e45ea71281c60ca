"""Buttons of four ranks; one primary button stands on a page.

Apart because an icon must be drawn again when the look changes, and because a button without words needs a name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QPushButton, QSizePolicy, QWidget

from app.ui import icons, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_ICON_TOKENS: Final = {"primary": "on-bridge", "danger": "alert"}
ICON_SIZE: Final = 18
_ARROWS: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
"""Left to the row in which a button stands: only the row knows which of its buttons comes next."""
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_UP_AND_DOWN: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down})
"""Left to the list in which a button stands in a line."""


class Button(QPushButton):
    """A button of a rank: ``""`` secondary, ``primary``, ``danger``, ``quiet``, ``link``, ``chip``, ``choice``."""

    icon_gap = 6

    def __init__(
        self, kind: str = "", icon: str = "", icon_token: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._icon_token = icon_token or _ICON_TOKENS.get(kind, "ink")
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._draw_icon()
        theme.watch().changed.connect(self._draw_icon)

    def words(self, text: str, name: str = "", tip: str = "") -> None:
        """Set what it says; ``name`` is said aloud instead where the text alone is too short."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(name or text)
        self.setToolTip(tip)

    def set_icon(self, icon: str, token: str = "") -> None:
        """Show another icon."""
        self._icon_name = icon
        self._icon_token = token or self._icon_token
        self._draw_icon()

    def set_kind(self, kind: str) -> None:
        """Give it another rank."""
        self.setProperty("kind", kind)
        theme.restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (_ARROWS if self.isCheckable() else _UP_AND_DOWN):
            event.ignore()
            return
        if event.key() in _ENTER and not self._is_choice_of_dialog():
            self.click()  # Qt would leave it to the space bar, or press the dialog's default button instead
            return
        super().keyPressEvent(event)

    def _is_choice_of_dialog(self) -> bool:
        """Whether Enter means "done" here: what is chosen in a dialog is chosen by arrows, digits or the space bar."""
        return self.isCheckable() and isinstance(self.window(), QDialog)

    def _draw_icon(self) -> None:
        if self._icon_name:
            gap = self.icon_gap
            self.setIcon(icons.icon(self._icon_name, self._icon_token, ICON_SIZE, gap))
            self.setIconSize(QSize(ICON_SIZE + gap, ICON_SIZE))


class IconButton(Button):
    """A square button with an icon only; its name is said aloud and shown as a tip."""

    icon_gap = 0

    def __init__(self, icon: str, kind: str = "quiet", parent: QWidget | None = None) -> None:
        super().__init__(kind, icon, "ink-soft" if kind == "quiet" else "", parent)
        self.setStyleSheet("padding: 0; min-width: 34px; max-width: 34px;")

    def words(self, text: str, name: str = "", tip: str = "") -> None:
        """Set the name that is said aloud and shown as a tip."""
        self.setAccessibleName(name or text)
        self.setToolTip(tip or text)


AnyButton = TypeVar("AnyButton", bound=Button)


def primary(clicked: Callable[[], object] | None = None, icon: str = "") -> Button:
    """Make the one button of a page that does its main thing."""
    return _connected(Button("primary", icon), clicked)


def secondary(clicked: Callable[[], object] | None = None, icon: str = "") -> Button:
    """Make an ordinary button."""
    return _connected(Button("", icon), clicked)


def quiet(clicked: Callable[[], object] | None = None, icon: str = "") -> Button:
    """Make a button without a border, for what stands in the second row."""
    return _connected(Button("quiet", icon), clicked)


def danger(clicked: Callable[[], object] | None = None, icon: str = "") -> Button:
    """Make a button for what cannot be taken back easily."""
    return _connected(Button("danger", icon), clicked)


def icon_button(icon: str, clicked: Callable[[], object] | None = None) -> IconButton:
    """Make a button with an icon only."""
    return _connected(IconButton(icon), clicked)


def _connected(button: AnyButton, clicked: Callable[[], object] | None) -> AnyButton:
    if clicked is not None:
        slot = clicked
        button.clicked.connect(lambda _checked=False: slot())
    return button
