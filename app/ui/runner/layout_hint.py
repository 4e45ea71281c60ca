"""A quiet word when the keyboard writes another alphabet than the question's language; nothing is ever changed.

Windows and macOS tell Qt which layout is in force; X11 and Wayland do not, so there, and wherever somebody has begun
to type, the last letter tells. A name in the other alphabet is a good answer: this is a hint and holds nobody.
"""

from __future__ import annotations

import unicodedata
from typing import Final, Literal

from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication

from app.i18n.catalog import _

Script = Literal["latin", "cyrillic", ""]

_SCRIPT_OF: Final[dict[str, Script]] = {"et": "latin", "en": "latin", "ru": "cyrillic"}


def layout_hint(speech: str, typed: str) -> str:
    """Return the hint for a question in a language, given what stands in its field; '' when there is none."""
    wanted, found = _SCRIPT_OF.get(speech, ""), script_in(typed) or _script_of_layout()
    if not wanted or not found or wanted == found:
        return ""
    if found == "latin":
        return _("The keyboard writes Latin letters")
    return _("The keyboard writes Russian letters")


def script_in(text: str) -> Script:
    """Return the alphabet of the last letter; '' without one of the two.

    >>> script_in("Viru 12"), script_in("Вiру"), script_in("12")
    ('latin', 'cyrillic', '')
    """
    for sign in reversed(text):
        name = unicodedata.name(sign, "") if sign.isalpha() else ""
        if name.startswith("CYRILLIC"):
            return "cyrillic"
        if name.startswith("LATIN"):
            return "latin"
    return ""


def _script_of_layout() -> Script:
    if QGuiApplication.platformName() not in {"windows", "cocoa"}:
        return ""
    script = QGuiApplication.inputMethod().locale().script()
    if script == QLocale.Script.CyrillicScript:
        return "cyrillic"
    return "latin" if script == QLocale.Script.LatinScript else ""
