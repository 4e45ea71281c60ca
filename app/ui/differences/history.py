"""Everything that ever stood in the field of a difference, the latest first, as a drawer beside the cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.i18n import formats
from app.i18n.catalog import _
from app.ui import keys
from app.ui.differences.words import author_words, clock_warning, version_words
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.labels import selectable, words
from app.ui.widgets.layouts import STRETCH, column, frame, holder, line, row, scrolled

if TYPE_CHECKING:
    from app.operations.differences import Author, Disagreement, Sheet, Version


class HistoryDrawer(QWidget):
    """One paragraph per writing."""

    left = Signal()
    """It is to be put away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = words("strong")
        self._close = icon_button("x", self.left.emit)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(8)
        content = holder(self._list)
        self.area: QScrollArea = scrolled(content)
        for part in (content, self.area.viewport()):
            part.setAutoFillBackground(False)
            part.setObjectName("")
        head = row(self._heading, STRETCH, self._close)
        body = frame("card", column(head, self.area, gap=8, margins=(16, 12, 8, 12)))
        self.setLayout(column(body))
        self.setMinimumWidth(240)
        keys.bind(self, "Esc", slot=self.left.emit)

    def retranslate(self) -> None:
        """Set the words of the frame again."""
        self._heading.setText(_("History"))
        self._close.words(_("Close the history"))
        self.setAccessibleName(_("History"))

    def show_history(self, sheet: Sheet, difference: Disagreement) -> None:
        """Show what was written, by whom and when."""
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for version, author in sheet.history(difference):
            self._add(sheet, difference, version, author)
        self._list.addStretch(1)

    def _add(
        self, sheet: Sheet, difference: Disagreement, version: Version, author: Author
    ) -> None:
        said = version_words(sheet, difference, version)
        who = _("{who}, {when}").format(who=author_words(author), when=formats.date_time(author.at))
        parts = [words("caption", wrap=True, text=who), selectable(words(wrap=True, text=said))]
        if author.reason:
            reason = _("“{reason}”").format(reason=author.reason)
            parts.append(words("soft", wrap=True, text=reason))
        warning = clock_warning(author)
        if warning:
            parts.append(words("notice", wrap=True, text=warning))
        for part in parts:
            self._list.addWidget(part)
        self._list.addWidget(line())
