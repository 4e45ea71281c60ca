"""The runner as a page of the window: an interview is held here, one question at a time, by keyboard.

It joins four things that do not know each other: the session (what is true), the model (where the person stands), the
stage with what is around it (what is seen), and the log of saving (what is safe). Every action of a person goes to
the session; its one batch comes back through `_on_batch`, which alone redraws.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.forms.state import Address, Batch
from app.i18n.catalog import _
from app.ui.runner import wiring
from app.ui.runner.aloud import Aloud
from app.ui.runner.answering import Answering
from app.ui.runner.around import Surroundings, what_the_stage_reads
from app.ui.runner.frame import RunnerFrame
from app.ui.runner.judging import Judge
from app.ui.runner.languages import code_of
from app.ui.runner.leaving import Leaving
from app.ui.runner.meeting import Meeting
from app.ui.runner.model import RunnerModel
from app.ui.runner.odd_answer import OddAnswers
from app.ui.runner.pages import PageKind
from app.ui.runner.pictures import Pictures
from app.ui.runner.places import Places
from app.ui.runner.reading import InterviewReader
from app.ui.runner.reading_order import walk_in_order
from app.ui.runner.reviewed import Reviewed
from app.ui.runner.studio import Studio
from app.ui.runner.turned import Turned

if TYPE_CHECKING:
    from app.operations.interviews import OpenInterview
    from app.ui.desk import Desk


class RunnerPage(RunnerFrame):
    """One interview in progress."""

    closed = Signal()
    """The interview was left; its draft is kept."""
    finished = Signal(str)
    """(record): the interview was finished."""

    def __init__(self, desk: Desk, interview: OpenInterview, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._is_open = False
        self._titled = ""
        self.turned, self.aloud = Turned(self), Aloud(self)
        self.meeting = Meeting(self)
        self.places, self.reviewed = Places(self), Reviewed(self)
        wiring.connect(self)
        wiring.bind_keys(self)
        self.open(interview)

    # --- opening and closing

    def open(self, interview: OpenInterview) -> None:
        """Show an interview where it was left."""
        self.interview, self.session = interview, interview.session
        self.model = RunnerModel(self.session)
        self.reader = InterviewReader(self.session, self.model)
        self.reader.wish_gloss(self.desk.preferences.gloss)
        self._around = Surroundings(self, self.session, self.model, self.reader)
        self.odd = OddAnswers(self.session)
        self._judge = Judge(self.stage, self.session, self.model, self.reader, self.odd)
        self._answering = Answering(self.desk, self.session, self._judge, self.stage, self)
        self._leaving = Leaving(self, self.desk, interview, self.model)
        self.log = self._leaving.log
        self.log.changed.connect(self._on_log_changed)
        self._stop_listening = self.session.subscribe(self._on_batch)
        self.pictures = Pictures(self.desk, interview.bundle, self)
        self.pictures.arrived.connect(self.stage.refresh)
        self.studio = Studio(self, self._answering)
        self.pictures.arrived.connect(self.turned.follow)
        reads = what_the_stage_reads(self.reader, self.pictures)
        self.stage.read_from(replace(reads, ending=self.meeting.ending))
        if not interview.reason:
            self.model.resume()
        self._is_open = True
        self.retranslate()
        self.meeting.tell_earlier()

    def title(self) -> str:
        """Return the record's name, else the form's."""
        session = self.session
        return session.instance_name() or session.definition.title_in(session.language)

    def enter(self) -> None:
        """Take the focus to the question."""
        self.focus_on()

    @property
    def by(self) -> str:
        """Who holds the interview."""
        return self._leaving.by

    def may_leave(self) -> bool:
        """Save everything; ask when something cannot be saved."""
        if not self._is_open:
            return True
        self.stage.controls_flush()
        left = self.studio.settle() and self._leaving.may_leave()
        if not left:
            self.studio.go_on()
        return left

    def leave(self) -> None:
        """Break off: the draft is kept as it is."""
        if self.may_leave():
            self._close()
            self.closed.emit()
            self.left.emit()

    def finish(self) -> None:
        """Finish the interview, or show what keeps it from being finished."""
        self.stage.controls_flush()
        record = self._leaving.finish() if self.studio.settle() else None
        if record is None:
            self.studio.go_on()
            self._show_page()
            self.focus_on()
            return
        self._close()
        self.left.emit()
        self.finished.emit(record)

    # --- moving

    def next(self) -> None:
        """Go on to the next question, or back to the end one came from, unless an answer here cannot stay."""
        self.stage.controls_flush()
        if self.model.page.kind is PageKind.FINISH:
            self._end()
            return
        held = self._judge.holds_at()
        if held is not None:
            self.stage.focus_first(held)
            return
        if not self.meeting.explains():
            return
        self._go(self.model.last if self._judge.is_mending else self.model.index + 1)

    def back(self) -> None:
        """Go back to the question before."""
        self._go(self.model.index - 1)

    def go_to_end(self) -> None:
        """Go to the end of the interview, where it says what is missing."""
        self._go(self.model.last)

    def go_to(self, address: str) -> None:
        """Go to a question, group or row."""
        found = self.model.page_of(Address(address))
        if found is not None:
            self._go(found, Address(address))

    def go_to_trouble(self, address: str) -> None:
        """Go to a question that keeps the interview from being finished, and say there why."""
        self.go_to(address)
        self._judge.tell(Address(address))
        self._judge.look()

    # --- doing

    def give(self, address: str, value: str) -> None:
        """Give a question its answer."""
        self._answering.give(Address(address), value)

    def attach(self, address: str, path: str) -> None:
        """Copy a file into the workspace and make it the answer."""
        self._answering.attach(Address(address), path)

    def attach_content(self, address: str, content: bytes, suffix: str) -> None:
        """Keep a file that was made in the window and make it the answer."""
        self._answering.attach_content(Address(address), content, suffix)

    def give_missing(self, missing: str) -> None:
        """Record don't know or refused for the question that has the focus; once more takes it away."""
        block = self.stage.current_block()
        if block is None or block.question is None or not block.question.offers_missing:
            return
        self._answering.give_missing(block, "refused" if missing == "refused" else "dont_know")
        self.focus_on(block.address)

    def retry_saving(self) -> None:
        """Try again to save what could not be saved."""
        self.log.retry()

    def undo(self) -> None:
        """Take back the last step and show where it was."""
        self._replay(self.session.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._replay(self.session.redo)

    def add_row(self, repeat: str) -> None:
        """Add a row and go to its first question."""
        self.stage.controls_flush()
        batch = self.session.add_repeat(Address(repeat))
        if batch.step is not None:
            found = self.model.page_of(Address(f"{repeat}{{{batch.step.payload['id']}}}"))
            self._go(self.model.index if found is None else found)

    def remove_row(self, instance: str) -> None:
        """Remove a row and offer for ten seconds to take that back."""
        name = self.reader.name(Address(instance))
        self.session.remove_repeat(Address(instance))
        self.undo_bar.offer(_("{row} was removed.").format(row=name), self.undo)
        self.focus_on()

    def ask_in(self, language: str) -> None:
        """Ask in another language of the form; the gloss takes its place when it was that one."""
        self.stage.controls_flush()
        if language == self.session.language:
            return
        if self.reader.gloss == language:
            self.reader.gloss = self.session.language
        self.session.switch_language(language)

    def ask_in_next_language(self) -> None:
        """Ask in the next language of the form."""
        languages = self.session.languages
        if len(languages) > 1:
            at = languages.index(self.session.language)
            self.ask_in(languages[(at + 1) % len(languages)])

    def show_gloss(self, language: str) -> None:
        """Show another language beside the questions; '' shows none."""
        self.stage.controls_flush()
        self.reader.gloss = language
        self.desk.preferences.gloss = code_of(language)
        self._around.show_languages()
        self.stage.refresh()
        self.focus_on(self.here())

    def retranslate(self) -> None:
        """Set every word again in the current language of the window."""
        for part in (self.outline, self.header, self.bottom, self.stage, self.undo_bar):
            part.retranslate()
        if self._is_open:
            self._around.forget_names()
            self._around.show_languages()
            self._show_page(stays=self.isVisible())
            self.turned.retranslate()

    # --- what happened

    def _on_batch(self, batch: Batch) -> None:
        before = self.model.page
        self.model.absorb(batch)
        if batch.step is not None:
            self.log.keep(batch.step)
            if batch.step.op not in {"remove", "event"}:
                self.undo_bar.withdraw()
        if batch.language:
            self._around.forget_names()
            self._around.show_languages()
        if self.model.page != before:
            self._show_page(stays=self.model.page.is_same_place(before))
        else:
            self.stage.refresh()
            self._show_around()

    def note_typing(self, address: str) -> None:
        """Say at the field that something typed has not been given yet, or why it cannot be."""
        block = self.stage.block_of(Address(address))
        if block is not None and block.control is not None:
            self._judge.look_at(block)
            block.say_safety(self.log.safety_of(address), typing=not block.complaint)

    def _on_log_changed(self) -> None:
        self._around.show_safety(self.log)

    def follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Keep what has the focus in view, and show the keys that go with it."""
        if now is not None and self._is_open and self.stage.isAncestorOf(now):
            self.bring_into_view(now)
            self._around.show_keys()
            self.reviewed.follow()
            self.turned.follow()

    def press_enter(self) -> None:
        """Press the button that has the focus, else go on: on a page of several questions to the next of them."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and focused.property("enter") != "next":
            focused.click()
        elif not self._beside(1):
            self.next()

    def press_ctrl_enter(self) -> None:
        """Go on to the next page from anywhere; at the end, finish."""
        at_the_end = self.model.page.kind is PageKind.FINISH
        if at_the_end and not self.stage.finish.troubles:
            self.finish()
        else:
            self.next()

    def press_shift_enter(self) -> None:
        """Go back to the question before, on the page or on the one before it."""
        if not self._beside(-1):
            self.back()

    # --- inside

    def _beside(self, step: int) -> bool:
        """Go to the next or previous question on a page of several, or field at the end. Returns False at its end."""
        if self.stage.finish.closing.focus_beside(step):
            return True
        if self.model.page.kind is not PageKind.LIST or not self.stage.focus_beside(step):
            return False
        self.turned.follow()
        return True

    def _go(self, index: int, address: Address | None = None) -> None:
        self.stage.controls_flush()
        self._judge.keep_unfinished()
        if not self.model.go_to(index):
            return
        self._judge.forget_told()
        self.news.be_silent()
        self._show_page()
        self._around.note_visit()
        self.aloud.follow()
        self.fold_outline()
        self.area.verticalScrollBar().setValue(0)
        self.focus_on(address)

    def _end(self) -> None:
        """Show the first problem; else bring the focus to the button that finishes, so that Enter alone never does."""
        troubles = self.stage.finish.troubles
        if troubles:
            self.go_to_trouble(troubles[0].address)
        else:
            self.bottom.next_button.setFocus()

    def _show_page(self, *, stays: bool = False) -> None:
        self.setUpdatesEnabled(False)
        here = self.here()
        self.stage.show_page(self.model.page)
        if not stays:
            self._judge.restore_unfinished()
        self._show_around()
        if stays and not self.stage.has_focus():
            self.focus_on(here)
        walk_in_order(self.stage, self.bottom, self.outline, self.header)
        self.stage.settle()
        self.setUpdatesEnabled(True)
        self.pictures.look_ahead(self.model, self.reader)

    def _show_around(self) -> None:
        self._around.show()
        self._judge.look()
        self.reviewed.follow()
        self._around.show_safety(self.log)
        self.turned.follow()
        if self._titled != self.title():
            self._titled = self.title()
            self.titled.emit()

    def focus_on(self, address: Address | None = None) -> None:
        """Take the focus to a question, else to the first that takes an answer, else to the button that goes on."""
        if not self.stage.focus_first(address):
            self.bottom.next_button.setFocus()
        self._around.show_keys()

    def here(self) -> Address:
        """Return the question that has the focus, else what the page shows; '' at the end."""
        block = self.stage.current_block()
        if block is not None and block.question is not None:
            return block.address
        page = self.model.page
        return Address("") if page.kind is PageKind.FINISH else page.address

    def _replay(self, act: Callable[[], Batch | None]) -> None:
        self.stage.controls_flush()
        batch = act()
        if batch is None:
            return
        touched = [*batch.repeats, *batch.changed]
        if {item.address for item in self.model.page.items}.isdisjoint(touched):
            places = [at for at in map(self.model.page_of, touched) if at is not None]
            if places:
                self._go(places[0])

    def _close(self) -> None:
        self.turned.put_away()
        self.aloud.be_still()
        self._is_open = False
        self.studio.close()
        self._stop_listening()
