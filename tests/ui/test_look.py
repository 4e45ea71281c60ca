"""Colours that can be told apart, a style sheet without gaps, icons that draw something."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.ui import icons, theme

TEXTS = [
    ("ink", "ground"), ("ink", "surface"), ("ink-soft", "ground"), ("ink-soft", "surface"), ("ink", "bridge-soft"),
    ("on-bridge", "bridge"), ("bridge", "bridge-soft"), ("bridge", "surface"), ("alert", "alert-soft"),
    ("alert", "surface"), ("notice", "notice-soft"), ("good", "good-soft"), ("ink-soft", "hover"),
]  # fmt: skip
EDGES = [
    ("line-strong", "surface"),
    ("focus", "ground"),
    ("focus", "surface"),
    ("bridge", "ground"),
]


def luminance(name: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    colour = QColor(name)
    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("words", "ground"), TEXTS)
def test_words_can_be_read_on_their_ground(dark: bool, words: str, ground: str):
    colours = theme.read_tokens(dark=dark, scale=1).colours
    assert contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_borders_and_the_focus_ring_can_be_seen(dark: bool, edge: str, ground: str):
    colours = theme.read_tokens(dark=dark, scale=1).colours
    assert contrast(colours[edge], colours[ground]) >= 3


@pytest.mark.parametrize("dark", [False, True])
def test_the_style_sheet_is_filled_completely(qapp, dark: bool):
    sheet = theme.style_sheet(theme.read_tokens(dark=dark, scale=1.3))
    assert "$" not in sheet
    assert "18px" in sheet


def test_text_grows_with_the_size_that_a_person_chose():
    assert theme.read_tokens(dark=False, scale=1.5).size("body") == 21


def test_the_fonts_come_with_the_program(qapp):
    assert theme.load_fonts()


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_draws_something(qapp, name: str):
    picture = icons.pixmap(name, "ink", 20, 2.0).toImage()
    drawn = sum(picture.pixelColor(x, y).alpha() > 0 for x in range(40) for y in range(40))
    assert picture.width() == 40
    assert drawn > 20


def test_an_icon_follows_the_look(qapp, speech):
    light = icons.pixmap("check", "good").toImage()
    theme.apply(qapp, "dark")
    dark = icons.pixmap("check", "good").toImage()
    theme.apply(qapp, "light")
    assert light != dark


def test_what_follows_the_look_ends_with_its_widget(qapp, speech):
    drawn, widget = [], QObject()
    theme.follow(widget, lambda: drawn.append(theme.tokens().dark))
    theme.apply(qapp, "dark")
    shiboken6.delete(widget)
    theme.apply(qapp, "light")
    assert drawn == [True]
