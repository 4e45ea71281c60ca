"""The printed page of an interview, read back from its PDF."""

from __future__ import annotations

import dataclasses
import re

import pytest

from app.core.errors import Cancelled
from app.core.progress import Progress
from app.forms.definition import ValueType
from app.i18n.catalog import speaking
from app.i18n.compile import compile_catalogues
from app.reports.interview import render_interview
from app.reports.interview_content import collect
from tests.reports.interviews import HEAD, hard, ordinary
from tests.reports.reading import opened, outline, page_texts, whole_text
from tests.reports.told import Told, ToldSession


@pytest.fixture(autouse=True, scope="module")
def words() -> None:
    compile_catalogues()


def page(session: ToldSession, language: str = "ru", **changes: object) -> bytes:
    return render_interview(session, dataclasses.replace(HEAD, **changes), language, Progress())


def test_text_comes_back_letter_for_letter():
    letters = "õäöüšž ÕÄÖÜŠŽ ёЁъыьэю №1 „jutumärgid“ «ёлочки» – — … € 59°"
    assert letters in whole_text(page(ToldSession("Tähed", [Told("a", "Tähed", letters)])))


def test_questions_and_answers_stand_in_the_order_of_the_form():
    text = whole_text(page(ordinary()))
    order = [
        "1 Рынки",
        "1.1",
        "2–10 млн €",
        "1.3",
        "Какую долю выручки",
        "1.5",
        "Vidzemes Detaļas SIA",
        "2 Сотрудничество",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_what_was_not_asked_is_absent_and_keeps_its_number():
    text = whole_text(page(ordinary()))
    assert "Не задавался" not in text
    assert not re.search(r"(?<![\d.])1\.2(?![\d.])", text)


def test_notes_to_the_interviewer_are_not_printed():
    assert "Зачитайте вслух" not in whole_text(page(ordinary()))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "et",
            [
                "Küsitleja",
                "keeldus vastamast",
                "lk 1/2",
                "tehisandmed",
                "vene",
                "12. november 2026, 10:14",
                "1.12.2026",
            ],
        ),
        (
            "ru",
            [
                "Интервьюер",
                "отказ от ответа",
                "стр. 1 из 2",
                "синтетические данные",
                "русский",
                "12 ноября 2026 г., 10:14",
            ],
        ),
        (
            "en",
            [
                "Interviewer",
                "refused",
                "page 1 of 2",
                "synthetic data",
                "Russian",
                "12 November 2026, 10:14",
            ],
        ),
    ],
)
def test_page_speaks_the_language_that_was_asked_for(language: str, words: list[str]):
    text = whole_text(page(ordinary(), language))
    assert [word for word in words if word not in text] == []


def test_labels_fall_back_to_a_language_that_the_form_has():
    assert "Turud" in whole_text(page(ordinary(), "en"))


def test_marks_of_unreal_data_stand_on_every_page_however_long_the_name_is():
    pages = page_texts(page(hard(), name="Ы" * 300, test=True))
    assert len(pages) > 2
    assert all("синтетические данные · пробное интервью" in text for text in pages)


def test_real_interview_carries_no_mark():
    text = whole_text(page(ordinary(), synthetic=False))
    assert "синтетические" not in text
    assert "пробное" not in text


def test_draft_says_how_much_is_answered():
    assert "Отвечено 21 из 22" in whole_text(page(ordinary(), status="draft", status_at=None))


def test_unanswered_question_says_so():
    assert "Есть ли что-нибудь ещё? без ответа" in whole_text(page(ordinary()))


def test_remark_stands_under_its_answer():
    assert "2–10 млн € Замечание (A. K.): по годовому отчёту." in whole_text(page(ordinary()))


def test_remark_on_the_whole_interview_comes_last():
    session = ordinary()
    session.remark = "Ühendati kaks kohtumist."
    assert (
        whole_text(page(session, "et"))
        .split("Märkused")[1]
        .startswith(" Märkus (A. K.): Ühendati kaks")
    )


def test_repeat_that_fits_is_a_table_whose_headings_return_on_the_next_page():
    pages = [text for text in page_texts(page(hard())) if re.search(r"Покупатель № \d", text)]
    assert len(pages) == 2
    assert all("С какого года" in text for text in pages)
    rows = [int(n) for text in pages for n in re.findall(r"Покупатель № (\d+)", text)]
    assert rows == list(range(1, 41))


def test_repeat_that_does_not_fit_becomes_blocks():
    text = whole_text(page(hard()))
    assert "Партнёр (1)" in text
    assert "Партнёр (2)" in text


