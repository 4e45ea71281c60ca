"""Outline icons in the colours of the look: one SVG per name in ``resources/icons``, tinted when asked for.

Apart from `theme` because a picture is made per colour, size and screen scale.

    ``icons.icon("search")``                         QIcon in soft ink; disabled and selected states included
    ``icons.icon("check", "good")``                  QIcon in the colour of a token
    ``icons.pixmap("flag", "alert", 16, ratio)``     QPixmap for painting (``ratio`` = devicePixelRatioF of the widget)
    ``icons.names()``                                every name there is

An icon keeps its colour when the look changes: widgets that hold one set it again on ``theme.watch().changed``
(the shared buttons of `app.ui.widgets` do so by themselves).

The drawings are Lucide's (ISC, resources/licences/lucide.txt), under Lucide's names: 24 units wide, ``currentColor``,
stroke 1.8, which is 1.5 pixels at 20. Only those in use are carried; ``sild`` is our own.
"""

from __future__ import annotations

import tempfile
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.core.places import data_folder
from app.ui import theme

STYLE_SHEET_ICONS: Final = {
    "chevron-down": "ink-soft",
    "chevron-up": "ink-soft",
    "check": "on-bridge",
    "minus": "on-bridge",
    "circle-dot": "bridge",
}
"""Icons that the style sheet draws itself (arrows and ticks), and the token of their colour."""

_RATIOS: Final = (1.0, 2.0)


def icon(name: str, token: str = "ink-soft", size: int = 20, gap: int = 0) -> QIcon:
    """Make an icon in the colour of ``token``; disabled it is paler. ``gap`` adds room at the right, before words.

    Raises FileNotFoundError for an unknown name.
    """
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(_widened(pixmap(name, token, size, ratio), gap))
        disabled = _widened(pixmap(name, "line-strong", size, ratio), gap)
        made.addPixmap(disabled, QIcon.Mode.Disabled)
    return made


def pixmap(name: str, token: str = "ink-soft", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """Draw an icon ``size`` pixels wide for a screen of ``ratio``."""
    return _pixmap(name, theme.tokens().colours[token], size, ratio)


def names() -> list[str]:
    """Return the name of every icon."""
    return sorted(file.stem for file in _folder().glob("*.svg"))


def svg(name: str, colour: str) -> str:
    """Return the drawing itself in one colour (``#rrggbb``)."""
    return _source(name).replace("currentColor", colour)


@cache
def file_for_style_sheet(name: str, colour: str) -> str:
    """Write a tinted icon where a style sheet can load it and return its address with forward slashes."""
    file = _scratch() / f"{name}-{QColor(colour).name().lstrip('#')}.svg"
    file.write_text(svg(name, colour), encoding="utf-8")
    return file.as_posix()


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(svg(name, colour).encode()))
    side = round(size * ratio)
    made = QPixmap(QSize(side, side))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _widened(picture: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return picture
    ratio = picture.devicePixelRatio()
    made = QPixmap(picture.width() + round(gap * ratio), picture.height())
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return made


@cache
def _source(name: str) -> str:
    return (_folder() / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _folder() -> Path:
    return data_folder("resources") / "icons"


class _Scratch:
    """A folder for the style sheet's pictures, removed when the program ends."""

    folder: tempfile.TemporaryDirectory[str] | None = None


def _scratch() -> Path:
    if _Scratch.folder is None:
        _Scratch.folder = tempfile.TemporaryDirectory(
            prefix="sild-look-", ignore_cleanup_errors=True
        )
    return Path(_Scratch.folder.name)
