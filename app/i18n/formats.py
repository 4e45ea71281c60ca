"""Dates, times, numbers, shares, sizes and lists as each of the three languages writes them.

Formats are written down here instead of taken from CLDR where its habit does not suit data: CLDR's short Estonian date
has a two-digit year, and its numbers group four digits, which turns a year into an amount. Babel gives the names of
months and is imported when first needed, because the first window has no month in it.
Every function takes ``language`` (a key of `LANGUAGES`); None means the current one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from app.i18n.catalog import _, current_language, pgettext, speaking
from app.i18n.collation import SortKey
from app.i18n.collation import sort_key as _sort_key

Style = Literal["short", "long"]

NBSP: Final = "\N{NO-BREAK SPACE}"
_DATE_PATTERNS: Final = {
    ("et", "short"): "d.MM.yyyy",
    ("et", "long"): f"d.{NBSP}MMMM yyyy",
    ("ru", "short"): "dd.MM.yyyy",
    ("ru", "long"): f"d{NBSP}MMMM yyyy{NBSP}'г'.",
    ("en", "short"): "d MMM yyyy",
    ("en", "long"): "d MMMM yyyy",
}
_MONTH_PATTERNS: Final = {"et": "LLLL yyyy", "ru": f"LLLL yyyy{NBSP}'г'.", "en": "LLLL yyyy"}
_DECIMAL_MARK: Final = {"et": ",", "ru": ",", "en": "."}
_GROUP_MARK: Final = {"et": NBSP, "ru": NBSP, "en": ","}
_GROUPED_FROM: Final = 10_000
_SIZE_STEP: Final = 1000


def date(value: dt.date, language: str | None = None, *, style: Style = "short") -> str:
    """Write a day: 1.11.2026, 01.11.2026, 1 Nov 2026; in ``long`` style with the month in words."""
    from babel.dates import format_date

    speech = language or current_language()
    return format_date(value, _DATE_PATTERNS[speech, style], locale=speech)


def month(value: dt.date, language: str | None = None) -> str:
    """Write a month and its year, standing alone: november 2026, ноябрь 2026 г., November 2026."""
    from babel.dates import format_date

    speech = language or current_language()
    return format_date(value, _MONTH_PATTERNS[speech], locale=speech)


def weekday(value: dt.date, language: str | None = None) -> str:
    """Name the day of the week: esmaspäev, понедельник, Monday."""
    from babel.dates import format_date

    speech = language or current_language()
    return format_date(value, "EEEE", locale=speech)


def time(
    value: dt.time | dt.datetime, language: str | None = None, *, seconds: bool = False
) -> str:
    """Write a time of day, 24 hours in every language: 9:05 is written 09:05."""
    return value.strftime("%H:%M:%S" if seconds else "%H:%M")


def date_time(value: dt.datetime, language: str | None = None, *, style: Style = "short") -> str:
    """Write a moment as its own clock showed it: 21.11.2026 10:14; in ``long`` style with the month in words."""
    between = ", " if style == "long" else " "
    return date(value, language, style=style) + between + time(value, language)


def when(value: dt.datetime, now: dt.datetime, language: str | None = None) -> str:
    """Write a moment of a list as people say it: today 10:12, yesterday 18:40, otherwise the day."""
    local = value.astimezone(now.tzinfo)
    days = (now.date() - local.date()).days
    with speaking(language or current_language()):
        if days == 0:
            return _("today {time}").format(time=time(local))
        if days == 1:
            return _("yesterday {time}").format(time=time(local))
    return date(local, language)


def number(
    value: float | Decimal,
    language: str | None = None,
    *,
    decimals: int | None = None,
    grouped: bool = True,
) -> str:
    """Write a number with the marks of the language; ``decimals`` rounds half up and pads, None keeps every digit.

    Groups begin at five digits, as both Estonian and Russian rules want, so that a year stays a year.
    """
    speech = language or current_language()
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        return "–"
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return written(f"{exact:f}", speech, grouped=grouped)


def written(lexical: str, language: str, *, grouped: bool = True) -> str:
    """Put a number's own digits (``-12345.60``) into the marks of a language without changing any of them."""
    sign = "\N{MINUS SIGN}" if lexical.startswith("-") else ""
    whole, dot, fraction = lexical.lstrip("+-").partition(".")
    if grouped and whole.isdecimal() and int(whole) >= _GROUPED_FROM:
        whole = f"{int(whole):,}".replace(",", _GROUP_MARK[language])
    return sign + whole + (_DECIMAL_MARK[language] + fraction if dot else "")


def percent(share: float | Decimal, language: str | None = None, *, decimals: int = 0) -> str:
    """Write a share (0-1) in per cent: 10% in Estonian and English, 10 % in Russian."""
    speech = language or current_language()
    digits = number(Decimal(str(share)) * 100, speech, decimals=decimals)
    return digits + (NBSP if speech == "ru" else "") + "%"


def duration(seconds: float, language: str | None = None) -> str:
    """Write how long something took, in the two largest units that matter: 45 s, 12 min, 1 h 5 min."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes_left = divmod(minutes, 60)
    with speaking(language or current_language()):
        if hours:
            return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes_left)
        if minutes:
            return _("{minutes} min").format(minutes=minutes)
        return _("{seconds} s").format(seconds=rest)


def stopwatch(seconds: float) -> str:
    """Write how long something took, to the second, the same in every language: 0:45, 12:05, 1:05:00.

    >>> stopwatch(45), stopwatch(725.2), stopwatch(3900)
    ('0:45', '12:05', '1:05:00')
    """
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes_left = divmod(minutes, 60)
    return f"{hours}:{minutes_left:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def file_size(size_bytes: int, language: str | None = None) -> str:
    """Write a file's size in decimal units, as file managers show it: 812 B, 8,4 MB."""
    speech = language or current_language()
    with speaking(speech):
        units = (
            pgettext("size", "{size} B"),
            pgettext("size", "{size} kB"),
            pgettext("size", "{size} MB"),
            pgettext("size", "{size} GB"),
        )
    size, unit = float(size_bytes), 0
    while size >= _SIZE_STEP and unit < len(units) - 1:
        size, unit = size / _SIZE_STEP, unit + 1
    decimals = 1 if unit and size < 100 else 0
    return units[unit].format(size=number(size, speech, decimals=decimals))


def enumeration(items: Iterable[str], language: str | None = None) -> str:
    """Join words into a list that ends with "and": üks, kaks ja kolm."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    with speaking(language or current_language()):
        return _("{items} and {last}").format(items=", ".join(words[:-1]), last=words[-1])


def sort_key(text: str, language: str | None = None) -> SortKey:
    """Return what to sort ``text`` by for a reader of the language."""
    return _sort_key(text, language or current_language())


def language_name(code: str, language: str | None = None) -> str:
    """Name a language in words: ``ru`` is vene, русский, Russian. An unknown code stands for itself."""
    from babel import Locale, UnknownLocaleError

    speech = language or current_language()
    try:
        return str(Locale(speech).languages.get(code.lower(), code))
    except UnknownLocaleError:
        return code
