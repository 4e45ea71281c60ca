"""One recording from the microphone into the workspace, and from there to the answer of a question.

Apart from the studio, which may have two of these: the recording of the interview and that of a question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.capture.recording import Recording, RecordingState
from app.operations import recordings
from app.ui.runner.controls.sound import SoundState

if TYPE_CHECKING:
    from app.capture.devices import Microphone
    from app.capture.opus import Quality
    from app.capture.recording import Piece
    from app.core.errors import AppError
    from app.core.ids import BlobId, DraftId
    from app.forms.state import Address
    from app.operations.attachments import KeptFile
    from app.operations.services import Services


class Taping:
    """A recording that is being made. Raises AppError DISK_FULL when there is no room even to begin."""

    def __init__(
        self,
        services: Services,
        draft: DraftId,
        address: Address,
        microphone: Microphone,
        quality: Quality,
    ) -> None:
        self.address = address
        self.is_saving = False
        """It is over, and is being made an answer."""
        self._services = services
        self._begun = recordings.begin_recording(services, draft, address)
        self._recording = Recording(microphone, self._keep, quality)

    @property
    def state(self) -> SoundState:
        """What goes on."""
        if self.is_saving or self._recording.state is RecordingState.OVER:
            return SoundState.SAVING
        return SoundState(self._recording.state.value)

    @property
    def milliseconds(self) -> int:
        """How much was heard so far."""
        return self._recording.milliseconds

    @property
    def kept_ms(self) -> int:
        """How much of it is on the disk."""
        return self._recording.kept_ms

    @property
    def slept_ms(self) -> int:
        """For how long the machine slept meanwhile."""
        return self._recording.slept_ms

    @property
    def level(self) -> float:
        """How loud it is, 0-1."""
        return self._recording.level

    @property
    def error(self) -> AppError | None:
        """Why it ended by itself."""
        return self._recording.error

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self._recording.is_over

    def pause_or_resume(self) -> None:
        """Pause when it listens, listen when it is paused."""
        if self._recording.state is RecordingState.PAUSED:
            self._recording.resume()
        else:
            self._recording.pause()

    def stop(self) -> None:
        """End it; `is_over` comes true soon."""
        self._recording.stop()

    def wait(self) -> None:
        """Hold still until everything that was heard is kept."""
        self._recording.wait()

    def make_file(self, before: BlobId | None) -> KeptFile | None:
        """Make a file of it, behind an earlier one; None when nothing was heard. For any thread."""
        return recordings.make_file(self._services, self._begun, before)

    def throw_away(self) -> None:
        """Take what is kept of it away for good."""
        self._recording.stop()
        self._recording.wait()
        recordings.drop_recording(self._services, self._begun)

    def _keep(self, piece: Piece) -> None:
        recordings.keep_piece(self._services, self._begun, piece)
