"""Where Sild's own data lie: in a checkout, in an installed wheel, in a bundle."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def data_folder(name: str) -> Path:
    """Return the folder ``forms``, ``i18n`` or ``resources`` that belongs to this copy of Sild.

    A bundle unpacks them beside the frozen program, a wheel carries them under ``app/_data``, a checkout has them
    at its top. Raises FileNotFoundError when this copy of Sild is incomplete.
    """
    package = Path(__file__).resolve().parent.parent
    candidates = (
        Path(getattr(sys, "_MEIPASS", package)) / "app" / "_data" / name,
        package / "_data" / name,
        package.parent / name,
    )
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise FileNotFoundError(candidates[-1])
