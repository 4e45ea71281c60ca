"""Several interviews approved together, after a look at what is out of the ordinary in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import Qt

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import review
from app.ui.interviews.states import badge_of
from app.ui.review.lines import Counted, count, count_words
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.tables import BADGE, TONE, Column, Index, Table

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.core.ids import RecordId
    from app.core.progress import Progress
    from app.operations.interviews import InterviewRow
    from app.operations.services import Services

COLUMNS: Final = (Column(1.4, 150), Column(0, 150), Column(1.6, 170))
STATE: Final = 1
TABLE_HEIGHT: Final = 260


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of one interview; ``seen`` names exactly that (`Sheet.seen`)."""

    row: InterviewRow
    seen: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class _Row:
    look: Look
    told: str


def look_over(services: Services, records: Sequence[RecordId], progress: Progress) -> list[Look]:
    """Count what asks for a look in every interview; call off the window's thread. Raises `Cancelled`, AppError."""
    looks = []
    for number, record in enumerate(records):
        progress.step(number, len(records), "reading")
        sheet = review.read_sheet(services, record)
        looks.append(Look(sheet.row, sheet.seen, count(sheet)))
    return looks


class _RowsModel(RowsModel[_Row]):
    columns: ClassVar[Sequence[Column]] = COLUMNS

    def headings(self) -> tuple[str, ...]:
        return (_("Respondent"), _("State"), _("To look at"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        badge = badge_of(row.look.row)
        shown = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        if role in shown | {Qt.ItemDataRole.ToolTipRole}:
            return (row.look.row.title, badge.text, row.told or _("Nothing unusual."))[column]
        if role == BADGE and column == STATE:
            return badge
        if role == TONE and column == STATE + 1:
            return "notice" if row.told else "ink-soft"
        return None


class ApproveDialog(Dialog):
    """Lists what is to be approved; nothing is until the button is pressed."""

    def __init__(self, parent: QWidget | None, looks: Sequence[Look]) -> None:
        super().__init__(parent, _("Approve these interviews"))
        rows = [_Row(look, count_words(look.counted)) for look in looks]
        calm = sum(not row.told for row in rows)
        said = ngettext(
            "In {calm} of {count} nothing is unusual.",
            "In {calm} of {count} nothing is unusual.",
            len(rows),
        )
        self.add_words(
            said.format(calm=formats.number(calm), count=formats.number(len(rows))), "soft"
        )
        self.model = _RowsModel(rows)
        self.model.setParent(self)
        self.table = Table(COLUMNS)
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Interviews"))
        self.table.setFixedHeight(TABLE_HEIGHT)
        self.body.addWidget(self.table)
        self.add_button(secondary(self.reject)).words(_("Cancel"))
        agree = self.add_button(Button("primary", "badge-check"))
        agree.words(_("Approve {count}").format(count=formats.number(len(rows))))
        agree.clicked.connect(self.accept)
        agree.setDefault(True)
        agree.setFocus()
