"""Texts as they are searched: without case and marks, so that ``oun`` finds ``Õun`` and ``елка`` finds ``Ёлка``."""

from __future__ import annotations

import unicodedata

_WITHOUT_MARKS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)


def fold(text: str) -> str:
    """Return a text without case, marks and doubled blanks.

    >>> fold("  Õun  JA Ёлка ")
    'oun ja елка'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(bare.translate(_WITHOUT_MARKS).split())
