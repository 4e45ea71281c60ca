"""Takes the styling out of a form's words: on paper a question looks like every other question.

ODK lets labels carry a little Markdown and HTML (``**bold**``, ``# heading``, ``<span style="...">``). The window draws
it; paper has a typography of its own.
"""

from __future__ import annotations

import re

_TAG = re.compile(
    r"</?(?:span|p|br|b|i|u|em|strong|small|big|h[1-6]|font|div|sub|sup)\b[^>]*>", re.IGNORECASE
)
_LINK = re.compile(r"\[([^\]\n]*)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*_])", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\*_#\[\]()<>`~-])")


def without_styling(text: str) -> str:
    r"""Return the bare words of a label or answer.

    >>> without_styling("# Firms on **both** sides, *please* read [this](https://example.org) 2 * 3 * 4 \\*")
    'Firms on both sides, please read this 2 * 3 * 4 *'
    """
    bare = _TAG.sub("", text)
    bare = _LINK.sub(r"\1", bare)
    bare = _HEADING.sub("", bare)
    bare = _STRONG.sub(r"\2", bare)
    bare = _EMPHASIS.sub(r"\2", bare)
    return _ESCAPED.sub(r"\1", bare).strip()
