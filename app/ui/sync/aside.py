"""Records that were set aside: saved for whoever can find out why, and judged again after an update of the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import sync_outlook
from app.ui.errors import explain_in
from app.ui.widgets.buttons import secondary

if TYPE_CHECKING:
    from app.core.errors import AppError
    from app.ui.desk import Desk
    from app.ui.sync.models import AsideModel
    from app.ui.widgets.notice import NoticeBox
    from app.ui.widgets.tables import Table

SUGGESTED = "sild-set-aside.txt"


class Aside(QObject):
    """The two buttons of the list, for the chosen lines or for all of them."""

    def __init__(self, desk: Desk, lines: tuple[AsideModel, Table], notice: NoticeBox) -> None:
        super().__init__(notice)
        self._desk = desk
        self._model, self._table = lines
        self._notice = notice
        self.keep = secondary(self._keep, "save")
        self.retry = secondary(self._retry, "rotate-ccw")

    def retranslate(self) -> None:
        """Set the words of the buttons."""
        self.keep.words(_("Save for the developers…"))
        self.retry.words(_("Try again"))

    def show_buttons(self, *, shown: bool) -> None:
        """Show the buttons where the list is in view."""
        for button in (self.keep, self.retry):
            button.setVisible(shown and bool(self._model.rowCount()))

    def _wanted(self) -> list[str]:
        places = self._table.rows() or range(self._model.rowCount())
        return [self._model.row(place).sha256 for place in places]

    def _keep(self) -> None:
        wanted, services = self._wanted(), self._desk.services
        start = str(self._desk.preferences.folder("save") / SUGGESTED)
        over = self._notice.window()
        chosen, _kind = QFileDialog.getSaveFileName(
            over if isinstance(over, QWidget) else None, _("Save for the developers"), start
        )
        if not chosen:
            return
        care = _("The file may hold answers. Send it only to somebody who may read them.")
        self._desk.tasks.compute(
            lambda _progress: sync_outlook.save_set_aside(services, wanted, Path(chosen)),
            self,
            done=lambda _count: self._notice.say("good", _("Saved"), care),
            failed=self._explain,
        )

    def _retry(self) -> None:
        wanted, services = self._wanted(), self._desk.services
        self._desk.tasks.compute(
            lambda _progress: sync_outlook.retry_set_aside(services, wanted),
            self,
            done=self._on_retried,
        )

    def _on_retried(self, result: tuple[int, int]) -> None:
        sound, broken = result
        if not sound:
            advice = _("An update of Sild may help, or the developers with the saved file.")
            self._notice.say("notice", _("They still cannot be read"), advice)
            return
        told = ngettext(
            "{count} record can be read now", "{count} records can be read now", sound
        ).format(count=formats.number(sound))
        tone = "notice" if broken else "good"
        self._notice.say(tone, told, _("Take its package in again to have it."))  # type: ignore[arg-type]

    def _explain(self, error: AppError) -> None:
        explain_in(self._notice, error)
