"""The devices of this machine: microphone and loudspeaker through PortAudio, the camera through OpenCV.

The only module that touches hardware, and so the only one that no test without hardware can reach.
"""

from __future__ import annotations

import queue
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.capture.devices import Sound
from app.core.clock import SystemClock
from app.core.errors import AppError, ErrorCode

if TYPE_CHECKING:
    from types import ModuleType

    from app.capture.devices import Picture

SILENT_S: Final = 3.0
"""A microphone that sends nothing for so long has gone; a running one sends ten times a second."""
_BLOCKS_PER_SECOND: Final = 10
_FALLBACK_RATE: Final = 48_000
_CAMERAS_TRIED: Final = 3
_VIDEO_FOLDER: Final = Path("/dev")


class SystemMicrophone:
    """The system's own choice of microphone."""

    def open(self, rate: int) -> _Listening:
        """Listen, at ``rate`` if the microphone can, else at its own rate."""
        sounds = _sounds()
        try:
            return _Listening(sounds, _rate_for(sounds, rate))
        except (sounds.PortAudioError, ValueError) as error:
            raise AppError(ErrorCode.MICROPHONE_MISSING) from error


class SystemSpeaker:
    """The system's own choice of loudspeaker."""

    def open(self, rate: int, channels: int) -> _Sounding:
        """Make ready to play."""
        sounds = _sounds()
        try:
            return _Sounding(sounds, rate, channels)
        except (sounds.PortAudioError, ValueError) as error:
            raise AppError(ErrorCode.SPEAKER_MISSING) from error


class SystemCamera:
    """The first camera that gives a picture."""

    def open(self) -> Looking:
        """Look through the first camera that works."""
        for index in _camera_numbers():
            looking = Looking(index)
            if looking.read() is not None:
                return looking
            looking.close()
        raise AppError(ErrorCode.CAMERA_MISSING)


class _Listening:
    """An input stream: PortAudio's thread puts sound into a queue, with the moment of its coming."""

    def __init__(self, sounds: ModuleType, rate: int) -> None:
        self.rate = rate
        self._clock = SystemClock()
        self._came: queue.SimpleQueue[Sound | None] = queue.SimpleQueue()
        self._stream = sounds.RawInputStream(
            samplerate=rate,
            channels=1,
            dtype="int16",
            blocksize=rate // _BLOCKS_PER_SECOND,
            callback=self._on_sound,
            finished_callback=lambda: self._came.put(None),
        )
        self._stream.start()

    def read(self) -> Sound | None:
        """Wait for the next tenth of a second."""
        try:
            return self._came.get(timeout=SILENT_S)
        except queue.Empty:
            return None

    def close(self) -> None:
        """Stop listening."""
        self._stream.abort(ignore_errors=True)
        self._stream.close(ignore_errors=True)

    def _on_sound(self, data: Any, _frames: int, _time: object, _status: object) -> None:
        self._came.put(Sound(bytes(data), self._clock.monotonic_ms()))


class _Sounding:
    """An output stream."""

    def __init__(self, sounds: ModuleType, rate: int, channels: int) -> None:
        self._sounds = sounds
        self._stream = sounds.RawOutputStream(samplerate=rate, channels=channels, dtype="int16")
        self._stream.start()

    def write(self, samples: bytes) -> None:
        """Play some sound."""
        try:
            self._stream.write(samples)
        except self._sounds.PortAudioError as error:
            raise AppError(ErrorCode.SPEAKER_MISSING) from error

    def close(self) -> None:
        """Be still."""
        self._stream.abort(ignore_errors=True)
        self._stream.close(ignore_errors=True)


class Looking:
    """A camera, or a video file in its place, read picture by picture."""

    def __init__(self, source: int | str) -> None:
        import cv2

        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
        self._capture = cv2.VideoCapture(source)
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, 1920)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, 1080)

    def read(self) -> Picture | None:
        """Wait for the next picture."""
        there, picture = self._capture.read()
        return picture if there else None  # type: ignore[return-value]

    def close(self) -> None:
        """Stop looking."""
        self._capture.release()


def _sounds() -> ModuleType:
    """Return PortAudio, looking again for what is plugged in. Raises AppError SOUND_LIBRARY_MISSING."""
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        raise AppError(ErrorCode.SOUND_LIBRARY_MISSING, library="PortAudio") from error
    return sounddevice  # type: ignore[no-any-return]


def _rate_for(sounds: ModuleType, rate: int) -> int:
    """Return the first rate that the microphone takes: the one wished for, a usual one, its own."""
    own = int(sounds.query_devices(kind="input")["default_samplerate"])
    for each in (rate, _FALLBACK_RATE):
        try:
            sounds.check_input_settings(samplerate=each, channels=1, dtype="int16")
        except (sounds.PortAudioError, ValueError):
            continue
        return each
    return own


def _camera_numbers() -> list[int]:
    """Return the numbers under which cameras may be found; on Linux only those that are there."""
    if not sys.platform.startswith("linux"):
        return list(range(_CAMERAS_TRIED))
    found = [path.name.removeprefix("video") for path in _VIDEO_FOLDER.glob("video*")]
    return sorted(int(number) for number in found if number.isdecimal())
