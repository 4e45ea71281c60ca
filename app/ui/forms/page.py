"""The list of questionnaires: add a workbook by button or by dropping it, see what was found, retire, take back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.i18n.catalog import _, ngettext
from app.operations import forms
from app.ui import keys
from app.ui.errors import explain_in
from app.ui.forms.findings import FindingsPage
from app.ui.forms.model import COLUMNS, FormsModel
from app.ui.forms.print_page import PrintPage
from app.ui.interviews import holding
from app.ui.navigation import Page
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import ElidedLabel, words
from app.ui.widgets.layouts import STRETCH, holder, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.progress import ProgressLine
from app.ui.widgets.tables import Table
from app.ui.words import local, nearest

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent

    from app.core.changes import Changes
    from app.core.errors import AppError
    from app.operations.forms import FormRow, ImportedForm
    from app.ui.desk import Desk
    from app.ui.tasks import Task

ENDINGS: Final = (".xlsx", ".xlsm", ".xls", ".csv", ".md", ".xml")


class FormsPage(Page):
    """The questionnaires of the workspace."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._task: Task | None = None
        self._wanted = ""
        self.model = FormsModel()
        self.table = Table(COLUMNS)
        self.table.setModel(self.model)
        self.add = primary(self._choose_file, "file-up")
        self._hint = words("soft", wrap=True)
        self.notice = NoticeBox()
        self.progress = ProgressLine()
        self._empty = EmptyState("clipboard-list")
        self._said = ElidedLabel("soft")
        self.start = secondary(self._start, "message-square")
        self.retire = secondary(self._retire, "archive")
        self.print = secondary(self._print, "printer")
        self.footer = holder(row(self.start, self.print, self.retire, self._said))
        self._drop = DropSheet(self)
        self.setAcceptDrops(True)
        self._build()
        self.retranslate()

    def title(self) -> str:
        return _("Questionnaires")

    def search_prompt(self) -> str:
        return _("Search questionnaires")

    def search(self, text: str) -> None:
        self.model.seek(text)
        self.table.choose(0)

    def enter_results(self) -> None:
        self.table.setFocus()

    def enter(self) -> None:
        self._load()
        self.table.setFocus()

    def retranslate(self) -> None:
        self.add.words(_("Add a questionnaire…"), tip=keys.label("Ctrl+O"))
        self._hint.setText(_("An XLSForm workbook; it can also be dropped onto this page."))
        self._empty.words(
            _("No questionnaire yet"),
            _("Add an XLSForm workbook with the button above, or drop it onto this page."),
        )
        self.start.words(_("Start interview"))
        self.print.words(_("Print questionnaire…"), tip=keys.label("Ctrl+P"))
        self.table.setAccessibleName(_("Questionnaires"))
        self.progress.retranslate()
        self._drop.retranslate()
        self.model.retranslate()
        self._show_words()

    def import_file(self, path: Path) -> None:
        """Take a workbook in, or say what is wrong with it."""
        if self._task is not None:
            return
        services = self.desk.services
        self.desk.preferences.remember_folder("import", path.parent)
        self.notice.be_silent()
        self.progress.begin(_("Checking {name}…").format(name=path.name))
        self.add.setEnabled(False)
        self._task = self.desk.tasks.compute(
            lambda progress: forms.import_form(services, path, progress),
            self,
            done=partial(self._on_imported, path),
            failed=self._on_failed,
            cancelled=self._on_cancelled,
            progressed=self.progress.report,
            crashed=lambda _error: self._end(),
        )

    # --- adding

    def _choose_file(self) -> None:
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        kinds = _("Questionnaires ({endings})").format(endings=endings)
        start = str(self.desk.preferences.folder("import"))
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Add a questionnaire"), start, kinds)
        if chosen:
            self.import_file(Path(chosen))

    def _end(self) -> None:
        self._task = None
        self.progress.end()
        self.add.setEnabled(True)

    def _on_imported(self, path: Path, result: ImportedForm) -> None:
        self._end()
        self.desk.bus.announce(result.changes, self)
        self._wanted = result.bundle or ""
        self._load()
        if result.check.findings and not result.was_known:
            self.desk.navigator.open(FindingsPage(self.desk, path, result))
            return
        title = result.check.title or path.name
        if result.was_known:
            self.notice.say(
                "plain", _("This questionnaire is here already: {title}").format(title=title)
            )
        elif result.namesakes:
            self.notice.say(
                "notice",
                _("Added: {title}").format(title=title),
                _("Another workbook with the same id and version is here too. Both are kept."),
            )
        else:
            self.notice.say("good", _("Added: {title}").format(title=title))

    def _on_failed(self, error: AppError) -> None:
        self._end()
        explain_in(self.notice, error)

    def _on_cancelled(self) -> None:
        self._end()
        self.notice.say("plain", _("Stopped. Nothing was changed."))

    # --- the list

    def _load(self) -> None:
        services = self.desk.services
        self.desk.tasks.database(
            lambda _progress: forms.list_forms(services), self, done=self._show
        )

    def _show(self, rows: Sequence[FormRow]) -> None:
        chosen = self._chosen()
        wanted = self._wanted or (chosen.bundle if chosen else "")
        self._wanted = ""
        self.model.show_rows(rows)
        self.table.choose(max(0, self.model.place_of(wanted)))
        self._show_words()

    def _show_words(self) -> None:
        total = self.model.total
        self._views.setCurrentWidget(self.table if total else self._empty)
        self._said.say(
            ngettext("{count} questionnaire", "{count} questionnaires", total).format(count=total)
            if total
            else ""
        )
        form = self._chosen()
        for button in (self.start, self.print, self.retire):
            button.setVisible(form is not None)
        if form is not None:
            self.start.setEnabled(not form.retired)
            self.retire.words(_("Use again") if form.retired else _("Retire"))
            self.retire.set_icon("archive-restore" if form.retired else "archive")

    def _chosen(self) -> FormRow | None:
        places = self.table.rows()
        return self.model.row(places[0]) if places and places[0] < self.model.rowCount() else None

    def _start(self) -> None:
        form = self._chosen()
        if form is not None and not form.retired:
            holding.start(self.desk, form.bundle, nearest(form.languages), self, test=False)

    def _print(self) -> None:
        form = self._chosen()
        if form is not None:
            self.desk.navigator.open(PrintPage(self.desk, form))

    def _retire(self) -> None:
        form, services = self._chosen(), self.desk.services
        if form is None:
            return
        bundle, retired, title = form.bundle, form.retired, local(form.title) or form.form_id
        change = forms.restore_form if retired else forms.retire_form

        def done(changes: Changes) -> None:
            self.desk.bus.announce(changes, self)
            self._load()
            if not retired:
                told = _("Retired: {title}").format(title=title)
                self.notice.say(
                    "plain", told, _("Interviews that were held with it stay as they are.")
                )
            else:
                self.notice.be_silent()

        self.desk.tasks.database(lambda _progress: change(services, bundle), self, done=done)

    # --- dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None and self._task is None:
            event.acceptProposedAction()
            self._drop.setGeometry(self.rect())
            self._drop.raise_()
            self._drop.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.hide()
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.import_file(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drop.setGeometry(self.rect())

    # --- inside

    def _build(self) -> None:
        top = row(self._hint, self.add)
        top.setStretch(0, 1)
        self._views = QStackedWidget()
        self._views.addWidget(self.table)
        self._views.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(self.progress)
        layout.addWidget(self._views, 1)
        self.progress.cancelled.connect(lambda: self._task.cancel() if self._task else None)
        self.table.selection_moved.connect(self._show_words)
        self.table.opened.connect(lambda _row: self._start())
        self.desk.bus.changed.connect(self._on_changed)
        keys.bind(self, "Ctrl+O", slot=self._choose_file)
        keys.bind(self, "Ctrl+P", slot=self._print)

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        if initiator is not self and (changes.forms or changes.interviews) and self.isVisible():
            self._load()


class DropSheet(QFrame):
    """Lies over the page while a file hovers above it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = words("question")
        layout = QVBoxLayout(self)
        layout.addLayout(row(STRETCH, self._text, STRETCH))
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words again."""
        self._text.setText(_("Let go to add the questionnaire"))


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one file of a drag that can be a questionnaire."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in ENDINGS else None
