"""Recordings in the real runner over a real workspace: record, play, undo, consent, crash, no device."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import pytest
from PySide6.QtCore import Qt

from app.capture import devices
from app.capture.playing import length_ms
from app.operations import attachments, interviews, recordings
from app.ui.desk import Desk
from app.ui.runner.controls.sound import SoundControl, SoundState
from tests.capture.synthetic import Camera, Microphone, Speaker
from tests.ui.runner.conftest import Begin, Interviewer, wait_until, xform

SILD = 'xmlns:sild="urn:sild:xforms:1"'
BODY = (
    '<select1 ref="/data/agree"><label>May we record?</label><item><label>Yes</label><value>yes</value></item>'
    "<item><label>No</label><value>no</value></item></select1>"
    '<upload ref="/data/said" mediatype="audio/*"><label>What was said</label></upload>'
    '<input ref="/data/last"><label>Last</label></input>'
)


def form(*, consent: bool = False, whole: bool = False) -> str:
    mark = f'{SILD} sild:consent="record"' if consent else ""
    action = (
        '<odk:recordaudio event="odk-instance-load" ref="/data/whole" odk:quality="voice-only"/>'
        if whole
        else ""
    )
    binds = (
        f'<bind nodeset="/data/agree" type="string" {mark}/><bind nodeset="/data/said" type="binary"/>'
        f'<bind nodeset="/data/last" type="string"/><bind nodeset="/data/whole" type="binary"/>{action}'
    )
    return xform("<agree/><said/><last/><whole/>", binds, BODY)


@dataclass
class Room:
    """The devices on the desk."""

    microphone: Microphone = field(default_factory=lambda: Microphone(seconds=4))
    speaker: Speaker = field(default_factory=lambda: Speaker(pace_s=0.002))
    camera: Camera = field(default_factory=Camera)


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Room:
    made = Room()
    monkeypatch.setattr(
        devices,
        "of_this_machine",
        lambda: devices.Devices(made.microphone, made.speaker, made.camera),
    )
    return made


def sound_of(person: Interviewer) -> SoundControl:
    return cast("SoundControl", person.page.stage.blocks[0].control)


def record(person: Interviewer, room: Room) -> None:
    """Record all that the microphone sends, by keyboard."""
    person.press(Qt.Key.Key_F8)
    wait_until(room.microphone.drained.is_set)
    person.press(Qt.Key.Key_F9)


def sound(person: Interviewer, desk: Desk, path: str = "/data/said") -> bytes:
    blob = person.page.session.attached[person.value(path)]
    return attachments.read_file(desk.services, blob)  # type: ignore[arg-type]


def test_an_answer_is_recorded_and_played_by_keyboard(begin: Begin, desk: Desk, room: Room) -> None:
    person = begin(form())
    person.go("/data/said")
    control = sound_of(person)
    assert control.first.hasFocus()
    assert control.first.text() == "Record"
    person.press(Qt.Key.Key_Space)
    wait_until(lambda: control.view.state is SoundState.RECORDING and control.view.at_ms > 0)
    assert control._said.text().startswith("Recording 0:0")
    assert control.first.text() == "Pause"
    wait_until(room.microphone.drained.is_set)
    person.ctrl(Qt.Key.Key_9)
    wait_until(lambda: person.value("/data/said") != "")
    person.wait_until_saved()
    assert length_ms(sound(person, desk)) == pytest.approx(4_000, abs=60)
    assert control._said.text() == "There is a recording of 0:04."
    assert control.first.text() == "Play"
    room.speaker.pace_s = 0.05
    person.press(Qt.Key.Key_F7)
    wait_until(lambda: control.view.state is SoundState.PLAYING and control.view.at_ms > 0)
    person.press(Qt.Key.Key_F7)
    wait_until(lambda: control.view.state is SoundState.HELD)
    assert control.first.text() == "Go on playing"
    person.press(Qt.Key.Key_F9)
    wait_until(lambda: control.view.state is SoundState.IDLE)
    person.enter()
    assert person.here == "/data/last"


def test_a_recording_is_replaced_and_removed_and_both_are_taken_back(
    begin: Begin, desk: Desk, room: Room
) -> None:
    person = begin(form())
    person.go("/data/said")
    control = sound_of(person)
    record(person, room)
    wait_until(lambda: person.value("/data/said") != "")
    first = person.value("/data/said")
    room.microphone = Microphone(seconds=2)
    person.page.studio._devices = devices.of_this_machine()
    record(person, room)
    wait_until(lambda: person.value("/data/said") not in {"", first})
    assert length_ms(sound(person, desk)) == pytest.approx(2_000, abs=60)
    control.remove_button.click()
    assert person.value("/data/said") == ""
    person.ctrl(Qt.Key.Key_Z)
    assert length_ms(sound(person, desk)) == pytest.approx(2_000, abs=60)
    control.remove_button.click()
    assert person.page.undo_bar._label.whole() == "The file was removed."
    assert person.page.undo_bar.take_back()
    person.ctrl(Qt.Key.Key_Z)
    assert person.value("/data/said") == first


def test_a_pause_is_shown_and_the_recording_goes_on_behind_it(
    begin: Begin, desk: Desk, room: Room
) -> None:
    person = begin(form())
    person.go("/data/said")
    control = sound_of(person)
    person.press(Qt.Key.Key_F8)
    wait_until(room.microphone.drained.is_set)
    person.press(Qt.Key.Key_F8)
    wait_until(lambda: control.view.state is SoundState.PAUSED)
    assert control._said.text() == "Paused at 0:04"
    assert control.first.text() == "Go on recording"
    room.microphone.drained.clear()
    room.microphone.seconds = 7
    person.press(Qt.Key.Key_Space)
    wait_until(room.microphone.drained.is_set)
    person.press(Qt.Key.Key_F9)
    wait_until(lambda: person.value("/data/said") != "")
    assert length_ms(sound(person, desk)) == pytest.approx(7_000, abs=60)


def test_leaving_the_question_ends_and_keeps_its_recording(
    begin: Begin, desk: Desk, room: Room
) -> None:
    person = begin(form())
    person.go("/data/said")
    person.press(Qt.Key.Key_F8)
    wait_until(room.microphone.drained.is_set)
    person.go("/data/last")
    wait_until(lambda: person.value("/data/said") != "")
    assert length_ms(sound(person, desk)) == pytest.approx(4_000, abs=60)


def test_leaving_the_interview_while_recording_keeps_all_of_it(
    begin: Begin, desk: Desk, room: Room
) -> None:
    person = begin(form())
    person.go("/data/said")
    person.press(Qt.Key.Key_F8)
    wait_until(room.microphone.drained.is_set)
    person.page.leave()
    wait_until(lambda: not desk.tasks.is_busy)
    again = interviews.read_interview(desk.services, person.opened.draft)
    name = again.state(again.address("/data/said")).value
    content = attachments.read_file(desk.services, again.attached[name])  # type: ignore[arg-type]
    assert length_ms(content) == pytest.approx(4_000, abs=60)


def test_an_unplugged_microphone_is_told_and_what_was_recorded_is_the_answer(
    begin: Begin, desk: Desk, room: Room
) -> None:
    room.microphone.then_gone = True
    person = begin(form())
    person.go("/data/said")
    control = sound_of(person)
    person.press(Qt.Key.Key_F8)
    wait_until(lambda: person.value("/data/said") != "")
    wait_until(lambda: "stopped sending" in control.notice.title())
    assert "0:04 of the recording were saved" in control.notice.accessibleDescription()
    assert length_ms(sound(person, desk)) == pytest.approx(4_000, abs=60)


def test_no_microphone_is_told_and_a_file_can_still_be_chosen(begin: Begin, room: Room) -> None:
    room.microphone.missing = True
    person = begin(form())
    person.go("/data/said")
    control = sound_of(person)
    person.press(Qt.Key.Key_F8)
    wait_until(lambda: control.notice.title() == "No microphone was found.")
    assert "file" in control.notice.accessibleDescription()
    wait_until(lambda: not control.choose_button.isHidden())
    assert person.value("/data/said") == ""
    person.ctrl(Qt.Key.Key_Return)
    assert person.here == "/data/last"


def test_sleep_during_a_recording_is_told(begin: Begin, room: Room) -> None:
    room.microphone.sleeps_after_ms = 2_000
    person = begin(form())
    person.go("/data/said")
    control = sound_of(person)
    record(person, room)
    wait_until(lambda: "slept" in control.notice.title())
    assert "1 h 0 min" in control.notice.accessibleDescription()


def test_without_consent_there_is_no_recording_and_withdrawing_it_stops_one(
    begin: Begin, desk: Desk, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "app.ui.runner.studio.ask", lambda _page, title, *_more, **_kinds: asked.append(title)
    )
    person = begin(form(consent=True))
    person.go("/data/said")
    control = sound_of(person)
    assert not control.first.isEnabled()
    assert "agrees" in control.notice.title()
    assert control.choose_button.hasFocus()
    person.press(Qt.Key.Key_F8)
    assert room.microphone.opened == 0
    agree = person.page.session.address("/data/agree")
    person.page.session.answer(agree, "yes")
    wait_until(control.first.isEnabled)
    person.press(Qt.Key.Key_F8)
    wait_until(room.microphone.drained.is_set)
    person.page.session.answer(agree, "no")
    wait_until(lambda: asked == ["Consent to record was withdrawn"])
    wait_until(lambda: person.value("/data/said") != "")
    assert length_ms(sound(person, desk)) == pytest.approx(4_000, abs=60)
    assert control.view.state is SoundState.IDLE


def test_what_the_respondent_takes_back_is_deleted_for_good(
    begin: Begin, desk: Desk, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.runner.studio.ask", lambda *_args, **_kinds: True)
    person = begin(form(consent=True, whole=True))
    agree = person.page.session.address("/data/agree")
    person.page.session.answer(agree, "yes")
    wait_until(room.microphone.drained.is_set)
    person.go("/data/said")
    room.microphone = Microphone(seconds=2)
    person.page.studio._devices = devices.of_this_machine()
    record(person, room)
    wait_until(lambda: person.value("/data/said") != "")
    person.page.session.answer(agree, "no")
    wait_until(lambda: person.value("/data/said") == "")
    assert person.value("/data/whole") == ""
    left = recordings.find_unended(desk.services, person.opened.draft, person.page.session.attached)
    assert left == []


def test_the_whole_interview_is_recorded_while_there_is_consent(
    begin: Begin, desk: Desk, room: Room
) -> None:
    person = begin(form(consent=True, whole=True))
    strip = person.page.recording_strip
    wait_until(lambda: "not agreed" in strip.said())
    assert room.microphone.opened == 0
    person.page.session.answer(person.page.session.address("/data/agree"), "yes")
    wait_until(lambda: "being recorded: 0:0" in strip.said())
    wait_until(room.microphone.drained.is_set)
    person.ctrl(Qt.Key.Key_8)
    wait_until(lambda: "paused at 0:04" in strip.said())
    person.press(
        Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    wait_until(lambda: "opened" in strip.said() or "being recorded" in strip.said())
    person.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    wait_until(lambda: "paused at 0:04" in strip.said())
    person.page.leave()
    wait_until(lambda: not desk.tasks.is_busy)
    room.microphone = Microphone(seconds=3)
    again = begin(draft=person.opened)
    wait_until(room.microphone.drained.is_set)
    again.page.leave()
    wait_until(lambda: not desk.tasks.is_busy)
    read = interviews.read_interview(desk.services, person.opened.draft)
    name = read.state(read.address("/data/whole")).value
    content = attachments.read_file(desk.services, read.attached[name])  # type: ignore[arg-type]
    assert length_ms(content) == pytest.approx(7_000, abs=100)


def test_the_audit_log_tells_when_the_interview_was_being_recorded(
    begin: Begin, room: Room
) -> None:
    audited = form(consent=True, whole=True).replace("<whole/>", "<whole/><meta><audit/></meta>")
    person = begin(
        audited.replace("</model>", '<bind nodeset="/data/meta/audit" type="binary"/></model>')
    )
    strip = person.page.recording_strip
    person.page.session.answer(person.page.session.address("/data/agree"), "yes")
    wait_until(lambda: "being recorded: 0:0" in strip.said())
    wait_until(room.microphone.drained.is_set)
    person.ctrl(Qt.Key.Key_8)
    wait_until(lambda: "paused at 0:04" in strip.said())
    room.microphone.seconds = 6
    person.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    wait_until(lambda: "being recorded" in strip.said())
    person.page.studio.settle()
    _node, log = person.page.session.audit_log() or ("", b"")
    events = [line.split(",")[0] for line in log.decode().splitlines()]
    assert [event for event in events if event.startswith("background audio")] == [
        "background audio enabled",
        "background audio disabled",
    ] * 2


def test_no_microphone_for_the_interview_is_told_in_the_strip_and_tried_again(
    begin: Begin, room: Room
) -> None:
    room.microphone.missing = True
    person = begin(form(whole=True))
    strip = person.page.recording_strip
    wait_until(lambda: strip.said() == "No microphone was found.")
    room.microphone.missing = False
    strip.button.click()
    wait_until(lambda: "being recorded" in strip.said())


def test_a_form_that_asks_for_no_recording_shows_no_strip(begin: Begin, room: Room) -> None:
    person = begin(form())
    assert person.page.recording_strip.isHidden()
    assert room.microphone.opened == 0


def test_what_a_crash_interrupted_is_the_answer_when_the_draft_is_opened_again(
    begin: Begin, desk: Desk, room: Room
) -> None:
    person = begin(form())
    person.page.leave()
    wait_until(lambda: not desk.tasks.is_busy)
    from app.capture.opus import Quality
    from app.capture.recording import Recording

    begun = recordings.begin_recording(desk.services, person.opened.draft, "/data/said")
    recording = Recording(
        room.microphone,
        lambda piece: recordings.keep_piece(desk.services, begun, piece),
        Quality.LOW,
    )
    wait_until(room.microphone.drained.is_set)
    recording.stop()
    assert recording.wait(10)
    again = begin(draft=person.opened)
    wait_until(lambda: again.value("/data/said") != "")
    assert "0:04 of it were saved" in again.page.undo_bar._label.whole()
    assert length_ms(sound(again, desk)) == pytest.approx(4_000, abs=60)
    again.wait_until_saved()
    again.page.leave()
    wait_until(lambda: not desk.tasks.is_busy)
    assert (
        recordings.find_unended(desk.services, person.opened.draft, again.page.session.attached)
        == []
    )


def test_a_finished_interview_holds_the_recording_that_was_running(
    begin: Begin, desk: Desk, room: Room
) -> None:
    person = begin(form(whole=True))
    wait_until(room.microphone.drained.is_set)
    person.page.finish()
    assert person.finished
    (kept,) = attachments.list_attachments(desk.services, person.finished[0])
    content = attachments.read_file(desk.services, kept.blob)
    assert length_ms(content) == pytest.approx(4_000, abs=60)
