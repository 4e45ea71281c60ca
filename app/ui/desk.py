"""What every page is handed: the services of the open workspace, threads to ask them on, the bus, the way elsewhere.

Apart from ``operations.services`` because tasks, bus and navigator are the window's own. One desk per open workspace.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.operations.services import Services
    from app.ui.bus import Bus
    from app.ui.navigation import Navigator
    from app.ui.preferences import Preferences
    from app.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every page."""

    services: Services
    tasks: Tasks
    bus: Bus
    navigator: Navigator
    preferences: Preferences
