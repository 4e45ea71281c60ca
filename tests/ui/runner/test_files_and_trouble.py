"""Files as answers, pictures of questions, what cannot be asked here, and what cannot be saved."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.core.errors import AppError, ErrorCode
from app.operations import attachments, interviews
from app.ui.desk import Desk
from app.ui.runner.controls.attachment import FileControl
from app.ui.runner.saving import Keeper
from tests.ui.runner.conftest import Begin, Interviewer, wait_until, xform

FORM = xform(
    "<photo/><area/><ok/><spot/><last/>",
    '<bind nodeset="/data/photo" type="binary"/><bind nodeset="/data/area" type="intent"/>'
    '<bind nodeset="/data/ok" type="string"/><bind nodeset="/data/spot" type="geopoint"/>'
    '<bind nodeset="/data/last" type="string"/>',
    '<upload ref="/data/photo" mediatype="image/*"><label>Photo</label></upload>'
    '<input ref="/data/area"><label>Area</label></input>'
    '<trigger ref="/data/ok"><label>Read out</label></trigger>'
    '<input ref="/data/spot"><label>Spot</label></input>'
    '<input ref="/data/last"><label>Last</label></input>',
)


@pytest.fixture
def person(begin: Begin) -> Interviewer:
    return begin(FORM)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = QImage(640, 400, QImage.Format.Format_RGB32)
    image.fill(0x0B6771)
    path = tmp_path / "Õie kontor.PNG"
    assert image.save(str(path), "PNG")
    return path


def test_a_file_is_copied_into_the_workspace_and_shown(
    person: Interviewer, desk: Desk, picture: Path
) -> None:
    control = person.page.stage.blocks[0].control
    assert isinstance(control, FileControl)
    control.file_given.emit(str(picture))
    wait_until(lambda: person.value("/data/photo") != "")
    name = person.value("/data/photo")
    assert name.endswith(".png")
    assert "kontor" not in name
    person.wait_until_saved()
    picture.unlink()
    again = interviews.read_interview(desk.services, person.opened.draft)
    kept = attachments.read_file(desk.services, again.attached[name])  # type: ignore[arg-type]
    assert kept.startswith(b"\x89PNG")
    wait_until(lambda: not control._picture.isHidden())
    control.remove_button.click()
    assert person.value("/data/photo") == ""
    assert control._picture.isHidden()


def test_a_type_that_is_not_supported_says_so_and_lets_the_interview_go_on(
    person: Interviewer,
) -> None:
    person.go("/data/area")
    assert "cannot record" in person.page.stage.blocks[0].control._box.title()  # type: ignore[union-attr]
    person.enter()
    assert person.here == "/data/ok"


def test_a_confirmation_is_given_and_taken_back_by_one_key(person: Interviewer) -> None:
    person.go("/data/ok")
    person.type("1")
    assert person.value("/data/ok") == "OK"
    person.press(Qt.Key.Key_Space)
    assert person.value("/data/ok") == ""


def test_coordinates_are_typed(person: Interviewer) -> None:
    person.go("/data/spot")
    person.answer_with("59,4370 24,7536")
    assert [float(part) for part in person.value("/data/spot").split()[:2]] == [59.437, 24.7536]
    assert person.here == "/data/last"


def _full_disk(person: Interviewer) -> list[Future[object]]:
    repeated: list[Future[object]] = []

    def refuse(_step: object) -> Future[object]:
        refused: Future[object] = Future()
        refused.set_exception(AppError(ErrorCode.DISK_FULL, path="work.sild"))
        return refused

    def retry() -> Future[object]:
        repeated.append(Future())
        return repeated[-1]

    person.page.log._keeper = Keeper(refuse, retry)  # type: ignore[arg-type]
    return repeated


def test_what_is_not_saved_is_said_at_the_field_in_the_footer_and_why(person: Interviewer) -> None:
    repeated = _full_disk(person)
    person.go("/data/last")
    person.answer_with("Viru")
    person.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    wait_until(lambda: person.page.log.error is not None)
    person.go("/data/last")
    assert person.page.stage.blocks[0].safety_words == "NOT saved"
    assert person.page.bottom.saving_words == "1 answer is NOT saved"
    assert "full" in person.page.trouble.title()
    person.page.stage.blocks[0]._retry.click()
    assert person.page.bottom.saving_words == "saving …"
    repeated[0].set_result(None)
    wait_until(lambda: person.page.log.is_safe)
    QApplication.processEvents()
    assert person.page.stage.blocks[0].safety_words == "saved"
    assert person.page.trouble.isHidden()


def test_leaving_with_something_unsaved_asks_first(
    person: Interviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    _full_disk(person)
    person.go("/data/last")
    person.answer_with("Viru")
    asked: list[str] = []

    def stay(_parent: object, title: str, text: str, *_more: object, **_others: object) -> bool:
        asked.append(f"{title}: {text}")
        return len(asked) > 1

    monkeypatch.setattr("app.ui.runner.unsaved.ask", stay)
    left: list[bool] = []
    person.page.left.connect(lambda: left.append(True))
    person.page.leave()
    assert left == []
    assert "1 answer could not be written" in asked[0]
    person.page.leave()
    assert left == [True]
