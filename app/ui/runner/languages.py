"""Languages of a form as the runner's switches show them: the form's own spelling, made short.

A form spells its languages as it likes (``Estonian (et)``, ``eesti keel``, ``default``); the switch shows ET, and
numbers and dates follow the language of the question where the program knows it.
"""

from __future__ import annotations

import re

from app.i18n.catalog import LANGUAGES, current_language

_CODE = re.compile(r"\(([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\)\s*$")


def code_of(language: str) -> str:
    """Return the ISO code in a form language's name: ``et`` of ``Estonian (et)``; '' when it names none."""
    if found := _CODE.search(language):
        return found[1].lower()
    bare = language.strip().lower()
    names = {known.name.lower(): code for code, known in LANGUAGES.items()}
    return bare if bare in LANGUAGES else names.get(bare, "")


def mark_of(language: str) -> str:
    """Return what a switch shows for a form language: ET, or its name when it has no code."""
    return code_of(language).upper() or language


def speech_of(language: str) -> str:
    """Return the language in which to write numbers and dates beside a question: its own, else the window's."""
    code = code_of(language)
    return code if code in LANGUAGES else current_language()
