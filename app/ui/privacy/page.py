"""What is held about somebody: found by name, shown, handed out as a copy, erased for good after being asked twice."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import erasure, people
from app.ui import keys
from app.ui.errors import explain_in
from app.ui.navigation import Page
from app.ui.privacy import erasing
from app.ui.privacy.model import HeldModel
from app.ui.privacy.words import beyond_lines, report_words
from app.ui.widgets.buttons import danger, primary, quiet, secondary
from app.ui.widgets.fields import Field
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, Flow, holder, row
from app.ui.widgets.notice import NoticeBox
from app.ui.widgets.progress import ProgressLine
from app.ui.widgets.tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.core.errors import AppError
    from app.operations.erasure import ErasurePlan, ErasureReport
    from app.operations.people import Found, Held
    from app.ui.desk import Desk
    from app.ui.tasks import Task, Work


class PrivacyPage(Page):
    """Looks for a person in everything that is held."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: Found | None = None
        self._task: Task | None = None
        self.name = QLineEdit()
        self._name_field = Field(self.name)
        self.model, self.table = HeldModel(), Table(HeldModel.columns)
        self.model.setParent(self)
        self.table.setModel(self.model)
        self.notice, self.progress = NoticeBox(), ProgressLine()
        self._summary, self._beyond = words("soft", wrap=True), words("soft", wrap=True)
        self._back = quiet(self.left.emit, "arrow-left")
        self.look = primary(self._find, "search")
        self.save = secondary(self._save, "download")
        self.erase = danger(self._plan, "trash-2")
        self._build()
        self.retranslate()

    def title(self) -> str:
        return _("What is held of a person")

    def enter(self) -> None:
        self.name.setFocus()

    def may_leave(self) -> bool:
        if self._task is not None:
            self._task.cancel()
        return True

    def retranslate(self) -> None:
        self._back.words(_("Back"), _("Back to the settings"), keys.label("Alt+Left"))
        self._name_field.words(
            _("Name of the person"),
            _("Found in Estonian, Russian and Latin letters alike, in what was corrected too."),
        )
        self.look.words(_("Find"), tip=keys.label("Return"))
        self.table.setAccessibleName(_("What is held"))
        self.save.words(_("Save a copy…"), tip=keys.label("Ctrl+S"))
        self.erase.words(_("Erase…"), tip=keys.label("Delete"))
        self.progress.retranslate()
        self.model.retranslate()
        self._tell()

    def chosen(self) -> list[Held]:
        """Return what is selected."""
        held = self._found.held if self._found is not None else ()
        return [held[place] for place in self.table.rows() if place < len(held)]

    # --- what a person does

    def _find(self) -> None:
        text, services = self.name.text().strip(), self.desk.services
        if not text or self._task is not None:
            return
        self.notice.be_silent()
        self._start(
            _("Looking through everything…"),
            lambda progress: people.find(services, text, progress),
            self._show,
        )

    def _show(self, found: Found) -> None:
        self._end()
        self._found = found
        self.model.show_rows(found.held)
        self._tell()
        if found.held:
            self.table.selectAll()
            self.table.setFocus()

    def _save(self) -> None:
        found, services = self._found, self.desk.services
        if found is None or not found.held:
            return
        start = self.desk.preferences.folder("save") / f"{found.text}.json"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save a copy"), str(start), "JSON (*.json)"
        )
        if not chosen:
            return
        target = Path(chosen).with_suffix(".json")
        self.desk.preferences.remember_folder("save", target.parent)
        self.desk.tasks.database(
            lambda _progress: people.save_copy(services, found, target),
            self,
            done=lambda _count: self.notice.say(
                "good", _("Saved as {name}").format(name=target.name)
            ),
            failed=partial(explain_in, self.notice),
        )

    def _plan(self) -> None:
        wish, services = people.wish_for(self.chosen()), self.desk.services
        if not wish or self._task is not None:
            self.notice.say("notice", _("Nothing that can be erased is selected"))
            return
        self.desk.tasks.database(
            lambda _progress: erasure.plan(services, wish), self, done=self._ask
        )

    def _ask(self, plan: ErasurePlan) -> None:
        services = self.desk.services
        if erasing.is_confirmed(self, plan):
            self._start(
                _("Erasing…"), lambda _progress: erasure.erase(services, plan.wish), self._on_erased
            )

    def _on_erased(self, report: ErasureReport) -> None:
        self._end()
        self._found = None
        self.model.show_rows(())
        self._tell()
        self.notice.say("good", report_words(report), "\n".join(beyond_lines(report.beyond)))
        self.desk.bus.announce(report.changes, self)
        self.name.setFocus()

    # --- inside

    def _start(self, what: str, work: Work[Any], done: Callable[[Any], None]) -> None:
        self.progress.begin(what)
        for button in (self.look, self.save, self.erase):
            button.setEnabled(False)
        self._task = self.desk.tasks.compute(
            work,
            self,
            done=done,
            failed=self._on_failed,
            cancelled=self._end,
            progressed=self.progress.report,
        )

    def _end(self) -> None:
        self._task = None
        self.progress.end()
        self.look.setEnabled(True)
        self._tell()

    def _on_failed(self, error: AppError) -> None:
        self._end()
        explain_in(self.notice, error)

    def _tell(self) -> None:
        found = self._found
        count = len(found.held) if found is not None else 0
        for button in (self.save, self.erase):
            button.setEnabled(count > 0)
        self._summary.setVisible(found is not None)
        self._beyond.setVisible(bool(found and found.beyond and count))
        if found is None:
            return
        none = _("Nothing is held of “{name}”.").format(name=found.text)
        some = ngettext("{count} thing is held.", "{count} things are held.", count).format(
            count=formats.number(count)
        )
        self._summary.setText(some if count else none)
        self._beyond.setText("\n".join(beyond_lines(found.beyond)))

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        buttons = Flow()
        buttons.add_all((self.save, self.erase))
        layout.addLayout(row(self._back, STRETCH))
        layout.addWidget(self._name_field)
        layout.addLayout(row(self.look, self._summary, STRETCH, gap=12))
        layout.addWidget(self.notice)
        layout.addWidget(self.progress)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._beyond)
        layout.addWidget(holder(buttons))
        self.progress.cancelled.connect(lambda: self._task.cancel() if self._task else None)
        self.name.returnPressed.connect(self._find)
        self.table.removal_wanted.connect(self._plan)
        keys.bind(self, "Alt+Left", "Esc", slot=self.left.emit)
        keys.bind(self, "Ctrl+S", slot=self._save)