def test_repeat_right_under_the_form_is_a_section_of_its_own():
    rows = [{"nimi": "Mari"}, {"nimi": "Jüri"}]
    people = Told("people", "Inimesed", rows=rows, inside=[Told("nimi", "Nimi")])
    pdf = page(ToldSession("Leht", [Told("a", "Küsimus", "vastus"), people]), "et")
    assert outline(pdf) == [("2 Inimesed", 0)]
    assert whole_text(pdf).count("Inimesed") == 1


def test_rows_with_names_of_their_own_keep_them():
    session = ToldSession(
        "Leht",
        [
            Told(
                "g",
                "Grupp",
                inside=[
                    Told(
                        "people",
                        "Inimene {row}",
                        rows=[{"nimi": "Mari"}, {"nimi": "Jüri"}],
                        inside=[Told("nimi", "Nimi")],
                    )
                ],
            )
        ],
    )
    assert "Inimene 0 Mari Inimene 1 Jüri" in whole_text(page(session, "et"))


def test_column_of_words_stays_to_the_left_when_nobody_knew_them():
    rows = [{"nimi": "", "aasta": "2014"}]
    inside = [Told("nimi", "Nimi"), Told("aasta", "Aasta", type=ValueType.INT)]
    session = ToldSession(
        "Leht", [Told("g", "Grupp", inside=[Told("people", "Inimene", rows=rows, inside=inside)])]
    )
    with speaking("et"):
        repeat = collect(session, "et").sections[0].items[0]
    assert [question.numeric for question in repeat.instances[0].items] == [False, True]


def test_no_heading_and_no_question_is_last_on_its_page():
    for length in range(0, 900, 60):
        filler = Told("a", "Esimene", "sõna " * length)
        inside = [filler, *(Told(f"q{n}", f"Küsimus {n}", f"vastus {n}") for n in range(9))]
        session = ToldSession(
            "Leht", [Told("g", "Üks", inside=inside[:3]), Told("h", "Kaks", inside=inside[3:])]
        )
        for text in page_texts(page(session, "et"))[:-1]:
            body = [
                line
                for line in text.strip().split("\n")
                if "lk " not in line and "tehisandmed" not in line
            ]
            assert body[-1].startswith(("vastus", "sõna"))


def test_long_answer_breaks_over_pages_without_losing_a_word():
    words = [f"слово{n}" for n in range(1500)]
    text = whole_text(page(ToldSession("Leht", [Told("a", "Вопрос", " ".join(words))])))
    assert [word for word in words if word not in text] == []


def test_label_longer_than_a_page_is_printed_all_the_same():
    text = whole_text(
        page(ToldSession("Leht", [Told("a", " ".join(f"küsi{n}" for n in range(2000)), "vastus")]))
    )
    assert "küsi1999" in text
    assert "vastus" in text


def test_characters_without_a_shape_are_named_by_number_and_explained():
    text = whole_text(page(hard()))
    assert "[U+1F600]" in text
    assert "U+05E9" in text
    assert "[U+…] обозначает" in text
    assert "→ ≥ ☐" in text
    assert "[U+…]" not in whole_text(page(ordinary()))


def test_markup_in_an_answer_is_only_text():
    assert "<b>жирно</b> & 5 < 6" in whole_text(page(hard()))


def test_same_interview_gives_the_same_bytes_and_carries_its_own_date():
    first, second = page(ordinary()), page(ordinary())
    assert first == second
    with opened(first) as document:
        facts = document.get_metadata_dict()
    assert facts["CreationDate"] == "D:20261121093000+02'00'"
    assert facts["Title"] == "Интервью с предприятием: Viru Metall OÜ, Кохтла-Ярве"
    assert facts["Author"] == "А. К."


def test_file_names_its_language_and_uses_only_its_own_fonts():
    pdf = page(hard(), "et")
    assert b"/Lang (et)" in pdf
    assert b"Helvetica" not in pdf
    assert {name.split(b"+")[1] for name in re.findall(rb"/FontName /([\w+-]+)", pdf)} >= {
        b"NotoSans-Regular",
        b"NotoSans-Bold",
    }


def test_sections_are_bookmarks():
    assert outline(page(ordinary())) == [("1 Рынки", 0), ("2 Сотрудничество", 0)]


def test_cancelling_stops_between_pages():
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        render_interview(hard(), HEAD, "ru", progress)


def test_empty_form_is_a_page_with_a_head():
    assert "Tühi" in whole_text(page(ToldSession("Tühi", [])))
