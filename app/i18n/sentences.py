"""What the tables of words are made of: English sentences, marked for the catalogues, not yet translated.

Apart from the tables so that each of them holds words and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """Three sentences in English: what happened, what was kept, what to do."""

    what: str
    kept: str
    remedy: str


@dataclass(frozen=True, slots=True)
class FindingWords:
    """Two sentences in English: what is wrong with the form, and how to mend it."""

    message: str
    remedy: str


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate yet"
    """Mark ``message`` for the catalogues; it is translated when it is shown."""
    return message
