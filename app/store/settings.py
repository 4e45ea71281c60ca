"""Preferences of a workspace on this machine: texts by name. Not records, not in packages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, select

from app.store import rows
from app.store.schema import SettingRow

if TYPE_CHECKING:
    from app.store.workspace import Workspace

OF_MACHINES: Final = {"current_member"}
"""Settings that each machine has for itself where several share a database."""


def get_setting(workspace: Workspace, name: str, default: str = "") -> str:
    """Return a setting, or ``default`` when it was never set."""
    return workspace.call(_get, _own(workspace, name), default)


def set_setting(workspace: Workspace, name: str, value: str) -> None:
    """Set a setting."""
    workspace.call(_set, _own(workspace, name), value)


def all_settings(workspace: Workspace) -> dict[str, str]:
    """Return every setting that was set."""
    return workspace.call(_all)


def _own(workspace: Workspace, name: str) -> str:
    """Return the name under which a setting is kept: who works here is each machine's own matter on a server."""
    is_own = workspace.address is not None and name in OF_MACHINES
    return f"{name} {workspace.device.id}" if is_own else name


def _get(connection: Connection, name: str, default: str) -> str:
    found = connection.execute(
        select(SettingRow.value).where(SettingRow.name == name)
    ).scalar_one_or_none()
    return default if found is None else found


def _set(connection: Connection, name: str, value: str) -> None:
    rows.put(connection, SettingRow, {"name": name, "value": value})


def _all(connection: Connection) -> dict[str, str]:
    return {
        row.name: row.value for row in connection.execute(select(SettingRow.name, SettingRow.value))
    }
