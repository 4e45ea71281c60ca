"""The look of every document: fonts, colours, sizes and paragraph styles, from the same tokens as the window.

Sizes on paper are points and smaller than the window's pixels in proportion, because paper is held closer than a
laptop on the knees. Importing this module imports reportlab; only modules that draw may do that.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

from app.core.places import data_folder

PAGE_SIZE: Final = A4
MARGIN: Final = 20 * mm
TEXT_WIDTH: Final = A4[0] - 2 * MARGIN
RULE: Final = 1.2 * mm
HAIRLINE: Final = 0.5
HANG: Final = 38.0
"""How far question numbers hang out to the left of their question."""
MEASURE: Final = 400.0
"""Width of running text: about 72 characters of the body size."""
GAP: Final = 3.0
"""The grid of vertical distances: 4 px of the window on paper."""

REGULAR: Final = "Sild"
BOLD: Final = "Sild-Bold"
ITALIC: Final = "Sild-Italic"
BOLD_ITALIC: Final = "Sild-BoldItalic"
MATHS: Final = "Sild-Maths"
SYMBOLS: Final = "Sild-Symbols"
FALLBACKS: Final = (MATHS, SYMBOLS)
"""Where a character that the text font lacks is looked for: arrows and comparisons, then ticks, boxes and pictures."""
_FILES: Final = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    BOLD_ITALIC: "NotoSans-BoldItalic.ttf",
    MATHS: "NotoSansMath-Regular.ttf",
    SYMBOLS: "NotoSansSymbols2-Regular.ttf",
}


@cache
def fonts() -> dict[str, TTFont]:
    """Load the fonts once per process and make reportlab know them; name -> font."""
    folder = data_folder("resources") / "fonts"
    loaded = {name: TTFont(name, str(folder / file)) for name, file in _FILES.items()}
    for font in loaded.values():
        registerFont(font)
    registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)
    return loaded


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of paper, which is always light."""

    ink: Color
    soft: Color
    line: Color
    line_strong: Color
    bridge: Color
    notice: Color
    notice_soft: Color


@cache
def colours() -> Colours:
    """Read the light palette of the tokens."""
    text = (data_folder("resources") / "tokens.json").read_text(encoding="utf-8")
    light = json.loads(text)["colours"]["light"]
    names = ("ink", "ink-soft", "line", "line-strong", "bridge", "notice", "notice-soft")
    return Colours(*(HexColor(light[name]) for name in names))


@dataclass(frozen=True, slots=True)
class Styles:
    """Every paragraph style of a document, named by what it is for."""

    overline: ParagraphStyle
    title: ParagraphStyle
    subtitle: ParagraphStyle
    mark: ParagraphStyle
    head_name: ParagraphStyle
    head_value: ParagraphStyle
    section: ParagraphStyle
    group: ParagraphStyle
    question: ParagraphStyle
    answer: ParagraphStyle
    soft: ParagraphStyle
    remark: ParagraphStyle
    note: ParagraphStyle


@dataclass(frozen=True, slots=True)
class Density:
    """How closely a table is set: its text and what is left free at the sides of every cell."""

    size: float
    leading: float
    padding: float


ROOMY: Final = Density(9.5, 13, 6)
CLOSE: Final = Density(8.5, 11.5, 4)


@cache
def table_style(
    density: Density, *, numeric: bool = False, heading: bool = False, soft: bool = False
) -> ParagraphStyle:
    """Build the style of one kind of cell: headings are smaller and soft, numbers stand to the right."""
    return paragraph_style(
        "cell",
        density.size - 0.5 if heading else density.size,
        ITALIC if soft else REGULAR,
        leading=density.leading - 1 if heading else density.leading,
        textColor=colours().soft if heading or soft else colours().ink,
        alignment=TA_RIGHT if numeric else TA_LEFT,
    )


@cache
def styles() -> Styles:
    """Build the paragraph styles: one family, line height 1.4, three sizes below the title."""
    fonts()
    colour = colours()
    hanging: dict[str, Any] = {"leftIndent": HANG, "rightIndent": TEXT_WIDTH - HANG - MEASURE}
    return Styles(
        overline=paragraph_style("overline", 9, textColor=colour.soft),
        title=paragraph_style("title", 18, BOLD, leading=23),
        subtitle=paragraph_style("subtitle", 12, leading=17),
        mark=paragraph_style("mark", 9, BOLD, textColor=colour.notice),
        head_name=paragraph_style("head_name", 9, leading=13, textColor=colour.soft),
        head_value=paragraph_style("head_value", 9, leading=13),
        section=paragraph_style("section", 12, BOLD, leading=16, textColor=colour.bridge),
        group=paragraph_style("group", 10, BOLD, textColor=colour.soft, leftIndent=HANG),
        question=paragraph_style("question", 10, **hanging),
        answer=paragraph_style("answer", 10, BOLD, **hanging),
        soft=paragraph_style("soft", 10, ITALIC, textColor=colour.soft, **hanging),
        remark=paragraph_style("remark", 10, ITALIC, textColor=colour.soft, **hanging),
        note=paragraph_style("note", 8.5, leading=12, textColor=colour.soft),
    )


def paragraph_style(name: str, size: float, font: str = REGULAR, **rest: Any) -> ParagraphStyle:
    """Make a style that never falls back to a built-in font and never leaves one line alone on a page."""
    settings: dict[str, Any] = {
        "leading": round(size * 1.4, 1),
        "textColor": colours().ink,
        "alignment": TA_LEFT,
        "allowWidows": 0,
        "allowOrphans": 0,
        "bulletFontName": REGULAR,
        "bulletFontSize": size,
        "bulletColor": colours().soft,
        "splitLongWords": 1,
        "uriWasteReduce": 0.3,
    }
    return ParagraphStyle(name, fontName=font, fontSize=size, **(settings | rest))
