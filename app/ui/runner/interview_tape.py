"""The recording of the whole interview, where a form asks for one: it runs by itself while there is consent.

A later sitting is put behind the earlier ones. Pausing is a person's wish and stays until the person takes it back.
Where the form keeps an audit log, it tells when the recording began to listen and when it ceased.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.capture.opus import quality_of
from app.core.errors import AppError
from app.i18n.messages import explain
from app.operations import recordings
from app.ui.runner.controls.sound import SoundState
from app.ui.runner.taping import Taping

if TYPE_CHECKING:
    from app.capture.devices import Microphone
    from app.core.ids import BlobId
    from app.operations.attachments import KeptFile
    from app.operations.interviews import OpenInterview
    from app.operations.services import Services
    from app.ui.runner.recording_strip import RecordingStrip


class InterviewTape:
    """Records one interview; draws the strip."""

    def __init__(
        self,
        services: Services,
        interview: OpenInterview,
        microphone: Microphone,
        strip: RecordingStrip,
    ) -> None:
        self._services, self._interview = services, interview
        self._microphone, self._strip = microphone, strip
        # what was finished is only corrected, and nobody is asked anything: there is nothing to record
        self.wish = None if interview.reason else recordings.of_interview(interview.session)
        self.tape: Taping | None = None
        self._error: AppError | None = None
        self._heard_ms = 0
        self._is_allowed = False
        self._is_listening = False

    def begin(self) -> None:
        """Record from now on, if the form asks for it and nothing is being recorded yet."""
        self._is_allowed = True
        if self.wish is None or self.tape is not None:
            return
        self._error = None
        try:
            quality = quality_of(self.wish.quality)
            self.tape = Taping(
                self._services, self._interview.draft, self.wish.address, self._microphone, quality
            )
        except AppError as error:
            self._error = error
        self.draw()

    def press(self) -> None:
        """Pause, go on, or try again after trouble."""
        if self.tape is not None:
            self.tape.pause_or_resume()
            self.draw()
        elif self._is_allowed:
            self.begin()

    def end(self) -> KeptFile | None:
        """End the recording and make it a file; None when nothing was heard. Raises AppError DISK_FULL."""
        if self.tape is None:
            return None
        self.tape.stop()
        self.tape.wait()
        kept = self.tape.make_file(self.before())
        self._heard_ms += self.tape.milliseconds
        self.tape = None
        self._note()
        return kept

    def forbid(self) -> Taping | None:
        """Stop because there is no consent any more; what was recorded is returned and still to be dealt with."""
        self._is_allowed = False
        tape, self.tape = self.tape, None
        if tape is not None:
            tape.stop()
            tape.wait()
        self.draw()
        return tape

    def before(self) -> BlobId | None:
        """Return what earlier sittings recorded."""
        if self.wish is None:
            return None
        session = self._interview.session
        blob: BlobId | None = session.attached.get(session.state(self.wish.address).value)  # type: ignore[assignment]
        return blob

    def note_end(self) -> AppError | None:
        """Return why the recording ended by itself, once; it is then to be made a file by `end`."""
        if self.tape is None or not self.tape.is_over or self.tape.error is None:
            return None
        self._error = self.tape.error
        return self._error

    def _note(self) -> None:
        """Tell the audit log when it listens now and did not before, or the other way round."""
        listens = self.tape is not None and self.tape.state is SoundState.RECORDING
        if listens is not self._is_listening:
            self._is_listening = listens
            self._interview.session.note_event(
                "background audio enabled" if listens else "background audio disabled"
            )

    def draw(self) -> None:
        """Draw the strip as things stand."""
        if self.wish is None:
            return
        self._note()
        if self.tape is not None:
            heard_ms = self._heard_ms + self.tape.milliseconds
            self._strip.show_state(self.tape.state, heard_ms, self.tape.level)
        elif self._error is not None:
            self._strip.show_trouble(explain(self._error).what)
        elif not self._is_allowed:
            self._strip.show_waiting()
