"""Two entries of one paper at the real page: only what differs, keys 1, 2, 3, undo, one interview."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from app.forms.session import NotAnswerable
from app.operations import interviews, keying, pairing
from app.operations.keying import Cover
from app.operations.members import set_current_member
from app.store import revisions
from app.ui.interviews.page import InterviewsPage
from app.ui.keying.compare import ComparePage
from app.ui.keying.key_table import COMPARING

ANSWERS = {
    "firm/company": "Viru Metall",
    "firm/staff": "120",
    "firm/export": "yes",
    "firm/share": "12.5",
    "partner[1]/who": "Narva Vesi",
    "partner[1]/tie": "buys owns",
}


def keyed(services, paper, answers) -> keying.Completed:
    """Key answers in without a screen and end the entry."""
    opened = keying.start_entry(services, paper)
    session, draft = opened.interview.session, opened.interview.draft
    stop = session.subscribe(lambda batch: interviews.save_step(services, draft, batch.step))
    for path, value in answers.items():
        if "[2]" in path and len(session.instances("/data/partner")) == 1:
            session.add_repeat("/data/partner")
        with contextlib.suppress(NotAnswerable):  # the routing skips it
            session.answer(session.address(f"/data/{path}"), value)
    stop()
    return keying.complete_entry(services, draft, session, interviews.summarise(session))


@pytest.fixture
def twice(services, paper):
    """Return a page of one paper keyed twice, with these answers the second time."""

    def key(**second: str) -> str:
        keyed(services, paper, ANSWERS)
        set_current_member(services, "O. T.", "interviewer")
        other = {name.replace("__", "/"): value for name, value in second.items()}
        keyed(services, paper, {**ANSWERS, **other})
        return next(iter(keying.standings(services)))

    return key


@pytest.fixture
def page_of(show, desk, settle):
    def open_(draft: str) -> ComparePage:
        page = ComparePage(desk, draft)
        page.resize(1100, 600)
        page.footer.setParent(page)
        show(page)
        page.enter()
        settle(desk.tasks)
        return page

    return open_


def rows(page: ComparePage) -> list[tuple[str, ...]]:
    model = page.model
    return [tuple(model.index(at, n).data() for n in range(4)) for at in range(model.rowCount())]


def press(widget, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)
    QApplication.processEvents()


def test_only_what_differs_is_shown_as_it_was_typed_and_read(twice, page_of):
    page = page_of(twice(firm__staff="12", firm__export="no"))
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert rows(page) == [
        ("1.2  Staff", "120", "12", "open"),
        ("1.3  Exports", "1 · yes", "2 · no", "open"),
        ("1.4  Share of exports", "12.5", "not asked", "open"),
    ]
    assert page._rate.whole() == "7 of 10 answers equal (70.0%)"
    assert not page.finish_button.isEnabled()


def test_one_two_and_three_decide_and_go_on(twice, page_of, services, settle, desk):
    page = page_of(twice(firm__company="Viru Metal", firm__staff="12", firm__share="13"))
    records: list[str] = []
    page.finished.connect(records.append)
    press(page.table, Qt.Key.Key_1)
    press(page.table, Qt.Key.Key_2)
    press(page.table, Qt.Key.Key_3)
    QTest.keyClicks(page.own, "x")
    press(page.own, Qt.Key.Key_Return)
    assert page._legend.text().startswith("Please write a number")
    page.own.clear()
    QTest.keyClicks(page.own, "12,9")
    press(page.own, Qt.Key.Key_Return)
    assert [row[3] for row in rows(page)] == ["first", "second", "12.9"]
    assert page._said.whole() == "3 of 3 differences settled"
    settle(desk.tasks)
    press(page.finish_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(desk.tasks)
    kept = revisions.view_of(services.workspace, records[0]).values
    assert kept["answers/data/firm/company"] == "Viru Metall"
    assert kept["answers/data/firm/staff"] == "12"
    assert kept["answers/data/firm/share"] == "12.9"
    told = [value for path, value in kept.items() if path.endswith("/text")]
    assert "Keyed as “120” and as “12”; taken: “12”." in told
    assert any(text.startswith("Keyed twice, by A. K. and by O. T.") for text in told)
    assert len(interviews.list_interviews(services)) == 1


def test_a_decision_is_kept_at_once_and_can_be_undone(twice, page_of, services, settle, desk):
    draft = twice(firm__staff="12")
    page = page_of(draft)
    press(page.table, Qt.Key.Key_2)
    settle(desk.tasks)
    kept = pairing.open_pair(services, draft).decisions
    assert [each.taken for each in kept.values()] == ["second"]
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rows(page)[0][3] == "open"
    settle(desk.tasks)
    assert rows(page_of(draft))[0][3] == "open"


def test_a_row_that_one_entry_has_is_taken_as_a_whole(twice, page_of):
    page = page_of(twice(**{"partner[2]__who": "Jõhvi Puit"}))
    assert rows(page) == [("Partner 2", "no such row", "row is there", "open")]
    assert not page.write.isEnabled()


def test_decisions_that_break_a_rule_are_told_and_change_nothing(twice, page_of, settle, desk):
    page = page_of(twice(firm__staff="12"))
    press(page.table, Qt.Key.Key_3)
    QTest.keyClicks(page.own, "9000")
    press(page.own, Qt.Key.Key_Return)
    press(page.finish_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(desk.tasks)
    assert page.notice.title() == "This interview cannot be finished yet"
    assert page.finish_button.isEnabled()


def test_equal_entries_need_nothing_but_finish(twice, page_of, services, settle, desk):
    page = page_of(twice())
    assert page.finish_button.isEnabled()
    press(page.finish_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(desk.tasks)
    [row] = interviews.list_interviews(services)
    assert row.status == "finished"


def test_the_list_says_how_far_a_paper_has_come(services, paper, show, desk, settle, twice):
    twice(firm__staff="12")
    keyed(services, replace(paper, cover=Cover("18", paper.cover.day)), ANSWERS)
    set_current_member(services, "A. K.", "interviewer")
    page = InterviewsPage(desk)
    page.resize(1100, 600)
    show(page)
    page.footer.setParent(page)
    page.enter()
    settle(desk.tasks)
    told = {
        (page.model.index(at, 0).data(), page.model.index(at, 4).data())
        for at in range(page.model.rowCount())
    }
    assert told == {
        ("Viru Metall · Paper 17", "keyed twice: 1 difference"),
        ("Viru Metall · Paper 18", "keyed once"),
    }
    by_name = {page.model.row(at).id: at for at in range(page.model.rowCount())}
    standing = keying.standings(services)
    opened: list = []
    desk.navigator.page_wanted.connect(opened.append)
    for draft, at in by_name.items():
        page.table.choose(at)
        verb = "Compare" if standing[draft].number == "17" else "Second entry"
        assert page._open.text() == verb
    assert page.papers.button.text() == "Key in from paper…"


EFFECTS = {
    "compare-first": lambda page, _done: page.model.index(0, 3).data() == "first",
    "compare-second": lambda page, _done: page.model.index(0, 3).data() == "second",
    "compare-own": lambda page, _done: page.own.hasFocus(),
    "compare-undo": lambda page, _done: page.model.index(0, 3).data() == "open",
    "compare-finish": lambda _page, done: len(done) == 1,
}


@pytest.mark.parametrize("row", COMPARING.rows, ids=lambda row: row.id)
def test_every_key_of_the_table_does_what_it_says(row, twice, page_of, settle, desk):
    page, done = page_of(twice(firm__staff="12")), []
    page.finished.connect(done.append)
    if row.id in {"compare-undo", "compare-finish"}:
        page.take("first")
        settle(desk.tasks)
    [chord] = row.chords
    combination = QKeySequence.fromString(chord)[0]
    page.table.setFocus()
    press(page.table, Qt.Key(combination.key()), combination.keyboardModifiers())
    settle(desk.tasks)
    assert EFFECTS[row.id](page, done)
