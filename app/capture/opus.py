"""Sound into Ogg Opus and back, in memory: a recording can be cut off anywhere and still be played up to there.

Apart from ``recording`` because it knows nothing of devices and time. libsndfile writes a page for every second of
sound and never goes back, so whatever has come out of the encoder so far is a playable recording.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Final

from app.core.errors import AppError, ErrorCode

if TYPE_CHECKING:
    from types import ModuleType

MEDIA_TYPE: Final = "audio/ogg"
SUFFIX: Final = ".ogg"
_RATES: Final = frozenset({8_000, 12_000, 16_000, 24_000, 48_000})
"""What Opus takes; anything else is converted to the highest."""
_TOP: Final = 48_000
_MOST_KILOBITS: Final = 256
_KILOBITS_RANGE: Final = 250


class Quality(StrEnum):
    """How good a recording is to be, as XLSForm's ``quality`` says it."""

    VOICE_ONLY = "voice-only"
    LOW = "low"
    NORMAL = "normal"

    @property
    def rate(self) -> int:
        """Samples to the second."""
        return {"voice-only": 16_000, "low": 24_000, "normal": 48_000}[self.value]

    @property
    def kilobits(self) -> int:
        """Kilobits to the second."""
        return {"voice-only": 16, "low": 24, "normal": 64}[self.value]


def quality_of(text: str) -> Quality:
    """Read a form's ``quality``; anything unknown, ``external`` too, is normal."""
    return next((each for each in Quality if each.value == text.strip()), Quality.NORMAL)


@dataclass(slots=True)
class _Sink(io.RawIOBase):
    """Takes what the encoder writes, in order, and gives it away."""

    def __init__(self) -> None:
        io.RawIOBase.__init__(self)
        self.held = bytearray()
        self._given = 0

    def write(self, content: object) -> int:
        """Take what comes next."""
        octets = bytes(content)  # type: ignore[call-overload]
        self.held += octets
        return len(octets)

    def tell(self) -> int:
        """Return how much has come."""
        return self._given + len(self.held)

    def seek(self, _offset: int, _whence: int = 0) -> int:
        """Stay: a stream of pages is never gone back in."""
        return self.tell()

    def give(self) -> bytes:
        """Return what has come since the last time."""
        octets = bytes(self.held)
        self._given += len(octets)
        self.held.clear()
        return octets


class Encoder:
    """Turns 16-bit mono sound at ``rate`` into the pages of one Ogg Opus stream."""

    def __init__(self, rate: int, quality: Quality) -> None:
        self._sink = _Sink()
        self._rate = rate
        self._taken = rate if rate in _RATES else _TOP
        self._file = sound_files().SoundFile(
            self._sink,
            "w",
            samplerate=self._taken,
            channels=1,
            format="OGG",
            subtype="OPUS",
            compression_level=(_MOST_KILOBITS - quality.kilobits) / _KILOBITS_RANGE,
        )

    def write(self, samples: bytes) -> None:
        """Encode some sound."""
        if samples:
            self._file.buffer_write(self._fitted(samples), dtype="int16")

    def give(self) -> bytes:
        """Return the pages that are ready, each once."""
        return self._sink.give()

    def close(self) -> bytes:
        """End the stream and return what is left of it."""
        self._file.close()
        return self._sink.give()

    def _fitted(self, samples: bytes) -> bytes:
        if self._taken == self._rate:
            return samples
        import numpy as np

        given = np.frombuffer(samples, dtype=np.int16)
        count = round(len(given) * self._taken / self._rate)
        places = np.arange(count) * (len(given) / max(1, count))
        fitted: bytes = np.interp(places, np.arange(len(given)), given).astype(np.int16).tobytes()
        return fitted


def sound_files() -> ModuleType:
    """Return the library that encodes and decodes. Raises AppError SOUND_LIBRARY_MISSING."""
    try:
        soundfile = import_module("soundfile")
    except (ImportError, OSError) as error:
        raise AppError(ErrorCode.SOUND_LIBRARY_MISSING, library="libsndfile") from error
    return soundfile
