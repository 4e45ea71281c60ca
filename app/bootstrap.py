"""Opens or creates a workspace and builds `Services` by constructor: the one place where the rooms are put together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.clock import Clock, SystemClock
from app.operations.services import Services

if TYPE_CHECKING:
    from app.forms.session import DeviceInfo
    from app.store.workspace import Workspace, WorkspaceSummary


@dataclass(frozen=True, slots=True)
class CreatedWorkspace:
    """A new workspace, open. ``recovery_key`` is to be printed and is shown this once; None without a passphrase."""

    services: Services
    recovery_key: str | None


def default_workspace_folder() -> Path:
    """Return where a person's workspace lies unless they chose another folder."""
    import platformdirs

    return platformdirs.user_data_path("sild", appauthor=False) / "sild.sild"


def cache_folder() -> Path:
    """Return where converted forms are kept between starts; holds no personal data and may be emptied any time."""
    import platformdirs

    return platformdirs.user_cache_path("sild", appauthor=False)


def inspect_workspace(folder: Path) -> WorkspaceSummary:
    """Tell, without opening it, whether a workspace needs a passphrase, is in use or newer. Raises AppError."""
    from app.store import workspace

    return workspace.inspect(folder)


def create_workspace(
    folder: Path,
    *,
    name: str,
    passphrase: str | None = None,
    project: str = "",
    clock: Clock | None = None,
) -> CreatedWorkspace:
    """Create a workspace and open it. Raises AppError WORKSPACE_EXISTS, WORKSPACE_ON_NETWORK and its like."""
    from app.store import workspace

    clock = clock or SystemClock()
    made, recovery_key = workspace.create(
        folder, name=name, project=project, passphrase=passphrase, clock=clock
    )
    return CreatedWorkspace(_services(made, clock), recovery_key)


def open_workspace(
    folder: Path,
    passphrase: str | None = None,
    *,
    recovery_key: str | None = None,
    clock: Clock | None = None,
) -> Services:
    """Open a workspace; ``Services.close`` lets go of it.

    Raises AppError WORKSPACE_MISSING, PASSPHRASE_NEEDED, PASSPHRASE_WRONG, WORKSPACE_IN_USE, WORKSPACE_NEWER,
    WORKSPACE_DAMAGED.
    """
    from app.store import workspace

    clock = clock or SystemClock()
    opened = workspace.open(folder, passphrase=passphrase, recovery_key=recovery_key, clock=clock)
    return _services(opened, clock)


def _services(workspace: Workspace, clock: Clock) -> Services:
    return Services(workspace, clock, cache_folder(), _device(workspace))


def _device(workspace: Workspace) -> DeviceInfo:
    from app.forms.session import DeviceInfo

    return DeviceInfo(device_id=f"sild:{workspace.device}")
