"""Microphone and loudspeaker of one interview: recordings at questions, of the whole interview, and playing back.

Devices run on threads of their own and are asked a few times a second, only while one of them is in use. Nothing is
recorded without consent; when it is withdrawn, recording stops at once and the person decides about what exists.
Leaving a question ends its recording, so that nobody records the wrong answer.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from app.capture import devices
from app.capture.opus import quality_of
from app.core.errors import AppError
from app.i18n import formats
from app.i18n.catalog import _
from app.operations import recordings
from app.ui import errors
from app.ui.runner import sounds
from app.ui.runner.controls.sound import SoundControl, SoundView
from app.ui.runner.interview_tape import InterviewTape
from app.ui.runner.listening import Listening
from app.ui.runner.taping import Taping
from app.ui.widgets.dialogs import ask

if TYPE_CHECKING:
    from app.core.ids import BlobId
    from app.forms.state import Address, Batch
    from app.operations.attachments import KeptFile
    from app.ui.runner.answering import Answering
    from app.ui.runner.page import RunnerPage

LOOK_EVERY_MS: Final = 120


class Studio(QObject):
    """What can be heard at one interview."""

    def __init__(self, page: RunnerPage, answering: Answering) -> None:
        super().__init__(page)
        self._page, self._answering, self._session = page, answering, page.session
        self._services, self._draft = page.desk.services, page.interview.draft
        self._devices = devices.of_this_machine()
        self._asks = recordings.asks_for_consent(self._session)
        self._was_allowed = recordings.may_record(self._session)
        self._tape: Taping | None = None
        self._listening = Listening(page.desk, self, self._on_unplayable)
        self._troubles: dict[str, tuple[str, str]] = {}
        self._is_closed = False
        strip = page.recording_strip
        self.whole = InterviewTape(self._services, page.interview, self._devices.microphone, strip)
        strip.pressed.connect(self.press_strip)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._stop_listening = self._session.subscribe(self._on_batch)
        self._find_unended()

    # --- what a person wants

    def do(self, address: str, what: str) -> None:
        """Do what a control asks for."""
        at: Address = address  # type: ignore[assignment]
        deeds = {
            "look": self._look_at,
            "record": self._record,
            "pause": self._pause_or_resume,
            "resume": self._pause_or_resume,
            "stop": lambda _at: self._stop_tape(),
            "play": self._play,
            "hold": lambda _at: self._listening.hold_or_go_on(),
            "go_on": lambda _at: self._listening.hold_or_go_on(),
            "still": lambda _at: self._listening.be_still(),
            "removed": self._offer_undo,
        }
        deeds[what](at)
        if what != "look":
            self._show_all()

    def press(self, chord: str) -> bool:
        """Take one of the keys ``record``, ``whole``, ``stop``, ``play``; False when it means nothing here."""
        if chord == "whole":
            self.press_strip()
            return self.whole.wish is not None
        block = self._page.stage.current_block()
        control = block.control if block is not None else None
        if isinstance(control, SoundControl) and block is not None:
            what = sounds.deed_of(chord, control.view.state, has_answer=bool(control.state.value))
            if what:
                self.do(block.address, what)
            return bool(what)
        if chord == "record" and self.whole.wish is not None:
            self.press_strip()
            return True
        return False

    def press_strip(self) -> None:
        """Pause the recording of the interview, go on with it, or try again."""
        self.whole.press()
        self._wake()

    # --- the ways out

    def settle(self) -> bool:
        """End every recording and make it an answer. Returns False when one could not be saved; it was said."""
        self._listening.be_still()
        if not self._answering.let_copies_go():
            return False
        try:
            if self._tape is not None and not self._tape.is_saving:
                tape, self._tape = self._tape, None
                tape.stop()
                tape.wait()
                self._give(tape.address, tape.make_file(None))
            if self.whole.wish is not None:
                self._give(self.whole.wish.address, self.whole.end())
        except AppError as error:
            errors.show_error(self._page, error)
            return False
        return True

    def go_on(self) -> None:
        """Record the interview again: it was not left after all."""
        if self._was_allowed:
            self.whole.begin()
            self._wake()

    def close(self) -> None:
        """Let go of everything; what could not be made an answer is found when the draft is opened again."""
        self._is_closed = True
        self._timer.stop()
        self._stop_listening()
        self._listening.close()
        for tape in (self._tape, self.whole.tape):
            if tape is not None:
                tape.stop()
                tape.wait()

    # --- recording

    def _record(self, address: Address) -> None:
        self._listening.be_still()
        if self._tape is not None or not self._was_allowed:
            return
        self._troubles.pop(address, None)
        node = self._session.definition_of(address)
        quality = quality_of(node.bind.other.get("odk:quality", ""))
        try:
            self._tape = Taping(
                self._services, self._draft, address, self._devices.microphone, quality
            )
        except AppError as error:
            self._troubles[address] = sounds.trouble(error)
        self._wake()

    def _pause_or_resume(self, _address: Address) -> None:
        if self._tape is not None:
            self._tape.pause_or_resume()

    def _stop_tape(self) -> None:
        if self._tape is not None:
            self._tape.stop()

    def _keep(self, tape: Taping) -> None:
        """Make a recording that is over the answer of its question."""
        tape.is_saving = True
        said = sounds.what_happened(tape)
        if said != ("", ""):
            self._troubles[tape.address] = said
        self._page.desk.tasks.database(
            lambda _progress: tape.make_file(None),
            self,
            done=partial(self._on_made, tape),
            failed=partial(self._on_unmade, tape),
        )

    def _on_made(self, tape: Taping, kept: KeptFile | None) -> None:
        self._tape = None
        if self._is_closed:
            return
        if kept is not None:
            self._listening.lengths[kept.name] = tape.kept_ms
            self._give(tape.address, kept)
            time = formats.stopwatch(tape.kept_ms / 1000)
            self._page.undo_bar.offer(
                _("The recording of {length} was kept.").format(length=time), self._page.undo
            )
        self._show_all()

    def _on_unmade(self, tape: Taping, error: AppError) -> None:
        self._tape = None
        self._troubles[tape.address] = sounds.trouble(error)
        self._show_all()

    def _give(self, address: Address, kept: KeptFile | None) -> None:
        if kept is not None:
            self._answering.give_file(address, kept)

    def _offer_undo(self, _address: Address) -> None:
        self._page.undo_bar.offer(_("The file was removed."), self._page.undo)

    # --- playing

    def _play(self, address: Address) -> None:
        blob = self._blob_of(address)
        if blob is not None:
            self._troubles.pop(address, None)
            self._listening.play(address, blob, self._devices.speaker, self._wake)

    def _on_unplayable(self, address: Address, error: AppError) -> None:
        self._troubles[address] = sounds.trouble(error)
        self._show_all()

    # --- consent

    def _on_batch(self, batch: Batch) -> None:
        if batch.step is not None and batch.step.op == "open":
            return
        allowed = not self._asks or recordings.may_record(self._session)
        if allowed != self._was_allowed:
            self._was_allowed = allowed
            if allowed:
                self.go_on()
            else:
                QTimer.singleShot(0, self._stop_without_consent)
        self._show_all()

    def _stop_without_consent(self) -> None:
        """Stop everything; if consent was refused, let the person decide about what exists."""
        if self._is_closed:
            return
        tape, self._tape = self._tape, None
        if tape is not None:
            tape.stop()
            tape.wait()
        tapes = [each for each in (tape, self.whole.forbid()) if each is not None]
        recorded = sounds.recorded(self._session, self.whole.wish)
        refused = recordings.was_refused(self._session)
        if refused and (tapes or recorded) and self._wants_deleted():
            for each in tapes:
                each.throw_away()
            for address in recorded:
                self._answering.take_file_away(address)
        else:
            for each in tapes:
                self._keep_at_once(each)
        self._show_all()

    def _keep_at_once(self, tape: Taping) -> None:
        whole = self.whole.wish
        is_whole = whole is not None and whole.address == tape.address
        try:
            self._give(tape.address, tape.make_file(self.whole.before() if is_whole else None))
        except AppError as error:
            errors.show_error(self._page, error)

    def _wants_deleted(self) -> bool:
        return ask(
            self._page,
            _("Consent to record was withdrawn"),
            _(
                "Recording has stopped. Ask the respondent whether what was recorded until now may be kept; "
                "if not, delete it. The other answers stay as they are."
            ),
            _("Delete the recordings"),
            kind="danger",
            no=_("Keep what was recorded"),
        )

    # --- what a crash left

    def _find_unended(self) -> None:
        services, draft = self._services, self._draft
        attached, before = frozenset(self._session.attached), self.whole.before()
        wish = recordings.of_interview(self._session)
        whole = wish.address if wish is not None else ""
        self._page.desk.tasks.database(
            lambda _progress: sounds.find_again(services, draft, attached, {whole: before}),
            self,
            done=self._on_found,
        )

    def _on_found(self, found: list[sounds.FoundAgain]) -> None:
        if self._is_closed:
            return
        for each in found:
            self._give(each.address, each.file)
        if found:
            length = formats.stopwatch(sum(each.milliseconds for each in found) / 1000)
            self._page.undo_bar.tell(
                _("A recording was interrupted: {length} of it were saved.").format(length=length)
            )
        if self._was_allowed:
            self.go_on()
        else:
            self.whole.draw()

    # --- showing

    def _wake(self) -> None:
        if not self._is_closed:
            self._timer.start()
            self._look()

    def _look(self) -> None:
        """Look at the devices; sleep again when none is in use."""
        tape = self._tape
        if tape is not None and not tape.is_saving:
            if tape.is_over:
                self._keep(tape)
            elif self._page.stage.block_of(tape.address) is None:
                tape.stop()
        self._listening.look()
        played = self._listening.address
        if played is not None and self._page.stage.block_of(played) is None:
            self._listening.be_still()
        if self.whole.note_end() is not None and self.whole.wish is not None:
            self._end_whole()
        self.whole.draw()
        self._show_all()
        if self._tape is None and not self._listening.is_busy and self.whole.tape is None:
            self._timer.stop()

    def _end_whole(self) -> None:
        """Keep what was recorded of the interview before the microphone went."""
        try:
            kept = self.whole.end()
        except AppError as error:
            errors.show_error(self._page, error)
            return
        if self.whole.wish is not None:
            self._give(self.whole.wish.address, kept)

    def _look_at(self, address: Address) -> None:
        blob = self._blob_of(address)
        if blob is not None:
            name = self._session.state(address).value
            self._listening.measure(name, blob, partial(self._show, address))
        self._show(address)

    def _show_all(self) -> None:
        for block in self._page.stage.blocks:
            if isinstance(block.control, SoundControl) and block.question is not None:
                block.control.show_sound(self._view_of(block.address))

    def _show(self, address: Address) -> None:
        block = self._page.stage.block_of(address)
        if block is not None and isinstance(block.control, SoundControl):
            block.control.show_sound(self._view_of(address))

    def _view_of(self, address: Address) -> SoundView:
        trouble, allowed = self._troubles.get(address, ("", "")), self._was_allowed
        length = self._listening.lengths.get(self._session.state(address).value, -1)
        tape, heard = self._tape, self._listening
        if tape is not None and tape.address == address:
            return SoundView(tape.state, tape.milliseconds, length, tape.level, allowed, trouble)
        if heard.is_busy and heard.address == address:
            return SoundView(heard.state, *heard.times, 0.0, allowed, trouble)
        return SoundView(length_ms=length, is_allowed=allowed, trouble=trouble)

    def _blob_of(self, address: Address) -> BlobId | None:
        blob: BlobId | None = self._session.attached.get(self._session.state(address).value)  # type: ignore[assignment]
        return blob
