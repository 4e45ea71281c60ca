"""A draft moves to a corrected questionnaire in the window: look, move, undo, go back later."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from app.i18n.catalog import set_language
from app.operations import forms, interviews, moving
from app.ui.interviews.moving import MovingPage
from app.ui.interviews.moving_model import FATE, MoveModel
from app.ui.interviews.page import InterviewsPage
from app.ui.widgets.tables import BADGE


def workbook(path: Path, version: str, *rows: tuple[str, ...]) -> Path:
    book = Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(("type", "name", "label::English (en)", "label::Estonian (et)"))
    for row in rows:
        survey.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version", "instance_name", "default_language"))
    settings.append(("Little interview", "little", version, "${company}", "English (en)"))
    book.save(path)
    return path


COMPANY = ("text", "company", "Company", "Ettevõte")
STAFF = ("integer", "staff", "Staff", "Töötajaid")
SITE = ("text", "site", "Web site", "Koduleht")
PARTNERS = (
    ("begin_repeat", "partner", "Partner", "Partner"),
    ("text", "who", "Name", "Nimi"),
    ("end_repeat", "", "", ""),
)


@pytest.fixture(scope="session")
def books(tmp_path_factory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("versions")
    return (
        workbook(folder / "one.xlsx", "1", COMPANY, STAFF, *PARTNERS),
        workbook(folder / "two.xlsx", "2", COMPANY, SITE, *PARTNERS),
    )


@pytest.fixture
def draft(services, books):
    bundle = forms.import_form(services, books[0]).bundle
    opened = interviews.start_interview(services, bundle)
    session = opened.session
    first = session.address("/data/partner[1]/who")
    for step in (
        session.answer(session.address("/data/company"), "Viru Metall").step,
        session.answer(session.address("/data/staff"), "12").step,
        session.give_missing(first, "refused").step,
    ):
        interviews.save_step(services, opened.draft, step)
    interviews.close_interview(services, opened.draft)
    time.sleep(0.01)
    forms.import_form(services, books[1])
    return opened.draft


@pytest.fixture
def page(show, desk, draft, settle):
    made = MovingPage(desk, draft)
    made.resize(1100, 600)
    show(made)
    made.enter()
    settle(desk.tasks)
    return made


@pytest.fixture
def listing(show, desk, draft, settle):
    made = InterviewsPage(desk)
    made.resize(1100, 600)
    show(made)
    made.footer.setParent(made)
    made.enter()
    settle(desk.tasks)
    return made


def told(model: MoveModel) -> list[tuple[str, ...]]:
    return [
        tuple(model.index(place, column).data() for column in range(3))
        for place in range(model.rowCount())
    ]


def test_the_model_keeps_the_rules_of_qt(page):
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.model.show_only("new")
    assert page.model.index(0, FATE).data(BADGE).icon == "plus"


def test_the_page_tells_what_is_dropped_new_and_carried(page):
    assert told(page.model) == [
        ("Staff", "12", "dropped: no longer asked"),
        ("Web site", "", "new"),
        ("Company", "Viru Metall", "carried"),
        ("Name (row 1)", "refused", "carried"),
    ]
    assert page.title() == "A corrected version is there"
    assert page.notice.title() == "What is dropped stays in the draft"


def test_a_chip_shows_one_kind_only(page):
    page.chips.chip("dropped").click()
    assert [line[0] for line in told(page.model)] == ["Staff"]
    assert page.chips.chip("carried").text() == "Carried 2"


def test_words_follow_the_language_of_the_window(page):
    set_language("et")
    page.retranslate()
    assert told(page.model)[0][0] == "Töötajaid"
    set_language("en")


def test_leaving_changes_nothing(qtbot, page, services, draft):
    with qtbot.waitSignal(page.left):
        page.leave.click()
    assert interviews.get_interview(services, draft).version == "1"


def test_moving_by_key_moves_and_says_so(qtbot, page, services, draft):
    with qtbot.waitSignal(page.moved) as caught:
        QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert caught.args == ["Moved to version 2"]
    assert interviews.get_interview(services, draft).version == "2"


def test_the_list_offers_the_page_and_the_undo(qtbot, listing, desk, services, draft, settle):
    opened = []
    desk.navigator.page_wanted.connect(opened.append)
    assert listing.versions.button.text() == "Corrected version…"
    listing.versions.button.click()
    [page] = opened
    qtbot.addWidget(page)
    page.enter()
    settle(desk.tasks)
    page.confirm.click()
    settle(desk.tasks)
    assert listing._undo._label.whole() == "Moved to version 2"
    listing.table.setFocus()
    QTest.keyClick(listing.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(desk.tasks)
    assert interviews.get_interview(services, draft).version == "1"
    assert listing._undo._label.whole() == "The earlier version is back, with every answer"


def test_a_moved_draft_offers_the_way_back_later(qtbot, show, desk, services, draft, settle):
    offer = moving.offer_of(services, draft)
    moving.move(services, draft, offer.newer.bundle)
    listing = InterviewsPage(desk)
    listing.footer.setParent(listing)
    show(listing)
    listing.enter()
    settle(desk.tasks)
    assert listing.versions.button.text() == "Back to version 1…"
    page = MovingPage(desk, draft)
    show(page)
    page.enter()
    settle(desk.tasks)
    assert not page.confirm.isVisible()
    assert page.title() == "Version of the questionnaire"
    with qtbot.waitSignal(page.went_back) as caught:
        page.take_back.click()
    assert caught.args == ["The earlier version is back, with every answer"]
    assert interviews.get_interview(services, draft).version == "1"
