"""Recordings from a synthetic microphone, really encoded: pause, cut-off, unplugging, sleep, a full disk."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.capture import ogg
from app.capture.opus import Quality, quality_of
from app.capture.playing import length_ms
from app.capture.recording import Piece, Recording, RecordingState, loudness
from app.core.errors import AppError, ErrorCode
from tests.capture.synthetic import Microphone, tone

PATIENCE_S = 20


class Tape:
    """Keeps pieces; ``room`` of them, then the disk is full."""

    def __init__(self, room: int = 1_000) -> None:
        self.pieces: list[Piece] = []
        self.room = room

    def __call__(self, piece: Piece) -> None:
        if len(self.pieces) >= self.room:
            raise AppError(ErrorCode.DISK_FULL, path="blobs.db")
        self.pieces.append(piece)

    @property
    def content(self) -> bytes:
        assert [piece.place for piece in self.pieces] == list(range(len(self.pieces)))
        return b"".join(piece.content for piece in self.pieces)


def record(microphone: Microphone, tape: Tape, quality: Quality = Quality.VOICE_ONLY) -> Recording:
    recording = Recording(microphone, tape, quality)
    assert microphone.drained.wait(PATIENCE_S)
    recording.stop()
    assert recording.wait(PATIENCE_S)
    return recording


@pytest.mark.parametrize("quality", list(Quality))
def test_what_was_recorded_plays_for_as_long_as_it_took(quality: Quality) -> None:
    tape = Tape()
    recording = record(Microphone(seconds=10), tape, quality)
    assert recording.error is None
    assert recording.state is RecordingState.OVER
    assert recording.milliseconds == 10_000
    assert length_ms(tape.content) == pytest.approx(10_000, abs=60)
    assert recording.kept_ms == pytest.approx(10_000, abs=60)
    assert len(tape.content) < quality.kilobits * 1000 / 8 * 10 * 1.4


def test_a_form_says_how_good_a_recording_is_to_be() -> None:
    assert quality_of("voice-only") is Quality.VOICE_ONLY
    assert quality_of(" low") is Quality.LOW
    assert quality_of("external") is quality_of("") is Quality.NORMAL


def test_a_microphone_with_a_rate_of_its_own_sounds_at_the_right_pitch() -> None:
    import numpy as np

    from app.capture.playing import open_sound

    tape = Tape()
    record(Microphone(seconds=4, own_rate=44_100), tape)
    with open_sound(tape.content) as file:
        sound = file.read(dtype="float32")
        rate = file.samplerate
    assert len(sound) / rate == pytest.approx(4, abs=0.06)
    strengths = np.abs(np.fft.rfft(sound[rate : 3 * rate]))
    assert strengths.argmax() / 2 == pytest.approx(440, abs=2)


def test_every_piece_that_was_kept_plays_when_nothing_came_after_it() -> None:
    tape = Tape()
    record(Microphone(seconds=20), tape)
    assert len(tape.pieces) >= 6
    kept = b""
    for piece in tape.pieces:
        kept += piece.content
        assert length_ms(kept) == pytest.approx(piece.milliseconds, abs=60)
    assert [piece.milliseconds for piece in tape.pieces[:3]] == pytest.approx(
        [2_000, 5_000, 8_000], abs=200
    )


def test_a_pause_lets_the_microphone_go_and_leaves_no_hole() -> None:
    tape, microphone = Tape(), Microphone(seconds=3)
    recording = Recording(microphone, tape, Quality.VOICE_ONLY)
    assert microphone.drained.wait(PATIENCE_S)
    recording.pause()
    wait_for(lambda: recording.state is RecordingState.PAUSED)
    assert recording.level == 0.0
    microphone.drained.clear()
    microphone.seconds = 6
    recording.resume()
    assert microphone.drained.wait(PATIENCE_S)
    recording.stop()
    assert recording.wait(PATIENCE_S)
    assert microphone.opened == 2
    assert length_ms(tape.content) == pytest.approx(6_000, abs=60)


def test_a_microphone_that_needs_time_to_wake_is_not_said_to_record() -> None:
    tape, microphone = Tape(), Microphone(seconds=0)
    recording = Recording(microphone, tape, Quality.VOICE_ONLY)
    assert microphone.drained.wait(PATIENCE_S)
    assert recording.state is RecordingState.OPENING
    microphone.seconds = 1
    wait_for(lambda: recording.state is RecordingState.RECORDING)
    recording.stop()
    assert recording.wait(PATIENCE_S)


def test_a_recording_can_be_ended_while_it_is_paused() -> None:
    tape, microphone = Tape(), Microphone(seconds=2)
    recording = Recording(microphone, tape, Quality.VOICE_ONLY)
    assert microphone.drained.wait(PATIENCE_S)
    recording.pause()
    wait_for(lambda: recording.state is RecordingState.PAUSED)
    recording.stop()
    assert recording.wait(PATIENCE_S)
    assert length_ms(tape.content) == pytest.approx(2_000, abs=60)


def test_a_microphone_that_is_unplugged_ends_it_and_all_that_was_heard_is_kept() -> None:
    tape = Tape()
    recording = Recording(Microphone(seconds=5, then_gone=True), tape, Quality.LOW)
    assert recording.wait(PATIENCE_S)
    assert recording.error is not None
    assert recording.error.code is ErrorCode.MICROPHONE_GONE
    assert length_ms(tape.content) == pytest.approx(5_000, abs=60)


def test_no_microphone_is_told_and_nothing_is_kept() -> None:
    tape = Tape()
    recording = Recording(Microphone(missing=True), tape)
    assert recording.wait(PATIENCE_S)
    assert recording.error is not None
    assert recording.error.code is ErrorCode.MICROPHONE_MISSING
    assert tape.pieces == []


def test_the_time_for_which_the_machine_slept_is_known_and_not_recorded() -> None:
    tape = Tape()
    recording = record(Microphone(seconds=6, sleeps_after_ms=3_000), tape)
    assert recording.error is None
    assert recording.slept_ms == 3_600_000
    assert length_ms(tape.content) == pytest.approx(6_000, abs=60)


def test_a_full_disk_ends_it_and_what_was_kept_plays() -> None:
    tape = Tape(room=2)
    recording = Recording(Microphone(seconds=30), tape, Quality.VOICE_ONLY)
    assert recording.wait(PATIENCE_S)
    assert recording.error is not None
    assert recording.error.code is ErrorCode.DISK_FULL
    assert recording.milliseconds < 15_000
    assert length_ms(tape.content) == pytest.approx(recording.kept_ms, abs=60)
    assert recording.kept_ms == pytest.approx(5_000, abs=200)


def test_what_a_full_disk_refused_is_kept_when_there_is_room_at_the_end() -> None:
    tape = Tape(room=2)
    refused = threading.Event()

    def keep(piece: Piece) -> None:
        try:
            tape(piece)
        except AppError:
            tape.room = 1_000
            refused.set()
            raise

    recording = Recording(Microphone(seconds=30), keep, Quality.VOICE_ONLY)
    assert recording.wait(PATIENCE_S)
    assert refused.is_set()
    assert length_ms(tape.content) == pytest.approx(recording.milliseconds, abs=60)


def test_two_recordings_are_joined_into_one_that_plays_through() -> None:
    first, second = Tape(), Tape()
    record(Microphone(seconds=4), first)
    record(Microphone(seconds=3), second)
    both = ogg.join(first.content, second.content)
    assert length_ms(both) == pytest.approx(7_000, abs=80)
    assert length_ms(ogg.join(both, second.content)) == pytest.approx(10_000, abs=120)
    assert ogg.join(b"", second.content) == second.content
    cut = first.pieces[0].content
    assert length_ms(ogg.join(cut, second.content)) == pytest.approx(5_000, abs=200)


def test_pages_are_written_as_they_were_read() -> None:
    tape = Tape()
    record(Microphone(seconds=3), tape)
    assert b"".join(page.octets() for page in ogg.pages(tape.content)) == tape.content


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400))
def test_bytes_that_are_no_pages_break_nothing(noise: bytes, cut: int) -> None:
    content = b"OggS" + noise + b"OggS" * 3 + noise
    list(ogg.pages(content[:cut]))
    assert ogg.milliseconds(noise) >= 0


def test_loudness_goes_from_silence_to_one() -> None:
    assert loudness(b"") == loudness(bytes(200)) == 0.0
    assert 0.7 < loudness(tone(100, 16_000)) < 0.95
    assert loudness(b"\x00\x80" * 10) == 1.0


def wait_for(is_so) -> None:
    deadline = threading.Event()
    for _ in range(2_000):
        if is_so():
            return
        deadline.wait(0.005)
    raise AssertionError("it did not come true")
