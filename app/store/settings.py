"""Preferences of a workspace on this machine: texts by name. Not records, not in packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select

from app.store.schema import SettingRow

if TYPE_CHECKING:
    from app.store.workspace import Workspace


def get_setting(workspace: Workspace, name: str, default: str = "") -> str:
    """Return a setting, or ``default`` when it was never set."""
    return workspace.call(_get, name, default)


def set_setting(workspace: Workspace, name: str, value: str) -> None:
    """Set a setting."""
    workspace.call(_set, name, value)


def all_settings(workspace: Workspace) -> dict[str, str]:
    """Return every setting that was set."""
    return workspace.call(_all)


def _get(connection: Connection, name: str, default: str) -> str:
    found = connection.execute(
        select(SettingRow.value).where(SettingRow.name == name)
    ).scalar_one_or_none()
    return default if found is None else found


def _set(connection: Connection, name: str, value: str) -> None:
    connection.execute(delete(SettingRow).where(SettingRow.name == name))
    connection.execute(insert(SettingRow).values(name=name, value=value))


def _all(connection: Connection) -> dict[str, str]:
    return {
        row.name: row.value for row in connection.execute(select(SettingRow.name, SettingRow.value))
    }
