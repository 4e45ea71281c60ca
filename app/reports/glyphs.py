"""Makes any text printable with the fonts we carry: nothing turns into an empty box in silence.

An answer may hold anything that a keyboard or a clipboard can produce. Each character is set in the text font, else
in a font of symbols, else its Unicode number stands for it: ``[U+1F600]``. Marks that only steer direction, joining
or skin colour are left out: they have no shape of their own.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape

from app.reports.theme import FALLBACKS, REGULAR, fonts

NOWHERE = ""


def markup(text: str) -> str:
    """Turn plain text into reportlab's paragraph markup: escaped, lines kept, each character in a font that has it."""
    return "".join(_run(font, "".join(signs)) for font, signs in groupby(_shaped(text), key=_font))


def lacks_shapes(text: str) -> bool:
    """Tell whether some character of ``text`` is printed as its number."""
    return any(_font(sign) == NOWHERE for sign in _shaped(text))


def _shaped(text: str) -> list[str]:
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [sign for sign in composed.expandtabs(4) if sign == "\n" or not _is_shapeless(sign)]


def _run(font: str, signs: str) -> str:
    if font == NOWHERE:
        return "[" + " ".join(f"U+{ord(sign):04X}" for sign in signs) + "]"
    words = escape(signs).replace("\n", "<br/>")
    return words if font == REGULAR else f'<font name="{font}">{words}</font>'


def _is_shapeless(sign: str) -> bool:
    """Direction marks, joiners, controls, halves of broken pairs; variation selectors and skin colours."""
    is_modifier = "\ufe00" <= sign <= "\ufe0f" or "\U0001f3fb" <= sign <= "\U0001f3ff"
    return is_modifier or unicodedata.category(sign) in {"Cf", "Cc", "Cs"}


def _font(sign: str) -> str:
    """Name the font that has a shape for a character; `NOWHERE` when none has."""
    if sign == "\n" or ord(sign) in _shapes(REGULAR):
        return REGULAR
    return next((font for font in FALLBACKS if ord(sign) in _shapes(font)), NOWHERE)


@cache
def _shapes(font: str) -> frozenset[int]:
    return frozenset(fonts()[font].face.charToGlyph)
