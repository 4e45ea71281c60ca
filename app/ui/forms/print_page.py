"""A questionnaire on paper: choose the languages, look at the sheets or the show cards, save, print."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from app.i18n import formats
from app.i18n.catalog import _, ngettext, pgettext
from app.operations import paper, reports
from app.ui import keys
from app.ui.errors import explain_in
from app.ui.interviews.paper import SCREEN_SCALE, choose_printer, images_of, print_pages
from app.ui.interviews.preview import PagesView
from app.ui.navigation import Page
from app.ui.runner.languages import mark_of
from app.ui.widgets.buttons import icon_button, primary, quiet, secondary
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, Flow, grow, holder, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.progress import ProgressLine
from app.ui.widgets.segments import Segment, Segmented
from app.ui.words import local, nearest

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from app.core.errors import AppError
    from app.core.progress import Progress
    from app.operations.forms import FormRow
    from app.operations.paper import PaperWish
    from app.operations.services import Services
    from app.ui.desk import Desk
    from app.ui.tasks import Task

SHEETS: Final = "sheets"
CARDS: Final = "cards"


@dataclass(frozen=True, slots=True)
class Sheets:
    """Both documents as they were wished for, and the pictures of the one in view."""

    wish: PaperWish
    shown: str
    pdf: bytes
    images: tuple[QImage, ...]
    cards: int


class PrintPage(Page):
    """The sheets of one questionnaire."""

    shown = Signal()
    """The pages are in view."""

    def __init__(self, desk: Desk, form: FormRow) -> None:
        super().__init__(desk)
        self._form = form
        self._made: Sheets | None = None
        self._task: Task | None = None
        self.view = PagesView()
        self.back = quiet(self.left.emit, "arrow-left")
        self.first = Segmented()
        self.second = Segmented()
        self.which = Segmented()
        self._and = words("soft")
        self._smaller = icon_button("zoom-out", lambda: self.view.zoom_by(-1))
        self._larger = icon_button("zoom-in", lambda: self.view.zoom_by(1))
        self._fit = icon_button("maximize", self.view.fit_width)
        self._percent = words("soft")
        self.save = secondary(self._save, "download")
        self.print = primary(self._print, "printer")
        self.progress = ProgressLine()
        self.notice = NoticeBox()
        self._pages = words("soft")
        self.footer = holder(row(self._pages, STRETCH))
        self._build()
        self._connect()
        self._offer()
        self.retranslate()
        self._make()

    def title(self) -> str:
        return local(self._form.title) or self._form.form_id

    def enter(self) -> None:
        self.view.setFocus()

    def retranslate(self) -> None:
        self.back.words(_("Back"), _("Back to the questionnaires"), keys.label("Alt+Left"))
        self.first.setAccessibleName(_("Language of the sheets"))
        self.second.setAccessibleName(_("Second language of the sheets"))
        self._and.setText(pgettext("languages of the sheets", "and"))
        self._name_segments()
        self._smaller.words(_("Smaller"))
        self._larger.words(_("Larger"))
        self._fit.words(_("As wide as the window"))
        self.save.words(_("Save…"), tip=keys.label("Ctrl+S"))
        self.print.words(_("Print…"), tip=keys.label("Ctrl+P"))
        self.view.retranslate()
        self.progress.retranslate()
        self._show_words()
        self.titled.emit()

    # --- what is wanted

    def _offer(self) -> None:
        """Begin with the window's language where the form has it, and without a second one."""
        languages = self._form.languages
        first = nearest(languages) or (languages[0] if languages else "")
        self._current_first, self._current_second = first, ""

    def _name_segments(self) -> None:
        languages = self._form.languages
        first = [Segment(each, mark_of(each), each) for each in languages]
        none = Segment("", "–", _("No second language"))
        others = [each for each in first if each.code != self._current_first]
        self.first.show_segments(first, self._current_first)
        self.second.show_segments([none, *others], self._current_second)
        self.which.show_segments(
            [
                Segment(SHEETS, _("Questionnaire")),
                Segment(CARDS, _("Show cards")),
            ],
            self.which.current or SHEETS,
        )
        for widget in (self.first, self._and, self.second):
            widget.setVisible(len(languages) > 1)

    def _on_first(self, language: str) -> None:
        self._current_first = language
        if language == self._current_second:
            self._current_second = ""
        self._name_segments()
        self._make()

    def _on_second(self, language: str) -> None:
        self._current_second = language
        self._make()

    def _wish(self) -> PaperWish:
        return paper.PaperWish(self._current_first, self._current_second)

    # --- making the pages

    def _make(self) -> None:
        if self._task is not None:
            self._task.cancel()
        services, form, wish = self.desk.services, self._form, self._wish()
        which = self.which.current
        self.notice.be_silent()
        self.progress.begin(_("Making the sheets…"))
        self._task = self.desk.tasks.compute(
            lambda progress: make(services, form, wish, which, progress),
            self,
            done=self._on_made,
            failed=self._on_failed,
            progressed=self.progress.report,
            cancelled=self.progress.end,
        )

    def _on_made(self, made: Sheets) -> None:
        if (made.wish, made.shown) != (self._wish(), self.which.current):
            return
        self._made = made
        self._task = None
        self.progress.end()
        self.view.show_pages(made.images, SCREEN_SCALE)
        self._show_words()
        self.shown.emit()

    def _on_failed(self, error: AppError) -> None:
        self._task = None
        self.progress.end()
        explain_in(self.notice, error)

    def _show_words(self) -> None:
        self._percent.setText(formats.percent(self.view.zoom))
        pages = len(self._made.images) if self._made else 0
        self._pages.setText(
            ngettext("{count} page", "{count} pages", pages).format(count=pages) if pages else ""
        )
        for button in (self.save, self.print):
            button.setEnabled(self._made is not None)
        has_cards = self._made is None or self._made.cards > 0
        self.which.setVisible(has_cards)

    # --- what a person does

    def _save(self) -> None:
        if self._made is None:
            return
        title = _("Show cards: {title}") if self._made.shown == CARDS else "{title}"
        name = _file_name(title.format(title=self.title()))
        start = self.desk.preferences.folder("save") / f"{name}.pdf"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the sheets"), str(start), "PDF (*.pdf)"
        )
        if not chosen:
            return
        target, pdf = Path(chosen).with_suffix(".pdf"), self._made.pdf
        self.desk.preferences.remember_folder("save", target.parent)
        self.desk.tasks.compute(
            lambda _progress: reports.save_pdf(pdf, target),
            self,
            done=lambda _nothing: self.notice.say(
                "good", _("Saved as {name}").format(name=target.name)
            ),
            failed=partial(explain_in, self.notice),
        )

    def _print(self) -> None:
        if self._made is None:
            return
        printer = choose_printer(self, self.title())
        if printer is None:
            return
        pdf = self._made.pdf
        self.progress.begin(_("Printing…"))
        self._task = self.desk.tasks.compute(
            lambda progress: print_pages(pdf, printer, progress),
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

    # --- inside

    def _build(self) -> None:
        flow = Flow(gap=8)
        zoom = holder(row(self._smaller, self._percent, self._larger, self._fit, gap=4))
        tongues = holder(row(self.first, self._and, self.second, gap=8))
        flow.add_all([self.back, tongues, self.which, zoom])
        top = row(grow(holder(flow)), holder(row(self.save, self.print)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(self.progress)
        layout.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.first.chosen.connect(self._on_first)
        self.second.chosen.connect(self._on_second)
        self.which.chosen.connect(lambda _which: self._make())
        self.progress.cancelled.connect(lambda: self._task.cancel() if self._task else None)
        self.view.zoomed.connect(lambda _zoom: self._show_words())
        keys.bind(self, "Alt+Left", "Esc", slot=self.left.emit)
        keys.bind(self, "Ctrl+P", slot=self._print)
        keys.bind(self, "Ctrl+S", slot=self._save)


def make(
    services: Services, form: FormRow, wish: PaperWish, which: str, progress: Progress
) -> Sheets:
    """Make the documents of a form and the pictures of one of them. Raises AppError, `Cancelled`."""
    made = paper.print_form(services, form.bundle, wish, progress)
    pdf = made.show_cards if which == CARDS else made.questionnaire
    images = tuple(images_of(pdf, SCREEN_SCALE, progress))
    return Sheets(wish, which, pdf, images, made.cards)


def _file_name(title: str) -> str:
    bare = "".join(sign if sign.isalnum() or sign in " -_" else "_" for sign in title)
    return bare.strip() or "questionnaire"
