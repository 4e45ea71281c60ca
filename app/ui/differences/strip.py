"""One line on the place of packages: how much is to be settled or looked at, and the way there.

The look at merged interviews happens here, in the background, whenever something came in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QSizePolicy

from app.i18n import formats
from app.i18n.catalog import _, ngettext
from app.operations import differences, second_looks
from app.ui.widgets.buttons import secondary
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import row

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from app.core.changes import Changes
    from app.core.progress import Progress
    from app.ui.desk import Desk


class SettleStrip(QFrame):
    """Hidden while there is nothing to do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._differences = self._looks = 0
        self.setProperty("kind", "notice-box")
        self._said = words("", wrap=True)
        self.button = secondary(self.settle, "arrow-left-right")
        line = row(self._said, self.button, gap=12, margins=(12, 8, 12, 8))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()
        desk.bus.changed.connect(self._on_changed)
        self.look()

    def look(self) -> None:
        """Count again."""
        services = self._desk.services

        def count(progress: Progress) -> tuple[int, int]:
            flagged = second_looks.look_again(services, progress)
            return differences.count_differences(services), len(flagged)

        self._desk.tasks.database(count, self, done=self._show, failed=lambda _error: None)

    def retranslate(self) -> None:
        """Set its words again."""
        settle = ngettext(
            "{count} difference waits to be settled.",
            "{count} differences wait to be settled.",
            self._differences,
        ).format(count=formats.number(self._differences))
        look = ngettext(
            "{count} merged interview needs a look.",
            "{count} merged interviews need a look.",
            self._looks,
        ).format(count=formats.number(self._looks))
        told = [settle] if self._differences else []
        told += [look] if self._looks else []
        self._said.setText(" ".join(told))
        self.button.words(_("Settle…"), f"{_('Settle…')} {self._said.text()}")

    def settle(self) -> None:
        """Show the differences."""
        from app.ui.differences.page import DifferencesPage

        self._desk.navigator.open(DifferencesPage(self._desk))

    def _show(self, counted: tuple[int, int]) -> None:
        self._differences, self._looks = counted
        self.retranslate()
        self.setVisible(any(counted))

    def _on_changed(self, changes: Changes, _initiator: QObject | None) -> None:
        if changes.interviews or changes.entities or changes.members or changes.everything:
            self.look()
