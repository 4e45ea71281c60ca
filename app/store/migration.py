"""An older workspace brought up to date: a checked backup first, then all steps in one transaction.

Apart from `workspace` and imported by it only when the stored version is an older one: Alembic is heavy. Foreign keys
are off meanwhile, because a batch change of a table with them on takes its children away. Whatever fails, or is killed,
leaves the old file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

from app.core.errors import AppError, ErrorCode
from app.store import backup, concurrency, derived, founding
from app.store.database import Database
from app.store.engine import SQLITE
from app.store.founding import DATABASE

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.workspace import Workspace

HERE = Path(__file__).parent / "migrations"
LOCATIONS = [HERE / "versions"]


def bring_up_to_date(workspace: Workspace) -> None:
    """Bring the schema to this program's version. Raises AppError BACKUP_FAILED, DISK_FULL, SERVER_*.

    A server's is brought up to date once, by whoever comes first; its backup is the server's.
    """
    if workspace.address is not None:
        workspace.call(_upgrade_shared, workspace.name)
        return
    backup.back_up(workspace)
    workspace.submit(_upgrade_file, workspace).result()


def _upgrade_file(workspace: Workspace) -> None:
    """Do it; on the database thread."""
    workspace.let_go()
    database = Database(workspace.folder / DATABASE, workspace.key, foreign_keys=False)
    try:
        database.transact(_upgrade_and_derive)
    finally:
        database.close()
    workspace.reopen(workspace.key)


def _upgrade_shared(connection: Connection, name: str) -> None:
    concurrency.hold_everything(connection)
    if founding.stored_version(connection, name) != founding.VERSIONS[-1]:
        _upgrade_and_derive(connection)


def _upgrade_and_derive(connection: Connection) -> None:
    """Run the steps and write everything derived again: a step leaves what it adds there empty."""
    upgrade(connection)
    derived.rebuild(connection)


def upgrade(connection: Connection, target: str = "head") -> None:
    """Run the steps that are missing, inside the transaction of the caller. Raises AppError WORKSPACE_DAMAGED."""
    command.upgrade(configuration(connection), target)
    if connection.dialect.name != SQLITE:
        return
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=DATABASE, detail="foreign_key_check")


def configuration(connection: Connection) -> Config:
    """Return what Alembic needs to know to work inside an open transaction."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option(
        "version_locations", os.pathsep.join(map(str, LOCATIONS)).replace("%", "%%")
    )
    config.attributes["connection"] = connection
    return config
