"""The way in: create, protect, unlock, say who works here; trouble in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from app.bootstrap import create_workspace, open_workspace
from app.operations.workspace import current_member, set_current_member
from app.ui.start.flow import StartFlow
from app.ui.start.recovery import key_page


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


def press(flow: StartFlow, words: str) -> None:
    """Press the button that a person sees."""
    found = [b for b in flow.findChildren(QPushButton) if b.text() == words and b.isVisible()]
    assert found, words
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def says(flow: StartFlow, words: str) -> bool:
    return any(words in label.text() for label in flow.findChildren(QLabel) if label.isVisible())


def test_a_first_start_creates_a_workspace_and_asks_who_works_here(qtbot, flow):
    flow.begin(None)
    QTest.keyClicks(flow.new._name, "EstRu")
    press(flow, "Create workspace")
    qtbot.waitUntil(lambda: says(flow, "Who works here?"), timeout=20_000)
    QTest.keyClicks(flow.member._name, "A. K.")
    press(flow, "Start work")
    qtbot.waitUntil(lambda: bool(flow.opened))
    assert current_member(flow.opened[0]).name == "A. K."


def test_a_protected_workspace_shows_its_recovery_key_before_anything_else(qtbot, flow):
    flow.begin(None)
    QTest.keyClicks(flow.new._name, "EstRu")
    flow.new._protect.click()
    for edit in (flow.new._first, flow.new._second):
        QTest.keyClicks(edit, "three small words")
    press(flow, "Create workspace")
    qtbot.waitUntil(lambda: says(flow, "Keep the recovery key"), timeout=20_000)
    key = flow.recovery._card.accessibleName()
    assert len(key.split("-")) == 8
    assert not flow.recovery._next.isEnabled()
    next(
        box
        for box in flow.findChildren(QCheckBox)
        if box.text() == "The key is in a safe place" and box.isVisible()
    ).click()
    press(flow, "Go on")
    qtbot.waitUntil(lambda: says(flow, "Keep the recovery key of the project"))
    flow.project_key.promise.click()
    press(flow, "Go on")
    qtbot.waitUntil(lambda: says(flow, "Who works here?"))
    flow.let_go()


def test_the_printed_sheet_holds_the_key_and_the_name():
    text = key_page("AAAAA-BBBBB", "Bürood & Ko").toPlainText()
    assert "AAAAA" in text
    assert "Bürood & Ko" in text


def test_mistakes_are_told_at_the_field(flow):
    flow.begin(None)
    flow.new._protect.click()
    QTest.keyClicks(flow.new._first, "short")
    press(flow, "Create workspace")
    assert says(flow, "Please give the workspace a name.")
    assert says(flow, "This passphrase is too short.")
    assert says(flow, "The two passphrases are not the same.")


def test_a_wrong_passphrase_is_told_in_words_and_may_be_tried_again(qtbot, flow, tmp_path):
    made = create_workspace(tmp_path / "kept.sild", name="EstRu", passphrase="three small words")
    set_current_member(made.services, "A. K.", "interviewer")
    made.services.close()
    flow.begin(tmp_path / "kept.sild")
    qtbot.waitUntil(lambda: says(flow, "Unlock the workspace"), timeout=20_000)
    QTest.keyClicks(flow.unlock._passphrase, "something else")
    press(flow, "Unlock")
    qtbot.waitUntil(lambda: bool(flow.unlock._passphrase_field.complaint), timeout=20_000)
    assert flow.opened == []
    flow.unlock._passphrase.setText("three small words")
    press(flow, "Unlock")
    qtbot.waitUntil(lambda: bool(flow.opened), timeout=20_000)


def test_the_recovery_key_opens_when_the_passphrase_is_forgotten(qtbot, flow, tmp_path):
    made = create_workspace(tmp_path / "kept.sild", name="EstRu", passphrase="three small words")
    set_current_member(made.services, "A. K.", "interviewer")
    made.services.close()
    flow.begin(tmp_path / "kept.sild")
    qtbot.waitUntil(lambda: says(flow, "Unlock the workspace"), timeout=20_000)
    press(flow, "Use the recovery key")
    flow.unlock._key.setText(made.recovery_key.lower())
    press(flow, "Unlock")
    qtbot.waitUntil(lambda: bool(flow.opened), timeout=20_000)


def test_a_folder_that_is_no_workspace_is_explained(qtbot, flow, tmp_path):
    flow.begin(tmp_path / "nowhere.sild")
    qtbot.waitUntil(lambda: says(flow, "The workspace did not open"), timeout=20_000)
    assert flow.trouble.notice.title()
    press(flow, "Create a new one…")
    assert says(flow, "Create a workspace")


def test_the_way_in_speaks_another_language_at_once(flow, speech):
    flow.begin(None)
    speech.speak("ru")
    flow.retranslate()
    assert not says(flow, "Create a workspace")


def test_a_damaged_workspace_offers_its_latest_backup(qtbot, flow, tmp_path):
    from app.operations.workspace import back_up

    made = create_workspace(tmp_path / "kept.sild", name="EstRu")
    set_current_member(made.services, "A. K.", "interviewer")
    back_up(made.services)
    made.services.close()
    database = max((tmp_path / "kept.sild").glob("*.db*"), key=lambda file: file.stat().st_size)
    database.write_bytes(b"\0" * database.stat().st_size)
    flow.begin(tmp_path / "kept.sild")
    qtbot.waitUntil(lambda: says(flow, "The workspace did not open"), timeout=20_000)
    press(flow, "Restore the latest backup")
    qtbot.waitUntil(lambda: bool(flow.opened), timeout=20_000)
    assert current_member(flow.opened[0]).name == "A. K."


def test_closing_before_anybody_said_who_they_are_lets_go_of_the_workspace(qtbot, flow, tmp_path):
    create_workspace(tmp_path / "kept.sild", name="EstRu").services.close()
    flow.begin(tmp_path / "kept.sild")
    qtbot.waitUntil(lambda: says(flow, "Who works here?"), timeout=20_000)
    flow.let_go()
    again = open_workspace(tmp_path / "kept.sild")
    again.close()
