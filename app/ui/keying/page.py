"""Keying in one filled paper form: type what stands on paper, Enter, on to the next question that is asked.

Eyes stay on the paper: one field, one legend, one line of trouble, always at the same places; what is refused is
heard and seen, and the field stays. Everything a keyer does goes through the same session as an interview does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from app.core.errors import AppError
from app.forms.session import IncompleteInterview
from app.i18n import formats
from app.i18n.catalog import _
from app.operations import keying
from app.operations.members import current_member
from app.ui import errors, keys
from app.ui.keying import chords
from app.ui.keying.frame import KeyingFrame
from app.ui.keying.keeping import Keeping
from app.ui.keying.model import KeyingModel, LineKind, Outcome, Result
from app.ui.keying.typed import Mark, is_complete
from app.ui.keying.words import SheetWords, fault_text
from app.ui.runner import keys_row
from app.ui.runner.help import show_help
from app.ui.runner.jump import JumpDialog, Place
from app.ui.runner.remark import RemarkDialog
from app.ui.runner.saving import Safety

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.forms.state import Address, Batch
    from app.operations.keying import Completed, OpenEntry
    from app.operations.members import Member
    from app.ui.desk import Desk


class KeyingPage(KeyingFrame):
    """One entry under way."""

    completed = Signal(object)
    """(Completed): the entry was ended."""

    fills_window: ClassVar[bool] = True

    def __init__(self, desk: Desk, entry: OpenEntry, parent: QWidget | None = None) -> None:
        self.entry, self.session = entry.entry, entry.interview.session
        self.interview = entry.interview
        self.model = KeyingModel(self.session, self.entry.cover.day)
        super().__init__(desk, SheetWords(self.model), parent)
        self._by = desk.services.device.username
        self._is_open = True
        self._keeping = Keeping(self, desk, self.interview, self.model)
        self.log = self._keeping.log
        self._stop_listening = self.session.subscribe(self._on_batch)
        self.model.resume() if self.session.can_undo else self.model.step(0)
        if not self.model.is_asked(self.model.line):
            self.model.forward()
        self._connect()
        self.retranslate()
        services = desk.services
        desk.tasks.database(lambda _progress: current_member(services), self, done=self._on_member)

    def title(self) -> str:
        return _("Paper {number}").format(number=self.entry.cover.number)

    def enter(self) -> None:
        self.sheet.show_place()
        self.edit.setFocus()

    def may_leave(self) -> bool:
        return not self._is_open or self._keeping.may_leave()

    def leave(self) -> None:
        """Stop keying; the entry is kept as it is."""
        if self.may_leave():
            self._close()
            self.left.emit()

    def retranslate(self) -> None:
        cover = self.entry.cover
        said = [
            self.title(),
            formats.date(cover.day),
            _("second entry") if self.entry.is_second else _("first entry"),
        ]
        self.heading.say(" · ".join(said))
        self.name_parts(keys.label(chords.END_ROWS[0]))
        self.words.forget()
        self._show()
        self.titled.emit()

    # --- what a keyer does

    def press_enter(self) -> None:
        """Take what is typed and go on to the next question that is asked."""
        line, text = self.model.line, self.edit.text()
        result = self.model.enter(text)
        match result.outcome:
            case Outcome.REFUSED:
                self._refuse(result)
            case Outcome.OUTSIDE:
                self._signal(
                    _("{why} Enter leaves it so, {key} keeps it as a remark.").format(
                        why=self.words.complaint(line), key=keys.label("Ctrl+Enter")
                    )
                )
            case Outcome.NOTED:
                self._note(line.address, text.strip(), result.mark)
                self._forward()
            case Outcome.ADDED:
                self._forward()
            case Outcome.COMPLETE:
                self._complete()
            case Outcome.KEPT:
                self._forward()

    def press_back(self) -> None:
        """Go back to the question before."""
        self.model.back()
        self._show()

    def keep_as_remark(self) -> None:
        """Take what paper says out of the answer and keep it as a remark: the form would never let it stand."""
        line, text = self.model.line, self.edit.text().strip()
        if line.kind is not LineKind.QUESTION or not text:
            self._signal(fault_text_empty())
            return
        self._remark(line.address, _("The paper says: {text}").format(text=text))
        self.model.empty(line.address)
        self._forward()

    def give_missing(self, mark: Mark) -> None:
        """Record don't know or refused and go on."""
        result = self.model.give_missing(mark)
        if result.outcome is Outcome.REFUSED:
            self._refuse(result)
        else:
            self._forward()

    def end_rows(self) -> None:
        """There are no more rows on paper: go on behind the repeat."""
        if self.model.end_rows():
            self._show()
        else:
            self._signal(_("There are no rows here."))

    def walk(self, lines: int) -> None:
        """Move by lines, asked or not."""
        self.model.step(lines)
        self._show()

    def go_to(self, place: int) -> None:
        """Stand at a line that was clicked or looked for."""
        if self.model.lines[place].kind is not LineKind.HEADING:
            self.model.go_to(place)
        self._show()
        self.edit.setFocus()

    def jump(self) -> None:
        """Let the keyer look for a question."""
        places = [
            Place(line.address, line.number, self.words.name(line), "", ("circle", "ink-soft"))
            for line in self.model.lines
            if line.kind is LineKind.QUESTION
        ]
        dialog = JumpDialog(self, _("Find a question"), places, self.model.line.address)
        if dialog.exec() and dialog.chosen is not None:
            self.go_to(self.model.place_of(dialog.chosen) or 0)

    def write_remark(self) -> None:
        """Let the keyer leave a remark at the line in hand."""
        line = self.model.line
        if line.kind is not LineKind.QUESTION:
            return
        remarks = self.session.remarks(line.address)
        dialog = RemarkDialog(self, self.words.name(line), remarks, self._by)
        written = dialog.written() if dialog.exec() else None
        if written is not None:
            self.session.remark(line.address, written.text, by=self._by, remark=written.remark)
        self.edit.setFocus()

    def undo(self) -> bool:
        """Take back the last thing kept; while something is typed, the field takes its own letters back."""
        if self.edit.isModified():
            return False
        self._go_back(self.session.undo)
        return True

    def redo(self) -> bool:
        """Do again what was taken back."""
        if self.edit.isModified():
            return False
        self._go_back(self.session.redo)
        return True

    # --- what happened

    def _complete(self) -> None:
        if not self.log.wait():
            if self.log.error is not None:
                errors.show_error(self, self.log.error)
            return
        try:
            done = keying.complete_entry(
                self.desk.services, self.interview.draft, self.session, self._keeping.summary()
            )
        except IncompleteInterview:
            self._show_problem()
        except AppError as error:
            errors.show_error(self, error)
        else:
            self._end(done)

    def _end(self, done: Completed) -> None:
        self.log.stop()
        self._close()
        self.desk.bus.announce(done.changes, self)
        self.left.emit()
        self.completed.emit(done)

    def _show_problem(self) -> None:
        place = self.model.first_problem()
        if place is None:
            return
        self.model.go_to(place)
        self._show()
        state = self.model.state(self.model.line)
        if state.constraint_met:
            self._signal(_("The questionnaire wants an answer here: * don't know, / refused."))
        else:
            self._signal(self.words.complaint(self.model.line))

    def _on_batch(self, batch: Batch) -> None:
        self.model.absorb(batch)
        if batch.step is not None:
            self.log.keep(batch.step)
        self.words.forget()

    def _on_member(self, member: Member | None) -> None:
        if member is not None:
            self._by = member.name

    def _on_edited(self, text: str) -> None:
        self.say("")
        line = self.model.line
        if line.kind is not LineKind.QUESTION:
            return
        self.legend.setText(self.words.legend(line, text))
        if not self.advance.isChecked():
            return
        if self.model.is_asked(line) and is_complete(self.model.asked(line), text):
            self.press_enter()

    def _go_back(self, act: Callable[[], Batch | None]) -> None:
        batch = act()
        if batch is None:
            return
        touched = (*batch.changed, *batch.repeats)
        places = [at for at in map(self.model.place_of, touched) if at is not None]
        if places:
            self.model.go_to(min(places))
            if self.model.line.kind is LineKind.HEADING:
                self.model.step(1)
        self._show()

    # --- inside

    def _note(self, address: Address, text: str, mark: Mark | None) -> None:
        if mark is Mark.BLANK:
            said, state = _("Not answered on paper"), "resolved"
        elif self.model.is_asked(self.model.line):
            said, state = _("Kept with the paper: {text}").format(text=text), "resolved"
        else:
            said, state = _("On paper, though not asked: {text}").format(text=text), "open"
        self._remark(address, said, is_open=state == "open")

    def _remark(self, address: Address, text: str, *, is_open: bool = True) -> None:
        mine = [each for each in self.session.remarks(address) if each.by == self._by]
        if any(each.text == text for each in mine):
            return
        known = mine[-1].id if mine else None
        state = "open" if is_open else "resolved"
        self.session.remark(
            address,
            text,
            by=self._by,
            remark=known,
            state="open" if state == "open" else "resolved",
        )

    def _forward(self) -> None:
        self.model.forward()
        self._show()

    def _refuse(self, result: Result) -> None:
        if result.fault is not None:
            self._signal(fault_text(result.fault))
        else:
            self._signal(_("This question takes neither don't know nor refused."))

    def _signal(self, said: str) -> None:
        """Be heard and seen: the keyer looks at the paper."""
        QApplication.beep()
        self.say(said)
        self.edit.selectAll()
        self.sheet.viewport().update()

    def _show(self) -> None:
        line = self.model.line
        self.edit.setText(self.model.text_of(line))
        self.edit.selectAll()
        name = f"{line.number} {self.words.name(line)}".strip()
        self.edit.setAccessibleName(name)
        self.show_line(name, self.words.legend(line))
        self.say("")
        self.show_progress(self.model.answered, self.model.total)
        self._show_safety()
        self.sheet.show_place()

    def _show_safety(self) -> None:
        self.show_safety(
            {
                Safety.SAVED: ("", _("saved")),
                Safety.SAVING: ("ink-soft", _("saving …")),
                Safety.NOT_SAVED: ("alert", _("NOT saved")),
            }[self.log.safety]
        )

    def _close(self) -> None:
        self._is_open = False
        self._stop_listening()

    def _connect(self) -> None:
        self.log.changed.connect(self._show_safety)
        self.edit.textEdited.connect(self._on_edited)
        self.sheet.line_clicked.connect(self.go_to)
        self.leave_button.clicked.connect(lambda _checked=False: self.leave())
        for bound, action in (
            (chords.ENTER, self.press_enter),
            (chords.BACK, self.press_back),
            (chords.AS_REMARK, self.keep_as_remark),
            (chords.UP, lambda: self.walk(-1)),
            (chords.DOWN, lambda: self.walk(1)),
            (chords.FAR_UP, lambda: self.walk(-12)),
            (chords.FAR_DOWN, lambda: self.walk(12)),
            (keys_row.DONT_KNOW, lambda: self.give_missing(Mark.DONT_KNOW)),
            (keys_row.REFUSED, lambda: self.give_missing(Mark.REFUSED)),
            (chords.END_ROWS, self.end_rows),
            (keys_row.REMARK, self.write_remark),
            (keys_row.JUMP, self.jump),
            (keys_row.UNDO, self.undo),
            (keys_row.REDO, self.redo),
            (keys_row.HELP, lambda: show_help(self)),
        ):
            keys.bind(self.edit, *bound, slot=action)


def fault_text_empty() -> str:
    """Say that there is nothing to keep."""
    return _("Type first what stands on paper.")
