"""A picture drawn by hand: a signature, a drawing, marks on a picture (appearances signature, draw, annotate).

A stroke can be drawn by mouse, pen or finger only, so everything else can be done by keyboard: a picture is chosen
from the disk, and a name may be typed in place of a signature; the picture then says that it was typed. What is drawn
becomes an answer a second after the last stroke, when the focus leaves, or on `flush`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.ui import keys
from app.ui.runner.controls.base import COMMIT_AFTER_MS, Control
from app.ui.runner.controls.canvas import INK, RED, Canvas
from app.ui.widgets.buttons import Button, quiet, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import Flow

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap, QResizeEvent

LOOKS: Final = frozenset({"signature", "draw", "annotate"})
"""Appearances of an image question that ask for a drawing."""
CHOOSE: Final = "Ctrl+O"
TYPE_NAME: Final = "Ctrl+T"
_ENDINGS: Final = "*.png *.jpg *.jpeg *.webp *.gif *.bmp *.svg *.tif *.tiff"
_SIGNATURE, _DRAWING = QSize(720, 220), QSize(720, 380)
_TALLEST: Final = 400


class DrawingControl(Control):
    """A sheet with its tools."""

    def __init__(self) -> None:
        super().__init__()
        self.canvas = Canvas()
        self.canvas.drawn.connect(self._on_drawn)
        self.canvas.installEventFilter(self)
        self.choose_button = secondary(self.choose, "image")
        self.name_button = secondary(self.type_name, "pencil")
        self.undo_button = quiet(self.canvas.undo_stroke, "undo-2")
        self.clear_button = quiet(self.clear, "trash-2")
        self._tools = QWidget()
        Flow(self._tools, gap=8).add_all(
            (self.choose_button, self.name_button, self.undo_button, self.clear_button)
        )
        self._hint = words("caption", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.canvas, self._tools, self._hint):
            layout.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COMMIT_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self._before = ""
        self._own: str | None = None
        self._kept = b""
        self._dirty = self._giving = self._failed = False
        keys.bind(self.canvas, "Ctrl+Z", slot=self.canvas.undo_stroke)
        keys.bind(self.canvas, "Ctrl+Shift+Z", "Ctrl+Y", slot=self.canvas.redo_stroke)
        keys.bind(self.canvas, "Delete", "Backspace", slot=self.clear)
        keys.bind(self, CHOOSE, slot=self.choose)
        keys.bind(self, TYPE_NAME, slot=self.type_name)

    # --- showing

    @property
    def look(self) -> str:
        """What is asked for: ``signature``, ``draw`` or ``annotate``."""
        return next((look for look in self.question.appearances if look in LOOKS), "draw")

    def draw_question(self) -> None:
        """Lay out the sheet and name the tools."""
        signs = self.look == "signature"
        self.canvas.setAccessibleName(self.question.name)
        sheet = _SIGNATURE if signs else _DRAWING
        if self._own is None:
            self.canvas.be(sheet, RED if self.look == "annotate" else INK, rule=signs)
        self.name_button.setVisible(signs)
        choose, name = keys.label(CHOOSE), keys.label(TYPE_NAME)
        self.choose_button.words(_("Choose a picture …"), tip=choose)
        self.name_button.words(_("Type the name …"), tip=name)
        self.undo_button.words(_("Take back a stroke"), tip=keys.label("Ctrl+Z"))
        self.clear_button.words(_("Clear"), tip=keys.label("Delete"))
        self._hint.setText(self._hint_words(choose, name))

    def draw_answer(self) -> None:
        """Show the answer; what was drawn on this sheet a moment ago stays as strokes."""
        if self._giving:
            self._own, self._giving = self.state.value, False
        elif self.state.value != self._own and not self._dirty:
            self.canvas.wipe()
            self._own = self._before = self.state.value
        self._offer_tools()

    def show_picture(self, picture: QPixmap | None) -> None:
        """Lay the file that answers the question under the pen, unless it was drawn here."""
        if self.state.value != self._before or self.state.missing:
            return
        if picture is not None and self.look == "annotate":
            sheet = picture.size().scaled(QSize(720, _TALLEST), Qt.AspectRatioMode.KeepAspectRatio)
            if sheet != self.canvas.sheet and not sheet.isEmpty():
                self.canvas.be(sheet, RED, rule=False)
        self.canvas.show_base(picture)
        self._offer_tools()

    def focus_widget(self) -> QWidget:
        return self.canvas

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.canvas.fit(self.width())

    def sizeHint(self) -> QSize:
        """Ask for the whole width, whatever the sheet takes of it."""
        return QSize(self.canvas.sheet.width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Let the sheet shrink with the window."""
        return QSize(160, super().minimumSizeHint().height())

    # --- answering

    def flush(self) -> None:
        """Make what was drawn the answer."""
        self._timer.stop()
        if not self._dirty:
            return
        if not self.canvas.has_strokes and not self._is_typed:
            self._dirty = False
            self.value_given.emit(self._before)
            return
        content = self.canvas.png()
        if content != self._kept or self.state.value != self._own:
            self._giving = True
            self.content_given.emit(content, ".png")
            # the answer has come back by now, unless the drawing could not be kept
            self._failed = self._giving
            self._giving = False
        self._dirty = self._failed
        self._kept = self._kept if self._failed else content
        self._offer_tools()

    def complaint(self) -> str:
        """Say that the drawing could not be kept."""
        return _("The drawing could not be kept yet.") if self._failed and self._dirty else ""

    def forget(self) -> None:
        """Drop what was drawn and not given."""
        self._timer.stop()
        self._own, self._before, self._kept = None, "", b""
        self._dirty = self._failed = self._is_typed = False
        self.canvas.wipe()

    def clear(self) -> None:
        """Take everything off the sheet; the step can be undone."""
        self._timer.stop()
        self._dirty = self._is_typed = False
        self._own = None
        self.canvas.wipe()
        if self.state.value or self.state.missing:
            self.value_given.emit("")
        self.draw_answer()

    def choose(self) -> None:
        """Let the person choose a picture file."""
        path, _kind = QFileDialog.getOpenFileName(
            self, self.choose_button.text(), "", f"{_('Files of this kind')} ({_ENDINGS})"
        )
        if path:
            self._timer.stop()
            self._dirty = self._is_typed = False
            self.file_given.emit(path)

    def type_name(self) -> bool:
        """Let the person type a name in place of a signature. Returns False where none is asked for."""
        if self.look != "signature":
            return False
        dialog = NameDialog(self)
        if dialog.exec() and dialog.name():
            self.canvas.write_name(dialog.name(), _("Typed in place of a signature"))
            self._is_typed = self._dirty = True
            self.flush()
        self.canvas.setFocus()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the drawing when the focus leaves the sheet."""
        if watched is self.canvas and event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)

    # --- inside

    _is_typed = False

    def _on_drawn(self) -> None:
        self._dirty, self._is_typed = True, False
        self._timer.start()
        self._offer_tools()
        self.typed.emit()

    def _offer_tools(self) -> None:
        self.undo_button.setEnabled(self.canvas.has_strokes)
        self.clear_button.setEnabled(bool(self.state.value) or not self.canvas.is_blank)

    def _hint_words(self, choose: str, name: str) -> str:
        if self.look == "signature":
            return _(
                "Sign with pen, finger or mouse. By keyboard: {choose} chooses a picture, {name} types the name."
            ).format(choose=choose, name=name)
        return _("Draw with pen, finger or mouse. By keyboard: {choose} chooses a picture.").format(
            choose=choose
        )


class NameDialog(Dialog):
    """Asks for the name that stands for a signature."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Name in place of a signature"))
        self.edit = QLineEdit()
        field = Field(self.edit)
        field.words(
            _("Name of the person who signs"),
            _("The picture will say that the name was typed."),
        )
        self.body.addWidget(field)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        self.agreeing = self.add_button(Button("primary"))
        self.agreeing.words(_("Use the name"))
        self.agreeing.clicked.connect(self.accept)
        self.agreeing.setDefault(True)
        self.agreeing.setEnabled(False)
        self.edit.textChanged.connect(lambda: self.agreeing.setEnabled(bool(self.name())))
        self.edit.setFocus()

    def name(self) -> str:
        """Return the name that was typed."""
        return " ".join(self.edit.text().split())
