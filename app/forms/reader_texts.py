"""The words of a form: itext translations, labels and messages, with their outputs.

Apart from the reader because pyxform fills an untranslated cell with a dash, which no respondent should ever see:
a dash that stands beside real words of another language is dropped here, and whoever shows the text falls back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.forms.definition import NO_TEXT, Output, Text, TextPart, nothing
from app.forms.reader_xml import attributes, children, local

if TYPE_CHECKING:
    from lxml.etree import _Element

Words = Mapping[str, tuple[TextPart, ...]]

_ITEXT = re.compile(r"""\s*jr:itext\(\s*(['"])(.*)\1\s*\)\s*""", re.DOTALL)
_FILLER: tuple[TextPart, ...] = ("-",)
_PLAIN_FORMS = ("", "long", "short")


@dataclass(frozen=True, slots=True)
class Texts:
    """All translations of a form."""

    languages: tuple[str, ...] = ()
    default_language: str = ""
    entries: Mapping[str, Text] = field(default_factory=nothing)
    guidance: Mapping[str, Text] = field(default_factory=nothing)

    def of_element(self, element: _Element | None) -> Text:
        """Return what a label or hint says: by reference to the translations, or the words it holds itself."""
        if element is None:
            return NO_TEXT
        reference = element.get("ref")
        if reference is None:
            words = read_parts(element)
            return Text({"": words}) if words else NO_TEXT
        entry = _ITEXT.fullmatch(reference)
        if entry:
            return self.entries.get(entry[2], NO_TEXT)
        return Text({"": (Output(reference.strip()),)})

    def of_attribute(self, value: str | None) -> Text:
        """Return a message: a reference to the translations, or the words themselves."""
        if not value:
            return NO_TEXT
        entry = _ITEXT.fullmatch(value)
        return self.entries.get(entry[2], NO_TEXT) if entry else Text({"": (value,)})

    def guidance_of(self, hint: _Element | None) -> Text:
        """Return the guidance that rides on a hint's translations."""
        entry = _ITEXT.fullmatch(hint.get("ref") or "") if hint is not None else None
        return self.guidance.get(entry[2], NO_TEXT) if entry else NO_TEXT


def read_texts(itext: _Element | None) -> Texts:
    """Read every translation; the first language is the default unless one says that it is."""
    if itext is None:
        return Texts()
    forms: dict[str, dict[str, dict[str, tuple[TextPart, ...]]]] = {}
    languages: list[str] = []
    default = ""
    for translation in children(itext, "translation"):
        language = translation.get("lang") or ""
        languages.append(language)
        if "default" in attributes(translation) and not default:
            default = language
        _collect(translation, language, forms)
    entries = {key: _text(by_form) for key, by_form in forms.items()}
    guidance = {
        key: Text(_without_fillers(f["guidance"])) for key, f in forms.items() if "guidance" in f
    }
    unique = tuple(dict.fromkeys(languages))
    return Texts(
        unique,
        default or next(iter(unique), ""),
        MappingProxyType(entries),
        MappingProxyType(guidance),
    )


def read_parts(element: _Element) -> tuple[TextPart, ...]:
    """Return the words of an element with its outputs in between, trimmed at both ends."""
    if not len(element):
        words = (element.text or "").strip()
        return (words,) if words else ()
    parts: list[TextPart] = [element.text or ""]
    for kid in element:
        parts.extend(_inner_parts(kid))
        parts.append(kid.tail or "")
    return _joined(parts)


def _inner_parts(kid: _Element) -> tuple[TextPart, ...]:
    if local(kid) == "output":
        return (Output((kid.get("value") or kid.get("ref") or "''").strip()),)
    return read_parts(kid)


def _joined(parts: list[TextPart]) -> tuple[TextPart, ...]:
    whole: list[TextPart] = []
    for part in parts:
        if isinstance(part, str) and whole and isinstance(whole[-1], str):
            whole[-1] += part
        else:
            whole.append(part)
    if whole and isinstance(whole[0], str):
        whole[0] = whole[0].lstrip()
    if whole and isinstance(whole[-1], str):
        whole[-1] = whole[-1].rstrip()
    return tuple(part for part in whole if part != "")


def _collect(
    translation: _Element,
    language: str,
    forms: dict[str, dict[str, dict[str, tuple[TextPart, ...]]]],
) -> None:
    for text in children(translation, "text"):
        by_form = forms.setdefault(text.get("id") or "", {})
        for value in text:
            form = value.get("form") or ""
            words = by_form.get(form)
            if words is None:
                words = by_form[form] = {}
            words[language] = read_parts(value)


def _text(by_form: Mapping[str, Words]) -> Text:
    words = next((by_form[form] for form in _PLAIN_FORMS if form in by_form), {})
    media = {
        form: MappingProxyType({language: str(uri[0]) for language, uri in values.items() if uri})
        for form, values in by_form.items()
        if form not in _PLAIN_FORMS and form != "guidance"
    }
    real = _without_fillers(words)
    if media and all(parts == _FILLER for parts in real.values()):
        real = {}
    return Text(MappingProxyType(dict(real)), MappingProxyType(media))


def _without_fillers(words: Words) -> Words:
    real = {language: parts for language, parts in words.items() if parts and parts != _FILLER}
    return real or {language: parts for language, parts in words.items() if parts}
