"""Devices made of arithmetic in the place of hardware: what they send is real sound and real pictures."""

from __future__ import annotations

import math
import threading
import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

from app.capture.devices import Sound
from app.core.errors import AppError, ErrorCode

BLOCK_MS = 100


def tone(milliseconds: int, rate: int, hertz: int = 440) -> bytes:
    count = rate * milliseconds // 1000
    return array(
        "h", (round(9000 * math.sin(2 * math.pi * hertz * n / rate)) for n in range(count))
    ).tobytes()


@dataclass
class Microphone:
    """Sends a tone: ``seconds`` of it as fast as it is taken, then waits, or is gone."""

    seconds: float = 10
    then_gone: bool = False
    own_rate: int = 0
    sleeps_after_ms: int = -1
    slept_ms: int = 3_600_000
    missing: bool = False
    pace_s: float = 0.0
    sent_ms: int = 0
    opened: int = 0
    drained: threading.Event = field(default_factory=threading.Event)
    gone: threading.Event = field(default_factory=threading.Event)

    def open(self, rate: int) -> _Open:
        if self.missing:
            raise AppError(ErrorCode.MICROPHONE_MISSING)
        self.opened += 1
        return _Open(self, self.own_rate or rate)


class _Open:
    def __init__(self, of: Microphone, rate: int) -> None:
        self.rate = rate
        self._of = of
        self._block = tone(BLOCK_MS, rate)
        self._clock_ms = 0

    def read(self) -> Sound | None:
        of = self._of
        if of.gone.is_set():
            return None
        if of.sent_ms >= of.seconds * 1000:
            of.drained.set()
            if of.then_gone:
                return None
            time.sleep(0.01)
            return Sound(b"", self._clock_ms)
        if of.pace_s:
            time.sleep(of.pace_s)
        self._clock_ms += BLOCK_MS
        if of.sent_ms == of.sleeps_after_ms:
            self._clock_ms += of.slept_ms
        of.sent_ms += BLOCK_MS
        return Sound(self._block, self._clock_ms)

    def close(self) -> None:
        pass


@dataclass
class Speaker:
    """Keeps what it is given to play."""

    missing: bool = False
    pace_s: float = 0.0
    heard: bytearray = field(default_factory=bytearray)
    on_write: Callable[[], None] = lambda: None

    def open(self, rate: int, channels: int) -> Speaker:
        if self.missing:
            raise AppError(ErrorCode.SPEAKER_MISSING)
        self.rate, self.channels = rate, channels
        return self

    def write(self, samples: bytes) -> None:
        time.sleep(self.pace_s)
        self.heard += samples
        self.on_write()

    def close(self) -> None:
        pass


@dataclass
class Camera:
    """Sees a picture of one colour, for so many frames."""

    width: int = 1280
    height: int = 720
    frames: int = 1_000_000
    missing: bool = False

    def open(self) -> Camera:
        if self.missing:
            raise AppError(ErrorCode.CAMERA_MISSING)
        return self

    def read(self):
        import numpy as np

        if self.frames <= 0:
            return None
        self.frames -= 1
        return np.full((self.height, self.width, 3), (40, 120, 200), np.uint8)

    def close(self) -> None:
        pass
