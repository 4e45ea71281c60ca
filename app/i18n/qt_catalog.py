"""Where the words of Qt's own buttons, menus and dialogs lie, by language.

Russian comes with PySide6; Estonian, which Qt lacks, is ours (``i18n/qt_et.ts``, compiled at set-up). English is what
Qt speaks anyway. Only names files: the window, where Qt lives, loads them into a ``QTranslator``.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from app.core.places import data_folder

ESTONIAN_SOURCE: Final = "qt_et.ts"
ESTONIAN_TRANSLATION: Final = "qt_et.qm"


def qt_translation(language: str) -> Path | None:
    """Return the .qm file with Qt's own strings in ``language``; None for English or when it is not installed."""
    if language == "et":
        return _if_there(data_folder("i18n") / ESTONIAN_TRANSLATION)
    spec = find_spec("PySide6")
    if language == "en" or spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    places = (package / "Qt" / "translations", package / "translations")
    return next(
        filter(None, (_if_there(place / f"qtbase_{language}.qm") for place in places)), None
    )


def _if_there(path: Path) -> Path | None:
    return path if path.is_file() else None
