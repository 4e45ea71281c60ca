"""The files of a finished interview: listed by question, listened to, looked at, saved elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.capture import devices
from app.capture.opus import Encoder, Quality
from app.operations import attachments, forms, interviews
from app.ui.interviews.files import FilesPage
from app.ui.interviews.finished import FinishedPage
from tests.capture.synthetic import Camera, Microphone, Speaker, tone

FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
 <h:title>Kept</h:title><model><instance><data id="kept" version="1"><said/><seen/></data></instance>
 <bind nodeset="/data/said" type="binary"/><bind nodeset="/data/seen" type="binary"/></model></h:head>
 <h:body><upload ref="/data/said" mediatype="audio/*"><label>What was said</label></upload>
 <upload ref="/data/seen" mediatype="image/*"><label>The office</label></upload></h:body></h:html>"""


def sound() -> bytes:
    encoder = Encoder(16_000, Quality.VOICE_ONLY)
    encoder.write(tone(3000, 16_000))
    return encoder.give() + encoder.close()


@pytest.fixture
def speaker(monkeypatch) -> Speaker:
    made = Speaker(pace_s=0.02)
    found = devices.Devices(Microphone(), made, Camera())
    monkeypatch.setattr(devices, "of_this_machine", lambda: found)
    return made


@pytest.fixture
def record(services, tmp_path: Path) -> str:
    path = tmp_path / "kept.xml"
    path.write_text(FORM, encoding="utf-8")
    bundle = forms.import_form(services, path).bundle
    opened = interviews.start_interview(services, bundle)
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(0x0B6771)
    assert image.save(str(tmp_path / "office.png"))
    given = {
        "/data/said": attachments.keep_content(services, sound(), ".ogg"),
        "/data/seen": attachments.keep_file(services, tmp_path / "office.png"),
    }
    for place, kept in given.items():
        batch = opened.session.attach(opened.session.address(place), kept.name, kept.blob)
        interviews.save_step(services, opened.draft, batch.step)
    interviews.finish_interview(services, opened.draft, opened.session)
    return opened.record


@pytest.fixture
def page(qtbot, show, desk, record, speaker, settle) -> FilesPage:
    made = FilesPage(desk, record)
    made.resize(1000, 600)
    show(made)
    made.enter()
    settle(desk.tasks)
    return made


def test_every_file_is_listed_with_kind_and_size(page: FilesPage) -> None:
    rows = [
        [page.model.data(page.model.index(row, column)) for column in range(3)] for row in range(2)
    ]
    assert [row[:2] for row in rows] == [["What was said", "Recording"], ["The office", "Picture"]]
    assert all("B" in row[2] for row in rows)


def test_a_recording_is_played_and_held_by_keyboard(qtbot, page: FilesPage, speaker) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.play.text() == "Pause" and page.meter.isVisible())
    QTest.keyClick(page.table, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: page.play.text() == "Go on playing")
    QTest.keyClick(page.table, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: page.play.text() == "Play", timeout=20_000)
    assert len(speaker.heard) == pytest.approx(3 * 16_000 * 2, rel=0.02)


def test_a_picture_is_shown(qtbot, page: FilesPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.waitUntil(page.picture.isVisible)
    assert page.picture.pixmap().width() > 300
    assert not page.play.isVisible()


def test_a_file_is_saved_where_a_person_says(
    qtbot, page: FilesPage, tmp_path: Path, monkeypatch
) -> None:
    target = tmp_path / "said.ogg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all, **_named: (str(target), ""))
    QTest.keyClick(page.table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.notice.title() == "Saved as said.ogg")
    assert target.read_bytes() == attachments.read_file(page.desk.services, page.chosen.blob)


def test_no_loudspeaker_is_told(qtbot, page: FilesPage, speaker) -> None:
    speaker.missing = True
    page.play.click()
    qtbot.waitUntil(lambda: "loudspeaker" in page.notice.title())
    assert page.play.text() == "Play"


def test_the_finished_page_leads_to_its_files(qtbot, show, desk, record, settle) -> None:
    opened: list[object] = []
    finished = FinishedPage(desk, record)
    show(finished)
    qtbot.waitUntil(finished.files.isVisible, timeout=20_000)
    desk.navigator.page_wanted.connect(opened.append)
    finished.files.click()
    assert isinstance(opened[0], FilesPage)
    opened[0].deleteLater()
    settle(desk.tasks)
