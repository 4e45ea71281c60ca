"""Text to tokens. Whether ``div`` or ``*`` is an operator is not known here; the parser decides by position."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from app.xpath.errors import SyntaxFault, XPathSyntaxError

Kind = Literal["number", "text", "name", "mark", "end"]

_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""\s*(?:
        (?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)
      | (?P<number>\d+(?:\.\d*)?|\.\d+)
      | (?P<text>"[^"]*"|'[^']*')
      | (?P<mark>//|::|\.\.|!=|<=|>=|[-/.,()\[\]@=<>+*|])
      | (?P<other>\S)
    )""",
    re.VERBOSE,
)
_VARIABLE = re.compile(r"\$\{?\s*([^\s{}$()\[\],]*)")


class Token(NamedTuple):
    """A word of an expression; a text without its quotes."""

    kind: Kind
    text: str
    at: int


def tokens(source: str) -> list[Token]:
    """Split ``source``; the last token has the kind ``end``. Raises XPathSyntaxError."""
    found: list[Token] = []
    add = found.append
    for match in _TOKEN.finditer(source):
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # the pattern names these groups and one more
        text = match[kind]
        if kind == "text":
            text = text[1:-1]
        elif match.lastgroup == "other":
            raise _unreadable(source, match.start(kind))
        add(Token(kind, text, match.start(kind)))
    add(Token("end", "", len(source)))
    return found


def _unreadable(source: str, at: int) -> XPathSyntaxError:
    character = source[at]
    if character in "'\"":
        return XPathSyntaxError(SyntaxFault.UNTERMINATED_TEXT, at)
    if character == "$" and (variable := _VARIABLE.match(source, at)):
        return XPathSyntaxError(SyntaxFault.VARIABLE, at, name=variable[1])
    return XPathSyntaxError(SyntaxFault.UNKNOWN_CHARACTER, at, found=character)
