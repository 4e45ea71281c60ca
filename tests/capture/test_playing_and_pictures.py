"""A recording played back, a picture taken, files told by their content: real encoding, devices of arithmetic."""

from __future__ import annotations

import threading

import pytest

from app.capture import camera, kinds
from app.capture.machine import Looking
from app.capture.opus import Encoder, Quality
from app.capture.playing import Player
from app.core.errors import AppError, ErrorCode
from tests.capture.synthetic import Camera, Speaker, tone


def sound(seconds: int = 3, rate: int = 16_000) -> bytes:
    encoder = Encoder(rate, Quality.VOICE_ONLY)
    encoder.write(tone(seconds * 1000, rate))
    return encoder.give() + encoder.close()


def wait_for(is_so) -> None:
    pause = threading.Event()
    for _ in range(2_000):
        if is_so():
            return
        pause.wait(0.005)
    raise AssertionError("it did not come true")


def test_all_of_a_recording_is_played() -> None:
    speaker = Speaker()
    player = Player(sound(), speaker)
    wait_for(lambda: player.is_over)
    assert player.error is None
    assert player.length_ms == player.position_ms == pytest.approx(3_000, abs=20)
    assert len(speaker.heard) == pytest.approx(3 * speaker.rate * 2, rel=0.01)


def test_playing_pauses_and_goes_on_from_another_place() -> None:
    speaker = Speaker(pace_s=0.002)
    player = Player(sound(20), speaker)
    wait_for(lambda: player.position_ms > 500)
    player.pause()
    assert player.is_paused
    player.seek(19_000)
    assert player.position_ms == 19_000
    heard = len(speaker.heard)
    player.resume()
    wait_for(lambda: player.is_over)
    assert len(speaker.heard) - heard <= 1.2 * speaker.rate * 2


def test_playing_is_stopped_while_it_waits() -> None:
    player = Player(sound(20), Speaker(pace_s=0.01))
    player.pause()
    player.stop()
    assert player.is_over
    assert player.position_ms < 20_000


def test_no_loudspeaker_and_no_sound_are_told() -> None:
    player = Player(sound(1), Speaker(missing=True))
    wait_for(lambda: player.is_over)
    assert player.error is not None
    assert player.error.code is ErrorCode.SPEAKER_MISSING
    with pytest.raises(AppError) as told:
        Player(b"no sound at all", Speaker())
    assert told.value.code is ErrorCode.SOUND_UNREADABLE


def test_a_picture_is_seen_small_and_taken_large() -> None:
    finder = camera.Viewfinder(Camera(1280, 720))
    wait_for(lambda: finder.frame() is not None)
    frame = finder.frame()
    assert frame is not None
    assert (frame.width, frame.height, len(frame.octets)) == (640, 360, 640 * 360 * 3)
    assert frame.octets[:3] == bytes((200, 120, 40))
    taken, limited = finder.take(), finder.take(max_pixels=500)
    finder.close()
    assert kinds.kind_of(taken) == kinds.kind_of(limited) == "image/jpeg"
    assert camera.shrunk(taken, 1280) is None
    assert len(limited) < len(taken)
    assert camera.shrunk(limited, 500) is None
    assert camera.shrunk(limited, 499) is not None


def test_a_camera_that_goes_says_so_and_the_last_picture_can_still_be_taken() -> None:
    finder = camera.Viewfinder(Camera(frames=3))
    wait_for(lambda: finder.error is not None)
    assert finder.error is not None
    assert finder.error.code is ErrorCode.CAMERA_GONE
    assert finder.take().startswith(b"\xff\xd8")
    finder.close()


def test_no_camera_is_told() -> None:
    finder = camera.Viewfinder(Camera(missing=True))
    wait_for(lambda: finder.error is not None)
    with pytest.raises(AppError) as told:
        finder.take()
    assert told.value.code is ErrorCode.CAMERA_MISSING
    finder.close()


def test_a_video_file_in_the_camera_s_place_is_seen_to_its_end(tmp_path) -> None:
    import cv2
    import numpy as np

    path = tmp_path / "seen.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (320, 240))
    for _ in range(5):
        writer.write(np.full((240, 320, 3), 128, np.uint8))
    writer.release()

    class File:
        def open(self) -> Looking:
            return Looking(str(path))

    finder = camera.Viewfinder(File())
    wait_for(lambda: finder.error is not None)
    assert finder.number == 5
    assert finder.error is not None
    assert finder.error.code is ErrorCode.CAMERA_GONE
    finder.close()


def test_a_broken_picture_is_told() -> None:
    with pytest.raises(AppError) as told:
        camera.shrunk(b"\x89PNG\r\n\x1a\n" + bytes(100), 100)
    assert told.value.code is ErrorCode.PICTURE_UNREADABLE


@pytest.mark.parametrize(
    ("head", "kind", "wanted", "is_welcome"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png", "image/*", True),
        (b"\xff\xd8\xff\xe0....", "image/jpeg", "image/*", True),
        (b"RIFF....WEBPVP8 ", "image/webp", "image/*", True),
        (b"<?xml version='1.0'?><svg xmlns=''/>", "image/svg+xml", "image/*", True),
        (b"....ftypheic", "image/heic", "image/*", True),
        (b"%PDF-1.7", "application/pdf", "image/*", False),
        (b"MZ\x90\x00", "application/x-msdownload", "image/*", False),
        (b"just words", "", "image/*", False),
        (b"just words", "", "video/*", True),
        (b"....ftypisom", "video/mp4", "video/*", True),
        (b"\x89PNG\r\n\x1a\n....", "image/png", "video/*", False),
        (b"PK\x03\x04....", "application/zip", "audio/*", False),
        (b"OggS....", "audio/ogg", "video/*", True),
        (b"PK\x03\x04....", "application/zip", "application/*", True),
    ],
)
def test_a_file_is_told_by_its_first_bytes(head, kind, wanted, is_welcome) -> None:
    assert kinds.kind_of(head) == kind
    assert kinds.fits(kind, wanted) is is_welcome


def test_a_picture_gets_the_ending_that_it_should_have() -> None:
    assert kinds.honest_ending("image/jpeg", ".png") == ".jpg"
    assert kinds.honest_ending("image/jpeg", ".jpeg") == ".jpeg"
    assert kinds.honest_ending("video/mp4", ".mov") == ".mov"
    assert kinds.honest_ending("", ".txt") == ".txt"
