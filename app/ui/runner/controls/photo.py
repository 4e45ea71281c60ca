"""A picture as the answer: taken with the camera of this machine, or chosen from the disk."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QDialog, QWidget

from app.i18n.catalog import _
from app.ui import keys
from app.ui.runner.controls.attachment import FileControl
from app.ui.widgets.buttons import Button, secondary

CAMERA: Final = ("F8", "Ctrl+8")
MAX_PIXELS: Final = "orx:max-pixels"


class PhotoControl(FileControl):
    """Take a picture, choose one, remove it."""

    def __init__(self) -> None:
        super().__init__()
        keys.bind(self, *CAMERA, slot=self.take)

    def more_buttons(self) -> tuple[Button, ...]:
        """Make the button that opens the camera."""
        self.camera_button = secondary(self.take, "camera")
        return (self.camera_button,)

    def draw_question(self) -> None:
        """Say what is asked for."""
        super().draw_question()
        tip = _("Keys: {keys}").format(keys=", ".join(map(keys.label, CAMERA)))
        self.camera_button.words(_("Take a picture …"), tip=tip)
        self.camera_button.setAccessibleDescription(self.question.name)

    def draw_answer(self) -> None:
        """Show the picture; once there is one, Enter goes on."""
        super().draw_answer()
        self.camera_button.setProperty("enter", "next" if self.state.value else "")

    def focus_widget(self) -> QWidget:
        return self.camera_button

    def take(self) -> None:
        """Let the person look through the camera and take a picture."""
        from app.capture import devices
        from app.ui.runner.camera_dialog import CameraDialog

        dialog = CameraDialog(self, devices.of_this_machine().camera, self.max_pixels)
        taken = dialog.exec() == QDialog.DialogCode.Accepted
        picture = dialog.taken
        dialog.deleteLater()
        if taken and picture is not None:
            self.content_given.emit(picture, ".jpg")
        self.camera_button.setFocus()

    @property
    def max_pixels(self) -> int:
        """How long the longer side of a picture may be; 0 for any length."""
        return max_pixels(self.question.node.bind.other.get(MAX_PIXELS, ""))


def max_pixels(text: str) -> int:
    """Read the form's limit; 0 when there is none."""
    return int(text) if text.strip().isdecimal() else 0
