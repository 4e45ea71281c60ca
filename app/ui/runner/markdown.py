"""Form words as safe rich text: the little Markdown that ODK forms use, everything else escaped.

Bold, italic, links to http, https and mailto, headings, bullet and numbered lists, line breaks and the one tag that
forms use, ``<span style="color: ...; font-family: ...">``, become Qt rich text; any other tag, image or markup stays
visible as it was typed. A value put into a label is never markup, so a label is given as pieces: the form's own words,
which may hold markup, and `Value`s, which may not. Pure text, no Qt, so that it is tested without a window.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Final

_HEADING: Final = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*$")
_BULLET: Final = re.compile(r"\s{0,3}[-*+]\s+(.+)$")
_NUMBERED: Final = re.compile(r"\s{0,3}\d{1,3}[.)]\s+(.+)$")
_SAFE_LINK: Final = re.compile(r"(https?://|mailto:)[^\s\"'<>]+$", re.IGNORECASE)
_INLINE: Final = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+\-.!])"
    r"|<span\s+style=(?P<quote>[\"'])(?P<style>[^\"'<>\ufffc]*)(?P=quote)\s*>(?P<spanned>.*?)</span>"
    r"|\[(?P<words>[^\[\]\n]+)\]\((?P<target>[^()\s]+)\)"
    r"|(?P<bold>\*\*|__)(?=\S)(?P<strong>.+?)(?<=\S)(?P=bold)"
    r"|(?P<slant>\*|(?<!\w)_)(?=[^\s*_])(?P<soft>.+?)(?<=\S)(?P=slant)(?!\w)"
)
_STYLE: Final = re.compile(
    r"\s*(?:(?P<colour>color)\s*:\s*(?P<value>#[0-9a-f]{3,8}|[a-z]{3,20})"
    r"|(?P<font>font-family)\s*:\s*(?P<name>[\w ,-]+))\s*",
    re.IGNORECASE,
)
_ORDINARY: Final = frozenset({"black", "#000", "#000000", "white", "#fff", "#ffffff"})
"""Colours of ordinary words, which the window chooses: black could not be read in the dark."""
_MARKUP: Final = re.compile(r"[*_#\[\\\n]|<span\s|^\s{0,3}([-+]|\d{1,3}[.)])\s", re.MULTILINE)
_HOLDER: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
_SIZES: Final = {1: "x-large", 2: "large"}


@dataclass(frozen=True, slots=True)
class Value:
    """Words that somebody answered or the form computed: shown letter by letter."""

    words: str


Piece = str | Value


def rich_text(words: str | Sequence[Piece]) -> str:
    """Return HTML for Qt: tags of this module only, everything else escaped."""
    return _rich_text((words,) if isinstance(words, str) else tuple(words))


def plain_text(words: str | Sequence[Piece]) -> str:
    """Return the same words without markup, on one line: for names read aloud, lists and searching."""
    pieces = (words,) if isinstance(words, str) else tuple(words)
    html = _rich_text(pieces)
    spaced = re.sub(r"<(?:br/?|/p|/li|/ul|/ol|/h\d)>", " ", html)
    bare = re.sub(r"<[^>]+>", "", spaced)
    for entity, sign in (
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", '"'),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ):
        bare = bare.replace(entity, sign)
    return " ".join(bare.split())


def inline_text(words: str | Sequence[Piece]) -> str:
    """Return HTML for a place in a line: without the paragraph around a single one."""
    html = rich_text(words)
    single = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    return html[3:-4] if single else html


def has_markup(words: str) -> bool:
    """Say whether the words need rich text at all; most labels do not, and plain text is quicker to lay out."""
    return bool(_MARKUP.search(words))


@lru_cache(maxsize=4096)
def _rich_text(pieces: tuple[Piece, ...]) -> str:
    values = [escape(p.words).replace("\n", "<br/>") for p in pieces if isinstance(p, Value)]
    source = "".join(_HOLDER if isinstance(p, Value) else p.replace(_HOLDER, "") for p in pieces)
    html = "".join(_blocks(source.replace("\r\n", "\n").split("\n")))
    for value in values:
        html = html.replace(_HOLDER, value, 1)
    return html


def _blocks(lines: Iterable[str]) -> Iterable[str]:
    """Gather lines into headings, lists and paragraphs.

    A single line is never a list: ``2. voor`` is the name of a round, not the second item of anything.
    """
    whole = tuple(lines)
    kind, gathered = "", list[str]()
    for line in whole:
        now, words = _read_line(line)
        if now in {"ul", "ol"} and len(whole) == 1:
            now, words = "p", line.strip()
        if now != kind or now.startswith("h"):
            yield _block(kind, gathered)
            kind, gathered = now, []
        if words or kind == "p":
            gathered.append(words)
    yield _block(kind, gathered)


def _read_line(line: str) -> tuple[str, str]:
    if heading := _HEADING.match(line):
        return f"h{len(heading[1])}", heading[2]
    if bullet := _BULLET.match(line):
        return "ul", bullet[1]
    if numbered := _NUMBERED.match(line):
        return "ol", numbered[1]
    return ("p", line) if line.strip() else ("", "")


def _block(kind: str, lines: list[str]) -> str:
    if not lines:
        return ""
    inner = [_inline(line) for line in lines]
    if kind in {"ul", "ol"}:
        return f"<{kind}>" + "".join(f"<li>{words}</li>" for words in inner) + f"</{kind}>"
    if kind.startswith("h"):
        size = _SIZES.get(int(kind[1]), "medium")
        return f'<p style="font-size:{size}; font-weight:600">{inner[0]}</p>'
    return "<p>" + "<br/>".join(inner) + "</p>"


def _inline(words: str) -> str:
    done, at = list[str](), 0
    for found in _INLINE.finditer(words):
        done.append(escape(words[at : found.start()]))
        done.append(_marked(found))
        at = found.end()
    done.append(escape(words[at:]))
    return "".join(done)


def _marked(found: re.Match[str]) -> str:
    if found["escaped"]:
        return escape(found["escaped"])
    if found["target"]:
        if _SAFE_LINK.match(found["target"]) and _HOLDER not in found["target"]:
            return f'<a href="{escape(found["target"])}">{_inline(found["words"])}</a>'
        return escape(found[0])
    if found["quote"]:
        style, inner = _style(found["style"]), _inline(found["spanned"])
        return f'<span style="{style}">{inner}</span>' if style else inner
    if found["strong"]:
        return f"<b>{_inline(found['strong'])}</b>"
    return f"<i>{_inline(found['soft'])}</i>"


def _style(given: str) -> str:
    """Return the colour and the typeface that a style asks for; nothing else of it."""
    wanted = []
    for part in given.split(";"):
        found = _STYLE.fullmatch(part)
        if found and found["colour"] and found["value"].lower() not in _ORDINARY:
            wanted.append(f"color:{found['value']}")
        elif found and found["font"]:
            wanted.append(f"font-family:{escape(found['name'].strip())}")
    return "; ".join(wanted)
