"""Differences at the real page: keys by themselves, words of three languages, nothing applied before Finish."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.bootstrap import create_workspace
from app.core.ids import RecordId
from app.operations import cases, forms, interviews, workspace
from app.store import holdings
from app.ui.cases.card import CasePage
from app.ui.differences.marking import marked
from app.ui.differences.page import TO_LOOK, DifferencesPage
from app.ui.differences.strip import SettleStrip
from app.ui.interviews.finished import FinishedPage
from app.ui.interviews.states import badge_of
from tests.operations.differing import correct, exchange, hold, remove_partner, write_form

WORDS = {
    "en": ("To settle 3", "1  Take this", "3  Write own", "4  Decide later", "Finish: apply 3"),
    "et": ("Lahendada 3", "1  Vali see", "3  Kirjuta ise", "4  Otsusta hiljem", "Lõpeta: rakenda 3"),
    "ru": ("Решить 3", "1  Выбрать это", "3  Вписать своё", "4  Решить позже",
           "Завершить: применить 3"),
}  # fmt: skip
QUESTIONS = {
    "en": "1.2  Number of staff",
    "et": "1.2  Töötajate arv",
    "ru": "1.2  Число работников",
}
LARGE = {"en": "10–50 M €", "et": "10–50 mln €", "ru": "10–50 млн €"}


@pytest.fixture(scope="session")
def form(tmp_path_factory):
    return write_form(tmp_path_factory.mktemp("forms") / "business.xlsx")


@pytest.fixture
def other(services, form, tmp_path):
    """Another laptop, and the form on both."""
    made = create_workspace(tmp_path / "other.sild", name="Other").services
    workspace.set_current_member(made, "O. T.", "interviewer")
    found = SimpleNamespace(services=made)
    for each in (services, made):
        found.bundle = forms.import_form(each, form).bundle
    yield found
    made.close()


@pytest.fixture
def differing(services, other):
    """Hold an interview and let both laptops correct it; returns its record."""

    def differ(here, there, record: RecordId | None = None) -> RecordId:
        if record is None:
            record = hold(services, other.bundle)
            exchange(services, other.services)
        correct(services, record, *here)
        correct(other.services, record, *there)
        exchange(services, other.services)
        return record

    return differ


THREE = (
    [("staff", "50"), ("band", "large"), ("story", "It began with one lathe in a shed by the sea, long ago.")],
    [("staff", "60"), ("band", ""), ("story", "It began with one lathe in a barn by the sea, long ago.")],
)  # fmt: skip


class Coordinator:
    """Somebody who has only the keyboard."""

    def __init__(self, page: DifferencesPage, settle) -> None:
        self.page, self.settle = page, settle

    def press(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        where = QApplication.focusWidget() or self.page.list
        QTest.keyClick(where, key, modifier)
        self.settle(self.page.desk.tasks)
        QApplication.processEvents()

    def keys(self, text: str) -> None:
        for letter in text:
            self.press(Qt.Key(ord(letter.upper())))

    @property
    def here(self) -> str:
        return self.page.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)

    def texts(self) -> list[str]:
        labels = self.page.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible() and label.text()]

    def buttons(self) -> list[str]:
        found = [*self.page.findChildren(QPushButton), *self.page.footer.findChildren(QPushButton)]
        return [each.text() for each in found if not each.isHidden()]


@pytest.fixture
def sit_down(show, desk, settle):
    def open_(record: str = "", size=(1100, 700)) -> Coordinator:
        page = DifferencesPage(desk, record)
        page.resize(*size)
        page.layout().addWidget(page.footer)
        show(page)
        page.enter()
        settle(desk.tasks)
        QApplication.processEvents()
        return Coordinator(page, settle)

    return open_


def value(services, record, path: str) -> str:
    session = interviews.read_interview(services, record)
    return session.state(session.address(path)).value


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_three_differences_are_settled_by_keys_alone(
    differing, sit_down, services, speech, language
):
    speech.speak(language)
    record = differing(*THREE)
    who = sit_down()
    settled, take_one, own, later, finish = WORDS[language]
    assert {settled, take_one, own, later} <= set(who.buttons())
    assert QUESTIONS[language] in who.here
    who.press(Qt.Key.Key_1)
    assert LARGE[language] in who.texts()
    who.press(Qt.Key.Key_1)
    who.press(Qt.Key.Key_2)
    assert finish in who.buttons()
    assert value(services, record, "/data/about/staff") == "60"
    assert holdings.count_conflicts(services.workspace) > 0
    who.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert holdings.count_conflicts(services.workspace) == 0
    assert value(services, record, "/data/about/staff") == "50"
    assert value(services, record, "/data/about/band") == "large"
    assert "barn" in value(services, record, "/data/about/story")


def test_decide_later_undo_next_and_previous(differing, sit_down):
    differing(*THREE)
    who = sit_down()
    first = who.here
    who.press(Qt.Key.Key_4)
    second = who.here
    assert first != second
    who.keys("p")
    assert who.here == first
    who.keys("n1")
    third = who.here
    assert third not in {first, second}
    assert who.page.model.settled() == 1
    who.keys("u")
    assert who.page.model.settled() == 0
    who.press(Qt.Key.Key_Return)
    assert who.here == first


def test_a_plan_is_still_there_when_the_page_is_opened_again(differing, sit_down):
    differing(*THREE)
    sit_down().press(Qt.Key.Key_2)
    again = sit_down()
    assert again.page.model.settled() == 1
    assert again.page.finish_button.isEnabled()


def test_an_own_answer_is_refused_by_the_rule_and_then_kept(differing, sit_down, services):
    record = differing([("staff", "50")], [("staff", "60")])
    who = sit_down()
    who.keys("e")
    field = who.page.pane.own.line
    assert field.hasFocus()
    QTest.keyClicks(field, "7000")
    who.press(Qt.Key.Key_Return)
    assert "At most 5000." in who.texts()
    assert who.page.model.settled() == 0
    field.clear()
    QTest.keyClicks(field, "seven")
    who.press(Qt.Key.Key_Return)
    assert "Please write a whole number, in digits only." in who.texts()
    field.clear()
    QTest.keyClicks(field, "55")
    who.press(Qt.Key.Key_Return)
    assert who.page.model.settled() == 1
    assert any("Decided: 55" in text for text in who.texts())
    who.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert value(services, record, "/data/about/staff") == "55"


def test_choices_are_combined_and_finish_is_taken_back(differing, sit_down, services):
    record = differing([("markets", "home near")], [("markets", "near far"), ("far", "Chile")])
    who = sit_down()
    who.keys("c")
    assert any("Estonia, Neighbours, Far away" in text for text in who.texts())
    who.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert value(services, record, "/data/about/markets") == "home near far"
    who.keys("u")
    assert "Finish was taken back. Your decisions are still there." in who.page.notice.title()
    assert holdings.count_conflicts(services.workspace) > 0
    assert who.page.model.settled() == 1


def test_a_long_text_shows_its_differing_words_and_the_history_opens(differing, sit_down):
    differing(*THREE)
    who = sit_down()
    who.keys("nn")
    cards = who.page.pane.cards.cards
    assert ["shed" in cards[0].value.text(), "<u>" in cards[0].value.text()] == [True, True]
    assert cards[0].value.accessibleDescription() == "Differing words: shed"
    who.keys("h")
    assert any("railway" in text for text in who.texts())
    who.keys("h")
    assert not who.page.pane.history.isVisible()


def test_escape_leaves_the_field_first_and_then_the_page(differing, sit_down):
    differing(*THREE)
    who = sit_down()
    left = []
    who.page.left.connect(lambda: left.append(True))
    who.keys("e")
    who.press(Qt.Key.Key_Escape)
    assert (left, who.page.list.hasFocus()) == ([], True)
    assert not who.page.pane.own.isVisible()
    who.press(Qt.Key.Key_Escape)
    assert left == [True]


def test_a_row_is_named_by_its_first_answers(differing, sit_down):
    differing([remove_partner], [("tie", "sells copper")])
    who = sit_down()
    assert "Partner: Narva Allikas, sells copper" in who.here
    assert "taken out" in who.texts()
    assert "What ties them: sells copper" in "\n".join(who.texts())


def test_words_in_an_answer_are_never_markup(differing, sit_down):
    evil = "<b>bold</b> & <img src=x> and so on for a while, that it is long"
    differing([("story", evil)], [("story", evil.replace("bold", "brave"))])
    who = sit_down()
    assert all("<img" not in card.value.text() for card in who.page.pane.cards.cards)
    assert any("&lt;img" in card.value.text() for card in who.page.pane.cards.cards)


def test_a_contact_that_differs_leads_here(services, other, desk, show, settle):
    case = cases.new_case(services)
    from dataclasses import replace

    cases.add_case(services, replace(case, name="Narva Vesi", phone="1"))
    exchange(services, other.services)
    cases.change_case(services, replace(case, name="Narva Vesi", phone="2"))
    cases.change_case(other.services, replace(case, name="Narva Vesi", phone="3"))
    exchange(services, other.services)
    opened = []
    desk.navigator.page_wanted.connect(opened.append)
    page = show(CasePage(desk, case.id))
    settle(desk.tasks)
    QApplication.processEvents()
    assert page.differs.isVisible()
    page.differs.click()
    assert [type(each) for each in opened] == [DifferencesPage]
    opened[0].deleteLater()


def test_the_list_and_the_finished_interview_say_that_it_differs(
    differing, services, desk, show, settle
):
    record = differing([("staff", "50")], [("staff", "60")])
    assert badge_of(interviews.get_interview(services, record)).text == "differs"
    page = show(FinishedPage(desk, record))
    settle(desk.tasks)
    QApplication.processEvents()
    assert page.differs.isVisible()
    assert page.differs.text() == "Differs: settle…"
    settle(desk.tasks)


def test_a_merged_interview_that_breaks_a_rule_leads_to_its_correction(
    differing, sit_down, desk, settle, monkeypatch
):
    record = differing([("staff", "12")], [("women", "30")])
    who = sit_down()
    assert "Needs a look 1" in who.buttons()
    who.page.which.button(TO_LOOK).click()
    QApplication.processEvents()
    model = who.page.second.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    line = [model.index(0, place).data() for place in range(3)]
    assert line == ["Viru Metall OÜ", "Women among them", "No more than all staff."]
    opened = []
    desk.navigator.page_wanted.connect(opened.append)
    monkeypatch.setattr("app.ui.differences.second.ask_text", lambda *_a: "does not fit")
    QTest.keyClick(who.page.second.table, Qt.Key.Key_Return)
    settle(desk.tasks)
    QApplication.processEvents()
    (runner,) = opened
    assert (runner.interview.record, runner.interview.reason) == (record, "does not fit")
    said = [label.text() for label in runner.findChildren(QLabel)]
    assert any("No more than all staff." in text for text in said)
    runner.deleteLater()


def test_the_place_of_packages_says_what_waits_and_leads_here(
    differing, services, desk, show, settle
):
    record = differing([("staff", "12"), ("band", "")], [("women", "30"), ("band", "large")])
    opened = []
    desk.navigator.page_wanted.connect(opened.append)
    strip = show(SettleStrip(desk))
    settle(desk.tasks)
    QApplication.processEvents()
    said = [label.text() for label in strip.findChildren(QLabel)]
    assert said == ["1 difference waits to be settled. 1 merged interview needs a look."]
    strip.button.click()
    assert [type(each) for each in opened] == [DifferencesPage]
    opened[0].deleteLater()
    assert record in {each.record for each in interviews.list_interviews(services)}


def test_nothing_to_settle_says_so(sit_down, services):
    who = sit_down()
    assert "Nothing differs" in who.texts()
    assert not who.page.finish_button.isVisible()


def test_the_list_is_a_sound_model(differing, sit_down):
    differing(*THREE)
    who = sit_down()
    QAbstractItemModelTester(
        who.page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, who.page
    )
    who.press(Qt.Key.Key_1)
    assert "settled" in who.page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_marks_give_back_the_whole_text():
    text, other = "a b  c\nd", "a x  c\nd e"
    assert "".join(piece for piece, _mark in marked(text, other)) == text
    assert [piece for piece, mark in marked(text, other) if mark] == ["b"]
