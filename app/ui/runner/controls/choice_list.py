"""A long list of choices that is searched by typing: a field, and below it what was found.

Model and painting of the list; `search` puts it on the card, `dropdown` into a popup. Only the rows in view are
painted, so a list of ten thousand places is as quick as one of ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import icons, theme
from app.ui.runner.controls.codes import code_readings, folded, found_in, list_codes_for
from app.ui.runner.markdown import plain_text

if TYPE_CHECKING:
    from app.ui.runner.questions import Question

EntryRole: Final = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One choice of the list."""

    value: str
    label: str
    gloss: str
    code: str
    sought: str
    """Folded words in which a search looks."""

    def is_called(self, codes: Sequence[str]) -> bool:
        """Say whether one of the (folded) codes is the choice's own, or the one shown beside it."""
        return self.value.casefold() in codes or self.code.casefold() in codes

    def begins_with(self, codes: tuple[str, ...]) -> bool:
        """Say whether the choice's code begins with one of the (folded) codes."""
        return self.code.casefold().startswith(codes) or self.value.casefold().startswith(codes)


class ChoiceModel(QAbstractListModel):
    """The choices that match what is sought, with a tick at the chosen ones."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Entry] = []
        self._shown: list[Entry] = []
        self._sought = ""
        self._codes: tuple[str, ...] = ()
        self._chosen: frozenset[str] = frozenset()
        self.is_many = False

    def show_choices(self, question: Question, *, many: bool) -> None:
        """Take the choices of a question."""
        entries = _entries(question)
        self.is_many = many
        if entries != self._all:
            self.beginResetModel()
            self._all = entries
            self._shown = self._matching()
            self.endResetModel()

    def seek(self, text: str) -> None:
        """Show only what matches ``text``, what it names exactly first: a code, or words of the label or gloss."""
        sought = folded(text.strip())
        if sought == self._sought:
            return
        self.beginResetModel()
        self._sought, self._codes = sought, code_readings(text)
        self._shown = self._matching()
        self.endResetModel()

    def tick(self, values: Sequence[str]) -> None:
        """Mark what is chosen."""
        chosen = frozenset(values)
        if chosen == self._chosen:
            return
        self._chosen = chosen
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def entry(self, row: int) -> Entry | None:
        """Return the choice in a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def row_of(self, value: str) -> int:
        """Return the row of a choice, -1 when it is not shown."""
        return next((at for at, entry in enumerate(self._shown) if entry.value == value), -1)

    def in_order(self, values: set[str]) -> list[str]:
        """Return chosen values in the order of the list; those it no longer has come last."""
        known = [entry.value for entry in self._all if entry.value in values]
        return known + sorted(values.difference(known))

    def labels(self) -> list[str]:
        """Return the labels of what is chosen, in the order of the list."""
        return [entry.label for entry in self._all if entry.value in self._chosen]

    def is_chosen(self, entry: Entry) -> bool:
        """Say whether a choice is taken."""
        return entry.value in self._chosen

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.label
        if role == EntryRole:
            return entry
        if role == Qt.ItemDataRole.CheckStateRole and self.is_many:
            state = Qt.CheckState.Checked if self.is_chosen(entry) else Qt.CheckState.Unchecked
            return state.value
        return None

    def _matching(self) -> list[Entry]:
        if not self._sought:
            return list(self._all)
        exact = [entry for entry in self._all if entry.is_called(self._codes)]
        exact.sort(key=lambda entry: entry.value.casefold() not in self._codes)
        if any(sign.isdecimal() for sign in self._sought):
            begun = [entry for entry in self._all if entry.begins_with(self._codes)]
            if begun:
                return exact + [entry for entry in begun if entry not in exact]
        found = [entry for entry in self._all if found_in(self._sought, entry.sought)]
        return exact + [entry for entry in found if entry not in exact]


class ChoicePainter(QStyledItemDelegate):
    """Draws a choice: its code, its words, the gloss and a tick."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme.tokens().size("row-answer"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, model = cast("Entry", index.data(EntryRole)), cast("ChoiceModel", index.model())
        room, state = option.rect, option.state
        chosen = model.is_chosen(entry)
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        ground = "bridge-soft" if is_current or chosen else "surface"
        painter.fillRect(room, theme.colour(ground))
        if is_current:
            painter.fillRect(
                QRect(room.left(), room.top(), 3, room.height()), theme.colour("bridge")
            )
        inside = room.adjusted(16, 0, -12, 0)
        code_width = self._paint_code(painter, inside, entry.code)
        tick = inside.adjusted(inside.width() - 20, 0, 0, 0)
        if chosen:
            picture = icons.pixmap("check", "bridge", 18, painter.device().devicePixelRatioF())
            painter.drawPixmap(tick.left(), tick.center().y() - 8, picture)
        self._paint_words(painter, inside.adjusted(code_width, 0, -28, 0), entry)
        painter.restore()

    @staticmethod
    def _paint_code(painter: QPainter, inside: QRect, code: str) -> int:
        painter.setFont(theme.font("caption", bold=True))
        painter.setPen(theme.colour("ink-soft"))
        width = max(40, painter.fontMetrics().horizontalAdvance(code) + 16)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), code)
        return width

    @staticmethod
    def _paint_words(painter: QPainter, room: QRect, entry: Entry) -> None:
        font = theme.font("strong")
        metrics = QFontMetrics(font)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        shown = metrics.elidedText(entry.label, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        painter.drawText(room, middle, shown)
        rest = room.adjusted(metrics.horizontalAdvance(shown) + 14, 0, 0, 0)
        if entry.gloss and rest.width() > 60:
            painter.setFont(theme.font("body", italic=True))
            painter.setPen(theme.colour("ink-soft"))
            gloss = painter.fontMetrics().elidedText(
                entry.gloss, Qt.TextElideMode.ElideRight, rest.width()
            )
            painter.drawText(rest, middle, gloss)


def _entries(question: Question) -> list[Entry]:
    codes = list_codes_for(question.choices)
    made = []
    for choice, code in zip(question.choices, codes, strict=True):
        label = choice.label if question.choices_are_values else plain_text(choice.label)
        gloss = plain_text(question.choice_gloss.get(choice.value, ""))
        gloss = "" if gloss == label else gloss
        made.append(Entry(choice.value, label, gloss, code, folded(f"{label} {gloss}")))
    return made
