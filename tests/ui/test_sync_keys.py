"""Keys of computers through the window: shown, compared, trusted, blocked; a project founded with its key, joined."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from app.core.clock import StillClock
from app.core.errors import AppError, ErrorCode
from app.operations import sync
from app.store import keys as store_keys
from app.sync import seal
from app.ui.bus import Bus
from app.ui.desk import Desk
from app.ui.navigation import Navigator
from app.ui.start.flow import StartFlow
from app.ui.start.project_key import rows_of
from app.ui.sync.devices import DevicesPage, KeyDialog, TrustDialog
from tests.operations.laptops import founded, joined
from tests.operations.workbooks import write_workbook
from tests.ui.sync_laptops import button, says


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(store_keys, "ROUNDS", 1)
    monkeypatch.setattr(seal, "seal_by_passphrase", lambda octets, word: octets + word.encode())
    monkeypatch.setattr(seal, "unseal_by_passphrase", _unseal)


def _unseal(octets: bytes, passphrase: str, *, path: str = "") -> bytes:
    if not octets.endswith(passphrase.encode()):
        raise AppError(ErrorCode.PACKAGE_PASSPHRASE_WRONG, path=path)
    return octets.removesuffix(passphrase.encode())


@pytest.fixture
def office(tmp_path: Path):
    clock = StillClock.at("2026-11-21T10:00:00+02:00")
    with founded(tmp_path, clock, write_workbook(tmp_path / "firm.xlsx"), "kontor") as laptop:
        yield laptop


@pytest.fixture
def page_of(show, tasks, preferences, speech, settle):
    owner = QObject()

    def made(laptop) -> DevicesPage:
        desk = Desk(laptop.services, tasks, Bus(owner), Navigator(owner), preferences)
        page = DevicesPage(desk)
        page.resize(1000, 640)
        show(page)
        page.enter()
        settle(tasks)
        return page

    yield made
    tasks.close()


@pytest.fixture
def flow(show, tasks, speech, tmp_path: Path):
    made = StartFlow(tasks, tmp_path / "new.sild")
    made.opened = []
    made.ready.connect(made.opened.append)
    show(made)
    yield made
    tasks.close()
    for services in made.opened:
        services.close()


def press(widget, label):
    QTest.mouseClick(button(widget, label), Qt.MouseButton.LeftButton)


def test_a_computer_shows_its_key_in_the_words_of_the_listener(office, page_of):
    page = page_of(office)
    key = sync.own_key(office.services)
    assert all(says(page, word) for word in key.words("en"))
    page.card.languages.button("et").click()
    assert all(says(page, word) for word in key.words("et"))
    press(page, "Copy the whole key")
    assert QApplication.clipboard().text() == key.text
    assert says(page, "The project has a recovery key")


def test_a_lost_laptop_is_blocked_and_its_packages_are_refused(
    office, page_of, settle, monkeypatch
):
    with joined(office, "Mari", "Mari Maasik", "mari") as mari:
        mari.interview()
        path = mari.write()
        page = page_of(office)
        monkeypatch.setattr("app.ui.sync.devices.ask", lambda *_any, **_more: True)
        assert says(page, "Computers of the project")
        press(page, "Block a lost laptop…")
        settle(page.desk.tasks)
        settle(page.desk.tasks)
        assert says(page, "The laptop is blocked")
        assert not page.revoke.isVisible()
        with pytest.raises(AppError) as raised:
            office.merge(path)
        assert raised.value.code is ErrorCode.PACKAGE_SIGNER_REVOKED


def test_a_computer_is_trusted_by_its_whole_key(office, page_of, settle, monkeypatch, qtbot):
    page = page_of(office)
    stranger = "sild:" + "ab" * 32 + ":"

    def answer(dialog):
        dialog.show()
        QTest.keyClicks(dialog.key, "nonsense")
        press(dialog, "Trust this computer")
        settle(page.desk.tasks)
        assert says(dialog, "nonsense is known here")
        dialog.key.setText(stranger)
        QTest.keyClicks(dialog.name, "Olga T.")
        press(dialog, "Trust this computer")
        settle(page.desk.tasks)
        return dialog.result()

    monkeypatch.setattr(TrustDialog, "exec", answer)
    press(page, "Trust a computer…")
    settle(page.desk.tasks)
    assert page.model.row(0).name == "Olga T."
    shown = []
    monkeypatch.setattr(KeyDialog, "exec", lambda self: shown.append(self) or QDialog.accept(self))
    press(page, "Show its key…")
    assert shown[0].card.spoken() == " ".join(page.model.row(0).words("en"))


def test_founding_a_protected_project_shows_its_key_once(
    qtbot, flow, settle, tasks, monkeypatch, tmp_path
):
    flow.begin(None)
    QTest.keyClicks(flow.new._name, "EstRu")
    flow.new._protect.click()
    for edit in (flow.new._first, flow.new._second):
        QTest.keyClicks(edit, "three small words")
    press(flow, "Create workspace")
    qtbot.waitUntil(lambda: says(flow, "Keep the recovery key"), timeout=20_000)
    flow.recovery._promise.click()
    press(flow, "Go on")
    assert says(flow, "Keep the recovery key of the project")
    key = flow.project_key._label.accessibleName()
    assert key.startswith("AGE-SECRET-KEY-")
    assert "".join(rows_of(key)) == key
    target = tmp_path / "key.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_any: (str(target), ""))
    press(flow, "Save as PDF…")
    assert target.read_bytes().startswith(b"%PDF")
    assert not flow.project_key.next.isEnabled()
    flow.project_key.promise.click()
    press(flow, "Go on")
    qtbot.waitUntil(lambda: says(flow, "Who works here?"), timeout=20_000)
    flow.let_go()


def test_somebody_joins_a_project_with_the_file_of_the_coordinator(
    qtbot, flow, office, monkeypatch
):
    path = office.campaign(passphrase="kuus sõna", holder="Mari Maasik")
    flow.begin(None)
    press(flow, "Join a project…")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_any: (str(path), ""))
    press(flow, "Choose…")
    QTest.keyClicks(flow.join.name, "Mari")
    flow.join.protect.click()
    flow.join.passphrase.setText("vale")
    press(flow, "Join the project")
    qtbot.waitUntil(lambda: says(flow, "The passphrase does not open"), timeout=20_000)
    flow.join.passphrase.setText("kuus sõna")
    press(flow, "Join the project")
    qtbot.waitUntil(lambda: says(flow, "Who works here?"), timeout=20_000)
    QTest.keyClicks(flow.member._name, "Mari Maasik")
    press(flow, "Start work")
    qtbot.waitUntil(lambda: bool(flow.opened), timeout=20_000)
    joined_one = flow.opened[0]
    assert joined_one.workspace.identity.project == office.services.workspace.identity.project
    assert sync.own_role(joined_one) == "interviewer"


def test_a_package_that_is_no_invitation_is_refused_and_leaves_nothing(qtbot, flow, office):
    office.interview()
    path = office.confirm()
    flow.begin(None)
    press(flow, "Join a project…")
    flow.join.file.setText(str(path))
    QTest.keyClicks(flow.join.name, "Mari")
    flow.join.protect.click()
    press(flow, "Join the project")
    qtbot.waitUntil(flow.join.notice.isVisible, timeout=20_000)
    assert flow.join.isEnabled()
    assert not flow.join._home.exists()
