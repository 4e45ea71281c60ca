"""A person is found, copied and erased from the window, by keys alone and only after two questions."""

from __future__ import annotations

import json
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton

from app.operations import cases, locking, people, privacy, sync
from app.ui.privacy import erasing
from app.ui.privacy.page import PrivacyPage
from app.ui.settings import privacy as settings
from app.ui.settings.page import SettingsPage


@pytest.fixture
def known(services):
    from dataclasses import replace

    for name in ("Anna Ivanova FIE", "Narva Vesi"):
        cases.add_case(services, replace(cases.new_case(services), name=name))
    return services


@pytest.fixture
def page(show, desk, known, settle):
    made = PrivacyPage(desk)
    made.resize(1000, 640)
    show(made)
    made.enter()
    settle(desk.tasks)
    return made


def look_for(page, name, settle):
    page.name.setText(name)
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    settle(page.desk.tasks)


def titles(page) -> list[str]:
    return [str(page.model.index(row, 1).data()) for row in range(page.model.rowCount())]


def test_a_person_is_found_by_the_keyboard(page, settle):
    look_for(page, "Иванова", settle)
    assert titles(page) == ["Anna Ivanova FIE"]
    assert page._summary.text() == "1 thing is held."
    assert QApplication.focusWidget() is page.table


def test_nobody_is_said_to_be_nobody(page, settle):
    look_for(page, "Keegi", settle)
    assert page._summary.text() == "Nothing is held of “Keegi”."
    assert not page.erase.isEnabled()


def test_a_copy_is_saved(page, settle, tmp_path, monkeypatch):
    target = tmp_path / "koopia.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    look_for(page, "Ivanova", settle)
    QTest.keyClick(page.table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(page.desk.tasks)
    assert page.notice.title() == "Saved as koopia.json"
    assert json.loads(target.read_text())["held"][0]["title"] == "Anna Ivanova FIE"


def answer(monkeypatch, *, read: bool, now: bool) -> list[str]:
    """Answer both questions: tick the box and go on, or not; then say yes, or not."""
    asked = []

    def first(dialog: erasing.PlanDialog) -> int:
        asked.append("plan")
        assert not dialog.agreeing.isEnabled()
        dialog.read.setChecked(read)
        dialog.agreeing.click()
        accepted = dialog.result() == QDialog.DialogCode.Accepted
        return QDialog.DialogCode.Accepted if accepted else QDialog.DialogCode.Rejected

    def second(_parent, title, *_more, **_kinds) -> bool:
        asked.append(title)
        return now

    monkeypatch.setattr(erasing.PlanDialog, "exec", first)
    monkeypatch.setattr(erasing, "ask", second)
    return asked


@pytest.mark.parametrize(("read", "now"), [(False, True), (True, False)])
def test_nothing_is_erased_without_two_yeses(page, settle, monkeypatch, read, now):
    answer(monkeypatch, read=read, now=now)
    look_for(page, "Ivanova", settle)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    settle(page.desk.tasks)
    assert people.find(page.desk.services, "Ivanova").held


def test_two_yeses_erase_and_say_what_went(page, settle, monkeypatch):
    asked = answer(monkeypatch, read=True, now=True)
    look_for(page, "Ivanova", settle)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    settle(page.desk.tasks)
    assert asked == ["plan", "Erase now?"]
    assert page.notice.title() == "1 record was erased."
    assert not people.find(page.desk.services, "Ivanova").held
    assert people.find(page.desk.services, "Narva").held


@pytest.fixture
def settings_page(show, desk, known, settle):
    made = SettingsPage(desk)
    made.resize(1100, 700)
    show(made)
    made.enter()
    settle(desk.tasks)
    return made


@pytest.fixture
def section(settings_page):
    return settings_page.people


def test_the_date_is_promised_and_what_is_due_is_erased(section, desk, settle, monkeypatch):
    section.keeps.click()
    settle(desk.tasks)
    section.until.setDate(QDate(2020, 1, 31))
    settle(desk.tasks)
    assert privacy.promises(desk.services).keep_until == date(2020, 1, 31)
    assert "2 rows of registers" in section._due.text()
    answer(monkeypatch, read=True, now=True)
    section.erase_due.click()
    settle(desk.tasks)
    assert section.erase_due.isHidden()
    assert cases.list_cases(desk.services, cases.CaseQuery()) == []


def test_the_border_and_the_laptops_across_it_are_promised(section, desk, settle, monkeypatch):
    device = "ab" * 32
    sync.trust_device(desk.services, device, name="OT")
    section.stays.click()
    section.home.button("RU").click()
    settle(desk.tasks)
    section.load()
    settle(desk.tasks)

    def mark(dialog: settings.SidesDialog) -> int:
        dialog.boxes[device].setChecked(True)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(settings.SidesDialog, "exec", mark)
    section.laptops.click()
    settle(desk.tasks)
    told = privacy.promises(desk.services)
    assert (told.home, told.stays_home, told.side_of(device)) == ("RU", True, "EE")


def test_the_lock_waits_for_a_passphrase_to_be_set(section, desk):
    assert not section.minutes.isEnabled()
    assert locking.idle_minutes(desk.services) == 0


def test_the_page_is_reached_from_the_settings(section, desk):
    opened = []
    desk.navigator.page_wanted.connect(opened.append)
    found = [b for b in section.findChildren(QPushButton) if b.text() == "Find a person…"]
    found[0].click()
    assert isinstance(opened[0], PrivacyPage)
    opened[0].deleteLater()
