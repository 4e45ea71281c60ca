"""The wastebasket: drafts that were thrown away, until when they can be taken back, and emptying it for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import interviews
from app.ui.navigation import Page
from app.ui.widgets.buttons import danger, primary
from app.ui.widgets.dialogs import ask
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import ElidedLabel, words
from app.ui.widgets.layouts import holder, row
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.tables import TONE, Column, Index, Table
from app.ui.words import local

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.operations.interviews import DiscardedRow
    from app.ui.desk import Desk

COLUMNS: Final = (Column(3, 180), Column(2, 120, hidden_below=520), Column(1, 140), Column(1, 140))


class DiscardedModel(RowsModel["DiscardedRow"]):
    """Discarded drafts, latest first."""

    columns = COLUMNS

    def headings(self) -> tuple[str, ...]:
        return (_("Respondent"), _("Questionnaire"), _("Thrown away"), _("Kept until"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == TONE:
            return "ink-soft" if index.column() == 1 else "ink"
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            row.title or _("not named yet"),
            local(row.form_title),
            formats.date_time(row.discarded_at),
            formats.date(row.until),
        )[index.column()]


class WastebasketPage(Page):
    """What was thrown away and can still be taken back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = DiscardedModel()
        self.table = Table(COLUMNS)
        self.table.setModel(self.model)
        self._text = words("soft", wrap=True)
        self.restore = primary(self._restore, "undo-2")
        self.empty = danger(self._empty, "trash-2")
        self._nothing = EmptyState("trash-2")
        self._said = ElidedLabel("soft")
        self.footer = holder(row(self.empty, self._said))
        self._views = QStackedWidget()
        self._views.addWidget(self.table)
        self._views.addWidget(self._nothing)
        top = row(self._text, self.restore)
        top.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._views, 1)
        self.table.selection_moved.connect(self._show_words)
        self.table.opened.connect(lambda _row: self._restore())
        desk.bus.changed.connect(self._on_changed)
        self.retranslate()

    def title(self) -> str:
        return _("Wastebasket")

    def enter(self) -> None:
        self._load()
        self.table.setFocus()

    def retranslate(self) -> None:
        self._text.setText(_("Drafts that were thrown away are kept for 30 days."))
        self.restore.words(_("Take back"))
        self.empty.words(_("Empty the wastebasket…"))
        self.table.setAccessibleName(_("Wastebasket"))
        self._nothing.words(_("The wastebasket is empty"))
        self.model.retranslate()
        self._show_words()

    def _load(self) -> None:
        services = self.desk.services
        self.desk.tasks.database(
            lambda _progress: interviews.wastebasket(services), self, done=self._show
        )

    def _show(self, rows: Sequence[DiscardedRow]) -> None:
        self.model.show_rows(rows)
        self.table.choose(0)
        self._show_words()

    def _show_words(self) -> None:
        count = self.model.rowCount()
        self._views.setCurrentWidget(self.table if count else self._nothing)
        self._said.say(
            ngettext("{count} draft", "{count} drafts", count).format(count=count) if count else ""
        )
        self.restore.setEnabled(bool(self.table.rows()) and count > 0)
        self.empty.setVisible(count > 0)

    def _restore(self) -> None:
        services = self.desk.services
        ids = [self.model.row(place).draft for place in self.table.rows()]

        def restore(_progress: object) -> Changes:
            from app.core.changes import Changes

            changes = Changes()
            for draft in ids:
                changes |= interviews.restore_draft(services, draft)
            return changes

        if ids:
            self.desk.tasks.database(restore, self, done=self._on_done)

    def _empty(self) -> None:
        agreed = ask(
            self,
            _("Empty the wastebasket?"),
            _("Everything in it is removed for good. This cannot be taken back."),
            _("Empty"),
            kind="danger",
        )
        if agreed:
            services = self.desk.services
            self.desk.tasks.database(
                lambda _progress: interviews.empty_wastebasket(services), self, done=self._on_done
            )

    def _on_done(self, changes: Changes) -> None:
        self.desk.bus.announce(changes, self)
        self._load()

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        if initiator is not self and changes.drafts and self.isVisible():
            self._load()
