"""Shortcuts by the physical key, so that they are the same keys under the Estonian and the Russian layout.

Apart from QShortcut because that follows the letter which the layout puts on the key: under ЙЦУКЕН the key Z says Я,
and whether Ctrl+Z is still found depends on the system. Here a Latin letter is believed; any other letter is looked
up by the key's place: X11 and Wayland give the key code, Windows the virtual key, macOS the position.

    keys.bind(page, "Ctrl+N", page.start)            # while the focus is in `page` or in a child of it
    keys.bind(window, "Ctrl+K", "F4", slot=search)   # several chords for one thing
    keys.label("Ctrl+Shift+M")                       # what a key cap shows, in the current language

The nearest binding wins: the focused widget, then its parents up to its window. A slot that returns False has not
wanted the key, and it goes on its way. Hidden and disabled widgets take no keys. Names are those of QKeySequence
(``Ctrl+Shift+M``, ``F2``, ``Alt+Left``, ``Shift+Return``). ``keys.install(app)`` is called once, by `app.ui.app`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

Slot = Callable[[], object]

_ROWS: Final = {24: "QWERTYUIOP", 38: "ASDFGHJKL", 52: "ZXCVBNM"}
_LETTER_BY_X_CODE: Final = {
    first + place: letter for first, row in _ROWS.items() for place, letter in enumerate(row)
}
"""X key codes (evdev + 8) of the three letter rows."""
_MAC_ORDER: Final = "ASDFHGZXCV BQWERYT"
_LETTER_BY_MAC_CODE: Final = {
    place: letter for place, letter in enumerate(_MAC_ORDER) if letter != " "
} | {31: "O", 32: "U", 34: "I", 35: "P", 37: "L", 38: "J", 40: "K", 45: "N", 46: "M"}
"""Virtual key codes of Apple keyboards (kVK_ANSI_A ...)."""
_CHORD_MODIFIERS: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.MetaModifier
)
_SAME_KEY: Final = {Qt.Key.Key_Enter: Qt.Key.Key_Return, Qt.Key.Key_Backtab: Qt.Key.Key_Tab}


def install(app: QApplication) -> None:
    """Listen to the keyboard of the whole program; again does nothing."""
    if _Keyboard.one is None:
        _Keyboard.one = _Keyboard(app)
        app.installEventFilter(_Keyboard.one)


def bind(widget: QWidget, *chords: str, slot: Slot) -> None:
    """Let each of ``chords`` call ``slot`` while the focus is in ``widget``; a later binding replaces an earlier."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        install(app)
    bound: dict[int, Slot] = getattr(widget, _ATTRIBUTE, {})
    for chord in chords:
        bound[_combined(chord)] = slot
    setattr(widget, _ATTRIBUTE, bound)


def label(chord: str) -> str:
    """Return a chord as a key cap shows it, in the language of Qt's own strings."""
    return QKeySequence(chord).toString(QKeySequence.SequenceFormat.NativeText)


def pressed(event: QKeyEvent) -> int:
    """Return the chord of a key event by physical key, comparable with `chord`."""
    key = _latin_key(event)
    modifiers = event.modifiers() & _CHORD_MODIFIERS
    return QKeyCombination(modifiers, Qt.Key(_SAME_KEY.get(Qt.Key(key), key))).toCombined()


def matches(event: QKeyEvent, chord: str) -> bool:
    """Whether a key event is ``chord``, by physical key; for widgets that handle keys themselves."""
    return pressed(event) == _combined(chord)


_ATTRIBUTE: Final = "_sild_chords"


def _combined(chord: str) -> int:
    combination = QKeySequence.fromString(chord)[0]  # type: ignore[index]
    key = _SAME_KEY.get(combination.key(), combination.key())
    return QKeyCombination(combination.keyboardModifiers(), key).toCombined()


def _latin_key(event: QKeyEvent) -> int:
    key = event.key()
    if key < 0x80 or key >= 0x0100_0000:
        return key
    letter = _physical_letter(event)
    return ord(letter) if letter else key


def _physical_letter(event: QKeyEvent) -> str | None:
    if sys.platform == "win32":
        code = event.nativeVirtualKey()
        return chr(code) if ord("A") <= code <= ord("Z") else None
    if sys.platform == "darwin":
        return _LETTER_BY_MAC_CODE.get(event.nativeVirtualKey())
    return _LETTER_BY_X_CODE.get(event.nativeScanCode())


class _Keyboard(QObject):
    """Sees every key before the focused widget does."""

    one: _Keyboard | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Call the nearest binding of a pressed chord; True when it was taken."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWidget):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        focused = QApplication.focusWidget()
        if focused is not None and watched is not focused:
            return False
        return self._offer(watched, pressed(event))

    def _offer(self, widget: QWidget, chord: int) -> bool:
        at: QWidget | None = widget
        while at is not None:
            slot = getattr(at, _ATTRIBUTE, {}).get(chord)
            if slot is not None and at.isEnabled() and slot() is not False:
                return True
            at = None if at.isWindow() else at.parentWidget()
        return False
