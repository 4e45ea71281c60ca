"""The files that were given as answers in an interview: listened to, looked at, saved elsewhere.

Apart from the finished page, whose button opens it. Nothing is written to the disk but what a person saves.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout

from app.capture import devices
from app.i18n import formats
from app.i18n.catalog import _
from app.operations import attachments
from app.ui import keys
from app.ui.errors import explain_in
from app.ui.interviews.files_model import COLUMNS, FilesModel, kind_words
from app.ui.navigation import Page
from app.ui.runner.controls.sound import PLAY, SoundState
from app.ui.runner.listening import Listening
from app.ui.runner.pictures import LARGEST_BYTES, decoded
from app.ui.widgets.buttons import primary, quiet, secondary
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.progress import ProgressLine, ProgressStrip
from app.ui.widgets.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.core.errors import AppError
    from app.forms.state import Address
    from app.operations.attachments import Attachment
    from app.ui.desk import Desk
    from app.ui.tasks import Task

LOOK_EVERY_MS: Final = 120
PICTURE: Final = QSize(640, 280)
METER_WIDTH: Final = 220


class FilesPage(Page):
    """The page of one interview's files."""

    def __init__(self, desk: Desk, id_: str) -> None:
        super().__init__(desk)
        self._id = id_
        self._task: Task | None = None
        self.model, self.table = FilesModel(self), Table(COLUMNS)
        self.table.setModel(self.model)
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.notice, self.progress = NoticeBox(), ProgressLine()
        self.picture, self.time, self.meter = QLabel(), words("bold"), ProgressStrip()
        self.meter.setFixedWidth(METER_WIDTH)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._back = quiet(self.left.emit, "arrow-left")
        self.play = primary(self._play, "play")
        self.save = secondary(self._save, "download")
        self._listening = Listening(desk, self, lambda _at, error: explain_in(self.notice, error))
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._build()
        self.retranslate()

    def title(self) -> str:
        return _("Files")

    def enter(self) -> None:
        services, id_ = self.desk.services, self._id
        self.desk.tasks.database(
            lambda _progress: attachments.list_attachments(services, id_),
            self,
            done=self._show,
            failed=partial(explain_in, self.notice),
        )

    def may_leave(self) -> bool:
        self._listening.be_still()
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
        return True

    def retranslate(self) -> None:
        self._back.words(_("Back"), _("Back to the interview"), keys.label("Alt+Left"))
        self.table.setAccessibleName(_("Files of the interview"))
        self.save.words(_("Save as …"), tip=keys.label("Ctrl+S"))
        self.progress.retranslate()
        self.model.retranslate()
        self._look()

    @property
    def chosen(self) -> Attachment | None:
        """The file that is selected."""
        rows = self.table.rows()
        return self.model.files[rows[0]] if rows and rows[0] < len(self.model.files) else None

    def _show(self, files: Sequence[Attachment]) -> None:
        self.model.show_files(files)
        self.table.choose(0)
        self.table.setFocus()

    def _on_chosen(self) -> None:
        self._listening.be_still()
        self.notice.be_silent()
        self.picture.hide()
        file = self.chosen
        if file is not None and _is(file, "image") and file.size_bytes <= LARGEST_BYTES:
            services = self.desk.services
            self.desk.tasks.database(
                lambda _progress: attachments.read_file(services, file.blob),
                self,
                done=partial(self._show_picture, file),
                failed=partial(explain_in, self.notice),
            )
        self._look()

    def _show_picture(self, file: Attachment, content: bytes) -> None:
        pixels = decoded(content)
        if file is not self.chosen or pixels is None:
            return
        ratio = self.devicePixelRatioF()
        small = pixels.scaled(
            PICTURE * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        small.setDevicePixelRatio(ratio)
        self.picture.setPixmap(small)
        self.picture.setAccessibleName(kind_words(file.media_type))
        self.picture.show()

    # --- what a person does

    def _play(self) -> None:
        file = self.chosen
        if file is None or not _is(file, "audio"):
            return
        if self._listening.is_busy:
            self._listening.hold_or_go_on()
        else:
            at: Address = file.name  # type: ignore[assignment]
            speaker = devices.of_this_machine().speaker
            self._listening.play(at, file.blob, speaker, self._timer.start)
        self._look()

    def _save(self) -> None:
        file = self.chosen
        if file is None or self._task is not None:
            return
        start = self.desk.preferences.folder("save") / file.name
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the file"), str(start))
        if not chosen:
            return
        target, services = Path(chosen), self.desk.services
        self.desk.preferences.remember_folder("save", target.parent)
        self.progress.begin(_("{name} is being written …").format(name=target.name))
        self._task = self.desk.tasks.compute(
            lambda progress: attachments.save_attachment(services, file.blob, target, progress),
            self,
            done=lambda _nothing: self._on_saved(target),
            failed=self._on_failed,
            cancelled=self._on_over,
            progressed=self.progress.report,
        )

    def _on_saved(self, target: Path) -> None:
        self._on_over()
        self.notice.say("good", _("Saved as {name}").format(name=target.name))

    def _on_failed(self, error: AppError) -> None:
        self._on_over()
        explain_in(self.notice, error)

    def _on_over(self) -> None:
        self._task = None
        self.progress.end()

    def _look(self) -> None:
        """Draw what is being played; sleep again when nothing is."""
        self._listening.look()
        heard, file = self._listening, self.chosen
        at, length = heard.times
        self.meter.setVisible(heard.is_busy)
        self.time.setVisible(heard.is_busy)
        if heard.is_busy:
            self.meter.show_share(at / max(1, length))
            self.time.setText(
                _("{time} of {length}").format(
                    time=formats.stopwatch(at / 1000), length=formats.stopwatch(length / 1000)
                )
            )
        else:
            self._timer.stop()
        playing = heard.state is SoundState.PLAYING
        text = _("Pause") if playing else _("Go on playing") if heard.is_busy else _("Play")
        if self.play.text() != text:
            self.play.words(text, tip=", ".join(map(keys.label, PLAY)))
            self.play.set_icon("pause" if playing else "play")
        self.play.setVisible(file is not None and _is(file, "audio"))
        self.save.setEnabled(file is not None)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row(self._back, STRETCH, self.time, self.meter, self.play, self.save))
        layout.addWidget(self.notice)
        layout.addWidget(self.progress)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.picture)
        self.picture.hide()
        self.table.selection_moved.connect(self._on_chosen)
        self.table.opened.connect(lambda _row: self._play())
        self.progress.cancelled.connect(lambda: self._task.cancel() if self._task else None)
        keys.bind(self, "Alt+Left", "Esc", slot=self.left.emit)
        keys.bind(self, "Ctrl+S", slot=self._save)
        keys.bind(self, *PLAY, slot=self._play)


def _is(file: Attachment, family: str) -> bool:
    return file.media_type.startswith(f"{family}/")
