"""Which language speaks, where and for how long."""

from __future__ import annotations

import threading

import pytest

from app.i18n.catalog import (
    LANGUAGES,
    _,
    current_language,
    ngettext,
    pgettext,
    set_language,
    speaking,
)
from app.i18n.compile import compile_catalogues


@pytest.fixture(autouse=True, scope="module")
def words() -> None:
    compile_catalogues()


def test_language_of_the_process_is_what_was_set():
    set_language("et")
    assert _("Interviewer") == "Küsitleja"
    set_language("ru")
    assert _("Interviewer") == "Интервьюер"


def test_document_speaks_its_own_language_and_gives_the_word_back():
    set_language("et")
    with speaking("ru"):
        assert _("Interviewer") == "Интервьюер"
        with speaking("en"):
            assert _("Interviewer") == "Interviewer"
        assert current_language() == "ru"
    assert current_language() == "et"


def test_document_in_one_thread_does_not_change_the_window_in_another():
    set_language("et")
    heard: list[str] = []
    with speaking("ru"):
        thread = threading.Thread(target=lambda: heard.append(_("Interviewer")))
        thread.start()
        thread.join()
    assert heard == ["Küsitleja"]


def test_one_word_may_be_several_in_context():
    set_language("ru")
    assert pgettext("answer", "refused") == "отказ от ответа"
    assert pgettext("status", "approved") == "утверждено"


def test_counted_words_follow_the_language():
    set_language("ru")
    assert ngettext("{count} form", "{count} forms", 3).format(count=3) == "3 вопросника"


def test_what_nobody_translated_is_said_in_english():
    set_language("et")
    assert _("A sentence that is in no catalogue.") == "A sentence that is in no catalogue."


@pytest.mark.parametrize("language", ["", "fi", "ET"])
def test_unknown_language_is_refused(language: str):
    with pytest.raises(ValueError, match="does not speak"):
        set_language(language)
    with pytest.raises(ValueError, match="does not speak"), speaking(language):
        pass


def test_languages_stand_in_the_order_of_the_switch():
    assert [language.short for language in LANGUAGES.values()] == ["ET", "RU", "EN"]
