"""Short names of months and weekdays for ``format-date``, in the languages of Sild; others are written in English.

Small tables, because a form's dates follow the respondent's language while expressions know nothing of
translation. Source: Unicode CLDR, abbreviated names as they stand within a date.
"""

from __future__ import annotations

import re

MONTHS: dict[str, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "et": (
        "jaan",
        "veebr",
        "märts",
        "apr",
        "mai",
        "juuni",
        "juuli",
        "aug",
        "sept",
        "okt",
        "nov",
        "dets",
    ),
    "ru": (
        "янв.",
        "февр.",
        "мар.",
        "апр.",
        "мая",
        "июн.",
        "июл.",
        "авг.",
        "сент.",
        "окт.",
        "нояб.",
        "дек.",
    ),
}
WEEKDAYS: dict[str, tuple[str, ...]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "et": ("E", "T", "K", "N", "R", "L", "P"),
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
}
_NAMES = {
    "estonian": "et",
    "eesti": "et",
    "eesti keel": "et",
    "russian": "ru",
    "русский": "ru",
    "русский язык": "ru",
    "vene": "ru",
}
_CODE = re.compile(r".*\(\s*([A-Za-z]{2,3})\b[^)]*\)\s*|([A-Za-z]{2,3})(?:[-_].*)?", re.DOTALL)


def known_language(spelling: str) -> str:
    """Return the code of a table for a language as a form spells it: a code, ``Estonian (et)`` or a name.

    >>> known_language("Russian (ru)"), known_language("et-EE"), known_language("Eesti"), known_language("Suomi (fi)")
    ('ru', 'et', 'et', 'en')
    """
    found = _CODE.fullmatch(spelling)
    code = (found[1] or found[2]).lower() if found else _NAMES.get(spelling.strip().lower(), "")
    return code if code in MONTHS else "en"
