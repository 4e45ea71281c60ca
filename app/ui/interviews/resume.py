"""What is said after a crash or a pulled battery: which interview was open, that its answers are kept, and Continue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.i18n.catalog import _, ngettext
from app.ui import icons, theme
from app.ui.widgets.buttons import icon_button, primary
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import row

if TYPE_CHECKING:
    from app.operations.interviews import InterviewRow


class ResumeBox(QFrame):
    """Hidden unless an interview was left open."""

    wanted = Signal(str)
    """The draft to go on with."""
    put_away = Signal()
    """The person does not want to be asked again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice-box")
        self._drafts: Sequence[InterviewRow] = ()
        self._done_with: set[str] = set()
        self._icon = words()
        self._text = words("bold", wrap=True)
        self._go_on = primary(lambda: self.wanted.emit(self._drafts[0].id))
        self._close = icon_button("x", self._on_closed)
        line = row(self._icon, self._text, self._go_on, self._close, gap=12, margins=(12, 8, 8, 8))
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()
        theme.watch().changed.connect(self._draw)
        self._draw()
        self.retranslate()

    def show_drafts(self, drafts: Sequence[InterviewRow]) -> None:
        """Offer the drafts that were open when Sild last stopped; those already put away are not offered again."""
        self._drafts = [draft for draft in drafts if draft.id not in self._done_with]
        self.setVisible(bool(self._drafts))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word again."""
        self._go_on.words(_("Continue"))
        self._close.words(_("Not now"))
        if self._drafts:
            title = self._drafts[0].title or _("not named yet")
            said = _("An interview was interrupted: {title}. Every saved answer is kept.")
            if len(self._drafts) > 1:
                said = ngettext(
                    "{count} interview was interrupted, the latest: {title}. Every saved answer is kept.",
                    "{count} interviews were interrupted, the latest: {title}. Every saved answer is kept.",
                    len(self._drafts),
                )
            self._text.setText(said.format(title=title, count=len(self._drafts)))

    def _on_closed(self) -> None:
        self._done_with |= {draft.id for draft in self._drafts}
        self.hide()
        self.put_away.emit()

    def _draw(self) -> None:
        self._icon.setPixmap(icons.pixmap("rotate-ccw", "notice", 18, self.devicePixelRatioF()))
