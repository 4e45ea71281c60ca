"""Save finished interviews as tables: which questionnaire, which kind of file, in which language the labels are."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from app.i18n.catalog import _, ngettext
from app.operations import exports
from app.operations.exports import Exported, ExportFormat, ExportQuery
from app.ui.errors import explain_in
from app.ui.runner.languages import mark_of
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.progress import ProgressLine
from app.ui.widgets.segments import Segment, Segmented
from app.ui.words import local, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.core.errors import AppError
    from app.operations.forms import FormRow
    from app.operations.interviews import InterviewQuery
    from app.ui.desk import Desk
    from app.ui.tasks import Task

_FIRST: Final = "xlsx"


class ExportDialog(Dialog):
    """Chooses and saves; stays open to say what was written. ``query`` is what the list shows just now."""

    def __init__(
        self, desk: Desk, forms: Sequence[FormRow], query: InterviewQuery, parent: QWidget
    ) -> None:
        super().__init__(parent, _("Export interviews"))
        self._desk, self._query = desk, query
        self._forms = _one_of_each(forms)
        self._task: Task | None = None
        self.form = QComboBox()
        self.format = Segmented()
        self.language = Segmented()
        self.notice = NoticeBox()
        self.progress = ProgressLine()
        self.close_button = self.add_button(secondary(self.reject))
        self.save = self.add_button(Button("primary"))
        self._build()
        self._connect()
        self._show_languages()

    def _build(self) -> None:
        for row in self._forms:
            self.form.addItem(local(row.title) or row.form_id, row.form_id)
        kinds = (
            Segment("xlsx", "Excel", _("Excel workbook")),
            Segment("csv", "CSV", _("CSV files")),
        )
        self.format.show_segments(kinds, _FIRST)
        self._tongues = Field(self.language)
        for field, label in (
            (Field(self.form), _("Questionnaire")),
            (Field(self.format), _("Kind of file")),
            (self._tongues, _("Language of the labels")),
        ):
            field.words(label)
            self.body.addWidget(field)
        self.add_words(_what_is_written(self._query), "soft")
        self.body.addWidget(words("soft", wrap=True, text=_care()))
        self.body.addWidget(self.notice)
        self.body.addWidget(self.progress)
        self.close_button.words(_("Close"))
        self.save.words(_("Save as…"))
        self.save.setDefault(True)
        self.form.setFocus()

    def _connect(self) -> None:
        self.form.currentIndexChanged.connect(lambda _place: self._show_languages())
        self.save.clicked.connect(self._save)
        self.progress.cancelled.connect(self._cancel)

    def reject(self) -> None:
        """Stop what is under way; close when nothing is."""
        if self._task is not None:
            self._cancel()
            return
        super().reject()

    def _show_languages(self) -> None:
        spoken = self._forms[self.form.currentIndex()].languages
        self.language.show_segments(
            [Segment(each, mark_of(each), each) for each in spoken],
            nearest(spoken) or (spoken[0] if spoken else ""),
        )
        self._tongues.setVisible(len(spoken) > 1)

    def _save(self) -> None:
        kind = cast("ExportFormat", self.format.current)
        target = self._target(kind)
        if target is None:
            return
        services = self._desk.services
        query = ExportQuery(
            form=self.form.currentData(),
            text=self._query.text,
            status=None if self._query.status == "draft" else self._query.status,
            language=self.language.current,
        )
        self.notice.be_silent()
        self.save.setEnabled(False)
        self.progress.begin(_("Saving the interviews…"))
        self._task = self._desk.tasks.compute(
            lambda progress: exports.export_interviews(services, query, target, kind, progress),
            self,
            done=partial(self._on_saved, target),
            failed=self._on_failed,
            progressed=self.progress.report,
            cancelled=self._on_over,
        )

    def _target(self, kind: ExportFormat) -> Path | None:
        name = f"{self.form.currentData()}.{kind}"
        kinds = _("Excel workbook (*.xlsx)") if kind == "xlsx" else _("CSV files (*.csv)")
        start = self._desk.preferences.folder("save") / name
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Export interviews"), str(start), kinds)
        if not chosen:
            return None
        target = Path(chosen).with_suffix(f".{kind}")
        self._desk.preferences.remember_folder("save", target.parent)
        return target

    def _on_saved(self, target: Path, done: Exported) -> None:
        self._on_over()
        told = ngettext(
            "{count} interview was saved as {name}",
            "{count} interviews were saved as {name}",
            done.interviews,
        ).format(count=done.interviews, name=target.name)
        more = ""
        if done.unsettled:
            more = ngettext(
                "{count} of them has answers that nobody has settled yet; the one written last is shown.",
                "{count} of them have answers that nobody has settled yet; the one written last is shown.",
                done.unsettled,
            ).format(count=done.unsettled)
        self.notice.say("notice" if more else "good", told, more)
        self.close_button.setFocus()

    def _on_failed(self, error: AppError) -> None:
        self._on_over()
        explain_in(self.notice, error)

    def _on_over(self) -> None:
        self._task = None
        self.progress.end()
        self.save.setEnabled(True)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()


def _one_of_each(forms: Sequence[FormRow]) -> list[FormRow]:
    """Keep the latest version of each form that has interviews; an export pools its versions."""
    kept: dict[str, FormRow] = {}
    for row in forms:
        if row.interviews:
            kept.setdefault(row.form_id, row)
    return list(kept.values())


def has_something(forms: Sequence[FormRow]) -> bool:
    """Whether any form has interviews to export."""
    return bool(_one_of_each(forms))


def _what_is_written(query: InterviewQuery) -> str:
    if query.text or query.status:
        return _("Only finished interviews that the list shows now are saved. Practice stays out.")
    return _("All finished interviews of the questionnaire are saved. Practice stays out.")


def _care() -> str:
    return _(
        "The file is not protected: whoever has it can read every answer. Keep it where only your team has access."
    )
