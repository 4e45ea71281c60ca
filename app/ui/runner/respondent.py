"""The respondent's view: the question and large answers, and nothing else, on this screen or on a second one.

It shows what the interviewer's window shows, read by the same reader, and what is answered here goes the same way as
there. On a second screen it is a window of its own that follows the interviewer and leaves the keyboard alone until it
is touched; on a single screen it lies over the runner until Esc or F11. Guidance, gloss, outline and buttons are the
interviewer's and are not shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n.answers import missing_text
from app.i18n.catalog import _
from app.ui import keys, theme
from app.ui.runner import wiring
from app.ui.runner.controls.choices import ChoiceRows
from app.ui.runner.controls.dress import enlarge
from app.ui.runner.controls.dropdown import DropdownControl
from app.ui.runner.controls.factory import MOST_ROWS, Family, Shelf, family_of
from app.ui.runner.controls.search import SearchChoices
from app.ui.runner.labels import FormLabel
from app.ui.runner.reading_order import stops_in
from app.ui.runner.zoom import fitted
from app.ui.widgets.buttons import quiet
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, row, scrolled

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QPixmap, QResizeEvent, QScreen

    from app.forms.state import Address, NodeState
    from app.ui.runner.controls.base import Control
    from app.ui.runner.page import RunnerPage
    from app.ui.runner.questions import Question

_COLUMN: Final = 980
_MOST_LAID_OUT: Final = 40
"""So many choices are laid out large and scrolled; more are searched."""


def second_screen(of: QWidget) -> QScreen | None:
    """Return a screen on which the window is not, None when there is only one."""
    others = [each for each in QGuiApplication.screens() if each is not of.screen()]
    return others[0] if others else None


class RespondentView(QWidget):
    """One question, large. ``follow`` shows what the interviewer looks at."""

    closed = Signal()
    """A person wants the interviewer's view back."""

    def __init__(
        self, page: RunnerPage, screen: QScreen | None, place_in_words: Callable[[], str]
    ) -> None:
        is_window = screen is not None
        flags = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint
        super().__init__(page, flags if is_window else Qt.WindowType.Widget)
        self._page = page
        self._place_in_words = place_in_words
        self._shelf = Shelf()
        self._family: Family | None = None
        self.control: Control | None = None
        self._question: Question | None = None
        self._factor = 1.6
        self.label = FormLabel("question")
        self.hint = FormLabel("soft")
        self._picture = words()
        self.message = FormLabel("alert")
        self.missing = words("notice")
        self.back = quiet(self.closed.emit, "x")
        self._lay_out()
        self.setProperty("ring", "own")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        keys.bind(self, "Escape", slot=self.closed.emit)
        theme.follow(self, lambda: self._size_up(anew=True))
        if screen is not None:
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.setGeometry(screen.geometry())
            wiring.bind_keys(page, on=self)
        self.retranslate()

    @property
    def takes_over(self) -> bool:
        """Whether it lies over the interviewer's own window."""
        return not self.isWindow()

    def open(self) -> None:
        """Appear, and show what is in view."""
        if self.takes_over:
            self.setGeometry(self._page.rect())
            self.show()
            self.raise_()
        else:
            self.showFullScreen()
        self._size_up()
        self.follow()

    def follow(self) -> None:
        """Show the question that the interviewer looks at, as it stands now."""
        block = self._page.stage.current_block()
        question = block.question if block is not None else None
        if block is None or question is None:
            self._show_nothing()
            return
        state = self._page.reader.state(question.address)
        self._show(question, state)
        self.message.show_words(block.said_wrong)
        if self.takes_over:
            self._take_focus()

    def retranslate(self) -> None:
        """Take the words of the current language."""
        self.setWindowTitle(_("For the respondent"))
        self.setAccessibleName(_("For the respondent"))
        self.back.words(_("Back"), _("Back to the interviewer's view"), keys.label("Esc"))

    def flush(self) -> None:
        """Give what was typed here."""
        if self.control is not None:
            self.control.flush()

    def release(self) -> None:
        """Let go of the question."""
        self._put_control(None)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own
        """Keep Tab inside: what lies behind is not to be reached."""
        stops = [each for each in stops_in(self) if _can_stop(each)]
        if not stops:
            return True
        focused = self.window().focusWidget()
        at = stops.index(focused) if focused in stops else -1
        step = 1 if next else -1
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stops[(at + step) % len(stops)].setFocus(reason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("ground"))
        painter.end()

    # --- inside

    def _lay_out(self) -> None:
        self.column = QWidget()
        self._box = QVBoxLayout(self.column)
        self._box.setContentsMargins(0, 0, 0, 16)
        self._box.setSpacing(12)
        self._picture.hide()
        for part in (self.label, self.hint, self._picture):
            self._box.addWidget(part)
        self._box.addSpacing(8)
        self._place = self._box.count()
        for part in (self.missing, self.message):
            self._box.addWidget(part)
        self._box.addStretch(1)
        middle = QWidget()
        inside = row(self.column)
        inside.setContentsMargins(8, 8, 8, 8)
        middle.setLayout(inside)
        self.column.setMaximumWidth(_COLUMN)
        self.area = scrolled(middle)
        self._around = QVBoxLayout(self)
        self._around.addLayout(row(STRETCH, self.back))
        self._around.addWidget(self.area, 1)

    def _size_up(self, *, anew: bool = False) -> None:
        """Choose sizes by the height there is: 384 points at 200 % on a small screen, a thousand on a large one."""
        height = self.height()
        edge = max(8, min(48, height // 18))
        self._around.setContentsMargins(edge, min(edge, 16), edge, edge // 2)
        factor = round(max(1.15, min(1.8, height / 480)), 2)
        if anew or factor != self._factor or not self.label.styleSheet():
            self._factor = factor
            size = theme.tokens().size("question") * factor * 1.1
            self.label.setStyleSheet(f"QLabel {{ font-size: {round(size)}px; }}")
            body = theme.tokens().size("strong") * factor
            for part in (self.hint, self.message, self.missing):
                part.setStyleSheet(f"QLabel {{ font-size: {round(body)}px; }}")
            self._enlarge()

    def _show(self, question: Question, state: NodeState) -> None:
        family = self._family_of(question, state)
        if family is not self._family:
            self._put_control(family)
            self._question = None
        if question != self._question:
            is_other = self._question is None or question.address != self._question.address
            self._question = question
            self.label.show_words(question.label)
            self.hint.show_words(question.hint)
            if is_other and self.control is not None:
                self.control.forget()
            if self.control is not None:
                self.control.show_question(_without_gloss(question), state)
            if is_other:
                self.area.verticalScrollBar().setValue(0)
        elif self.control is not None and state != self.control.state:
            self.control.show_state(state)
        self._show_missing(state)
        self._show_pictures(question)

    def _show_missing(self, state: NodeState) -> None:
        self.missing.setText(missing_text(state.missing) if state.missing else "")
        self.missing.setVisible(bool(state.missing))

    def _show_nothing(self) -> None:
        """Show what stands in view where nothing is asked: rows, or the end."""
        self._put_control(None)
        self._question = None
        self.label.show_words((self._place_in_words(),))
        self.hint.show_words(())
        self.message.show_words(())
        self.missing.hide()
        self._picture.hide()
        if self.takes_over:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_pictures(self, question: Question) -> None:
        uri = question.media.get("big-image") or question.media.get("image", "")
        picture = self._page.pictures.get(uri) if uri else None
        self._picture.setVisible(picture is not None)
        if picture is not None:
            room = QSize(_COLUMN, max(120, self.height() // 2))
            self._picture.setPixmap(fitted(picture, room, self.devicePixelRatioF()))
        if self.control is None:
            return
        uris = {choice.media.get("image", "") for choice in question.choices} - {""}
        here = {
            each: found for each in uris if (found := self._page.pictures.get(each)) is not None
        }
        if uris:
            self.control.show_choice_pictures(here)
        self._show_answer_picture(question.address)

    def _show_answer_picture(self, address: Address) -> None:
        key = self._page.reader.file(address)
        picture: QPixmap | None = self._page.pictures.get(key) if key else None
        if self.control is not None:
            self.control.show_picture(picture)

    def _family_of(self, question: Question, state: NodeState) -> Family:
        family = family_of(question, state)
        most = MOST_ROWS if "search" in question.appearances else _MOST_LAID_OUT
        hidden = family in {SearchChoices, DropdownControl}
        return ChoiceRows if hidden and len(question.choices) <= most else family

    def _put_control(self, family: Family | None) -> None:
        if self.control is not None and self._family is not None:
            for signal in self._signals(self.control):
                signal.disconnect()
            self._box.removeWidget(self.control)
            self.control.hide()
            self._shelf.put_back(self._family, self.control)
        self._family, self.control = family, None
        if family is None:
            return
        control = self._shelf.take(family)
        page = self._page
        given, file, content, on, typed = self._signals(control)
        given.connect(lambda value: page.give(self._address(), value))
        file.connect(lambda path: page.attach(self._address(), path))
        content.connect(lambda data, suffix: page.attach_content(self._address(), data, suffix))
        on.connect(page.next)
        typed.connect(self._on_typed)
        self._box.insertWidget(self._place, control)
        control.show()
        self.control = control
        self._enlarge()

    @staticmethod
    def _signals(control: Control) -> tuple[SignalInstance, ...]:
        return (
            control.value_given,
            control.file_given,
            control.content_given,
            control.went_on,
            control.typed,
        )

    def _on_typed(self) -> None:
        if self.control is not None:
            complaint = self.control.complaint()
            self.message.show_words((complaint,) if complaint else ())

    def _enlarge(self) -> None:
        if isinstance(self.control, ChoiceRows):
            self.control.factor = self._factor
            if self._question is not None:
                self.control.draw_question()
        elif self.control is not None:
            for kind in (QLineEdit, QPlainTextEdit):
                for field in self.control.findChildren(kind):
                    enlarge(field, self._factor)

    def _address(self) -> Address:
        assert self._question is not None
        return self._question.address

    def _take_focus(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            return
        target = self.control.focus_widget() if self.control is not None else self
        if target.focusPolicy() == Qt.FocusPolicy.NoFocus:
            target = self
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def _without_gloss(question: Question) -> Question:
    return replace(question, choice_gloss={}, gloss=(), in_table=False)


def _can_stop(widget: QWidget) -> bool:
    tabs = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tabs) and widget.isVisible() and widget.isEnabled()
