"""Who is told what changed: one object that carries every operation's `Changes` to every page.

Apart from the pages so that no page knows another. A page that ran an operation announces its result once, naming
itself; every page looks at the kinds it shows and decides: mine or not, now or when shown.

    desk.bus.announce(changes, self)
    desk.bus.changed.connect(self._on_changed)      # slot(changes: Changes, initiator: QObject | None)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from app.core.changes import Changes


class Bus(QObject):
    """Carries `Changes` from whoever made them to whoever shows them, on the window's thread."""

    changed = Signal(object, object)
    """(changes: Changes, initiator: QObject | None), once per finished operation."""

    def announce(self, changes: Changes, initiator: QObject | None = None) -> None:
        """Tell everybody what an operation changed; nothing is sent when nothing changed."""
        if changes:
            self.changed.emit(changes, initiator)
