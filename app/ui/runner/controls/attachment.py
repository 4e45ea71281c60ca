"""A file as the answer: chosen from the disk or dropped here, copied into the workspace; a picture is shown small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.i18n.catalog import _
from app.ui import keys
from app.ui.runner.controls.base import Control
from app.ui.widgets.buttons import Button, quiet, secondary
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import Flow

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap

THUMBNAIL: Final = 240
CHOOSE: Final = "Ctrl+O"
_ENDINGS: Final = {
    "image/*": "*.png *.jpg *.jpeg *.webp *.gif *.bmp *.svg *.tif *.tiff *.heic",
    "audio/*": "*.mp3 *.m4a *.wav *.ogg *.opus *.flac *.amr *.aac",
    "video/*": "*.mp4 *.mov *.mkv *.avi *.webm *.3gp",
}


class FileControl(Control):
    """A file of the kind that the form asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.choose_button = secondary(self.choose, "paperclip")
        self.remove_button = quiet(self.remove, "trash-2")
        self._name = words("bold")
        self._picture = words()
        self._picture.hide()
        self._hint = words("caption", wrap=True)
        tools = QWidget()
        Flow(tools, gap=8).add_all((*self.more_buttons(), self.choose_button, self.remove_button))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        for part in (self._picture, self._name, tools, self._hint):
            self.body.addWidget(part)
        self.setAcceptDrops(True)
        keys.bind(self, CHOOSE, slot=self.choose)

    def more_buttons(self) -> tuple[Button, ...]:
        """Make the buttons that stand before that for choosing a file."""
        return ()

    @property
    def media_type(self) -> str:
        """The kind of file that is asked for: ``image/*``, ``audio/*``, ``video/*`` or anything."""
        return self.question.parameters.get("mediatype", "*/*")

    def draw_question(self) -> None:
        """Say what is asked for."""
        self.choose_button.words(
            {
                "image/*": _("Choose a picture …"),
                "audio/*": _("Choose a recording …"),
                "video/*": _("Choose a video …"),
            }.get(self.media_type, _("Choose a file …")),
            tip=_("Keys: {keys}").format(keys=keys.label(CHOOSE)),
        )
        self.choose_button.setAccessibleDescription(self.question.name)
        self.remove_button.words(_("Remove"))
        self._hint.setText(
            _("The file is copied into the workspace; a file can also be dropped here.")
        )

    def draw_answer(self) -> None:
        """Show the file that was given."""
        self._name.setText(self.state.value)
        self._name.setVisible(bool(self.state.value))
        self.remove_button.setVisible(bool(self.state.value))
        if not self.state.value:
            self.show_picture(None)

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show the answer small, if it is a picture."""
        self._picture.setVisible(picture is not None)
        if picture is None:
            return
        ratio = self.devicePixelRatioF()
        side = round(THUMBNAIL * ratio)
        small = picture.scaled(
            side,
            side,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        small.setDevicePixelRatio(ratio)
        self._picture.setPixmap(small)
        self._picture.setAccessibleName(self.state.value)

    def focus_widget(self) -> QWidget:
        return self.choose_button

    def choose(self) -> None:
        """Let the person choose a file."""
        endings = _ENDINGS.get(self.media_type, "")
        kinds = f"{_('Files of this kind')} ({endings});;" if endings else ""
        path, _kind = QFileDialog.getOpenFileName(
            self, self.choose_button.text(), "", f"{kinds}{_('All files')} (*)"
        )
        if path:
            self.file_given.emit(path)

    def remove(self) -> None:
        """Leave the question without a file; that can be taken back."""
        self.value_given.emit("")
        self.asked.emit("removed")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        local = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if local:
            self.file_given.emit(local[0])
            event.acceptProposedAction()
