"""Keys of the table that need a device, another form or a dialog of their own, pressed one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

import pytest
from PySide6.QtWidgets import QApplication

from app.capture import devices
from app.ui.runner.controls.sound import SoundControl, SoundState
from tests.capture.synthetic import Camera, Microphone, Speaker
from tests.ui.runner.conftest import Begin, Interviewer, wait_until, xform
from tests.ui.runner.dialogs import in_dialog
from tests.ui.runner.test_key_table import CYRILLIC, ELSEWHERE, ROWS, press

SAID, SEEN, LAST = "/data/said", "/data/seen", "/data/last"
WITH_FILES: Final = xform(
    "<said/><seen/><last/><whole/>",
    '<bind nodeset="/data/said" type="binary"/><bind nodeset="/data/seen" type="binary"/>'
    '<bind nodeset="/data/last" type="string"/><bind nodeset="/data/whole" type="binary"/>'
    '<odk:recordaudio event="odk-instance-load" ref="/data/whole" odk:quality="voice-only"/>',
    '<upload ref="/data/said" mediatype="audio/*"><label>What was said</label></upload>'
    '<upload ref="/data/seen" mediatype="image/*"><label>What was seen</label></upload>'
    '<input ref="/data/last"><label>Last</label></input>',
)
IN_OTHER_TESTS: Final = frozenset({"choice-code", "aloud", "next-remark"})
"""Pressed with long lists, with the sound of questions and with interviews that came back."""
Press = Callable[[], None]
EFFECTS: dict[str, Callable[[Interviewer, Press], None]] = {}


def _cases() -> list[tuple[str, str, str]]:
    cases = []
    for row in sorted(ELSEWHERE - IN_OTHER_TESTS):
        for chord in ROWS[row].chords:
            cases.append((row, chord, "latin"))
            if chord.rpartition("+")[2] in CYRILLIC:
                cases.append((row, chord, "russian"))
    return cases


@pytest.fixture
def person(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> Interviewer:
    monkeypatch.setattr("sys.platform", "linux")
    made = devices.Devices(Microphone(seconds=4), Speaker(pace_s=0.05), Camera(640, 480))
    monkeypatch.setattr(devices, "of_this_machine", lambda: made)
    return begin(WITH_FILES)


@pytest.mark.parametrize(("row", "chord", "layout"), _cases())
def test_a_key_does_what_the_table_says(
    row: str, chord: str, layout: str, person: Interviewer
) -> None:
    EFFECTS[row](person, lambda: press(chord, layout))


def test_every_row_is_pressed_here_or_there() -> None:
    assert set(EFFECTS) | IN_OTHER_TESTS == ELSEWHERE


def effect(row: str) -> Callable[[Callable[[Interviewer, Press], None]], None]:
    def register(check: Callable[[Interviewer, Press], None]) -> None:
        EFFECTS[row] = check

    return register


def _sound(person: Interviewer) -> SoundControl:
    person.go(SAID)
    return cast("SoundControl", person.page.stage.blocks[0].control)


def _recorded(person: Interviewer) -> SoundControl:
    control = _sound(person)
    person.page.studio.press("record")
    wait_until(lambda: control.view.state is SoundState.RECORDING and control.view.at_ms > 0)
    person.page.studio.press("stop")
    wait_until(lambda: person.value(SAID) != "")
    return control


@effect("record")
def _record(person: Interviewer, press_it: Press) -> None:
    control = _sound(person)
    press_it()
    wait_until(lambda: control.view.state is SoundState.RECORDING)
    press_it()
    wait_until(lambda: control.view.state is SoundState.PAUSED)


@effect("stop")
def _stop(person: Interviewer, press_it: Press) -> None:
    control = _sound(person)
    person.page.studio.press("record")
    wait_until(lambda: control.view.state is SoundState.RECORDING and control.view.at_ms > 0)
    press_it()
    wait_until(lambda: person.value(SAID) != "")


@effect("play")
def _play(person: Interviewer, press_it: Press) -> None:
    control = _recorded(person)
    press_it()
    wait_until(lambda: control.view.state is SoundState.PLAYING)
    press_it()
    wait_until(lambda: control.view.state is SoundState.HELD)


@effect("whole")
def _whole(person: Interviewer, press_it: Press) -> None:
    person.go(LAST)
    strip = person.page.recording_strip
    wait_until(lambda: "being recorded" in strip.said())
    press_it()
    wait_until(lambda: "paused" in strip.said())


@effect("camera")
def _camera(person: Interviewer, press_it: Press) -> None:
    person.go(SEEN)
    _opens("CameraDialog", press_it)


@effect("respondents")
def _respondents(person: Interviewer, press_it: Press) -> None:
    person.go(LAST)
    _opens("RespondentsDialog", press_it)


@effect("break-off")
def _break_off(person: Interviewer, press_it: Press) -> None:
    person.go(LAST)
    _opens("BreakOffDialog", press_it)
    assert person.page._is_open


@effect("closing")
def _closing(person: Interviewer, press_it: Press) -> None:
    person.go(LAST)
    press_it()
    assert person.here == "finish"
    assert person.page.stage.finish.isVisible()


def _opens(name: str, press_it: Press) -> None:
    seen: list[str] = []
    in_dialog(lambda dialog: seen.append(type(dialog).__name__))
    press_it()
    assert seen == [name]
    assert QApplication.activeModalWidget() is None
