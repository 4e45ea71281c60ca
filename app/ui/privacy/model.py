"""What is held of somebody as a table: what it is, its name, where the name stands in it, when it changed last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt

from app.i18n import formats
from app.i18n.catalog import _
from app.operations.people import Held
from app.ui.privacy.words import kind_words, places_words
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.tables import STRONG, TONE, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ui.widgets.tables import Index

KIND, TITLE, PLACES, CHANGED = range(4)


class HeldModel(RowsModel[Held]):
    """Everything that was found."""

    columns: ClassVar[Sequence[Column]] = (
        Column(1, 150),
        Column(1.4, 160),
        Column(2, 200, hidden_below=620),
        Column(0.8, 110, hidden_below=760),
    )

    def headings(self) -> tuple[str, ...]:
        return (_("What"), _("Name"), _("Where the name stands"), _("Changed"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        held, column = self.row(index.row()), index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._text(held, column)
        if role == STRONG:
            return column == TITLE
        if role == TONE:
            return "ink" if column in {TITLE, PLACES} else "ink-soft"
        return None

    def _text(self, held: Held, column: int) -> str:
        if column == KIND:
            return kind_words(held)
        if column == TITLE:
            return held.title or _("without a name")
        return places_words(held) if column == PLACES else formats.date_time(held.changed_at)
