"""What the window remembers on this machine before any workspace is open: language, look, size, the last folder.

Apart from the workspace's settings, which travel with it. Kept by QSettings in an ini file of the user.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QByteArray, QLocale, QSettings

from app.core.addresses import whereabouts
from app.i18n.catalog import LANGUAGES

if TYPE_CHECKING:
    from app.core.addresses import Whereabouts
    from app.ui.theme import Look

LOOKS: Final = ("light", "dark", "system")
TEXT_SIZES: Final = (1.0, 1.15, 1.3, 1.5)


class Preferences:
    """Settings of this user on this machine; each is saved as it is set."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "sild", "window"
        )

    @property
    def language(self) -> str:
        """The language of the window; the system's until a person chose one, English when Sild does not speak it."""
        chosen = self._text("language") or QLocale.system().name()[:2]
        return chosen if chosen in LANGUAGES else "en"

    @language.setter
    def language(self, code: str) -> None:
        self._settings.setValue("language", code)

    @property
    def gloss(self) -> str:
        """The code of the language that a person wants beside the questions; '' for none."""
        return self._text("gloss")

    @gloss.setter
    def gloss(self, code: str) -> None:
        self._settings.setValue("gloss", code)

    @property
    def look(self) -> Look:
        """Light, dark, or as the system has it."""
        chosen = self._text("look")
        return cast("Look", chosen) if chosen in LOOKS else "system"

    @look.setter
    def look(self, look: Look) -> None:
        self._settings.setValue("look", look)

    @property
    def advances(self) -> bool:
        """Whether key entry goes on by itself when a code is complete."""
        return self._text("keying_advances") == "yes"

    @advances.setter
    def advances(self, does: bool) -> None:
        self._settings.setValue("keying_advances", "yes" if does else "no")

    @property
    def text_size(self) -> float:
        """The size of all text, 1 = 100 %."""
        try:
            chosen = float(self._text("text_size") or 1.0)
        except ValueError:
            return 1.0
        return min(TEXT_SIZES, key=lambda size: abs(size - chosen))

    @text_size.setter
    def text_size(self, size: float) -> None:
        self._settings.setValue("text_size", str(size))

    @property
    def workspace(self) -> Whereabouts | None:
        """The workspace that was open last: its folder, or the address of its database, without a password."""
        text = self._text("workspace")
        return whereabouts(text) if text else None

    @workspace.setter
    def workspace(self, place: Whereabouts) -> None:
        self._settings.setValue("workspace", str(place))

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood and how large it was; empty at the first start."""
        kept = self._settings.value("geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)

    def folder(self, purpose: str) -> Path:
        """Return the folder last used for a purpose (``import``, ``save``), else the user's own."""
        text = self._text(f"folder/{purpose}")
        return Path(text) if text and Path(text).is_dir() else Path.home()

    def remember_folder(self, purpose: str, folder: Path) -> None:
        """Keep the folder for the next time."""
        self._settings.setValue(f"folder/{purpose}", str(folder))

    def _text(self, key: str) -> str:
        value = self._settings.value(key)
        return value if isinstance(value, str) else ""
