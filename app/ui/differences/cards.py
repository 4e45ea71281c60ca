"""The versions of a difference as cards side by side: value, person, computer, time, and the key that takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from app.i18n import formats
from app.i18n.catalog import _
from app.ui import theme
from app.ui.differences import marking
from app.ui.differences.words import author_words, clock_warning
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.labels import selectable, words
from app.ui.widgets.layouts import STRETCH, column, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from app.operations.differences import Author

LEAST_WIDTH: Final = 240
"""Cards narrower than this stand one under another."""
GAP: Final = 16
LONG: Final = 90
"""Longer values are shown in the size of text."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a card shows. ``others`` are the values of the other cards; ``authors`` the latest first."""

    value: str
    authors: Sequence[Author]
    others: Sequence[str] = ()
    is_taken: bool = False
    verb: str = ""


class VersionCard(QFrame):
    """One version."""

    taken = Signal()
    """A person takes it."""

    def __init__(self, place: int, told: Told, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._place = place
        other = next((o for o in told.others if marking.is_worth_marking(told.value, o)), "")
        is_short = len(told.value) < LONG and not other
        self.value = selectable(words("question" if is_short else "", wrap=True))
        self.button: Button = secondary(self.taken.emit)
        if told.is_taken:
            self.button.set_icon("check", "on-bridge")
        self._people = [self._person(author) for author in told.authors]
        layout = column(gap=8, margins=(20, 16, 20, 16))
        for labels in self._people:
            for label in labels:
                layout.addWidget(label)
        layout.addSpacing(4)
        layout.addWidget(self.value)
        layout.addStretch(1)
        layout.addLayout(row(self.button, STRETCH))
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._show(told)
        if other:
            self._mark(told.value, other)

    def _person(self, author: Author) -> list[QWidget]:
        who = words("bold", wrap=True, text=author_words(author))
        when = words("caption", wrap=True, text=formats.date_time(author.at))
        found: list[QWidget] = [who, when]
        if author.reason:
            said = _("“{reason}”").format(reason=author.reason)
            found.append(words("soft", wrap=True, text=said))
        warning = clock_warning(author)
        if warning:
            found.append(words("notice", wrap=True, text=warning))
        return found

    def _show(self, told: Told) -> None:
        self.setProperty("taken", "true" if told.is_taken else "false")
        self.button.set_kind("primary" if told.is_taken else "")
        said = told.verb or (_("Taken") if told.is_taken else _("Take this"))
        self.button.words(f"{self._place}  {said}", f"{self._place} {said}: {told.value}")
        self.value.setText(told.value)
        who = ", ".join(author_words(author) for author in told.authors)
        self.setAccessibleName(
            _("Version {number}, {who}: {value}").format(
                number=self._place, who=who, value=told.value
            )
        )

    def _mark(self, value: str, other: str) -> None:
        pieces = marking.marked(value, other)
        self.value.setTextFormat(Qt.TextFormat.RichText)
        self.value.setText(marking.to_markup(pieces))
        self.value.setAccessibleName(value)
        differing = marking.aloud(pieces)
        if differing:
            self.value.setAccessibleDescription(
                _("Differing words: {words}").format(words="; ".join(differing))
            )


class Cards(QWidget):
    """All versions of one difference, as many side by side as there is room for."""

    taken = Signal(int)
    """(place of the version, from 0)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[VersionCard] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_versions(self, told: Sequence[Told]) -> None:
        """Show other versions."""
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for place, each in enumerate(told):
            card = VersionCard(place + 1, each, self)
            card.taken.connect(lambda at=place: self.taken.emit(at))
            self.cards.append(card)
        self._columns = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        least = LEAST_WIDTH * theme.tokens().scale
        columns = max(1, min(len(self.cards), int((self.width() + GAP) / (least + GAP)), 3))
        if columns == self._columns:
            return
        for place in range(4):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
