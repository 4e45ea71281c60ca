"""The catalogues: complete, in step with the program, with equal placeholders, and compiled without a word."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from app.i18n import compile as compiling
from tests.tools import catalogues
from tests.tools.catalogues import ROOT, check, merged, messages, read

PLURALS = {"et": 2, "ru": 3, "en": 2}


def test_every_word_of_the_program_is_translated_and_nothing_else_is_kept():
    assert list(check(ROOT)) == []


@pytest.mark.parametrize("language", PLURALS)
def test_catalogue_has_the_plural_forms_of_its_language(language: str):
    catalogue = read(ROOT, language)
    assert catalogue.num_plurals == PLURALS[language]
    assert all(
        len(message.string) == PLURALS[language]
        for message in messages(catalogue)
        if message.pluralizable
    )


@pytest.mark.parametrize("language", PLURALS)
def test_every_translation_can_be_filled_in(language: str):
    for message in messages(read(ROOT, language)):
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        for form in forms:
            form.replace(":size}", "}").format_map(Anything())


class Anything(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "x"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("et", ["1 küsimustik", "2 küsimustikku", "5 küsimustikku", "21 küsimustikku"]),
        ("ru", ["1 вопросник", "2 вопросника", "5 вопросников", "21 вопросник"]),
        ("en", ["1 questionnaire", "2 questionnaires", "5 questionnaires", "21 questionnaires"]),
    ],
)
def test_counted_words_take_the_right_form(language: str, expected: list[str], tmp_path: Path):
    compiling.write_mo(
        ROOT / "i18n" / f"{language}.po", compiling.compiled_path(tmp_path, language), language
    )
    speech = gettext.translation("sild", tmp_path, [language])
    counted = [
        speech.ngettext("{count} questionnaire", "{count} questionnaires", n).format(count=n)
        for n in (1, 2, 5, 21)
    ]
    assert counted == expected


def test_updating_keeps_translations_and_drops_what_is_no_longer_said(tmp_path: Path):
    project(tmp_path, 'from app.i18n.catalog import _\n_("Open")\n')
    (tmp_path / "i18n" / "et.po").write_text(
        'msgid "Open"\nmsgstr "Ava"\n\nmsgid "Gone"\nmsgstr "Läinud"\n', "utf-8"
    )
    list(catalogues.update(tmp_path))
    assert {message.id: message.string for message in messages(read(tmp_path, "et"))} == {
        "Open": "Ava"
    }
    assert list(catalogues.update(tmp_path)) == []


def test_check_names_what_is_missing_stale_or_broken(tmp_path: Path):
    source = '_("New")\n_("Open {name}")\nngettext("{count} row", "{count} rows", 2)\n'
    project(tmp_path, "from app.i18n.catalog import _, ngettext\n" + source)
    list(catalogues.update(tmp_path))
    (tmp_path / "i18n" / "ru.po").write_text(
        'msgid "Open {name}"\nmsgstr "Открыть {nam}!"\n\nmsgid "Gone"\nmsgstr "Нет"\n', "utf-8"
    )
    faults = "\n".join(check(tmp_path))
    for fault in (
        "not in the catalogue: 'New'",
        "no longer said: 'Gone'",
        "placeholders ['nam']",
        "exclamation mark",
    ):
        assert f"ru: {fault}" in faults
    assert "et: not translated: 'New'" in faults
    assert "en: " not in faults


def test_new_message_waits_for_a_translator_instead_of_being_guessed(tmp_path: Path):
    project(tmp_path, 'from app.i18n.catalog import _\n_("Open the file")\n')
    (tmp_path / "i18n" / "et.po").write_text('msgid "Open a file"\nmsgstr "Ava fail"\n', "utf-8")
    new = merged(catalogues.extracted(tmp_path), read(tmp_path, "et"), "et")
    assert [(message.string, message.fuzzy) for message in messages(new)] == [("", False)]


def test_compiling_writes_what_gettext_finds_and_only_when_something_changed(tmp_path: Path):
    for language in PLURALS:
        (tmp_path / f"{language}.po").write_bytes((ROOT / "i18n" / f"{language}.po").read_bytes())
    first = compiling.compile_catalogues(tmp_path)
    assert {path for path in first if path.suffix == ".mo"} == {
        compiling.compiled_path(tmp_path, language) for language in PLURALS
    }
    assert compiling.compile_catalogues(tmp_path) == []
    assert gettext.translation("sild", tmp_path, ["et"]).gettext("Interviewer") == "Küsitleja"


def project(root: Path, source: str) -> None:
    (root / "app").mkdir()
    (root / "i18n").mkdir()
    (root / "app" / "words.py").write_text(source, "utf-8")
    (root / "i18n" / "babel.cfg").write_bytes((ROOT / "i18n" / "babel.cfg").read_bytes())
