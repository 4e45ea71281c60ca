"""A package that was taken in is taken back: asked for, done, and told with whatever cannot be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import sync, sync_lists
from app.ui.errors import explain_in
from app.ui.widgets.buttons import danger
from app.ui.widgets.dialogs import ask

if TYPE_CHECKING:
    from app.core.errors import AppError
    from app.operations.sync import UndoReport
    from app.operations.sync_lists import TakenPackage
    from app.ui.desk import Desk
    from app.ui.sync.models import TakenModel
    from app.ui.widgets.notice import NoticeBox
    from app.ui.widgets.tables import Table

MOST_NAMES = 5


class Undoing(QObject):
    """The button of the list, for the one package that is chosen."""

    undone = Signal()
    """The list is another one."""

    def __init__(self, desk: Desk, lines: tuple[TakenModel, Table], notice: NoticeBox) -> None:
        super().__init__(notice)
        self._desk = desk
        self._model, self._table = lines
        self._notice = notice
        self.button = danger(self._take_back, "undo-2")

    def retranslate(self) -> None:
        """Set the words of the button."""
        self.button.words(_("Take back…"))

    def show_button(self, *, shown: bool) -> None:
        """Show the button where it can do something."""
        chosen = [self._model.row(place) for place in self._table.rows()] if shown else []
        self.button.setVisible(len(chosen) == 1 and chosen[0].undone is None)

    def _take_back(self) -> None:
        chosen = self._table.rows()
        if not chosen:
            return
        entry: TakenPackage = self._model.row(chosen[0])
        services = self._desk.services
        agreed = ask(
            self._notice.window(),
            _("Take back the package from {name}?").format(name=entry.sender),
            _(
                "Everything that came with it is removed here, except what somebody went on with. "
                "Taking the package in again brings it back."
            ),
            _("Take back"),
            kind="danger",
        )

        def undo(_progress: object) -> tuple[UndoReport, list[str]]:
            report = sync.undo_merge(services, entry.number)
            return report, sync_lists.titles(services, report.kept)

        if agreed:
            self._desk.tasks.database(undo, self, done=self._on_done, failed=self._explain)

    def _on_done(self, result: tuple[UndoReport, list[str]]) -> None:
        report, names = result
        told = ngettext(
            "{count} entry was taken back", "{count} entries were taken back", report.removed
        ).format(count=formats.number(report.removed))
        more = ""
        if report.kept:
            more = ngettext(
                "{count} record stays because somebody went on with it: {names}",
                "{count} records stay because somebody went on with them: {names}",
                len(report.kept),
            ).format(
                count=formats.number(len(report.kept)), names=", ".join(names[:MOST_NAMES]) or "–"
            )
        self._notice.say("notice" if more else "good", told, more)
        self._desk.bus.announce(report.changes, self)
        self.undone.emit()

    def _explain(self, error: AppError) -> None:
        explain_in(self._notice, error)
