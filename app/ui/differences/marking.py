"""The words in which two long texts differ, marked so that the mark is seen without colour: underlined and bold.

Pure: texts in, pieces out. Short values need no marks, they are read whole.
"""

from __future__ import annotations

import difflib
import html
import re
from typing import Final

LONG: Final = 40
"""Shorter texts are not marked."""
_WORDS: Final = re.compile(r"\s+|[^\s]+")

Piece = tuple[str, bool]
"""Text, and whether the other one has not got it."""


def marked(text: str, other: str) -> list[Piece]:
    """Return a text in pieces, those marked that ``other`` has otherwise.

    >>> marked("one lathe in a shed", "one lathe in a barn")
    [('one lathe in a ', False), ('shed', True)]
    """
    here, there = _WORDS.findall(text), _WORDS.findall(other)
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, here, there, autojunk=False)
    for tag, first, last, _from, _to in matcher.get_opcodes():
        if first < last:
            pieces.append(("".join(here[first:last]), tag != "equal"))
    return pieces


def is_worth_marking(text: str, other: str) -> bool:
    """Whether both are long enough that the eye would have to search."""
    return min(len(text), len(other)) >= LONG


def to_markup(pieces: list[Piece]) -> str:
    """Write pieces as the rich text of a label; whatever stands in them is no markup."""
    written = []
    for text, is_marked in pieces:
        safe = html.escape(text).replace("\n", "<br>")
        written.append(f"<b><u>{safe}</u></b>" if is_marked else safe)
    return "".join(written)


def aloud(pieces: list[Piece]) -> list[str]:
    """Return the marked pieces alone, for speech."""
    return [text.strip() for text, is_marked in pieces if is_marked and text.strip()]
