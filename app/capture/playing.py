"""A recording played back from memory: from any position, with pause, on a thread of its own.

It is asked, not listened to, like a `Recording`.
"""

from __future__ import annotations

import contextlib
import io
import threading
from typing import TYPE_CHECKING, Any, Final

from app.capture.opus import sound_files
from app.core.errors import AppError, ErrorCode

if TYPE_CHECKING:
    from app.capture.devices import Speaker

_BLOCKS_PER_SECOND: Final = 10


class Player:
    """Plays one recording; it begins as soon as it is made. Raises AppError SOUND_UNREADABLE, SOUND_LIBRARY_MISSING."""

    def __init__(self, content: bytes, speaker: Speaker) -> None:
        self._file = open_sound(content)
        self._rate: int = self._file.samplerate
        self._speaker = speaker
        self._wish = threading.Condition()
        self._is_paused = self._is_stopped = False
        self._jump_to: int | None = None
        self.length_ms = max(0, self._file.frames) * 1000 // self._rate
        self.position_ms = 0
        self.error: AppError | None = None
        """Why it ended, when neither a person nor the end of the recording ended it."""
        self._thread = threading.Thread(target=self._run, name="playing", daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether it came to its end or was stopped."""
        return not self._thread.is_alive()

    @property
    def is_paused(self) -> bool:
        """Whether it waits."""
        return self._is_paused

    def pause(self) -> None:
        """Be still and remember the place."""
        with self._wish:
            self._is_paused = True

    def resume(self) -> None:
        """Go on from there."""
        with self._wish:
            self._is_paused = False
            self._wish.notify()

    def seek(self, milliseconds: int) -> None:
        """Go on from another place."""
        with self._wish:
            place = max(0, min(milliseconds, self.length_ms))
            self._jump_to = place * self._rate // 1000
            self.position_ms = place

    def stop(self) -> None:
        """End it and wait until the loudspeaker is still."""
        with self._wish:
            self._is_stopped = True
            self._is_paused = False
            self._wish.notify()
        self._thread.join()

    def _run(self) -> None:
        try:
            channels: int = self._file.channels
            with contextlib.closing(self._speaker.open(self._rate, channels)) as speaker:
                while samples := self._next():
                    speaker.write(samples)
        except AppError as error:
            self.error = error
        finally:
            self._file.close()

    def _next(self) -> bytes:
        """Wait while paused; return the next samples, b'' at the end."""
        with self._wish:
            self._wish.wait_for(lambda: not self._is_paused)
            if self._is_stopped:
                return b""
            if self._jump_to is not None:
                self._file.seek(self._jump_to)
                self._jump_to = None
            samples = bytes(self._file.buffer_read(self._rate // _BLOCKS_PER_SECOND, "int16"))
            self.position_ms = min(self.length_ms, self._file.tell() * 1000 // self._rate)
            return samples


def open_sound(content: bytes) -> Any:
    """Open a recording to be decoded. Raises AppError SOUND_UNREADABLE when it is of a kind that cannot be played."""
    library = sound_files()
    try:
        return library.SoundFile(io.BytesIO(content))
    except library.SoundFileError as error:
        raise AppError(ErrorCode.SOUND_UNREADABLE) from error


def length_ms(content: bytes) -> int:
    """Return how long a recording plays. Raises AppError SOUND_UNREADABLE, SOUND_LIBRARY_MISSING."""
    with open_sound(content) as file:
        frames: int = file.frames
        rate: int = file.samplerate
        return max(0, frames) * 1000 // rate
