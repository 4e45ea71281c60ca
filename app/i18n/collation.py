"""Alphabetical order as Estonian, Russian and English readers expect it, without a system locale.

Apart from `formats` because it is one table and one rule: letters by the alphabet of the reader, accents and case
only between equals, numbers inside names by their value (``Kauplus 9`` before ``Kauplus 10``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_ESTONIAN: Final = "abcdefghijklmnopqrsšzžtuvwõäöüxy"
_CYRILLIC: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_ALPHABETS: Final = {
    "et": _ESTONIAN + _CYRILLIC,
    "ru": _CYRILLIC + _LATIN,
    "en": _LATIN + _CYRILLIC,
}
_RUN: Final = re.compile(r"\d+|\D")

SortKey = tuple[tuple[tuple[int, int], ...], str]


def sort_key(text: str, language: str) -> SortKey:
    """Return what to sort ``text`` by for a reader of ``language``; comparable with other keys of that language.

    >>> sorted(["Ülo", "Zoja", "Tõnu", "Šura", "Uno", "Õie"], key=lambda name: sort_key(name, "et"))
    ['Šura', 'Zoja', 'Tõnu', 'Uno', 'Õie', 'Ülo']
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    return tuple(_weight(run, language) for run in _RUN.findall(folded)), text


@lru_cache(maxsize=4096)
def _weight(run: str, language: str) -> tuple[int, int]:
    """Weigh one letter or one whole number: (0, mark) < (1, number) < (2, letter) < (3, foreign letter)."""
    if run.isdecimal():
        return 1, int(run)
    order = _order(language)
    place = order.get(run)
    if place is None:
        bare = unicodedata.normalize("NFD", run)[0]
        place = order.get(bare)
    if place is not None:
        return 2, place
    return (3 if run.isalpha() else 0), ord(run)


@cache
def _order(language: str) -> dict[str, int]:
    return {letter: place for place, letter in enumerate(_ALPHABETS[language])}
