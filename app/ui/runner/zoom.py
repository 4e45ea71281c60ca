"""A picture of a question or of a choice as large as the screen allows; Esc, Enter or a click goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from app.i18n.catalog import _
from app.ui import keys, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QPixmap

    from app.ui.runner.page import RunnerPage

ENLARGE = ("Ctrl+I",)


class PictureLabel(QLabel):
    """A picture that can be enlarged by a click, Enter or Space."""

    enlarged = Signal()
    """A person wants to see it large."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        keys.bind(self, "Return", "Space", slot=self.enlarged.emit)
        self._shown: tuple[int, float] = (0, 0.0)

    def show_picture(self, picture: QPixmap, room: QSize) -> None:
        """Show a picture no larger than ``room``; the same again costs nothing."""
        shown = (picture.cacheKey(), self.devicePixelRatioF())
        if shown != self._shown:
            self._shown = shown
            self.setPixmap(fitted(picture, room, shown[1]))

    def say(self, name: str) -> None:
        """Name the picture."""
        self.setAccessibleName(_("Picture: {question}").format(question=name))
        self.setToolTip(_("Enlarge ({key})").format(key=keys.label(ENLARGE[0])))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.enlarged.emit()


class ZoomView(QDialog):
    """One picture and nothing else."""

    def __init__(self, parent: QWidget, picture: QPixmap, name: str) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(name)
        self.setAccessibleName(_("Picture: {question}").format(question=name))
        self.setProperty("ring", "own")
        self._picture = picture
        self.setGeometry(parent.window().geometry())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {
            Qt.Key.Key_Escape,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Space,
        }:
            self.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme.colour("ground"))
        bar = 36
        room = self.rect().adjusted(24, 24, -24, -bar)
        natural = self._picture.size() / self._picture.devicePixelRatio()
        size = natural.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(room.center())
        painter.drawPixmap(place, self._picture)
        painter.setPen(theme.colour("ink-soft"))
        painter.setFont(theme.font("caption"))
        foot = QRect(0, self.height() - bar, self.width(), bar)
        back = _("{key} goes back").format(key=keys.label("Esc"))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), back)
        painter.end()


def show_large(page: RunnerPage) -> bool:
    """Show the picture at hand large: that of the choice with the focus, else the question's. Returns False without."""
    block = page.stage.current_block()
    if block is None or block.question is None:
        return False
    chosen = block.control.picture_at_hand() if block.control is not None else ""
    media = block.question.media
    for uri in (chosen, media.get("big-image", ""), media.get("image", "")):
        picture = page.pictures.get(uri) if uri else None
        if picture is not None:
            ZoomView(page, picture, block.question.name).exec()
            return True
    return False


def fitted(picture: QPixmap, room: QSize, ratio: float) -> QPixmap:
    """Return a picture no larger than ``room`` points on a screen of ``ratio``; small ones stay as they are."""
    pixels = QSize(room) * ratio
    small = picture
    if picture.size().boundedTo(pixels) != picture.size():
        small = picture.scaled(
            pixels, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    small.setDevicePixelRatio(ratio)
    return small
