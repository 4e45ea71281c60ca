"""Which language the window speaks: the catalogue of Sild and Qt's own strings, switched together and live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTranslator

from app.i18n.catalog import set_language
from app.i18n.qt_catalog import qt_translation

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def locale_of(language: str) -> QLocale:
    """Return the locale of a language of the program; English is written as in Europe, day first."""
    return QLocale("en_GB" if language == "en" else language)


class Speech:
    """Holds the translator of Qt's own strings while it is installed."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._translator: QTranslator | None = None

    def speak(self, language: str) -> None:
        """Let every later word be in ``language``; who shows words already sets them again."""
        set_language(language)
        QLocale.setDefault(locale_of(language))
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        file = qt_translation(language)
        translator = QTranslator(self._app)
        if file is not None and translator.load(str(file)):
            self._app.installTranslator(translator)
            self._translator = translator
