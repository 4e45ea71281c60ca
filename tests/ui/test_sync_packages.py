"""A package on its whole way through two real windows: prepared, handed over, taken in, confirmed, taken back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QPushButton

from app.core.clock import StillClock
from app.core.errors import AppError, ErrorCode
from app.operations import sync, sync_outlook
from app.store import keys as store_keys
from app.store import quarantine
from app.store.quarantine import SetAside
from app.sync import seal
from app.ui.sync.arrivals import ArrivalsPage, UnlockDialog
from app.ui.sync.campaign import CampaignDialog
from app.ui.sync.page import SyncPage
from app.ui.sync.prepare import PlaceDialog, PrepareDialog, room_words
from app.ui.sync.signer import SignerDialog
from app.ui.window import MainWindow
from tests.operations.laptops import founded, joined
from tests.operations.workbooks import write_workbook
from tests.ui.sync_laptops import button, says, texts


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
def clock() -> StillClock:
    return StillClock.at("2026-11-21T10:00:00+02:00")


@pytest.fixture
def office(tmp_path: Path, clock: StillClock):
    workbook = write_workbook(tmp_path / "firm.xlsx")
    with founded(tmp_path, clock, workbook, "kontor") as laptop:
        yield laptop


@pytest.fixture
def mari(office):
    with joined(office, "Mari", "Mari Maasik", "mari") as laptop:
        yield laptop


@pytest.fixture
def window_of(qtbot, preferences, speech, settle):
    made = []

    def show(laptop) -> MainWindow:
        shown = MainWindow(preferences, speech)
        shown.resize(1366, 768)
        shown.show()
        shown.show_workspace(laptop.services)
        settle(shown.tasks)
        shown.shell.go("sync")
        settle(shown.tasks)
        made.append(shown)
        return shown

    yield show
    for shown in made:
        shown._services = None
        shown.close()
        shown.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def stick(tmp_path: Path, preferences) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    preferences.remember_folder("package", folder)
    return folder


def agree(monkeypatch, dialog_class, act=None):
    """Answer a dialog as a person does: look, do something, press the last button."""
    seen = []

    def answer(dialog):
        dialog.show()
        seen.append(texts(dialog))
        if act is not None:
            act(dialog)
        _press_last(dialog)
        dialog.hide()
        return dialog.result()

    monkeypatch.setattr(dialog_class, "exec", answer)
    return seen


def _press_last(dialog: QDialog) -> None:
    pressed = [each for each in dialog.findChildren(QPushButton) if each.isDefault()]
    QTest.mouseClick(pressed[0], Qt.MouseButton.LeftButton)


class FirstChosen(QMenu):
    """A menu of which the first line is chosen at once."""

    def exec(self, _at):
        self.actions()[0].trigger()


def press(widget, label):
    QTest.mouseClick(button(widget, label), Qt.MouseButton.LeftButton)


def prepare(window, settle, monkeypatch):
    seen = agree(monkeypatch, PrepareDialog)
    press(window, "Prepare a package…")
    settle(window.tasks)
    settle(window.tasks)
    return seen


def test_a_package_is_prepared_marked_and_confirmed(
    office, mari, window_of, settle, monkeypatch, stick
):
    mari.interview("Viru Metall")
    mari.draft()
    window = window_of(mari)
    page = window.shell.page
    [told] = prepare(window, settle, monkeypatch)
    assert any("1 interview" in text for text in told)
    assert any("1 unfinished interview stays" in text for text in told)
    assert any("Encrypted for Kai Kontor" in text for text in told)
    [path] = stick.iterdir()
    assert path.suffix == ".sildpack"
    assert says(page, "Written and read back")
    assert page.models[0].row(0).handed_over is None
    assert window.shell.rail.button("sync").accessibleName() == "Sync 1"
    press(window, "Mark as handed over")
    settle(window.tasks)
    settle(window.tasks)
    assert page.models[0].row(0).handed_over is not None
    assert not page.hand_over.isVisible()
    office.merge(path)
    mari.merge(office.confirm())
    page._load()
    settle(window.tasks)
    assert page.models[0].row(0).confirmed is not None
    assert not page.again.isVisible()


def test_a_coordinator_looks_takes_in_and_takes_back(
    office, mari, window_of, settle, monkeypatch, stick
):
    mari.interview("Viru Metall")
    path = mari.write()
    before = office.digest
    page = (window := window_of(office)).shell.page
    page.take_in([path])
    settle(window.tasks)
    arrivals = window.shell.page
    assert isinstance(arrivals, ArrivalsPage)
    assert says(arrivals, "Interviews from Mari Maasik")
    assert [card.badge.accessibleName() for card in arrivals.cards] == ["can be taken in"]
    assert office.digest == before
    figures = [text for text in texts(arrivals) if text.startswith("New: ")]
    press(arrivals, "Take in 1 package")
    settle(window.tasks)
    settle(window.tasks)
    assert office.digest != before
    assert [text for text in texts(arrivals) if text.startswith("New: ")] == figures
    assert says(arrivals, "taken in")
    assert arrivals.confirm.hasFocus()
    press(arrivals, "Back")
    settle(window.tasks)
    assert window.shell.page is page
    page.chips.chip("taken").click()
    monkeypatch.setattr("app.ui.sync.undoing.ask", lambda *_any, **_more: True)
    page.tables[1].choose(0)
    press(window, "Take back…")
    settle(window.tasks)
    settle(window.tasks)
    assert office.digest == before
    assert says(page, "taken back")


def test_what_is_not_to_be_taken_back_is_named(office, mari, window_of, settle, monkeypatch):
    record = mari.interview("Viru Metall")
    office.merge(mari.write())
    office.correct(record, "Viru Metall OÜ")
    window = window_of(office)
    page = window.shell.page
    page.chips.chip("taken").click()
    monkeypatch.setattr("app.ui.sync.undoing.ask", lambda *_any, **_more: True)
    page.tables[1].choose(0)
    press(window, "Take back…")
    settle(window.tasks)
    settle(window.tasks)
    assert says(page, "Viru Metall OÜ")


def test_a_confirmation_is_prepared_from_the_report(
    office, mari, window_of, settle, monkeypatch, stick
):
    mari.interview()
    path = mari.write()
    window = window_of(office)
    window.shell.page.take_in([path])
    settle(window.tasks)
    press(window.shell.page, "Take in 1 package")
    settle(window.tasks)
    settle(window.tasks)
    agree(monkeypatch, PlaceDialog)
    press(window.shell.page, "Prepare a confirmation…")
    QApplication.processEvents()
    settle(window.tasks)
    settle(window.tasks)
    [confirmation] = stick.iterdir()
    assert mari.merge(confirmation).confirmed
    assert says(window.shell.page, "Written and read back")


def test_the_same_package_again_says_that_nothing_is_new(office, mari, window_of, settle):
    mari.interview()
    path = mari.write()
    office.merge(path)
    window = window_of(office)
    window.shell.page.take_in([path])
    settle(window.tasks)
    assert says(window.shell.page, "It was taken in before")
    press(window.shell.page, "Take in 1 package")
    settle(window.tasks)
    settle(window.tasks)
    assert says(window.shell.page, "Everything in it was here already")


def test_one_bad_file_is_explained_and_the_good_one_goes_in(
    office, mari, window_of, settle, tmp_path
):
    mari.interview()
    good, bad = mari.write(), tmp_path / "bad.sildpack"
    whole = good.read_bytes()
    bad.write_bytes(whole[: len(whole) // 2])
    window = window_of(office)
    window.shell.page.take_in([bad, good])
    settle(window.tasks)
    assert says(window.shell.page, "cut short")
    press(window.shell.page, "Take in 1 package")
    settle(window.tasks)
    settle(window.tasks)
    assert office.titles() == ["Viru Metall"]


def test_an_unknown_computer_is_trusted_after_its_words_were_compared(
    office, mari, window_of, settle, monkeypatch
):
    from tests.operations.test_sync_outlook import _forget

    mari.interview()
    path = mari.write()
    key = sync.own_key(mari.services)
    office.services.workspace.call(_forget, key.device)
    window = window_of(office)
    window.shell.page.take_in([path])
    settle(window.tasks)
    page = window.shell.page
    assert not page.take.isEnabled()

    def compare(dialog):
        assert all(says(dialog, word) for word in key.words("en"))
        dialog.card.languages.button("ru").click()
        assert all(says(dialog, word) for word in key.words("ru"))
        assert says(dialog, key.fingerprint)
        assert not dialog.agree.isEnabled()
        dialog.compared.click()

    agree(monkeypatch, SignerDialog, compare)
    press(page, "Compare the key…")
    settle(window.tasks)
    settle(window.tasks)
    press(page, "Take in 1 package")
    settle(window.tasks)
    settle(window.tasks)
    assert office.titles() == ["Viru Metall"]


def test_a_foreign_package_is_refused_in_words(office, window_of, settle, tmp_path, clock):
    (tmp_path / "other").mkdir()
    workbook = write_workbook(tmp_path / "other" / "firm.xlsx")
    with founded(tmp_path / "other", clock, workbook) as stranger:
        stranger.interview()
        path = stranger.write()
        window = window_of(office)
        window.shell.page.take_in([path])
        settle(window.tasks)
        page = window.shell.page
        assert says(page, "belongs to another project")
        assert not page.take.isEnabled()


def test_a_package_closed_by_a_passphrase_opens_with_it(
    office, mari, window_of, settle, monkeypatch
):
    path = office.campaign(passphrase="neli sõna", holder="Mari Maasik")
    window = window_of(mari)
    window.shell.page.take_in([path])
    settle(window.tasks)
    page = window.shell.page
    agree(monkeypatch, UnlockDialog, lambda dialog: dialog.passphrase.setText("vale"))
    press(page, "Enter the passphrase…")
    settle(window.tasks)
    assert says(page, "The passphrase does not open the package")
    agree(monkeypatch, UnlockDialog, lambda dialog: dialog.passphrase.setText("neli sõna"))
    press(page, "Enter the passphrase…")
    settle(window.tasks)
    assert button(page, "Take in 1 package")


def test_a_clock_that_lags_is_said_in_days(office, mari, window_of, settle, clock):
    mari.interview()
    clock.move(timedelta(days=-400))
    path = mari.write()
    clock.move(timedelta(days=400))
    window = window_of(office)
    window.shell.page.take_in([path])
    settle(window.tasks)
    assert says(window.shell.page, "days behind")


def test_a_day_of_work_that_nobody_has_is_said(mari, window_of, clock):
    mari.interview()
    clock.move(timedelta(days=1))
    window = window_of(mari)
    assert says(window.shell.page, "1 interview has been handed to nobody yet")
    assert window.shell.notice.title().startswith("1 interview")


def test_packages_dropped_anywhere_are_looked_into(office, mari, window_of, settle):
    mari.interview()
    path = mari.write()
    window = window_of(office)
    window.shell.go("interviews")
    settle(window.tasks)
    told = QMimeData()
    told.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(
        QPointF(400, 300).toPoint(), Qt.DropAction.CopyAction, told, buttons, none
    )
    QApplication.sendEvent(window.shell, entering)
    assert entering.isAccepted()
    assert says(window, "Let go to look into the packages")
    dropping = QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, told, buttons, none)
    QApplication.sendEvent(window.shell, dropping)
    settle(window.tasks)
    assert says(window.shell.page, "Interviews from Mari Maasik")


def test_a_package_is_saved_again_to_another_stick(
    mari, window_of, settle, monkeypatch, stick, tmp_path
):
    mari.interview()
    path = mari.write()
    window = window_of(mari)
    (tmp_path / "second").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_any: str(tmp_path / "second"))
    press(window, "Save again…")
    settle(window.tasks)
    [copy] = (tmp_path / "second").iterdir()
    assert copy.read_bytes() == path.read_bytes()
    assert says(window.shell.page, "Written and read back")


def test_files_that_are_no_packages_are_said_to_be_none(office, window_of, tmp_path):
    (tmp_path / "empty").mkdir()
    window = window_of(office)
    window.shell.page.take_in([tmp_path / "empty"])
    assert says(window.shell.page, "There is no package among these files.")


def test_room_and_the_limits_of_a_stick_are_said(tmp_path):
    told = room_words(tmp_path, lambda _folder: (8_400_000, b"vfat"))
    assert "8.4 MB free" in told
    assert "4 GB" in told
    assert room_words(tmp_path / "none") == ""


@pytest.mark.parametrize("language", ["et", "ru", "en"])
def test_the_page_speaks_every_language(office, mari, window_of, settle, language):
    mari.interview()
    office.merge(mari.write())
    window = window_of(office)
    window.speak(language)
    settle(window.tasks)
    page = window.shell.page
    assert isinstance(page, SyncPage)
    assert page.title()
    window.speak("en")


def test_two_laptops_that_changed_one_firm_lead_to_the_differences(office, mari, window_of, settle):
    from app.ui.differences.page import DifferencesPage

    record = mari.interview("Viru Metall")
    office.merge(mari.write())
    office.correct(record, "Viru Metall AS")
    mari.correct(record, "Viru Metall OÜ")
    path = mari.write()
    window = window_of(office)
    window.shell.page.take_in([path])
    settle(window.tasks)
    assert any("Fields that differ: 3" in text for text in texts(window.shell.page))
    press(window.shell.page, "Take in 1 package")
    settle(window.tasks)
    settle(window.tasks)
    assert says(window.shell.page, "1 difference waits to be settled.")
    assert window.shell.rail.button("sync").accessibleName() == "Sync 2", "an invitation waits too"
    press(window.shell.page, "Settle the differences…")
    settle(window.tasks)
    assert isinstance(window.shell.page, DifferencesPage)
    window.shell.page.left.emit()
    settle(window.tasks)


def test_a_campaign_goes_to_a_known_laptop_and_is_taken_in_there(
    office, mari, window_of, settle, monkeypatch, stick
):
    office.case("Narva Vesi", "Mari Maasik")
    window = window_of(office)
    monkeypatch.setattr("app.ui.sync.page.QMenu", FirstChosen)

    def look(dialog):
        assert dialog.receiver.currentText() == "Mari Maasik"
        assert not dialog.passphrase.isVisible()
        assert says(dialog, "1 case")

    agree(monkeypatch, CampaignDialog, look)
    press(window, "Prepare…")
    for _round in range(3):
        settle(window.tasks)
    [path] = stick.iterdir()
    theirs = window_of(mari)
    theirs.shell.page.take_in([path])
    settle(theirs.tasks)
    assert says(theirs.shell.page, "Campaign from Kai Kontor")
    press(theirs.shell.page, "Take in 1 package")
    settle(theirs.tasks)
    settle(theirs.tasks)
    from app.operations import cases

    assert [row.case.name for row in cases.list_cases(mari.services)] == ["Narva Vesi"]


def test_an_invitation_needs_a_passphrase(office, desk, show):
    dialog = CampaignDialog(desk, sync_outlook.campaign_outlook(office.services), None)
    show(dialog)
    assert len(dialog.passphrase.text().split()) == 6
    dialog.passphrase.clear()
    _press_last(dialog)
    assert says(dialog, "An invitation needs a passphrase.")
    assert dialog.wish is None


def test_preparing_is_stopped_and_nothing_is_left(
    qtbot, mari, window_of, settle, monkeypatch, stick
):
    mari.interview()

    def forever(_services, _target, _wish, progress):
        while True:
            progress.step(1, 2, "gathering")

    monkeypatch.setattr("app.ui.sync.sending.sync.prepare_package", forever)
    window = window_of(mari)
    agree(monkeypatch, PrepareDialog)
    press(window, "Prepare a package…")
    qtbot.waitUntil(lambda: says(window, "Preparing the package…"), timeout=20_000)
    window.shell.go("interviews")
    window.shell.go("sync")
    press(window.shell.page.progress, "Cancel")
    settle(window.tasks)
    assert not window.shell.page.progress.isVisible()
    assert list(stick.iterdir()) == []


def test_what_was_set_aside_is_listed_saved_and_judged_again(
    office, window_of, settle, monkeypatch, tmp_path
):
    line = SetAside(
        sha256="ab" * 32,
        reason="shape",
        place="revisions/0001:7",
        package="p",
        signer=sync.own_key(office.services).device,
        content=b'{"broken":1}',
        at=office.services.clock.now(),
    )
    office.services.workspace.call(quarantine.write, [line])
    window = window_of(office)
    page = window.shell.page
    page.chips.chip("aside").click()
    assert page.chips.chip("aside").text() == "Set aside 1"
    press(window, "Try again")
    settle(window.tasks)
    assert says(page, "They still cannot be read")
    target = tmp_path / "aside.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_any: (str(target), ""))
    press(window, "Save for the developers…")
    settle(window.tasks)
    assert b'{"broken":1}' in target.read_bytes()
    assert says(page, "The file may hold answers.")
