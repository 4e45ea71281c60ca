"""The three lists of the exchange: packages prepared here, packages taken in, records that were set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt

from app.i18n import formats
from app.i18n.catalog import _, pgettext
from app.ui.sync.words import kind_words, sent_badge, why_aside
from app.ui.widgets.badges import Badge
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.tables import BADGE, STRONG, TONE, Column, Index

if TYPE_CHECKING:
    from app.operations.sync_lists import AsideLine, SentPackage, TakenPackage

SENT_COLUMNS: Final = (
    Column(2, 150),
    Column(1.4, 140),
    Column(1, 130, hidden_below=760),
    Column(0.6, 80, hidden_below=600, right=True),
    Column(1, 130),
)
TAKEN_COLUMNS: Final = (
    Column(2, 150),
    Column(1.4, 120, hidden_below=760),
    Column(1.2, 130, hidden_below=460),
    Column(0.5, 64, right=True),
    Column(0.7, 100, hidden_below=640, right=True),
    Column(1, 130),
)
ASIDE_COLUMNS: Final = (Column(3, 200), Column(1.5, 120), Column(1, 130, hidden_below=560))

DISPLAY: Final = Qt.ItemDataRole.DisplayRole


class SentModel(RowsModel["SentPackage"]):
    """Packages prepared here, the latest first."""

    columns = SENT_COLUMNS

    def headings(self) -> tuple[str, ...]:
        return (
            pgettext("column", "Package"),
            pgettext("package", "Prepared"),
            pgettext("package", "Handed over"),
            _("Size"),
            _("State"),
        )

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        parcel: SentPackage = self.row(index.row())
        column = index.column()
        badge = sent_badge(parcel.handed_over, parcel.confirmed)
        if role == BADGE and column == 4:
            return badge
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(column)
        if role == TONE:
            return "ink" if column in {0, 4} else "ink-soft"
        if role != DISPLAY:
            return None
        handed = parcel.handed_over
        return (
            kind_words(parcel.kind),
            formats.date_time(parcel.prepared),
            formats.date_time(handed) if handed else "",
            formats.file_size(parcel.size_bytes),
            badge.text,
        )[column]


class TakenModel(RowsModel["TakenPackage"]):
    """Packages taken in, the latest first; those taken back too."""

    columns = TAKEN_COLUMNS

    def headings(self) -> tuple[str, ...]:
        return (
            pgettext("package", "From"),
            pgettext("column", "Package"),
            pgettext("package", "Taken in"),
            _("New"),
            _("Differences"),
            _("State"),
        )

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        entry: TakenPackage = self.row(index.row())
        column = index.column()
        badge = taken_badge(entry)
        if role == BADGE and column == 5:
            return badge
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(column)
        if role == STRONG:
            return column == 0 and entry.undone is None
        if role == TONE:
            return "ink" if column in {0, 3, 4} and entry.undone is None else "ink-soft"
        if role != DISPLAY:
            return None
        return (
            entry.sender,
            kind_words(entry.kind),
            formats.date_time(entry.at),
            _figure(entry.new),
            _figure(entry.conflicts),
            badge.text,
        )[column]


class AsideModel(RowsModel["AsideLine"]):
    """Records that could not be taken in, the latest first."""

    columns = ASIDE_COLUMNS

    def headings(self) -> tuple[str, ...]:
        return (_("Why"), pgettext("package", "From"), pgettext("package", "Taken in"))

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        line: AsideLine = self.row(index.row())
        column = index.column()
        if role == TONE:
            return "ink" if column == 0 else "ink-soft"
        if role != DISPLAY:
            return None
        return (
            why_aside(line.reason),
            line.sender,
            formats.date_time(line.at),
        )[column]


def taken_badge(entry: TakenPackage) -> Badge:
    """Return whether a package that was taken in still stands."""
    if entry.undone is None:
        return Badge(pgettext("package", "taken in"), "good", "check")
    return Badge(pgettext("package", "taken back"), "plain", "undo-2")


def _figure(count: int) -> str:
    return formats.number(count) if count else ""
