"""Rows put in place whether or not somebody put them there before, or is doing so this very moment.

Apart from SQLAlchemy's own insert, because each engine has a word of its own for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect

from app.store.engine import POSTGRESQL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection
    from sqlalchemy.dialects.postgresql import Insert as ServerInsert
    from sqlalchemy.dialects.sqlite import Insert as FileInsert
    from sqlalchemy.orm import DeclarativeBase


def put(connection: Connection, table: type[DeclarativeBase], row: Mapping[str, object]) -> None:
    """Write a row, in the place of the one with the same primary key if there is one."""
    keys = [column.name for column in inspect(table).primary_key]
    insert = _insert(connection, table)
    replaced = {name: insert.excluded[name] for name in row if name not in keys}
    connection.execute(
        insert.on_conflict_do_update(index_elements=keys, set_=replaced).values(dict(row))
    )


def put_new(
    connection: Connection, table: type[DeclarativeBase], row: Mapping[str, object]
) -> bool:
    """Write a row unless there is one with the same primary key; return whether it was written."""
    insert = _insert(connection, table).on_conflict_do_nothing().values(dict(row))
    return connection.execute(insert.returning(*inspect(table).primary_key)).first() is not None


def _insert(connection: Connection, table: type[DeclarativeBase]) -> FileInsert | ServerInsert:
    if connection.dialect.name == POSTGRESQL:
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)
