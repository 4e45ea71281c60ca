"""One question on the page: its words, the control that takes the answer, and what is to be said about the answer.

Blocks are used again for other questions. The line under the control is always there, so that a message, a reason for
having no answer or a word about saving never moves what stands below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.forms.state import Address, NodeState
from app.i18n.answers import missing_text
from app.i18n.catalog import _
from app.ui import icons, keys
from app.ui.runner.controls.choices import CELLS_WIDTH
from app.ui.runner.controls.factory import Family, Shelf, family_of
from app.ui.runner.keys_row import ALOUD, GUIDANCE
from app.ui.runner.labels import FormLabel
from app.ui.runner.languages import mark_of
from app.ui.runner.safety_mark import SafetyMark
from app.ui.runner.saving import Safety
from app.ui.runner.zoom import PictureLabel
from app.ui.widgets.badges import Badge, StateBadge
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import words

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from app.ui.runner.controls.base import Control
    from app.ui.runner.markdown import Piece
    from app.ui.runner.questions import Question

FOOT_HEIGHT = 26
QWIDGETSIZE_MAX = 16_777_215
PICTURE = QSize(720, 320)
"""The room for a picture that belongs to a question."""


class QuestionBlock(QFrame):
    """A question with its answer."""

    value_given = Signal(str, str)
    """(address, value): a person answered."""
    typed = Signal(str)
    """(address): something was typed that has not been given yet."""
    went_on = Signal()
    """The answer is complete and the person wants to go on."""
    file_given = Signal(str, str)
    """(address, path): a person chose a file."""
    content_given = Signal(str, object, str)
    """(address, bytes, suffix): a person made a file here, such as a drawing."""
    asked = Signal(str, str)
    """(address, what): a person wants something done with a device."""
    aloud_wanted = Signal()
    """A person wants to hear the sound of the question, or to stop it."""
    enlarged = Signal()
    """A person wants to see the picture of the question large."""
    retried = Signal()
    """A person wants saving to be tried again."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf
        self._family: Family | None = None
        self.control: Control | None = None
        self.question: Question | None = None
        self._number = words("caption")
        self._label = FormLabel("question", "question")
        self._gloss = FormLabel("soft", "strong", italic=True)
        self._hint = FormLabel("soft")
        self._guidance = FormLabel("soft")
        self._sound = Button("link", "play", "bridge")
        self._sound.clicked.connect(self.aloud_wanted)
        self._more = Button("link")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._on_more_toggled)
        self._picture = PictureLabel()
        self._picture.enlarged.connect(self.enlarged)
        self._picture.hide()
        self._missing, self._message_icon = StateBadge(), words()
        self._message, self._safety = FormLabel("alert"), SafetyMark()
        self._was_unsafe = False
        self._retry, self._strut, self._aside = Button("link"), QWidget(), words("caption")
        self._texts = QVBoxLayout()
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()
        self._complaint: tuple[Piece, ...] = ()
        self.retranslate()

    # --- what is asked

    def show_question(self, question: Question, state: NodeState, *, numbered: bool) -> None:
        """Show another question with its answer."""
        self._put_control(family_of(question, state))
        self._show_words(question, numbered=numbered)
        if self.control is not None:
            self.control.show_question(question, state)
        self._more.setChecked(False)
        self.complain(())
        self._show_missing(state)
        self.say_safety(Safety.SAVED, typing=False)

    def refresh(self, question: Question, state: NodeState) -> None:
        """Show the same question again after something changed; what did not change is not touched."""
        family = family_of(question, state)
        if family is not self._family:
            self.show_question(question, state, numbered=not self._number.isHidden())
            return
        if question != self.question:
            self._show_words(question, numbered=not self._number.isHidden())
            if self.control is not None:
                self.control.state = state
                self.control.show_words(question)
        elif self.control is not None and state != self.control.state:
            self.control.show_state(state)
        self._show_missing(state)

    def refresh_answer(self, state: NodeState) -> None:
        """Show the answer again, whatever the control has been through."""
        if self.control is not None:
            self.control.show_state(state)
        self._show_missing(state)

    def show_pictures(self, asked: QPixmap | None, answered: QPixmap | None) -> None:
        """Show the picture that belongs to the question, and the one that answers it."""
        self._picture.setVisible(asked is not None)
        if asked is not None:
            self._picture.show_picture(asked, PICTURE)
            self._picture.say(self.question.name if self.question else "")
        if self.control is not None:
            self.control.show_picture(answered)

    @property
    def address(self) -> Address:
        """The question that is shown."""
        return self.question.address if self.question else Address("")

    def release(self) -> None:
        """Give the control back; the block waits for another question."""
        self._put_control(None)
        self.question = None

    # --- what is to be said

    def complain(self, message: tuple[Piece, ...], tone: str = "alert") -> None:
        """Say under the control what is wrong, or with the tone ``notice`` what is odd; () when nothing is."""
        if message == self._complaint:
            return
        self._complaint = message
        self._message.be(tone)
        self._message.show_words(message)
        icon = "circle-alert" if tone == "alert" else "triangle-alert"
        self._message_icon.setPixmap(icons.pixmap(icon, tone, 16, self.devicePixelRatioF()))
        self._message_icon.setVisible(bool(message))
        if self.control is not None:
            self.control.set_wrong(wrong=bool(message) and tone == "alert")
            self.control.focus_widget().setAccessibleDescription(self._message.accessibleName())

    @property
    def said_wrong(self) -> tuple[Piece, ...]:
        """What is said to be wrong, as pieces."""
        return self._complaint

    @property
    def complaint(self) -> str:
        """What is said to be wrong."""
        return self._message.accessibleName() if self._complaint else ""

    def say_safety(self, safety: Safety, *, typing: bool) -> None:
        """Say whether the answer is safe; silent when nothing has been answered in this sitting."""
        failed = safety is Safety.NOT_SAVED
        text = ""
        if failed:
            text = _("NOT saved")
        elif typing:
            text = _("typing …")
        elif safety is Safety.SAVING:
            text = _("saving …")
        elif self._was_unsafe and not (self.control is not None and self.control.unfinished):
            text = _("saved")
        self._was_unsafe = self._was_unsafe or safety is not Safety.SAVED or typing
        self._safety.say(text, "alert" if failed else "ink-soft")
        if self._retry.isHidden() == failed:
            self._retry.setVisible(failed)

    @property
    def safety_words(self) -> str:
        """What is said about saving."""
        return self._safety.text()

    def show_sounding(self, *, sounding: bool) -> None:
        """Say on the button of the question's sound whether it sounds."""
        text = (
            _("Stop the sound of the question") if sounding else _("Play the sound of the question")
        )
        if self._sound.text() != text:
            self._sound.words(text, tip=keys.label(ALOUD[0]))
            self._sound.set_icon("square" if sounding else "play")

    def toggle_guidance(self) -> bool:
        """Show the guidance for the interviewer, or hide it again. Returns False when the form gives none."""
        if self.question is None or not self.question.guidance:
            return False
        self._more.toggle()
        return True

    def focus(self) -> None:
        """Take the focus to the control."""
        if self.control is not None:
            self.control.focus_widget().setFocus()

    def retranslate(self) -> None:
        """Take the words of the current language."""
        self._more.words(
            _("Guidance for the interviewer"), tip=", ".join(map(keys.label, GUIDANCE))
        )
        self._retry.words(_("Try again"))

    # --- parts

    def _lay_out(self) -> None:
        self._texts.setSpacing(8)
        for part in (
            self._number,
            self._label,
            self._gloss,
            self._hint,
            self._picture,
            self._sound,
            self._more,
            self._guidance,
        ):
            self._texts.addWidget(part)
        self._body.setSpacing(8)
        self._body.addLayout(self._texts, 1)
        self._body.addSpacing(12)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(self._body)
        box.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self._message_icon.setPixmap(icons.pixmap("circle-alert", "alert", 16, 1.0))
        self._message_icon.hide()
        self._retry.clicked.connect(self.retried)
        self._retry.hide()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._missing)
        foot.addWidget(self._message_icon)
        foot.addWidget(self._message, 1)
        foot.addStretch(0)
        foot.addWidget(self._aside)
        foot.addWidget(self._safety)
        foot.addWidget(self._retry)
        self._strut.setFixedSize(0, FOOT_HEIGHT)
        foot.addWidget(self._strut)
        return foot

    def _show_words(self, question: Question, *, numbered: bool) -> None:
        if self.question is None or question.address != self.question.address:
            self._was_unsafe = False
        self.question = question
        self._number.setText(question.number)
        self._number.setVisible(numbered and bool(question.number) and not question.in_table)
        self._strut.setVisible(not question.is_note)
        self._label.be("note" if question.is_note or question.in_table else "question")
        self._stand_in_table(stands=question.in_table)
        self._label.show_words(question.label_in_table if question.in_table else question.label)
        self._gloss.show_words(() if question.gloss == question.label else question.gloss)
        self._hint.show_words(question.hint)
        self._guidance.show_words(question.guidance)
        self._guidance.setVisible(bool(question.guidance) and self._more.isChecked())
        self._more.setVisible(bool(question.guidance))
        self._sound.setVisible("audio" in question.media)
        self.show_sounding(sounding=False)

    def _stand_in_table(self, *, stands: bool) -> None:
        """Put the answers beside the words, as wide as the head of the table; else under them."""
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.LeftToRight if stands else direction.TopToBottom)
        if self.control is not None:
            self.control.setMinimumWidth(CELLS_WIDTH if stands else 0)
            self.control.setMaximumWidth(CELLS_WIDTH if stands else QWIDGETSIZE_MAX)

    def _say_aside(self) -> None:
        """Say in small letters in which language it was asked, else what might help with typing."""
        asked = self.question.asked_in if self.question is not None else ""
        hint = self.control.hint() if self.control is not None else ""
        text = _("asked in {language}").format(language=mark_of(asked)) if asked else hint
        if self._aside.text() != text:
            self._aside.setText(text)

    def _show_missing(self, state: NodeState) -> None:
        self._say_aside()
        if state.missing is None:
            self._missing.show_badge(Badge(""))
        else:
            icon = "circle-help" if state.missing == "dont_know" else "circle-slash"
            self._missing.show_badge(Badge(missing_text(state.missing), "notice", icon))

    def _put_control(self, family: Family | None) -> None:
        if family is self._family and family is not None:
            if self.control is not None:
                self.control.forget()
            return
        if self.control is not None and self._family is not None:
            self.control.set_wrong(wrong=False)
            self.control.value_given.disconnect(self._on_value_given)
            self.control.typed.disconnect(self._on_typed)
            self.control.went_on.disconnect(self.went_on)
            self.control.file_given.disconnect(self._on_file_given)
            self.control.content_given.disconnect(self._on_content_given)
            self.control.asked.disconnect(self._on_asked)
            self._body.removeWidget(self.control)
            self._stand_in_table(stands=False)
            self.control.hide()
            self._shelf.put_back(self._family, self.control)
        self._family, self.control = family, None
        if family is None:
            return
        control = self._shelf.take(family)
        control.value_given.connect(self._on_value_given)
        control.typed.connect(self._on_typed)
        control.went_on.connect(self.went_on)
        control.file_given.connect(self._on_file_given)
        control.content_given.connect(self._on_content_given)
        control.asked.connect(self._on_asked)
        self._body.addWidget(control)
        control.show()
        self.control = control

    def _on_value_given(self, value: str) -> None:
        self.value_given.emit(self.address, value)

    def _on_file_given(self, path: str) -> None:
        self.file_given.emit(self.address, path)

    def _on_asked(self, what: str) -> None:
        self.asked.emit(self.address, what)

    def _on_content_given(self, content: bytes, suffix: str) -> None:
        self.content_given.emit(self.address, content, suffix)

    def _on_typed(self) -> None:
        self._say_aside()
        self.typed.emit(self.address)

    def _on_more_toggled(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._guidance.setVisible(shown and bool(self.question and self.question.guidance))
