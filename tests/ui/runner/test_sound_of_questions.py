"""The sound that a form puts beside a question is played by key, by itself where wanted, and ends with the question."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.capture import devices
from app.core.errors import AppError, ErrorCode
from tests.capture.synthetic import Camera, Microphone, Speaker
from tests.ui.runner.conftest import Begin, wait_until, xform


def form(*, autoplay: bool = False) -> str:
    plays = ' autoplay="audio"' if autoplay else ""
    return xform(
        "<a/><q/><r/>",
        "".join(f'<bind nodeset="/data/{name}" type="string"/>' for name in "aqr"),
        '<input ref="/data/a"><label>First</label></input>'
        f'<input ref="/data/q"{plays}><label ref="jr:itext(\'q\')"/></input>'
        '<input ref="/data/r"><label>Last</label></input>',
        '<itext><translation lang="en"><text id="q"><value>Listen</value>'
        '<value form="audio">jr://audio/q.wav</value></text></translation></itext>',
    )


@pytest.fixture
def speaker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Speaker:
    with wave.open(str(tmp_path / "q.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\x10\x20" * 8000 * 4)
    made = Speaker(pace_s=0.02)
    monkeypatch.setattr(
        devices, "of_this_machine", lambda: devices.Devices(Microphone(), made, Camera())
    )
    return made


def test_a_key_plays_the_sound_and_stops_it(begin: Begin, speaker: Speaker) -> None:
    person = begin(form())
    person.go("/data/q")
    assert not person.page.stage.blocks[0]._sound.isHidden()
    person.ctrl(Qt.Key.Key_P)
    wait_until(lambda: bool(speaker.heard))
    person.ctrl(Qt.Key.Key_P)
    assert not person.page.aloud.is_playing


def test_going_on_ends_it(begin: Begin, speaker: Speaker) -> None:
    person = begin(form())
    person.go("/data/q")
    QTest.mouseClick(person.page.stage.blocks[0]._sound, Qt.MouseButton.LeftButton)
    wait_until(lambda: person.page.aloud.is_playing)
    person.go("/data/r")
    assert not person.page.aloud.is_playing
    assert person.page.stage.blocks[0]._sound.isHidden()


def test_it_plays_by_itself_where_the_form_wants_that(begin: Begin, speaker: Speaker) -> None:
    person = begin(form(autoplay=True))
    person.enter()
    assert person.here == "/data/q"
    wait_until(lambda: person.page.aloud.is_playing)
    wait_until(lambda: not person.page.aloud.is_playing)


def test_a_question_without_a_sound_has_no_button_and_the_key_does_nothing(
    begin: Begin, speaker: Speaker
) -> None:
    person = begin(form())
    assert person.page.stage.blocks[0]._sound.isHidden()
    person.ctrl(Qt.Key.Key_P)
    assert not person.page.aloud.is_playing


def test_a_missing_loudspeaker_is_told_to_who_asked_and_holds_nobody_who_did_not(
    begin: Begin, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[AppError] = []
    monkeypatch.setattr("app.ui.errors.show_error", lambda _over, error: told.append(error))
    speaker.missing = True
    person = begin(form(autoplay=True))
    person.enter()
    wait_until(lambda: not person.page.desk.tasks.is_busy)
    wait_until(lambda: not person.page.aloud.is_playing)
    assert told == []
    person.ctrl(Qt.Key.Key_P)
    wait_until(lambda: bool(told))
    assert told[0].code is ErrorCode.SPEAKER_MISSING
