"""A repeat's own part of a page: its rows in a line each, opening, removing and adding one.

Enter goes on with the interview, so that nobody adds a row by hurrying; + adds, a digit opens a row, Delete removes the
one that has the focus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from app.forms.state import Address
from app.i18n.catalog import _, ngettext
from app.ui.runner.buttons import KeyButton
from app.ui.runner.labels import FormLabel
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.labels import ElidedLabel, KeyCap, words
from app.ui.widgets.layouts import STRETCH, row

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.ui.runner.questions import Words


@dataclass(frozen=True, slots=True)
class Row:
    """One instance of a repeat in words."""

    address: Address
    summary: str
    answered: int
    total: int


@dataclass(frozen=True, slots=True)
class Rows:
    """A repeat as it stands."""

    repeat: Address
    label: Words
    rows: tuple[Row, ...]
    may_add: bool
    may_remove: bool


class RowsCard(QFrame):
    """The rows of one repeat."""

    added = Signal(str)
    """(repeat): a person wants another row."""
    removed = Signal(str)
    """(instance): a person wants a row away."""
    opened = Signal(str)
    """(instance): a person wants to see a row."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("kind", "card")
        self._label = FormLabel("question", "question")
        self._count = words("soft")
        self._lines: list[_Line] = []
        self._rows = Rows(Address(""), (), (), may_add=False, may_remove=False)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._add = KeyButton("", "+", icon="plus")
        self._add.clicked.connect(lambda: self.added.emit(self._rows.repeat))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(8)
        layout.addWidget(self._label)
        layout.addWidget(self._count)
        layout.addSpacing(4)
        layout.addLayout(self._list)
        layout.addLayout(row(self._add, STRETCH))

    def show_rows(self, rows: Rows) -> None:
        """Show a repeat; what is the same is not touched."""
        self._rows = rows
        self._label.show_words(rows.label)
        self.setAccessibleName(self._label.accessibleName())
        self._say_count(len(rows.rows))
        while len(self._lines) < len(rows.rows):
            self._lines.append(self._new_line())
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(rows.rows))
            if at < len(rows.rows):
                line.show_row(rows.rows[at], at + 1, may_remove=rows.may_remove)
        self._add.setVisible(rows.may_add)
        self._add.say(_("Add another") if rows.rows else _("Add the first"))

    @property
    def rows(self) -> Sequence[Row]:
        """The rows that are shown."""
        return self._rows.rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed == "+" and self._rows.may_add:
            self.added.emit(self._rows.repeat)
        elif typed.isdecimal() and 0 < int(typed) <= len(self._rows.rows):
            self.opened.emit(self._rows.rows[int(typed) - 1].address)
        elif event.key() == Qt.Key.Key_Delete and self._rows.may_remove:
            self._remove_focused()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _say_count(self, count: int) -> None:
        if not count:
            self._count.setText(_("No rows yet."))
            return
        text = ngettext("{count} row", "{count} rows", count)
        self._count.setText(text.format(count=count))

    def _new_line(self) -> _Line:
        line = _Line()
        line.opened.connect(self.opened)
        line.removed.connect(self.removed)
        self._list.addWidget(line)
        return line

    def _focused(self) -> int:
        return next((at for at, line in enumerate(self._lines) if line.has_focus()), -1)

    def _move(self, step: int) -> None:
        at = max(0, min(self._focused() + step, len(self._rows.rows) - 1))
        if self._rows.rows:
            self._lines[at].take_focus()

    def _remove_focused(self) -> None:
        at = self._focused()
        if at >= 0:
            self.removed.emit(self._rows.rows[at].address)


class _Line(QFrame):
    """One row: opened by a click, Enter or its digit."""

    opened = Signal(str)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._address = Address("")
        self._open = Button("choice")
        self._open.clicked.connect(lambda: self.opened.emit(self._address))
        self._cap = KeyCap("1")
        self._summary = ElidedLabel()
        self._count = words("caption")
        inside = QHBoxLayout(self._open)
        inside.setContentsMargins(16, 0, 16, 0)
        inside.setSpacing(12)
        for part in (self._cap, self._summary, self._count):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside.addWidget(self._cap)
        inside.addWidget(self._summary, 1)
        inside.addWidget(self._count)
        self._open.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._remove = IconButton("trash-2")
        self._remove.clicked.connect(lambda: self.removed.emit(self._address))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._open, 1)
        layout.addWidget(self._remove)

    def show_row(self, row: Row, number: int, *, may_remove: bool) -> None:
        """Show an instance."""
        self._address = row.address
        self._cap.setText(str(number))
        text = row.summary or _("Row {number}").format(number=number)
        self._summary.say(text)
        self._count.setText(f"{row.answered}/{row.total}" if row.total else "")
        self._open.setAccessibleName(_("Open {row}").format(row=text))
        self._remove.words(_("Remove {row}").format(row=text))
        self._remove.setVisible(may_remove)

    def take_focus(self) -> None:
        """Take the focus to the row."""
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        """Say whether the row has the focus."""
        return self._open.hasFocus() or self._remove.hasFocus()
