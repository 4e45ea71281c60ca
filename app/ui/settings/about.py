"""What this workspace holds and where, its backups; what Sild is and under which licences it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPlainTextEdit

from app import __version__
from app.core.places import data_folder
from app.i18n import formats
from app.i18n.catalog import _
from app.operations import workspace
from app.ui.errors import explain_in
from app.ui.settings.section import Section
from app.ui.widgets.buttons import secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.labels import selectable, words
from app.ui.widgets.layouts import STRETCH, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.progress import ProgressLine

if TYPE_CHECKING:
    from app.core.errors import AppError
    from app.operations.workspace import BackupMade, WorkspaceInfo
    from app.ui.desk import Desk
    from app.ui.tasks import Task


class WorkspaceSection(Section):
    """Name, folder, contents, backups."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._info: WorkspaceInfo | None = None
        self._task: Task | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._facts: list[tuple[QLabel, QLabel]] = []
        self.back_up = secondary(self._back_up, "hard-drive")
        self.progress = ProgressLine()
        self.notice = NoticeBox()
        self.body.addLayout(self._grid)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.progress)
        self.body.addLayout(row(self.back_up, STRETCH))
        self.progress.cancelled.connect(lambda: self._task.cancel() if self._task else None)
        self.retranslate()

    def show_info(self, info: WorkspaceInfo) -> None:
        """Show what is in the workspace."""
        self._info = info
        self._show_facts()

    def retranslate(self) -> None:
        self.words(_("Workspace"))
        self.back_up.words(_("Back up now"))
        self.progress.retranslate()
        self.notice.be_silent()
        self._show_facts()

    def _show_facts(self) -> None:
        info = self._info
        if info is None:
            return
        never = _("none yet")
        backup = formats.date_time(info.last_backup) if info.last_backup else never
        facts = [
            (_("Name"), info.name),
            (_("Folder"), info.address or str(info.folder)),
            (_("Finished interviews"), formats.number(info.interviews)),
            (_("Drafts"), formats.number(info.drafts)),
            (_("Questionnaires"), formats.number(info.forms)),
            (_("Size on disk"), formats.file_size(info.size_bytes)),
            (_("Last backup"), backup),
        ]
        while len(self._facts) < len(facts):
            pair = (words("soft"), selectable(words(wrap=True)))
            pair[1].setFocusPolicy(pair[0].focusPolicy())
            for column, label in enumerate(pair):
                self._grid.addWidget(label, len(self._facts), column)
            self._facts.append(pair)
        for (name, value), (name_label, value_label) in zip(facts, self._facts, strict=True):
            name_label.setText(name)
            value_label.setText(value)

    def _back_up(self) -> None:
        services = self._desk.services
        self.notice.be_silent()
        self.back_up.setEnabled(False)
        self.progress.begin(_("Writing and checking a backup…"))
        self._task = self._desk.tasks.compute(
            lambda progress: workspace.back_up(services, progress),
            self,
            done=self._on_backed_up,
            failed=self._on_failed,
            cancelled=self._end,
            progressed=self.progress.report,
        )

    def _end(self) -> None:
        self._task = None
        self.progress.end()
        self.back_up.setEnabled(True)

    def _on_backed_up(self, made: BackupMade) -> None:
        self._end()
        told = _("A backup was written and read back: {name}, {size}").format(
            name=made.path.name, size=formats.file_size(made.size_bytes)
        )
        self.notice.say("good", told, str(made.path.parent))
        services = self._desk.services
        self._desk.tasks.database(
            lambda _progress: workspace.describe(services), self, done=self.show_info
        )

    def _on_failed(self, error: AppError) -> None:
        self._end()
        explain_in(self.notice, error)


class AboutSection(Section):
    """Version and licences."""

    def __init__(self) -> None:
        super().__init__()
        self._version = words()
        self.keys = secondary(self._show_keys, "key-round")
        self.licences = secondary(self._show_licences, "file-text")
        self.body.addWidget(self._version)
        self.body.addLayout(row(self.keys, self.licences, STRETCH))
        self.retranslate()

    def retranslate(self) -> None:
        self.words(
            _("About Sild"),
            _("Structured interviews without a network, in Estonian, Russian and English."),
        )
        self._version.setText(_("Version {version}").format(version=__version__))
        self.keys.words(_("Keys in an interview…"))
        self.licences.words(_("Licences…"))

    def _show_keys(self) -> None:
        from app.ui.runner.help import show_help

        show_help(self.window())

    def _show_licences(self) -> None:
        LicencesDialog(self).exec()


class LicencesDialog(Dialog):
    """The licences of what Sild is made of."""

    def __init__(self, parent: Section) -> None:
        super().__init__(parent, _("Licences"))
        folder = data_folder("resources") / "licences"
        self._files = sorted(folder.glob("*.txt"))
        self._choice = QComboBox()
        self._choice.setAccessibleName(_("Component"))
        self._choice.addItems([file.stem for file in self._files])
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setMinimumHeight(280)
        self._text.setAccessibleName(_("Licence"))
        self.body.addWidget(self._choice)
        self.body.addWidget(self._text)
        close = self.add_button(secondary(self.accept))
        close.words(_("Close"))
        self._choice.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen(0)

    def _on_chosen(self, place: int) -> None:
        if 0 <= place < len(self._files):
            self._text.setPlainText(self._files[place].read_text(encoding="utf-8"))
