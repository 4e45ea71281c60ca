"""What a workspace is made of before anybody writes: names of files, tables, schema version, its identity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, String, Table, insert, select

import app.store.sync_schema  # noqa: F401 - its tables are made with the others
from app.core.errors import AppError, ErrorCode
from app.store.schema import Base, MetaRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

DATABASE = "workspace.db"
BLOBS = "blobs.db"
STAGING = "staging"
FOLDERS = ("backups", "outbox", STAGING)

VERSIONS = ("0001", "0002", "0003")
"""Every version of the schema, oldest first; the last is this program's. One file each in ``migrations/versions``."""

RENEW_DEVICE = "renew_device"
"""Name of the fact that says: this file was restored, whoever opens it next is another device."""

VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a workspace is: its id, its name, the project it belongs to."""

    id: str
    name: str
    project: str


def found(connection: Connection, identity: Identity) -> None:
    """Make the tables of a new workspace and write who it is."""
    Base.metadata.create_all(connection)
    VERSION.create(connection)
    connection.execute(insert(VERSION).values(version_num=VERSIONS[-1]))
    facts = {"id": identity.id, "name": identity.name, "project": identity.project}
    rows = [{"name": name, "value": value} for name, value in facts.items()]
    connection.execute(insert(MetaRow), rows)


def stored_version(connection: Connection, place: str) -> str:
    """Return the version of the stored schema, by one cheap query.

    Raises AppError WORKSPACE_DAMAGED, WORKSPACE_NEWER.
    """
    found_version: str | None = connection.scalar(select(VERSION.c.version_num))
    if found_version is None:
        detail = VERSION.name
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=place, detail=detail)
    if found_version not in VERSIONS:
        known = VERSIONS[-1]
        raise AppError(ErrorCode.WORKSPACE_NEWER, path=place, found=found_version, known=known)
    return found_version


def identity_of(connection: Connection, place: str) -> Identity:
    """Read who a workspace is. Raises AppError WORKSPACE_DAMAGED."""
    facts = facts_of(connection)
    if not {"id", "name", "project"} <= facts.keys():
        raise AppError(ErrorCode.WORKSPACE_DAMAGED, path=place, detail=MetaRow.__tablename__)
    return Identity(facts["id"], facts["name"], facts["project"])


def facts_of(connection: Connection) -> dict[str, str]:
    """Return every fact about the workspace itself."""
    return {row.name: row.value for row in connection.execute(select(MetaRow.name, MetaRow.value))}
