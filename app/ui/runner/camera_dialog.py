"""The camera's picture, to be taken by one key, looked at, taken again or used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from app.capture.camera import Viewfinder
from app.core.errors import AppError
from app.i18n.catalog import _
from app.ui import errors
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.notice import NoticeBox

if TYPE_CHECKING:
    from app.capture.devices import Camera

LOOK_EVERY_MS: Final = 66
ROOM: Final = QSize(560, 360)
AROUND: Final = 160
"""What the dialog needs above and below the picture; on a low screen the picture is smaller."""
LEAST_HEIGHT: Final = 120


class CameraDialog(Dialog):
    """Looks through the camera from the moment it is made. ``taken`` is the picture as JPEG once it is accepted."""

    def __init__(self, parent: QWidget | None, camera: Camera, max_pixels: int = 0) -> None:
        super().__init__(parent, _("Take a picture"))
        self._camera, self._max_pixels = camera, max_pixels
        self.taken: bytes | None = None
        self._shown = 0
        self.picture = QLabel()
        height = min(ROOM.height(), self.screen().availableGeometry().height() - AROUND)
        self._room = QSize(ROOM.width(), max(LEAST_HEIGHT, height))
        self.picture.setFixedHeight(self._room.height())
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.notice = NoticeBox()
        self.body.addWidget(self.picture)
        self.body.addWidget(self.notice)
        self.cancel = self.add_button(secondary(self.reject))
        self.again = self.add_button(secondary(self._look, "rotate-ccw"))
        self.take = self.add_button(Button("primary", "camera"))
        self.take.clicked.connect(self._take)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._show_frame)
        self.finder: Viewfinder | None = None
        self.cancel.words(_("Cancel"))
        self._look()

    def done(self, result: int) -> None:
        """Let the camera go before the dialog closes."""
        self._close_camera()
        super().done(result)

    def _look(self) -> None:
        """Look through the camera, afresh if it had gone."""
        self._close_camera()
        self.taken, self._shown = None, 0
        self.notice.be_silent()
        self.picture.show()
        self.picture.setText(_("The camera is being opened …"))
        self.again.words(_("Try again"))
        self.again.hide()
        self.take.words(_("Take the picture"))
        self.take.setEnabled(False)
        self.finder = Viewfinder(self._camera)
        self._timer.start()

    def _show_frame(self) -> None:
        finder = self.finder
        if finder is None:
            return
        if finder.error is not None:
            self._give_up(finder.error)
        elif finder.number != self._shown:
            frame = finder.frame()
            if frame is not None:
                self._shown = frame.number
                image = QImage(
                    frame.octets,
                    frame.width,
                    frame.height,
                    3 * frame.width,
                    QImage.Format.Format_RGB888,
                )
                self._show(QPixmap.fromImage(image))
                self._allow_taking()

    def _allow_taking(self) -> None:
        if not self.take.isEnabled():
            self.take.setEnabled(True)
            self.take.setDefault(True)
            self.take.setFocus()

    def _take(self) -> None:
        if self.taken is not None:
            self.accept()
            return
        if self.finder is None:
            return
        try:
            self.taken = self.finder.take(self._max_pixels)
        except AppError as error:
            self._give_up(error)
            return
        self._close_camera()
        pixels = QPixmap()
        pixels.loadFromData(self.taken)
        self._show(pixels)
        self.again.words(_("Take another"))
        self.again.show()
        self.take.words(_("Use this picture"))
        self.take.setFocus()

    def _give_up(self, error: AppError) -> None:
        self._close_camera()
        self.picture.hide()
        errors.explain_in(self.notice, error)
        self.take.setEnabled(False)
        self.again.show()
        self.again.setFocus()
        self.resize(self.width(), self._layout.heightForWidth(self.width()))

    def _show(self, pixels: QPixmap) -> None:
        ratio = self.devicePixelRatioF()
        shown = pixels.scaled(
            self._room * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shown.setDevicePixelRatio(ratio)
        self.picture.setPixmap(shown)
        self.picture.setAccessibleName(_("What the camera sees"))

    def _close_camera(self) -> None:
        self._timer.stop()
        if self.finder is not None:
            self.finder.close()
            self.finder = None
