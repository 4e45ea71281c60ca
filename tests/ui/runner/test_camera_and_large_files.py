"""Pictures from the camera, files that lie, files too large: in the real runner, with a camera of arithmetic."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from app.capture import devices
from app.core.errors import AppError, ErrorCode
from app.operations import attachments
from app.ui.desk import Desk
from app.ui.runner import attaching
from app.ui.runner.camera_dialog import CameraDialog
from app.ui.runner.controls.photo import PhotoControl, max_pixels
from tests.capture.synthetic import Camera, Microphone, Speaker
from tests.ui.runner.conftest import Begin, Interviewer, wait_until, xform
from tests.ui.runner.dialogs import in_dialog

FORM = xform(
    "<photo/><video/><last/>",
    '<bind nodeset="/data/photo" type="binary" xmlns:orx="http://openrosa.org/xforms" orx:max-pixels="320"/>'
    '<bind nodeset="/data/video" type="binary"/><bind nodeset="/data/last" type="string"/>',
    '<upload ref="/data/photo" mediatype="image/*"><label>Photo</label></upload>'
    '<upload ref="/data/video" mediatype="video/*"><label>Video</label></upload>'
    '<input ref="/data/last"><label>Last</label></input>',
)


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch) -> Camera:
    made = Camera(640, 480)
    found = devices.Devices(Microphone(), Speaker(), made)
    monkeypatch.setattr(devices, "of_this_machine", lambda: found)
    return made


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[ErrorCode]:
    codes: list[ErrorCode] = []
    monkeypatch.setattr(
        attaching.errors, "show_error", lambda _over, error: codes.append(error.code)
    )
    return codes


def looking(person: Interviewer, acts) -> None:
    """Open the camera by its key and act in the dialog, which is modal."""
    in_dialog(lambda dialog: acts(cast("CameraDialog", dialog)))
    person.press(Qt.Key.Key_F8)


def content(person: Interviewer, desk: Desk, path: str) -> bytes:
    blob = person.page.session.attached[person.value(path)]
    return attachments.read_file(desk.services, blob)  # type: ignore[arg-type]


def test_a_picture_is_taken_taken_again_and_used_by_keyboard(
    begin: Begin, desk: Desk, camera: Camera
) -> None:
    person = begin(FORM)
    assert isinstance(person.page.stage.blocks[0].control, PhotoControl)

    def acts(dialog: CameraDialog) -> None:
        wait_until(dialog.take.isEnabled)
        QTest.keyClick(dialog.take, Qt.Key.Key_Space)
        assert dialog.taken is not None
        assert dialog.finder is None
        dialog.again.click()
        assert dialog.taken is None
        wait_until(dialog.take.isEnabled)
        QTest.keyClick(dialog.take, Qt.Key.Key_Return)
        QTest.keyClick(dialog.take, Qt.Key.Key_Return)

    looking(person, acts)
    wait_until(lambda: person.value("/data/photo").endswith(".jpg"))
    taken = QImage.fromData(content(person, desk, "/data/photo"))
    assert (taken.width(), taken.height()) == (320, 240)
    person.enter()
    assert person.here == "/data/video"


def test_no_camera_is_told_and_a_file_can_still_be_chosen(begin: Begin, camera: Camera) -> None:
    camera.missing = True
    person = begin(FORM)
    said: list[str] = []

    def acts(dialog: CameraDialog) -> None:
        wait_until(lambda: bool(dialog.notice.title()))
        said.append(dialog.notice.title())
        assert dialog.again.hasFocus()
        dialog.reject()

    looking(person, acts)
    assert said == ["No camera was found."]
    assert person.value("/data/photo") == ""
    control = person.page.stage.blocks[0].control
    assert isinstance(control, PhotoControl)
    assert not control.choose_button.isHidden()


def test_a_camera_that_goes_is_told_and_tried_again(begin: Begin, camera: Camera) -> None:
    camera.frames = 2
    person = begin(FORM)
    said: list[str] = []

    def acts(dialog: CameraDialog) -> None:
        wait_until(lambda: bool(dialog.notice.title()))
        said.append(dialog.notice.title())
        camera.frames = 1_000
        dialog.again.click()
        wait_until(dialog.take.isEnabled)
        dialog.reject()

    looking(person, acts)
    assert said == ["The camera stopped sending pictures."]


def test_a_picture_that_lies_about_its_kind_is_kept_as_what_it_is(
    begin: Begin, tmp_path: Path
) -> None:
    path = tmp_path / "hall.PNG"
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0x0B6771)
    assert image.save(str(path), "JPEG")
    person = begin(FORM)
    person.page.attach("/data/photo", str(path))
    wait_until(lambda: person.value("/data/photo") != "")
    assert person.value("/data/photo").endswith(".jpg")
    wait_until(lambda: "hall.PNG" in person.page.undo_bar._label.whole())


def test_what_is_no_picture_is_refused_in_words(
    begin: Begin, tmp_path: Path, told: list[ErrorCode]
) -> None:
    path = tmp_path / "hall.jpg"
    path.write_bytes(b"%PDF-1.7 pretending")
    person = begin(FORM)
    person.page.attach("/data/photo", str(path))
    wait_until(lambda: told == [ErrorCode.FILE_OF_OTHER_KIND])
    assert person.value("/data/photo") == ""


def test_a_four_gigabyte_video_is_refused_where_there_is_no_room(
    begin: Begin, tmp_path: Path, told: list[ErrorCode], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hall.mp4"
    path.touch()
    os.truncate(path, 4 << 30)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(8 << 30, 6 << 30, 2 << 30))
    person = begin(FORM)
    person.page.attach("/data/video", str(path))
    wait_until(lambda: told == [ErrorCode.NO_ROOM])
    assert person.value("/data/video") == ""
    assert person.page.copying.isHidden()


def test_a_long_copy_shows_how_far_it_is_while_questions_are_asked_and_can_be_stopped(
    begin: Begin, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "hall.mp4"
    path.touch()
    os.truncate(path, 200 << 20)
    person = begin(FORM)
    person.page.attach("/data/video", str(path))
    assert "hall.mp4" in person.page.copying._what.whole()
    person.go("/data/last")
    person.type("asked meanwhile")
    wait_until(lambda: person.page.copying._strip.value() > 10)
    person.page.copying._cancel.click()
    wait_until(person.page.copying.isHidden)
    wait_until(lambda: not desk.tasks.is_busy)
    assert person.value("/data/video") == ""
    person.page.stage.controls_flush()
    assert person.value("/data/last") == "asked meanwhile"


def test_leaving_while_a_file_is_copied_asks(
    begin: Begin, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hall.mp4"
    path.touch()
    os.truncate(path, 100 << 20)
    answers = [False, True]
    monkeypatch.setattr("app.ui.runner.answering.ask", lambda *_args, **_kinds: answers.pop(0))
    person = begin(FORM)
    person.page.attach("/data/video", str(path))
    assert not person.page.may_leave()
    assert person.page.may_leave()
    assert answers == []
    wait_until(lambda: not desk.tasks.is_busy)
    assert person.value("/data/video") == ""


def test_a_limit_in_a_form_is_read() -> None:
    assert max_pixels("1024") == 1024
    assert max_pixels("") == max_pixels("large") == 0


def test_a_refused_picture_says_what_and_what_to_do() -> None:
    from app.i18n.messages import explain

    said = explain(AppError(ErrorCode.NO_ROOM, path="/a/b.mp4", needed=4 << 30, free=2 << 30))
    assert "4.3" in said.what
    assert "2.1" in said.what
