"""Blank questionnaires and show cards of the shipped forms, read back from their PDFs."""

from __future__ import annotations

import re

import pytest

from app.core.errors import Cancelled
from app.core.progress import Progress
from app.forms.print_view import print_view
from app.i18n.compile import compile_catalogues
from app.reports.questionnaire import SheetWish, render_cards, render_questionnaire
from tests.forms.scenario import form, inputs, repeat
from tests.reports.reading import opened, outline, page_texts, whole_text
from tests.reports.sheets import EN, ET, MORNING, RU, cards, sheet, shipped

BUSINESS, SHOWCASE = "business_interview", "runner_showcase"


@pytest.fixture(autouse=True, scope="module")
def words() -> None:
    compile_catalogues()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (EN, ["Business interview", "Case number", "Ask if 1.5 = No", "Ask 1.7 to 1.10 if 1.5 = Yes",
              "Ask this section if 1.5 = Yes", "Go on to 7.1", "Tick all that apply.", "don't know",
              "page 1 of", "business_interview, version 2026112102"]),
        (ET, ["Ettevõtte intervjuu", "Küsida, kui 1.5 = Ei", "Küsimusi 1.7 kuni 1.10 küsida",
              "Edasi küsimuse 7.1 juurde", "Näidake vastusekaarti 4.", "keeldus vastamast", "lk 1/"]),
        (RU, ["Интервью с предприятием", "Задавать, если 1.5 = Нет", "Перейти к вопросу 7.1",
              "Вопросы с 1.7 по 1.10 задавать", "Покажите карточку 4.", "отказ от ответа", "стр. 1 из"]),
    ],
)  # fmt: skip
def test_a_sheet_speaks_its_language(language: str, said: list[str]) -> None:
    text = whole_text(sheet(BUSINESS, language))
    assert [words for words in said if words not in text] == []


def test_every_question_stands_on_the_sheet_once_and_in_order() -> None:
    text = whole_text(sheet(SHOWCASE, EN))
    numbers = re.findall(r"(?<![\d.=])\b([1-9]\.\d)\b(?= [A-Z])", text)
    assert numbers == sorted(numbers)
    assert len(numbers) == len(set(numbers)) == 33


def test_a_second_language_stands_below_the_first() -> None:
    text = whole_text(sheet(BUSINESS, ET, RU))
    for first, second in (
        ("Ettevõtte intervjuu", "Интервью с предприятием"),
        ("Kas Te olete nõus intervjuus osalema?", "Вы согласны принять участие в интервью?"),
        ("Ei ole aega", "Нет времени"),
    ):
        assert text.index(first) < text.index(second)
    assert "Задавать" not in text
    assert "Kaldkirjas on sama teises keeles (vene)." in text


def test_cards_are_named_only_when_there_are_cards() -> None:
    assert "Show card 1." in whole_text(sheet(BUSINESS, EN))
    assert "Show card" not in whole_text(sheet(BUSINESS, EN, with_cards=False))


def test_conditions_are_said_in_words_and_never_as_formulas() -> None:
    text = whole_text(sheet(BUSINESS, EN))
    assert "Ask if there are Cyrillic letters in the answer to 2.1" in text
    assert "Only if the answers to 3.8 together > 100" in text
    assert not re.search(r"regex|sum\(|\[\d", text)


def test_a_condition_that_only_a_formula_says_names_the_answers_that_decide() -> None:
    binds = {"/data/b": {"relevant": "string-length(/data/a) * 2 > 7"}}
    binds["/data/c"] = {"relevant": "round(/data/a + /data/b) = 3"}
    binds["/data/d"] = {"relevant": "today() > date('2026-01-01')"}
    definition = form("<a/><b/><c/><d/>", binds, inputs("/data/a", "/data/b", "/data/c", "/data/d"))
    text = whole_text(
        render_questionnaire(print_view(definition), SheetWish(MORNING, ""), Progress())
    )
    assert "Ask if the answer to 1 calls for it" in text
    assert "Ask if the answers to 1 and 2 call for it" in text
    assert "Ask if it applies to this interview" in text


def test_choices_lead_on_beside_their_boxes_or_in_one_sentence() -> None:
    text = whole_text(sheet(BUSINESS, EN))
    assert "Russia → 2.6" in text
    assert "Another country → 2.9" in text
    assert "After any answer but “Other”, go on to 4.1" in text


def test_a_question_and_its_answers_keep_to_one_page() -> None:
    for pdf, question, answer in (
        (sheet(BUSINESS, EN), "What hinders cross-border", "No barriers\n"),
        (sheet(BUSINESS, ET, RU), "Mis takistab piiriülest", "Препятствий нет"),
    ):
        [found] = [page for page in page_texts(pdf) if question in page]
        assert answer in found


def test_a_long_list_goes_on_overleaf_and_no_page_stays_half_empty() -> None:
    pages = page_texts(sheet(BUSINESS, ET, RU))
    [asked] = [place for place, page in enumerate(pages) if "Põhitegevusala" in page]
    assert "Прочие услуги" in pages[asked] + pages[asked + 1]
    many = "".join(
        f"<item><label>Choice number {each} of a long list</label><value>{each}</value></item>"
        for each in range(20)
    )
    label = "Which? " + "word " * 250
    body = f'<select1 ref="/data/a"><label>{label}</label>{many}</select1>'
    pdf = render_questionnaire(
        print_view(form("<a/>", {}, body)), SheetWish(MORNING, ""), Progress()
    )
    text = whole_text(pdf)
    assert all(f"Choice number {each}" in text for each in range(20))
    first, last = page_texts(pdf)[0], page_texts(pdf)[-1]
    assert "Which?" in first
    assert "Choice number 2" in first
    assert "refused" in last
    assert "Choice number 19" in last


