"""What the dialogs of packages have in common: whatever is added to the body scrolls on a low screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.widgets.tall_dialog import TallDialog

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget


class PackageDialog(TallDialog):
    """A tall dialog that is filled as every other one, by `add_words` and its ``body``."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent, title)
        self.body = self.inside
        self._is_closed_below = False

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the words together at the top when there is more room than they want."""
        if not self._is_closed_below:
            self._is_closed_below = True
            self.inside.addStretch(1)
        super().showEvent(event)
