"""The closing page: where, who was there, in which language, how willingly, what the interviewer thinks.

Every item can be left out. What is typed is kept a second after the last key, on leaving the field, and before
anything else happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from app.i18n.catalog import _
from app.i18n.meeting import cooperation_words
from app.operations.sitting import Closing
from app.ui.runner.numbered import NumberedChips
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

SETTLE_MS: Final = 1000


class ClosingCard(QFrame):
    """What is noted of the meeting itself."""

    written = Signal(object)
    """The `Closing` as it is now."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._hint = words("strong"), words("soft", wrap=True)
        self.place, self.present, self.language = QLineEdit(), QLineEdit(), QLineEdit()
        self.notes = _Notes()
        self.cooperation = NumberedChips()
        self._scale = words("bold")
        self._fields = {
            name: Field(getattr(self, name)) for name in ("place", "present", "language", "notes")
        }
        self._kept = Closing()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self.flush)
        self._build()
        self.retranslate()

    def show_closing(self, closing: Closing) -> None:
        """Show what is kept; what is being typed stays."""
        if closing == self._kept:
            return
        before, self._kept = self._kept, closing
        for name in ("place", "present", "language"):
            edit, text = getattr(self, name), getattr(closing, name)
            if edit.text() == getattr(before, name) and edit.text() != text:
                edit.setText(text)
        if self.notes.toPlainText() == before.notes and before.notes != closing.notes:
            self.notes.setPlainText(closing.notes)
        self.cooperation.take(closing.cooperation)
        self._timer.stop()

    def flush(self) -> None:
        """Give what was typed."""
        self._timer.stop()
        now = Closing(
            " ".join(self.place.text().split()),
            " ".join(self.present.text().split()),
            " ".join(self.language.text().split()),
            self.cooperation.current,
            self.notes.toPlainText().strip(),
        )
        if now != self._kept:
            self._kept = now
            self.written.emit(now)

    def focus_first(self) -> None:
        """Bring the keyboard to the first field."""
        self.place.setFocus()

    def focus_beside(self, step: int) -> bool:
        """Take the keyboard to the next (1) or previous (-1) field. Returns False at the end or elsewhere."""
        focused = QApplication.focusWidget()
        stops: list[QWidget] = [
            self.place,
            self.present,
            self.language,
            self.cooperation,
            self.notes,
        ]
        at = next(
            (
                place
                for place, each in enumerate(stops)
                if focused is each or (focused is not None and each.isAncestorOf(focused))
            ),
            None,
        )
        if at is None or not 0 <= at + step < len(stops):
            return False
        self.flush()
        target = stops[at + step]
        if target is self.cooperation:
            self.cooperation.focus_chosen()
        else:
            target.setFocus()
        return True

    def retranslate(self) -> None:
        """Take the words of the current language."""
        self._title.setText(_("About the meeting"))
        self._hint.setText(_("Not read out. Whatever does not matter can be left empty."))
        self._fields["place"].words(_("Place"))
        self._fields["present"].words(_("Persons present"))
        self._fields["language"].words(_("Language used"))
        self._fields["notes"].words(_("Interviewer's notes"))
        self._scale.setText(_("Cooperation"))
        self.cooperation.show_words(_("Cooperation"), cooperation_words(), self.cooperation.current)

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 12, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(self._title, 0, 0, 1, 2)
        grid.addWidget(self._hint, 1, 0, 1, 2)
        grid.addWidget(self._fields["place"], 2, 0)
        grid.addWidget(self._fields["present"], 2, 1)
        grid.addWidget(self._fields["language"], 3, 0)
        grid.addWidget(self._scale, 4, 0, 1, 2)
        grid.addWidget(self.cooperation, 5, 0, 1, 2)
        grid.addWidget(self._fields["notes"], 6, 0, 1, 2)
        for name in ("place", "present", "language"):
            getattr(self, name).textEdited.connect(self._timer.start)
            getattr(self, name).editingFinished.connect(self.flush)
        self.notes.textChanged.connect(self._timer.start)
        self.notes.left.connect(self.flush)
        self.cooperation.chosen.connect(self.flush)
        self.cooperation.settled.connect(self.notes.setFocus)


class _Notes(QPlainTextEdit):
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(96)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