def test_sections_are_bookmarks() -> None:
    marks = outline(sheet(BUSINESS, RU))
    assert [title for title, _page in marks][:2] == ["1 Начало и согласие", "2 О предприятии"]
    assert len(marks) == 7


def test_a_repeat_has_blank_rows_or_a_column_for_each_time() -> None:
    pages = [" ".join(page.split()) for page in page_texts(sheet(SHOWCASE, EN))]
    [text] = [page for page in pages if "7.1 Name" in page]
    assert "No. 7.1 Name 7.2 Age 1 2 3 4 5 6" in text
    business = whole_text(sheet(BUSINESS, EN))
    assert "1 2 3 2.13 Respondent's name" in business


def test_a_repeat_in_a_repeat_is_printed_over_again() -> None:
    inner = repeat("/data/o/i", "/data/o/i/x")
    definition = form(
        "<o jr:template=''><n/><i jr:template=''><x/></i></o>",
        {},
        repeat("/data/o", "/data/o/n", inner),
    )
    wish = SheetWish(MORNING, "")
    text = whole_text(render_questionnaire(print_view(definition), wish, Progress()))
    assert "No. 1" in text
    assert "No. 2" in text
    assert text.count("1.2 /data/o/i/x") == 2


def test_the_same_form_gives_the_same_bytes() -> None:
    view, wish = shipped(SHOWCASE), SheetWish(MORNING, ET, RU, with_cards=True)
    for render in (render_questionnaire, render_cards):
        assert render(view, wish, Progress()) == render(view, wish, Progress())


def test_making_a_sheet_can_be_stopped() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        render_questionnaire(shipped(SHOWCASE), SheetWish(MORNING, EN), progress)


def test_what_a_form_writes_is_never_markup() -> None:
    tree, label = "<a/>", "5 &lt; 6 &amp;&amp; &lt;script&gt; {braces} [U+1F600] 😀"
    body = f'<input ref="/data/a"><label>{label}</label></input>'
    pdf = render_questionnaire(print_view(form(tree, {}, body)), SheetWish(MORNING, ""), Progress())
    assert "5 < 6 && <script> {braces}" in whole_text(pdf)


def test_a_form_with_nothing_to_ask_still_has_a_head() -> None:
    pdf = render_questionnaire(print_view(form("<a/>")), SheetWish(MORNING, ""), Progress())
    assert "Case number" in whole_text(pdf)


def test_a_question_longer_than_a_page_is_broken_rather_than_lost() -> None:
    body = inputs("/data/a").replace("/data/a</label>", "word " * 2500 + "</label>")
    pdf = render_questionnaire(
        print_view(form("<a/>", {}, body)), SheetWish(MORNING, ""), Progress()
    )
    assert whole_text(pdf).count("word") == 2500


# --- show cards


def test_cards_have_numbers_and_words_but_no_codes() -> None:
    text = whole_text(cards(BUSINESS, EN))
    assert "Card 1 Estonia Russia Another country" in text
    assert "Card 3 Agriculture" in text.replace("Card 3 1/2", "Card 3")
    with_codes = whole_text(cards(BUSINESS, EN, card_codes=True))
    assert "1 Estonia 2 Russia 3 Another country" in with_codes


def test_what_only_the_interviewer_answers_is_on_no_card() -> None:
    text = whole_text(cards(BUSINESS, EN))
    for choice in ("Pilot", "By telephone", "In several languages", "No time"):
        assert choice not in text


def test_cards_speak_two_languages() -> None:
    text = whole_text(cards(SHOWCASE, ET, RU))
    assert "Vastusekaart 1 Valge Белый" in text


def test_cards_stand_two_to_a_page_or_alone() -> None:
    with opened(cards(SHOWCASE, EN)) as document:
        assert document.get_page_size(0) == pytest.approx((595.28, 841.89), abs=0.1)
        two = len(document)
    with opened(cards(SHOWCASE, EN, cards_per_page=1)) as document:
        assert document.get_page_size(0) == pytest.approx((595.28, 419.53), abs=0.1)
        assert len(document) in {2 * two, 2 * two - 1}


def test_type_on_cards_is_large() -> None:
    with opened(cards(BUSINESS, RU)) as document:
        for number in range(len(document)):
            page = document[number]
            heights = [
                shape.get_bounds()[3] - shape.get_bounds()[1]
                for shape in page.get_objects(max_depth=1)
                if shape.type == 1
            ]
            assert max(heights) >= 12, "18 points and more"
            page.close()


def test_a_form_without_lists_says_that_it_needs_no_cards() -> None:
    view = print_view(form("<a/>", {}, inputs("/data/a")))
    pdf = render_cards(view, SheetWish(MORNING, "", with_cards=True), Progress())
    assert whole_text(pdf) == "This questionnaire needs no show cards."


def test_questions_with_the_same_choices_stand_in_a_matrix() -> None:
    lists = {"q": [{"name": each, "label": each.title()} for each in ("good", "bad")]}
    rows = "".join(
        f'<select1 appearance="list-nolabel" ref="/data/{name}"><label>{name.upper()}</label>'
        '<itemset nodeset="instance(\'q\')/root/item"><value ref="name"/><label ref="label"/>'
        "</itemset></select1>"
        for name in ("roads", "ports")
    )
    view = print_view(form("<roads/><ports/>", {}, rows, lists=lists))
    text = whole_text(render_questionnaire(view, SheetWish(MORNING, ""), Progress()))
    assert "Good Bad 1 ROADS 1 2 2 PORTS 1 2" in text
