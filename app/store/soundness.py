"""Whether the values of a database are of the kinds that were written: what SQLite itself does not look at.

Without encryption a flipped bit can make a text of a number, and no page check sees it. This is asked when something
could not be read, so that damage is told as damage and not as a fault of the program; and in every full check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, Integer, LargeBinary, Table, false, func, or_, select

from app.store.engine import SQLITE
from app.store.schema import Base

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Connection


def misfits(connection: Connection) -> list[str]:
    """Return the tables that hold a value of a kind that was never written there; PostgreSQL lets in no other."""
    if connection.dialect.name != SQLITE:
        return []
    return [table.name for table in Base.metadata.sorted_tables if _has_misfit(connection, table)]


def _has_misfit(connection: Connection, table: Table) -> bool:
    wrong = or_(false(), *(_is_misfit(column) for column in table.columns))
    return (
        connection.execute(select(1).select_from(table).where(wrong).limit(1)).first() is not None
    )


def _is_misfit(column: Column[object]) -> ColumnElement[bool]:
    return func.typeof(column).not_in(_kinds(column))


def _kinds(column: Column[object]) -> list[str]:
    kind = "text"
    if isinstance(column.type, LargeBinary):
        kind = "blob"
    elif isinstance(column.type, Integer | Boolean):
        kind = "integer"
    return [kind, "null"] if column.nullable else [kind]
