"""The look of the window: tokens turned into a palette, a style sheet and fonts, light or dark, at any text size.

Apart from the widgets because colours and sizes are data (``resources/tokens.json``, read by the paper's theme too)
and the style sheet is a template (``resources/window.qss``): a widget names a token, never a colour.

How to use it
    ``theme.apply(app, "system", 1.0)``     once at the start and again when a person changes the look
    ``theme.colour("ink-soft")``            QColor of a token in the current look; ask while painting, do not keep it
    ``theme.tokens().size("question")``     pixels of a font token at the current text size
    ``theme.font("strong", bold=True)``     QFont of a token
    ``theme.watch().changed``               emitted after every `apply`: connect a widget's own method
    ``theme.follow(widget, function)``      the same for a function or lambda, which must end with its widget

Style classes: give a widget ``setProperty("kind", KIND)`` and the style sheet does the rest. Kinds in use:
    labels  ``title`` 24 bold · ``question`` 18 bold · ``strong`` 16 bold · ``caption`` 12 soft · ``soft`` 14 soft ·
            ``alert`` · ``good`` · ``notice`` (words in that colour) · ``rail-title``
    frames  ``card`` (surface, hairline, radius) · ``bar`` (surface, line above) · ``rail`` · ``alert-box`` ·
            ``notice-box`` · ``good-box`` (soft ground, radius, 12 px inside)
    buttons ``primary`` · ``danger`` · ``quiet`` (no border) · ``chip`` · ``segment`` · ``place``; none = secondary
After changing a property at run time call ``theme.restyle(widget)``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Any, Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from app.core.places import data_folder
from app.ui.style import HouseStyle

Look = Literal["light", "dark", "system"]

FONT_FILES: Final = ("Regular", "Bold", "Italic", "BoldItalic")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one look at one text size. Sizes are in device-independent pixels."""

    dark: bool
    scale: float
    colours: dict[str, str]
    sizes: dict[str, int]

    def size(self, name: str) -> int:
        """Return a font or row size of ``tokens.json`` (caption, body, strong, question, title, row-table ...)."""
        return self.sizes[name]


class Watch(QObject):
    """Tells that the look has changed."""

    changed = Signal()
    """Palette, style sheet and fonts are new; everything was repainted."""


def apply(app: QApplication, look: Look, scale: float = 1.0) -> None:
    """Dress the program. ``scale`` is the person's text size, 1 = 100 %; the screen's own scale is Qt's matter."""
    dark = look == "dark" or (look == "system" and _system_is_dark(app))
    chosen = read_tokens(dark=dark, scale=scale)
    _Current.tokens = chosen
    load_fonts()
    if not isinstance(app.style(), HouseStyle):
        app.setStyle(HouseStyle(QStyleFactory.create("Fusion")))
    app.setPalette(palette(chosen))
    app.setFont(font("body"))
    app.setStyleSheet(style_sheet(chosen))
    watch().changed.emit()


def tokens() -> Tokens:
    """Return the tokens of the current look; the light one before `apply`."""
    if _Current.tokens is None:
        _Current.tokens = read_tokens(dark=False, scale=1.0)
    return _Current.tokens


@cache
def watch() -> Watch:
    """Return the one object that tells of a changed look."""
    return Watch()


def follow(widget: QObject, redraw: Callable[[], object]) -> None:
    """Call ``redraw`` after every change of the look for as long as ``widget`` lives; for functions and lambdas.

    A method of a widget may be connected to ``watch().changed`` directly: Qt lets go of it with its widget.
    """
    _Follower(widget, redraw)


def colour(name: str, alpha: float = 1.0) -> QColor:
    """Return the colour of a token in the current look."""
    found = QColor(tokens().colours[name])
    found.setAlphaF(alpha)
    return found


def font(name: str = "body", *, bold: bool = False, italic: bool = False) -> QFont:
    """Return the font of a token (caption, body, strong, question, title) with tabular figures where it has them."""
    made = QFont(_document()["type"]["family"])
    made.setPixelSize(tokens().size(name))
    made.setBold(bold)
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose properties have changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def read_tokens(*, dark: bool, scale: float) -> Tokens:
    """Read ``tokens.json`` for one look; fonts and rows grow with ``scale``, hairlines and gaps do not."""
    document = _document()
    growing = {name: value for name, value in document["type"].items() if isinstance(value, int)}
    growing |= {name: document[name] for name in ("row-table", "row-answer", "icon")}
    sizes = {name: round(value * scale) for name, value in growing.items()}
    sizes |= {name: document[name] for name in ("radius", "focus-width", "focus-gap")}
    sizes["column"] = document["type"]["column"]
    return Tokens(dark, scale, dict(document["colours"]["dark" if dark else "light"]), sizes)


def palette(of: Tokens) -> QPalette:
    """Build Qt's palette, which serves whatever the style sheet does not name."""
    roles = QPalette.ColorRole
    made = QPalette()
    for role, name in {
        roles.Window: "ground",
        roles.WindowText: "ink",
        roles.Base: "surface",
        roles.AlternateBase: "ground",
        roles.Text: "ink",
        roles.Button: "surface",
        roles.ButtonText: "ink",
        roles.BrightText: "alert",
        roles.Highlight: "bridge",
        roles.HighlightedText: "on-bridge",
        roles.Link: "bridge",
        roles.LinkVisited: "bridge",
        roles.ToolTipBase: "surface",
        roles.ToolTipText: "ink",
        roles.PlaceholderText: "ink-soft",
        roles.Light: "surface",
        roles.Midlight: "line",
        roles.Mid: "line-strong",
        roles.Dark: "line-strong",
        roles.Shadow: "shadow",
    }.items():
        made.setColor(role, QColor(of.colours[name]))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(of.colours["line-strong"]))
    return made


def style_sheet(of: Tokens) -> str:
    """Fill the template of the style sheet with the tokens; a dash in a token's name is an underscore there."""
    from app.ui import icons

    values = {name.replace("-", "_"): value for name, value in of.colours.items()}
    values |= {name.replace("-", "_"): f"{value}px" for name, value in of.sizes.items()}
    values["family"] = _document()["type"]["family"]
    for name, token in icons.STYLE_SHEET_ICONS.items():
        key = f"icon_{name.replace('-', '_')}_{token.replace('-', '_')}"
        values[key] = icons.file_for_style_sheet(name, of.colours[token])
    return Template(_sheet()).substitute(values)


@cache
def load_fonts() -> bool:
    """Register the fonts that come with Sild. Returns False when they are missing and the system's must serve."""
    folder = data_folder("resources") / "fonts"
    found = [folder / f"NotoSans-{kind}.ttf" for kind in FONT_FILES]
    loaded = [QFontDatabase.addApplicationFont(str(file)) for file in found if file.is_file()]
    return bool(loaded) and -1 not in loaded


class _Follower(QObject):
    """Belongs to a widget and ends with it."""

    def __init__(self, widget: QObject, redraw: Callable[[], object]) -> None:
        super().__init__(widget)
        self._redraw = redraw
        watch().changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        self._redraw()


class _Current:
    """The look in force. One per process, as the palette of a QApplication is."""

    tokens: Tokens | None = None


def _system_is_dark(app: QApplication) -> bool:
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


@cache
def _document() -> dict[str, Any]:
    text = (data_folder("resources") / "tokens.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


@cache
def _sheet() -> str:
    return (data_folder("resources") / "window.qss").read_text(encoding="utf-8")
