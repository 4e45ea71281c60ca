"""Makes any text printable with the fonts we carry: nothing turns into an empty box in silence.

An answer may hold anything that a keyboard or a clipboard can produce. Each character is set in the text font, else
in the symbol font, else its Unicode number stands for it: ``[U+1F600]``. Marks that only steer direction or joining
are left out: they have no shape of their own.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby
from typing import Literal
from xml.sax.saxutils import escape

from app.reports.theme import REGULAR, SYMBOLS, fonts

Place = Literal["text", "symbols", "number"]


def markup(text: str) -> str:
    """Turn plain text into reportlab's paragraph markup: escaped, lines kept, each character in a font that has it."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = [sign for sign in composed.expandtabs(4) if sign == "\n" or not _is_shapeless(sign)]
    runs = groupby(kept, key=_place)
    return "".join(_run(place, "".join(signs)) for place, signs in runs)


def lacks_shapes(text: str) -> bool:
    """Tell whether some character of ``text`` is printed as its number."""
    return any(
        _place(sign) == "number" for sign in text if sign != "\n" and not _is_shapeless(sign)
    )


def _run(place: Place, signs: str) -> str:
    if place == "number":
        return "[" + " ".join(f"U+{ord(sign):04X}" for sign in signs) + "]"
    if place == "symbols":
        return f'<font name="{SYMBOLS}">{escape(signs)}</font>'
    return escape(signs).replace("\n", "<br/>")


def _is_shapeless(sign: str) -> bool:
    """Direction marks, joiners, variation selectors, controls, halves of broken pairs."""
    return unicodedata.category(sign) in {"Cf", "Cc", "Cs"} or "\ufe00" <= sign <= "\ufe0f"


def _place(sign: str) -> Place:
    if sign == "\n" or ord(sign) in _shapes(REGULAR):
        return "text"
    return "symbols" if ord(sign) in _shapes(SYMBOLS) else "number"


@cache
def _shapes(font: str) -> frozenset[int]:
    return frozenset(fonts()[font].face.charToGlyph)
