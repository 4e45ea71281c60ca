"""Where the words of Qt's own buttons, menus and dialogs lie, by language.

Qt carries no Estonian: ``i18n/qt_et.ts`` is ours. Its Russian comes with PySide6 and is laid beside ``i18n/qt_ru.ts``,
which adds the few words that it has not followed. English is what Qt speaks anyway. Only names files: the window,
where Qt lives, loads them into a ``QTranslator``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from app.core.places import data_folder

OWN_SOURCES: Final = ("qt_et.ts", "qt_ru.ts")
BORROWED: Final = ("qtbase_ru.qm",)
"""Files of PySide6 that the compiled sources name as their dependency and expect beside them."""


def qt_translation(language: str) -> Path | None:
    """Return the .qm file with Qt's own strings in ``language``; None for English or before the set-up."""
    path = data_folder("i18n") / f"qt_{language}.qm"
    return path if path.is_file() else None
