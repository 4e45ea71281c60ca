"""How the page of key entry is laid out: a line on top, the sheet, what may be typed here, and a bar below.

Nothing here moves while one keys: the legend and the line of trouble have their room whether they say something or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import formats
from app.i18n.catalog import _
from app.ui import icons, theme
from app.ui.keying.sheet import Sheet
from app.ui.navigation import Page
from app.ui.widgets.buttons import secondary
from app.ui.widgets.labels import ElidedLabel, words
from app.ui.widgets.layouts import column, frame, row

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.ui.desk import Desk
    from app.ui.keying.words import SheetWords

LEGEND_LINES: Final = 3
LOW_BELOW: Final = 480
"""A lower page shows two lines of the legend."""
WIDE_FROM: Final = 900
"""A narrower page leaves the row of keys away."""


class KeyingFrame(Page):
    """The widgets of key entry in their places; `page` brings them to life."""

    def __init__(self, desk: Desk, said: SheetWords, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.words = said
        self.heading = ElidedLabel("strong")
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.progress = words("soft")
        self._safety = words("soft")
        self.sheet = Sheet(said)
        self.edit = self.sheet.field
        self.question = ElidedLabel("bold")
        self.legend = words(wrap=True)
        self.legend.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._trouble_icon = words()
        self.trouble = ElidedLabel("alert")
        self.trouble.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.advance = QCheckBox()
        self.leave_button = secondary(icon="arrow-left")
        self._hints = ElidedLabel("caption")
        self._hints.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.advance.setChecked(desk.preferences.advances)
        self.advance.toggled.connect(self._remember_advance)
        self._build()
        theme.watch().changed.connect(self._measure)
        self._measure()

    def name_parts(self, end_rows: str) -> None:
        """Set the words that do not change from line to line."""
        self.advance.setText(_("Go on by itself when a code is complete"))
        self.leave_button.words(_("Stop keying"))
        self.sheet.setAccessibleName(_("Sheet of questions"))
        self._hints.say(
            _(
                "* or ?  don't know     / or –  refused     .  nothing on paper     "
                "{key}  no more rows     Shift+Enter  back"
            ).format(key=end_rows)
        )
        self.sheet.lines.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 3)

    def show_line(self, name: str, legend: str) -> None:
        """Say which question is in hand and what may be typed."""
        self.question.say(name)
        self.legend.setText(legend)
        self.edit.setAccessibleDescription(legend)

    def say(self, trouble: str) -> None:
        """Say what is wrong with what was typed; '' when nothing is."""
        if trouble == self.trouble.whole():
            return
        self.trouble.say(trouble)
        ratio = self.devicePixelRatioF()
        picture = icons.pixmap("circle-alert", "alert", 16, ratio) if trouble else None
        self._trouble_icon.setPixmap(picture) if picture else self._trouble_icon.clear()
        self.edit.setProperty("state", "wrong" if trouble else "")
        theme.restyle(self.edit)

    def show_progress(self, answered: int, total: int) -> None:
        """Say how far the entry has come."""
        self.progress.setText(
            _("{answered} of {total}").format(
                answered=formats.number(answered), total=formats.number(total)
            )
        )

    def show_safety(self, said: tuple[str, str]) -> None:
        """Say whether everything is saved."""
        token, text = said
        if text == self._safety.text():
            return
        self._safety.setProperty("kind", "alert" if token == "alert" else "soft")
        self._safety.setText(text)
        theme.restyle(self._safety)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hints.setVisible(self.width() >= WIDE_FROM * theme.tokens().scale)
        self._measure()

    def minimumSizeHint(self) -> QSize:
        """Ask for little: in a low window the sheet shows fewer lines and the legend fewer codes."""
        return QSize(480, 320)

    def _build(self) -> None:
        top = row(self.heading, self.progress, self._safety, gap=24, margins=(24, 12, 24, 0))
        top.setStretch(0, 1)
        trouble = row(self._trouble_icon, self.trouble, gap=6)
        trouble.setStretch(1, 1)
        strip = frame(
            "card", column(self.question, self.legend, trouble, gap=4, margins=(16, 10, 16, 10))
        )
        self._strip: QFrame = strip
        bar = frame("bar")
        below = row(self.leave_button, self._hints, self.advance, gap=20, margins=(24, 8, 24, 8))
        below.setStretch(1, 1)
        bar.setLayout(below)
        middle = column(self.sheet, strip, gap=12, margins=(24, 8, 24, 12))
        middle.setStretch(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        whole.addLayout(top)
        whole.addLayout(middle, 1)
        whole.addWidget(bar)

    def _measure(self) -> None:
        """Give the legend and the trouble their room for good."""
        line = self.legend.fontMetrics().lineSpacing()
        is_low = self.height() < LOW_BELOW * theme.tokens().scale
        self.legend.setFixedHeight(line * (2 if is_low else LEGEND_LINES) + 2)
        self.trouble.setMinimumHeight(line + 2)
        self._trouble_icon.setFixedWidth(18)

    def _remember_advance(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.desk.preferences.advances = checked
        self.edit.setFocus()
