"""Keep the catalogues in step with the program: ``python -m tests.tools.catalogues update | check | todo``.

``update`` extracts every message of ``app/`` and merges it into ``i18n/*.po``, keeping translations; what the program
no longer says is dropped, never guessed (no fuzzy entries). ``check`` changes nothing and fails when a catalogue is
stale or incomplete. ``todo`` lists what waits for a translator.
"""

from __future__ import annotations

import argparse
import io
import re
import string
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("et", "ru", "en")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
HEADER = "# Words of Sild. Terms follow the project's glossary; people are addressed formally."
PERCENT = {
    "et": re.compile(r"[\d}]\s+%"),
    "ru": re.compile(r"[\d}]%"),
    "en": re.compile(r"[\d}]\s+%"),
}

NOT_SAID = {
    "et": re.compile(r"\b(sina|sinu|sul|sind|huvirühm\w*|klõpsa\w*)\b|\"", re.IGNORECASE),
    "ru": re.compile(
        r"\b(ты|тебя|тебе|твой|твоя|твои|анкет\w*|опросник\w*|кликн\w*)\b|\"", re.IGNORECASE
    ),
    "en": re.compile(r"\b(click here|oops)\b", re.IGNORECASE),
}
"""Familiar address, words that the glossary gives another meaning, straight quotation marks."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.catalogues", description=__doc__)
    parser.add_argument("task", choices=("update", "check", "todo"))
    parser.add_argument("--root", type=Path, default=ROOT)
    chosen = parser.parse_args(arguments)
    if chosen.task == "update":
        for path in update(chosen.root):
            print(f"updated {path}")
        return 0
    faults = list(check(chosen.root))
    for fault in faults:
        print(fault)
    return 1 if faults and chosen.task == "check" else 0


def extracted(root: Path = ROOT) -> Catalog:
    """Collect what the program says now."""
    with (root / "i18n" / "babel.cfg").open(encoding="utf-8") as lines:
        methods, options = parse_mapping_cfg(lines)
    template = Catalog(project="Sild", charset="utf-8")
    found = extract_from_dir(root, methods, options, keywords=KEYWORDS, comment_tags=("i18n:",))
    for filename, _line, words, comments, context in sorted(
        found, key=lambda one: (one[0], one[1])
    ):
        places = [(filename, 0)]
        template.add(words, None, places, auto_comments=comments, context=context)
    return template


def read(root: Path, language: str) -> Catalog:
    """Read a catalogue as it is committed; an absent one is empty."""
    path = root / "i18n" / f"{language}.po"
    if not path.is_file():
        return Catalog(locale=language, project="Sild", charset="utf-8")
    with path.open("rb") as lines:
        return read_po(lines, locale=language)


def merged(template: Catalog, old: Catalog, language: str) -> Catalog:
    """Lay the translations that exist over what the program says now."""
    new = Catalog(
        locale=language, project="Sild", charset="utf-8", header_comment=HEADER, fuzzy=False
    )
    for message in messages(template):
        known = old.get(message.id, message.context)
        words = known.string if known is not None else ""
        if language == "en":
            words = message.id
        elif message.pluralizable and not isinstance(words, (tuple, list)):
            words = ("",) * new.num_plurals
        places = sorted({(name, 0) for name, _line in message.locations})
        new.add(
            message.id, words, places, auto_comments=message.auto_comments, context=message.context
        )
    return new


def as_text(catalogue: Catalog) -> bytes:
    """Write a catalogue the same way whoever runs it: sorted by place, no line numbers, no dates."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, include_lineno=False, omit_header=True, sort_by_file=True)
    language = str(catalogue.locale)
    head = (
        f'{HEADER}\nmsgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return head.encode() + out.getvalue().rstrip() + b"\n"


def update(root: Path = ROOT) -> Iterator[Path]:
    """Bring every catalogue up to date; yield those that changed."""
    template = extracted(root)
    for language in LANGUAGES:
        path = root / "i18n" / f"{language}.po"
        text = as_text(merged(template, read(root, language), language))
        if not path.is_file() or path.read_bytes() != text:
            path.write_bytes(text)
            yield path


def check(root: Path = ROOT) -> Iterator[str]:
    """Yield one line for every fault of the catalogues."""
    template = extracted(root)
    for language in LANGUAGES:
        catalogue = read(root, language)
        yield from (f"{language}: {fault}" for fault in _faults(template, catalogue, language))


def _faults(template: Catalog, catalogue: Catalog, language: str) -> Iterator[str]:
    said = {(message.id, message.context) for message in messages(template)}
    held = {(message.id, message.context) for message in messages(catalogue)}
    yield from (f"not in the catalogue: {key[0]!r}" for key in sorted(said - held, key=repr))
    yield from (f"no longer said: {key[0]!r}" for key in sorted(held - said, key=repr))
    yield from (f"obsolete entry: {message.id!r}" for message in catalogue.obsolete.values())
    for message in messages(catalogue):
        yield from (
            f"{fault}: {message.id!r}" for fault in message_faults(message, language, catalogue)
        )


def message_faults(message: Message, language: str, catalogue: Catalog) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    sources = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    if message.fuzzy:
        yield "fuzzy"
    if not all(forms):
        yield "not translated"
        return
    if message.pluralizable and len(forms) != catalogue.num_plurals:
        yield f"{len(forms)} plural forms instead of {catalogue.num_plurals}"
    yield from _placeholder_faults(sources, forms)
    for form in forms:
        if language != "en":
            yield from _style_faults(sources[0], form, language)


def _placeholder_faults(sources: Iterable[str], forms: Iterable[str]) -> Iterator[str]:
    wanted = set().union(*(placeholders(source) for source in sources))
    needed = set.intersection(*(placeholders(source) for source in sources))
    for form in forms:
        found = placeholders(form)
        if not needed <= found <= wanted:
            yield f"placeholders {sorted(found)} instead of {sorted(wanted)}"


def _style_faults(source: str, form: str, language: str) -> Iterator[str]:
    if "!" in form and "!" not in source:
        yield "exclamation mark"
    if unfit := NOT_SAID[language].search(form):
        yield f"{unfit[0]!r} is not said"
    if PERCENT[language].search(form):
        yield "percent sign spaced wrongly"
    if source[:1].isspace() != form[:1].isspace() or source[-1:].isspace() != form[-1:].isspace():
        yield "space at an end differs"
    if source.endswith("…") != form.endswith("…"):
        yield "ellipsis differs"
    if source.endswith(".") and " " in source and not form.endswith("."):
        yield "full stop is missing"


def placeholders(text: str) -> set[str]:
    """Name the placeholders of a message with their format, ``{count}`` as ``count``."""
    return {
        f"{name}:{spec}" if spec else name
        for _before, name, spec, _conversion in string.Formatter().parse(text)
        if name is not None
    }


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalogue without its header."""
    return (message for message in catalogue if message.id)


if __name__ == "__main__":
    sys.exit(main())
