"""The words of the program in Estonian, Russian and English: which language speaks, and gettext in that language.

Apart from `formats` and `messages` so that asking for one word costs the standard library only: the first window
needs nothing else. English is the language of the msgids, so a missing catalogue still speaks.

The process has one language (the window's). A document is written in a language of its own with `speaking`, which
holds for the running thread or context only, so that printing in Russian never flickers through an Estonian window.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from app.core.places import data_folder

DOMAIN: Final = "sild"


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the program: its ISO 639-1 ``code``, its ``name`` in itself and the ``short`` mark on switches."""

    code: str
    name: str
    short: str


LANGUAGES: Final = MappingProxyType(
    {
        "et": Language("et", "eesti", "ET"),
        "ru": Language("ru", "русский", "RU"),
        "en": Language("en", "English", "EN"),
    }
)
"""Every language the program speaks, by code, in the order in which switches show them."""

_default_language = "en"
_speaking: ContextVar[str | None] = ContextVar("sild_speaking", default=None)


def set_language(language: str) -> None:
    """Make ``language`` (a key of `LANGUAGES`) the language of the process. Raises ValueError."""
    global _default_language  # noqa: PLW0603 - one language per process is what gettext means
    _default_language = _known(language)


def current_language() -> str:
    """Return the code of the language that `_` answers in here: the document's inside `speaking`, else the window's."""
    return _speaking.get() or _default_language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let this thread or context speak ``language`` for a while, as a document does. Raises ValueError."""
    token = _speaking.set(_known(language))
    try:
        yield
    finally:
        _speaking.reset(token)


def _(message: str) -> str:
    """Return ``message`` in the current language. Placeholders are filled by the caller, after translation."""
    return _catalogue(current_language()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of the message that goes with ``count`` (Estonian has two, Russian three)."""
    return _catalogue(current_language()).ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Return ``message`` as it is said in ``context``: one English word may be several in another language."""
    return _catalogue(current_language()).pgettext(context, message)


def forget_catalogues() -> None:
    """Read the catalogues again at the next word; for whoever has just compiled them."""
    _catalogue.cache_clear()


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    return _gettext.translation(DOMAIN, data_folder("i18n"), [language], fallback=True)


def _known(language: str) -> str:
    if language not in LANGUAGES:
        msg = f"the program does not speak {language!r}"
        raise ValueError(msg)
    return language
