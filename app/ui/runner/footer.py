"""The bottom of the runner: back, break off, whether everything is saved, next."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.ui import icons, keys, theme
from app.ui.runner import keys_row
from app.ui.runner.buttons import KeyButton
from app.ui.runner.saving import Safety, SaveLog
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.labels import words

HEIGHT = 64


class Footer(QFrame):
    """Where the interview goes, and how safe it is."""

    back = Signal()
    next = Signal()
    left = Signal()
    """A person wants to break off."""
    retried = Signal()
    """A person wants saving to be tried again."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setFixedHeight(HEIGHT)
        self.back_button = KeyButton("", "Shift+Enter", icon="arrow-left")
        self.next_button = KeyButton("primary", "Enter")
        self.leave_button = secondary()
        self._icon, self._words = words(), words()
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._retry = Button("link")
        self._shown: tuple[Safety, str] | None = None
        self.back_button.clicked.connect(self.back)
        self.next_button.clicked.connect(self.next)
        self.leave_button.clicked.connect(self.left)
        self._retry.clicked.connect(self.retried)
        self._retry.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 0, 24, 0)
        layout.setSpacing(16)
        layout.addWidget(self.back_button)
        layout.addWidget(self.leave_button)
        layout.addStretch(1)
        layout.addWidget(self._icon)
        layout.addWidget(self._words)
        layout.addWidget(self._retry)
        layout.addStretch(1)
        layout.addWidget(self.next_button)
        self.next_button.setMinimumWidth(148)
        theme.watch().changed.connect(self._redraw)
        self.retranslate()

    def show_saving(self, log: SaveLog) -> None:
        """Say whether everything is saved, and when the last answer was."""
        text = _saving_words(log)
        if self._shown == (log.safety, text):
            return
        self._shown = (log.safety, text)
        self._retry.setVisible(log.safety is Safety.NOT_SAVED)
        self._redraw()

    def show_place(self, *, is_first: bool, next_words: str, next_chord: str = "Enter") -> None:
        """Say what back and next do on the page in view."""
        self.back_button.setEnabled(not is_first)
        self.next_button.cap.show_key(next_chord)
        self.next_button.say(next_words)

    def be_slim(self, *, slim: bool) -> None:
        """Do without key caps where there is little width."""
        for button in (self.back_button, self.next_button):
            button.cap.setVisible(not slim)
            button.updateGeometry()

    @property
    def saving_words(self) -> str:
        """What is said about saving."""
        return self._shown[1] if self._shown else ""

    def retranslate(self) -> None:
        """Take the words of the current language."""
        for button in (self.back_button, self.next_button):
            button.retranslate()
        self.back_button.say(_("Back"))
        self.next_button.say(_("Next"))
        chords = ", ".join(keys.label(chord) for chord in keys_row.BREAK_OFF)
        self.leave_button.words(_("Break off …"), tip=_("Keys: {keys}").format(keys=chords))
        self._retry.words(_("Try again"))

    def _redraw(self) -> None:
        if self._shown is None:
            return
        safety = self._shown[0]
        token, icon = {
            Safety.SAVED: ("good", "check"),
            Safety.SAVING: ("ink-soft", "ellipsis"),
            Safety.NOT_SAVED: ("alert", "triangle-alert"),
        }[safety]
        self._icon.setVisible(bool(self._shown[1]))
        self._icon.setPixmap(icons.pixmap(icon, token, 18, self.devicePixelRatioF()))
        # a colour in the words costs nothing; a style sheet would be read anew with every answer
        colour, said = theme.colour(token).name(), html.escape(self._shown[1])
        self._words.setText(f'<span style="color:{colour}">{said}</span>')
        self._words.setAccessibleName(self._shown[1])


def _saving_words(log: SaveLog) -> str:
    if log.safety is Safety.SAVED:
        if log.saved_at is None:
            return ""
        time = formats.time(log.saved_at.astimezone(), seconds=True)
        return _("saved {time}").format(time=time)
    if log.safety is Safety.SAVING:
        return _("saving …")
    count = log.unsaved
    text = ngettext("{count} answer is NOT saved", "{count} answers are NOT saved", count)
    return text.format(count=count)
