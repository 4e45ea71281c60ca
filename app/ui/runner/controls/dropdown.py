"""Selects in a popup (appearance ``minimal``): a field that opens a searchable list by Space, Alt+Down or a letter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.forms.definition import ControlKind
from app.i18n import formats
from app.i18n.catalog import _
from app.ui import icons, keys, theme
from app.ui.runner.controls.base import Control
from app.ui.runner.controls.dress import as_answer
from app.ui.runner.controls.search import SearchList
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import ElidedLabel, words
from app.ui.widgets.layouts import row


class _Popup(QFrame):
    """The list, floating under the field."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setProperty("kind", "card")
        self.search = SearchList()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.search)
        self._owner = owner

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.search.clear_search()
        self._owner.setFocus(Qt.FocusReason.PopupFocusReason)


class DropdownControl(Control):
    """A field with the answer; its list is out of sight until it is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.field = Button()
        self._shown = ElidedLabel()
        self._chevron = words()
        as_answer(self._shown, tall=False)
        inside = row(self._shown, self._chevron, margins=(14, 0, 12, 0))
        inside.setStretch(0, 1)
        self.field.setLayout(inside)
        for part in (self._shown, self._chevron):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.watch().changed.connect(self._draw_chevron)
        self._draw_chevron()
        self.field.clicked.connect(self.open)
        self.field.installEventFilter(self)
        self.field.setFixedSize(420, theme.tokens().size("row-answer"))
        self.field.setProperty("enter", "next")
        keys.bind(self.field, "Alt+Down", slot=self.open)
        self.popup = _Popup(self.field)
        self.popup.search.taken.connect(self._take)
        self._many = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)

    def draw_question(self) -> None:
        """Fill the list."""
        control = self.question.node.control
        self._many = control is not None and control.kind is ControlKind.SELECT_MULTIPLE
        self.popup.search.show_question(self.question, many=self._many)

    def draw_answer(self) -> None:
        """Show the answer in the field."""
        values = self.state.value.split() if self._many else [self.state.value]
        self.popup.search.tick([value for value in values if value])
        labels = self.popup.search.model.labels()
        shown = formats.enumeration(labels) if labels else _("Choose …")
        self._shown.say(shown)
        self.field.setAccessibleName(f"{self.question.name}: {shown}")

    def _draw_chevron(self) -> None:
        ratio = self.devicePixelRatioF()
        self._chevron.setPixmap(icons.pixmap("chevron-down", "ink-soft", 18, ratio))

    def forget(self) -> None:
        """Close the list."""
        self.popup.hide()

    def focus_widget(self) -> QWidget:
        return self.field

    def open(self, typed: str = "") -> None:
        """Show the list, searching for what was typed."""
        self.popup.resize(max(self.field.width(), 420), self.popup.sizeHint().height())
        self.popup.move(self.field.mapToGlobal(QPoint(0, self.field.height() + 4)))
        self.popup.show()
        edit = self.popup.search.edit
        edit.setFocus(Qt.FocusReason.PopupFocusReason)
        if typed:
            edit.setText(typed)
            edit.textEdited.emit(typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the list by typing into the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            typed = event.text()
            bare = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if typed.strip() and typed.isprintable() and bare:
                self.open(typed)
                return True
            if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
                self.value_given.emit("")
                return True
        return super().eventFilter(watched, event)

    def _take(self, value: str) -> None:
        if self._many:
            chosen = set(self.state.value.split()) ^ {value}
            value = " ".join(self.popup.search.model.in_order(chosen))
        else:
            self.popup.hide()
        if value != self.state.value or self.state.missing:
            self.value_given.emit(value)
        self.draw_answer()
