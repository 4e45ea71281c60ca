"""The one door to a database engine: what a workspace asks of SQLite (`database`) and of PostgreSQL (`postgres`) alike.

What is common stands on SQLAlchemy and needs no door. Two things go past it: an answer on its way to the disk, whose
statements are compiled once and handed to the driver (`Writer`), and what only the engine knows of its own health.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from app.store.columns import document_text, without_nul

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection, Dialect
    from sqlalchemy.sql.elements import CompilerElement

    from app.store.columns import TextMapping

P = ParamSpec("P")
T = TypeVar("T")

SQLITE = "sqlite"
POSTGRESQL = "postgresql"


class Engine(Protocol):
    """A database of a workspace, used on the workspace's database thread only."""

    @property
    def name(self) -> str:
        """Where it is, as a person would look for it."""
        ...

    @property
    def is_there(self) -> bool:
        """Whether anything was ever written to it."""
        ...

    def transact(
        self, job: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a job in one transaction: all of it, for good, or nothing. The job may be run again from its start."""
        ...

    def write_at_once(
        self, job: Callable[Concatenate[Writer, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a job in one transaction straight on the driver."""
        ...

    def page_faults(self) -> list[str]:
        """Return in codes what a full check of the engine's own finds wrong."""
        ...

    def is_unsound(self) -> bool:
        """Whether the engine's own quick check finds damage; asked when something could not be read."""
        ...

    def settle_log(self) -> None:
        """Make the engine's log short again, where that is ours to do."""
        ...

    def size_bytes(self) -> int:
        """Return how much room it takes."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class Quick:
    """A statement that is compiled once for each driver."""

    def __init__(self, statement: CompilerElement) -> None:
        self._statement = statement
        self._texts: dict[str, str] = {}

    def text(self, dialect: str) -> str:
        """Return the statement as the driver takes it, with named parameters."""
        if dialect not in self._texts:
            compiled = self._statement.compile(dialect=_dialect(dialect))
            self._texts[dialect] = str(compiled)
        return self._texts[dialect]


class Writer:
    """A driver's own cursor, inside a transaction that somebody else began and ends."""

    def __init__(self, cursor: Any, dialect: str) -> None:
        self._cursor = cursor
        self._dialect = dialect

    def document(self, mapping: TextMapping) -> str:
        """Return a mapping as the text that the driver takes for it."""
        is_server = self._dialect == POSTGRESQL
        return document_text(without_nul(mapping) if is_server else mapping)

    @classmethod
    def inside(cls, connection: Connection) -> Writer:
        """Return a writer for a job that is under way."""
        return cls(connection.connection.cursor(), connection.dialect.name)

    def fetch(self, statement: Quick, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """Run a statement and return its rows."""
        self._cursor.execute(statement.text(self._dialect), values)
        return list(self._cursor.fetchall())

    def write_many(self, statement: Quick, rows: Sequence[Mapping[str, object]]) -> None:
        """Run a statement for each row."""
        self._cursor.executemany(statement.text(self._dialect), rows)


def _dialect(name: str) -> Dialect:
    if name == POSTGRESQL:
        from sqlalchemy.dialects.postgresql import psycopg

        made: Dialect = psycopg.dialect()  # type: ignore[no-untyped-call]
        return made
    from sqlalchemy.dialects import sqlite

    return sqlite.dialect(paramstyle="named")
