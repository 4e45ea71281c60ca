"""A recording under way: listens, encodes, and hands over a piece every few seconds, to be kept at once.

It runs on a thread of its own and is asked, not listened to: whoever shows it looks at ``state``, ``milliseconds`` and
``level`` as often as it likes. Whatever ends it (a person, an unplugged microphone, a full disk), everything that was
handed over before is a playable recording.
"""

from __future__ import annotations

import contextlib
import math
import threading
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from app.capture import ogg
from app.capture.opus import Encoder, Quality
from app.core.errors import AppError, ErrorCode

if TYPE_CHECKING:
    from app.capture.devices import Microphone, OpenMicrophone, Sound

PIECE_MS: Final = 3000
"""How much sound a power cut may cost, apart from the second that the encoder holds."""
GAP_MS: Final = 2000
"""Sound that comes so much later than it should means that the machine slept."""
_QUIETEST_DB: Final = -50.0
_LOUDEST: Final = 32768


class RecordingState(Enum):
    """What a recording is doing."""

    OPENING = "opening"
    """No sound has come yet: a microphone may need seconds to wake."""
    RECORDING = "recording"
    PAUSED = "paused"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some pages of a recording in their order; ``milliseconds`` is how long it plays with this piece."""

    place: int
    content: bytes
    milliseconds: int


Keep = Callable[[Piece], object]


class Recording:
    """One recording from the microphone; it listens as soon as it is made."""

    def __init__(
        self, microphone: Microphone, keep: Keep, quality: Quality = Quality.NORMAL
    ) -> None:
        self._microphone = microphone
        self._keep = keep
        self._quality = quality
        self._wish = threading.Condition()
        self._wanted = RecordingState.RECORDING
        self.state = RecordingState.OPENING
        self.milliseconds = 0
        """How much was heard so far."""
        self.kept_ms = 0
        """How much of it was handed over and kept."""
        self.level = 0.0
        """How loud it is just now, 0-1."""
        self.slept_ms = 0
        """For how long the machine slept meanwhile: nothing was heard then."""
        self.error: AppError | None = None
        """Why it ended, when no person ended it."""
        self._waiting: list[Piece] = []
        self._places = 0
        self._unhanded_ms = 0
        self._last_ms: int | None = None
        self._thread = threading.Thread(target=self._run, name="recording", daemon=True)
        self._thread.start()

    def pause(self) -> None:
        """Stop listening for a while; the microphone is let go."""
        self._want(RecordingState.PAUSED)

    def resume(self) -> None:
        """Listen again; what comes is put behind what there is."""
        self._want(RecordingState.RECORDING)

    def stop(self) -> None:
        """End it; `wait` for what is still being encoded and kept."""
        self._want(RecordingState.OVER)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until everything was handed over. Returns False when it takes longer than that."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    @property
    def is_over(self) -> bool:
        """Whether everything was handed over and nothing more will come."""
        return not self._thread.is_alive()

    # --- on its own thread

    def _want(self, state: RecordingState) -> None:
        with self._wish:
            if self._wanted is not RecordingState.OVER:
                self._wanted = state
                self._wish.notify()

    def _run(self) -> None:
        encoder: Encoder | None = None
        try:
            source = self._microphone.open(self._quality.rate)
            with contextlib.closing(source):
                encoder = Encoder(source.rate, self._quality)
                self._listen(encoder, source)
            while self._was_resumed():
                with contextlib.closing(self._microphone.open(source.rate)) as again:
                    self._listen(encoder, again)
        except AppError as error:
            self.error = error
        finally:
            self.level = 0.0
            self._end(encoder)
            self.state = RecordingState.OVER

    def _listen(self, encoder: Encoder, source: OpenMicrophone) -> None:
        """Take sound until somebody wants something else."""
        self.state = RecordingState.OPENING
        self._last_ms = None
        while self._wanted is RecordingState.RECORDING:
            sound = source.read()
            if sound is None:
                raise AppError(ErrorCode.MICROPHONE_GONE)
            self._take(encoder, source.rate, sound)
        self._hand(encoder.give())

    def _was_resumed(self) -> bool:
        """Wait while paused. Returns False when it is over."""
        with self._wish:
            self.level = 0.0
            if self._wanted is RecordingState.PAUSED:
                self.state = RecordingState.PAUSED
            self._wish.wait_for(lambda: self._wanted is not RecordingState.PAUSED)
            return self._wanted is RecordingState.RECORDING

    def _take(self, encoder: Encoder, rate: int, sound: Sound) -> None:
        length_ms = len(sound.samples) // 2 * 1000 // rate
        if self._last_ms is not None and sound.at_ms - self._last_ms - length_ms > GAP_MS:
            self.slept_ms += sound.at_ms - self._last_ms - length_ms
        self._last_ms = sound.at_ms
        if sound.samples:
            self.state = RecordingState.RECORDING
        encoder.write(sound.samples)
        self.milliseconds += length_ms
        self._unhanded_ms += length_ms
        self.level = loudness(sound.samples)
        if self._unhanded_ms >= PIECE_MS:
            self._hand(encoder.give())

    def _hand(self, content: bytes) -> None:
        """Hand a piece over, after those that could not be kept before."""
        self._unhanded_ms = 0
        if content:
            self._waiting.append(Piece(self._places, content, ogg.milliseconds(content)))
            self._places += 1
        while self._waiting:
            self._keep(self._waiting[0])
            self.kept_ms = max(self.kept_ms, self._waiting.pop(0).milliseconds)

    def _end(self, encoder: Encoder | None) -> None:
        """Hand over what is left; what cannot be kept even now is lost, and the error has said why."""
        if encoder is None:
            return
        try:
            self._hand(encoder.close())
        except AppError as error:
            self.error = self.error or error


def loudness(samples: bytes) -> float:
    """Return how loud some sound is, 0-1, by its peak on a scale of decibels."""
    held = array("h", samples)
    peak = max(map(abs, held), default=0)
    if peak == 0:
        return 0.0
    decibels = 20 * math.log10(peak / _LOUDEST)
    return max(0.0, min(1.0, 1 - decibels / _QUIETEST_DB))
