"""Names of firms and people compared across scripts: Виру Металл ООО and Viru Metall OÜ have one key.

A key is for pointing out, never for merging: two firms may share one, and Нарова and Narva nearly do.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LEGAL_FORMS: Final = {
    "oü", "ou", "as", "fie", "mtü", "mtu", "sa", "tü", "uü", "osaühing", "aktsiaselts",
    "ооо", "оао", "зао", "пао", "ао", "ип", "нко", "ано", "оу", "мту",
    "ltd", "llc", "inc", "gmbh", "oy", "ab", "sia", "uab", "plc", "co",
}  # fmt: skip
"""Left out wherever they stand as a word of their own."""

_CYRILLIC: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "o", "ж": "s", "з": "s", "и": "i", "й": "",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "h", "ц": "ts", "ч": "ts", "ш": "s", "щ": "s", "ъ": "", "ы": "o", "ь": "", "э": "e", "ю": "u", "я": "a",
    "і": "i", "ї": "i", "є": "e", "ґ": "g",
}  # fmt: skip
_LATIN: Final = (
    ("shch", "s"), ("sh", "s"), ("š", "s"), ("tš", "ts"), ("ch", "ts"), ("č", "ts"), ("zh", "s"), ("ž", "s"),
    ("kh", "h"), ("ph", "f"), ("x", "ks"), ("q", "k"), ("ck", "k"), ("w", "v"), ("z", "s"), ("j", ""), ("y", "o"),
    ("õ", "o"), ("ö", "o"), ("ä", "a"), ("ü", "u"),
)  # fmt: skip
_GLIDE: Final = re.compile(r"(?<=[aeouõöäü])[iy]")
"""A half-vowel that one script writes and the other leaves out: Puit, Пуйт; Sergei, Sergey, Сергей."""
_DOUBLED: Final = re.compile(r"(.)\1+")
_WORD: Final = re.compile(r"[^\W_]+")


def name_key(name: str) -> str:
    """Return the key under which spellings of one name meet: one script, no marks, no legal form, no doubled letters.

    >>> name_key("Viru Metall OÜ") == name_key("ООО «Виру Металл»")
    True
    >>> name_key("Jõhvi Puit") == name_key("Йыхви Пуйт")
    True
    >>> name_key("Narva Vesi") == name_key("Narva Energia")
    False
    """
    words = _WORD.findall(unicodedata.normalize("NFC", name.casefold()))
    told = [word for word in words if word not in _LEGAL_FORMS] or words
    return _DOUBLED.sub(r"\1", "".join(_folded(word) for word in told))


def _folded(word: str) -> str:
    text = "".join(_CYRILLIC.get(letter, letter) for letter in word)
    text = _GLIDE.sub("", text)
    for letters, instead in _LATIN:
        text = text.replace(letters, instead)
    parts = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
