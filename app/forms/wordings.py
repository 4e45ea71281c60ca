"""A form's words as paper needs them: in every language at once, with the answers they quote named by number.

On the screen a quoted answer is filled in; on a blank sheet there is none yet, so the question it comes from is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.forms.definition import Output, Text, nothing


@dataclass(frozen=True, slots=True)
class Quoted:
    """A place where an answer is put: the number of its question, '' for what the form computes."""

    number: str = ""


Phrase = tuple[str | Quoted, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Words by language; languages as the form spells them, ``""`` for words that are good for all."""

    by_language: Mapping[str, Phrase] = field(default_factory=nothing)

    def __bool__(self) -> bool:
        return any(self.by_language.values())

    def in_language(self, language: str, fallback: str = "") -> Phrase:
        """Return the phrase in ``language``, else in ``fallback``, else in any language that has one."""
        found = self.by_language.get(language) or self.by_language.get("")
        found = found or self.by_language.get(fallback)
        return found or next((phrase for phrase in self.by_language.values() if phrase), ())

    def only_in(self, language: str) -> Phrase:
        """Return the phrase in ``language`` and no other; () when it is not translated."""
        return self.by_language.get(language, ())


NO_WORDING = Wording()


def plain(words: str) -> Wording:
    """Make a wording of words that are the same in every language."""
    return Wording({"": (words,)})


def wording(text: Text, number_of: Callable[[str], str]) -> Wording:
    """Read a text; ``number_of`` tells which question an expression quotes, '' when none alone."""
    return Wording(
        {
            language: tuple(
                Quoted(number_of(part.expression)) if isinstance(part, Output) else part
                for part in parts
            )
            for language, parts in text.words.items()
            if any(not isinstance(part, str) or part.strip() for part in parts)
        }
    )


_INSTANCE_PATH = re.compile(r"\s*/[\w./:-]+\s*")


def quoted_path(expression: str) -> str:
    """Return the path when an expression is nothing but one, else ''.

    >>> quoted_path(" /data/firm/name "), quoted_path("concat(/data/a, 'x')")
    ('/data/firm/name', '')
    """
    return expression.strip() if _INSTANCE_PATH.fullmatch(expression) else ""
