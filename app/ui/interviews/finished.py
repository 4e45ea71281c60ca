"""A finished interview as it will lie on paper: look, choose the language, save, print, correct with a reason."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from app.core.ids import RecordId
from app.i18n import formats
from app.i18n.catalog import _, current_language, ngettext
from app.operations import attachments, export_log, interviews, reports, review
from app.ui import keys, theme
from app.ui.differences.sign import DiffersButton
from app.ui.errors import explain_in
from app.ui.interviews import holding, paper
from app.ui.interviews.preview import PagesView
from app.ui.navigation import Page
from app.ui.widgets.buttons import icon_button, primary, quiet, secondary
from app.ui.widgets.dialogs import ask_text
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, Flow, grow, holder, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.progress import ProgressLine
from app.ui.widgets.segments import LanguageSwitch

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.core.changes import Changes
    from app.core.errors import AppError
    from app.core.progress import Progress
    from app.operations.review import Return
    from app.ui.desk import Desk
    from app.ui.interviews.paper import Paper
    from app.ui.tasks import Task

WIDE_FROM: Final = 760
"""Narrower pages leave zooming to the keys + and - and show three buttons as icons."""


class FinishedPage(Page):
    """The page of one interview."""

    shown = Signal()
    """The pages are in view."""

    def __init__(self, desk: Desk, id_: str) -> None:
        super().__init__(desk)
        self._id = id_
        self._name = ""
        self._paper: Paper | None = None
        self._task: Task | None = None
        self.view = PagesView()
        self.back = quiet(self.left.emit, "arrow-left")
        self.languages = LanguageSwitch(current_language())
        self._smaller = icon_button("zoom-out", lambda: self.view.zoom_by(-1))
        self._larger = icon_button("zoom-in", lambda: self.view.zoom_by(1))
        self._fit = icon_button("maximize", self.view.fit_width)
        self._percent = words("soft")
        self.differs = DiffersButton(desk, id_)
        self.times = secondary(self._show_times, "clock")
        self.files = secondary(self._show_files, "paperclip")
        self.files.hide()
        self.correct = secondary(self._correct, "pencil")
        self.save = secondary(self._save, "download")
        self.print = primary(self._print, "printer")
        self.progress = ProgressLine()
        self.notice = NoticeBox()
        self._pages = words("soft")
        self.footer = holder(row(self._pages, STRETCH))
        self._build()
        self._connect()
        self.retranslate()
        self._make(current_language())
        self._ask_name()

    def title(self) -> str:
        return self._name or _("Interview")

    def enter(self) -> None:
        self.view.setFocus()

    def retranslate(self) -> None:
        self.back.words(_("Back"), _("Back to the list"), keys.label("Alt+Left"))
        self.languages.setAccessibleName(_("Language of the page"))
        self._smaller.words(_("Smaller"))
        self._larger.words(_("Larger"))
        self._fit.words(_("As wide as the window"))
        self._name_buttons()
        self.differs.retranslate()
        self.print.words(_("Print…"), tip=keys.label("Ctrl+P"))
        self.view.retranslate()
        self.progress.retranslate()
        self._show_words()
        self.titled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_buttons()

    def _name_buttons(self) -> None:
        """Name what gives way in a narrow window: zoom hides, three buttons keep only icon and spoken name."""
        wide = self.width() >= WIDE_FROM * theme.tokens().scale
        self._zoom.setVisible(wide)
        correct, save = _("Correct…"), _("Save…")
        self.times.words(_("Times") if wide else "", _("Times"), "" if wide else _("Times"))
        self.files.words(_("Files") if wide else "", _("Files"), "" if wide else _("Files"))
        self.correct.words(correct if wide else "", correct, "" if wide else correct)
        self.save.words(save if wide else "", save, keys.label("Ctrl+S") if wide else save)

    # --- making the pages

    def _ask_name(self) -> None:
        services, id_ = self.desk.services, self._id
        self.desk.tasks.database(
            lambda _progress: interviews.read_interview(services, id_).instance_name(),
            self,
            done=self._on_named,
            failed=self._on_failed,
        )
        self.desk.tasks.database(
            lambda _progress: attachments.list_attachments(services, id_),
            self,
            done=lambda found: self.files.setVisible(bool(found)),
            failed=lambda _error: None,
        )

        self.desk.tasks.database(
            lambda _progress: review.read_return(services, RecordId(id_)),
            self,
            done=self._tell_return,
            failed=lambda _error: None,
        )

    def _tell_return(self, told: Return | None) -> None:
        """Say on the page itself why a reviewer returned the interview."""
        if told is not None:
            title = _("Returned by {name}").format(name=told.by) if told.by else _("Returned")
            self.notice.say("notice", title, told.note)

    def _on_named(self, name: str) -> None:
        self._name = name
        self.titled.emit()

    def _make(self, language: str) -> None:
        if self._task is not None:
            self._task.cancel()
        services, id_ = self.desk.services, self._id
        self.notice.be_silent()
        self.progress.begin(_("Making the page…"))
        self._task = self.desk.tasks.compute(
            lambda progress: paper.make(services, id_, language, progress),
            self,
            done=self._on_made,
            failed=self._on_failed,
            progressed=self.progress.report,
            cancelled=self.progress.end,
        )

    def _on_made(self, made: Paper) -> None:
        if made.language != self.languages.current:
            return
        self._paper = made
        self._task = None
        self.progress.end()
        self.view.show_pages(made.images, paper.SCREEN_SCALE)
        self._show_words()
        self.shown.emit()

    def _on_failed(self, error: AppError) -> None:
        self._task = None
        self.progress.end()
        explain_in(self.notice, error)

    def _on_cancelled(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if self._paper is not None:
            self.languages.select(self._paper.language)

    def _show_words(self) -> None:
        self._percent.setText(formats.percent(self.view.zoom))
        pages = len(self._paper.images) if self._paper else 0
        self._pages.setText(
            ngettext("{count} page", "{count} pages", pages).format(count=pages) if pages else ""
        )
        for button in (self.save, self.print):
            button.setEnabled(self._paper is not None)

    # --- what a person does

    def _save(self) -> None:
        if self._paper is None:
            return
        name = "".join(c if c.isalnum() or c in " -_" else "_" for c in self.title()).strip()
        start = self.desk.preferences.folder("save") / f"{name or 'interview'}.pdf"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the page"), str(start), "PDF (*.pdf)"
        )
        if not chosen:
            return
        target, pdf = Path(chosen).with_suffix(".pdf"), self._paper.pdf
        self.desk.preferences.remember_folder("save", target.parent)
        services, id_ = self.desk.services, self._id

        def save(_progress: Progress) -> None:
            reports.save_pdf(pdf, target)
            export_log.note(services, "pdf", target, record=id_)

        self.desk.tasks.compute(
            save,
            self,
            done=lambda _nothing: self.notice.say(
                "good", _("Saved as {name}").format(name=target.name)
            ),
            failed=partial(explain_in, self.notice),
        )

    def _print(self) -> None:
        if self._paper is None:
            return
        printer = paper.choose_printer(self, self.title())
        if printer is None:
            return
        pdf = self._paper.pdf
        self.progress.begin(_("Printing…"))
        self._task = self.desk.tasks.compute(
            lambda progress: paper.print_pages(pdf, printer, progress),
            self,
            done=self._on_printed,
            failed=self._on_failed,
            progressed=self.progress.report,
            cancelled=self.progress.end,
        )

    def _on_printed(self, pages: int) -> None:
        self._task = None
        self.progress.end()
        told = ngettext(
            "{count} page was sent to the printer", "{count} pages were sent to the printer", pages
        )
        self.notice.say("good", told.format(count=pages))

    def _show_times(self) -> None:
        from app.ui.interviews.times import TimesPage

        self.desk.navigator.open(TimesPage(self.desk, self._id))

    def _show_files(self) -> None:
        from app.ui.interviews.files import FilesPage

        self.desk.navigator.open(FilesPage(self.desk, self._id))

    def _correct(self) -> None:
        reason = ask_text(
            self,
            _("Correct this interview"),
            _("Reason"),
            _("Correct"),
            _(
                "The finished interview stays as it is until the correction is finished. The reason is kept with it."
            ),
        )
        if reason:
            holding.correct(self.desk, RecordId(self._id), reason, self)

    # --- inside

    def _build(self) -> None:
        flow = Flow(gap=8)
        self._zoom = holder(row(self._smaller, self._percent, self._larger, self._fit, gap=4))
        flow.add_all([self.back, self.languages, self._zoom])
        actions = row(self.differs, self.files, self.times, self.correct, self.save, self.print)
        top = row(grow(holder(flow)), holder(actions))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(self.progress)
        layout.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.languages.chosen.connect(self._make)
        self.progress.cancelled.connect(self._on_cancelled)
        self.view.zoomed.connect(lambda _zoom: self._show_words())
        self.desk.bus.changed.connect(self._on_changed)
        keys.bind(self, "Alt+Left", "Esc", slot=self.left.emit)
        keys.bind(self, "Ctrl+P", slot=self._print)
        keys.bind(self, "Ctrl+S", slot=self._save)

    def _on_changed(self, changes: Changes, _initiator: QObject | None) -> None:
        if self._id in changes.interviews:
            self._make(self.languages.current)
            self._ask_name()
