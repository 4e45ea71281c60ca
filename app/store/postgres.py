"""PostgreSQL behind the door of `engine`: one connection, its transactions tried again, its errors turned into ours.

Transactions read what is committed at each statement, and hold what they change (`concurrency`). What the server takes
back because two met (a deadlock, a row both wrote) is done again from its start; a connection that broke is not: what
was asked for did not happen, or did, and the words say that the server could not be reached.
Imported only when a workspace lies on a server.
"""

from __future__ import annotations

import contextlib
import random
import time
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

import orjson
import psycopg
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from app.core.errors import AppError, ErrorCode
from app.store.columns import DamagedValueError, document_text
from app.store.engine import POSTGRESQL, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.core.addresses import ServerAddress

P = ParamSpec("P")
T = TypeVar("T")

TRIES: Final = 8
_FIRST_WAIT_S: Final = 0.02
_AGAIN = {"40001", "40P01", "23505", "23503"}
"""Two transactions met: could not serialize, deadlock, a row both wrote, a row one took away."""
_OUR_MISTAKE: Final = "23"
"""Rows that clash each time were not brought by others."""
_GONE = {"57P01", "57P02", "57P03", "53300", "57014"}
_DAMAGED = {"XX001", "XX002", "42P01", "42703"}
_REFUSED = {"42501", "25006", "28000", "53200"}
_OPTIONS = {
    "application_name": "sild",
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "client_encoding": "utf8",
}


class _TextDumper(StrDumperUnknown):
    """Writes a text; the one character that the server cannot keep becomes U+FFFD."""

    def dump(self, obj: str) -> bytes:
        return obj.replace("\0", "\ufffd").encode("utf-8", "replace")


class ServerDatabase:
    """A database on a server with the one connection that its thread uses."""

    def __init__(self, address: ServerAddress, password: str | None = None) -> None:
        self.address = address
        secret = password or address.password
        url = make_url(address.text)
        self._engine = create_engine(
            url.set(password=secret) if secret else url,
            poolclass=NullPool,
            isolation_level="READ COMMITTED",
            hide_parameters=True,
            json_serializer=document_text,
            json_deserializer=orjson.loads,
            connect_args={name: told for name, told in _OPTIONS.items() if name not in url.query},
        )
        event.listen(self._engine, "connect", _prepare)
        self._connection: Connection | None = None

    @property
    def name(self) -> str:
        """The address, without a password."""
        return self.address.text

    @property
    def is_there(self) -> bool:
        """A server's tables are made at once."""
        return True

    def transact(
        self, job: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a job in one transaction, from its start again when it met another. Raises AppError SERVER_*."""

        def once() -> T:
            connection = self._connected()
            with connection.begin():
                return job(connection, *args, **kwargs)

        return self._tried(once)

    def write_at_once(
        self, job: Callable[Concatenate[Writer, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a job in one transaction on the driver's own cursor."""

        def once() -> T:
            connection = self._connected()
            with connection.begin():
                return job(Writer(connection.connection.cursor(), POSTGRESQL), *args, **kwargs)

        return self._tried(once)

    def page_faults(self) -> list[str]:
        """Return nothing: the server checks its own pages."""
        return []

    def is_unsound(self) -> bool:
        """Return no: the server tells damage when it meets it."""
        return False

    def settle_log(self) -> None:
        """Do nothing: the log is the server's."""

    def size_bytes(self) -> int:
        """Return how much room the database takes on the server."""
        return self.transact(_size)

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            with contextlib.suppress(DBAPIError, psycopg.Error):
                self._connection.close()
            self._connection = None
        self._engine.dispose()

    def _connected(self) -> Connection:
        if self._connection is None or self._connection.closed or self._connection.invalidated:
            self._drop()
            self._connection = self._engine.connect()
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(DBAPIError, psycopg.Error):
                self._connection.invalidate()
                self._connection.close()
            self._connection = None

    def _tried(self, work: Callable[[], T]) -> T:
        for attempt in range(TRIES):
            try:
                with self._translated():
                    return work()
            except _MetAnotherError as error:
                if attempt + 1 == TRIES and str(error).startswith(_OUR_MISTAKE):
                    raise
                if attempt + 1 == TRIES:
                    raise AppError(ErrorCode.SERVER_BUSY, address=self.name) from error
                time.sleep(_FIRST_WAIT_S * 2**attempt * random.uniform(0.5, 1.5))
        raise AssertionError

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DamagedValueError as error:
            raise AppError(
                ErrorCode.WORKSPACE_DAMAGED, path=self.name, detail=str(error)
            ) from error
        except DBAPIError as error:
            self._raise(error.orig, error)
            raise
        except psycopg.Error as error:
            self._raise(error, error)
            raise

    def _raise(self, fault: BaseException | None, error: Exception) -> None:
        state = getattr(fault, "sqlstate", None)
        if state in _AGAIN:
            raise _MetAnotherError(state) from error
        if _is_lost(fault, state):
            self._drop()
        told = _told(fault, state, self.name)
        if told is not None:
            raise told from error


class _MetAnotherError(Exception):
    """The server took a transaction back because it met another; named by the server's own code."""


def _is_lost(fault: BaseException | None, state: str | None) -> bool:
    if state is None:
        return isinstance(fault, psycopg.OperationalError | psycopg.InterfaceError)
    return state.startswith("08") or state in _GONE


def _told(fault: BaseException | None, state: str | None, name: str) -> AppError | None:
    """Return what the server reports about the world; None for a mistake of our own."""
    detail = _first_line(fault)
    if state == "28P01" or _wants_password(fault):
        is_wrong = state == "28P01" or "authentication failed" in detail
        code = ErrorCode.SERVER_PASSWORD_WRONG if is_wrong else ErrorCode.SERVER_PASSWORD_NEEDED
        return AppError(code, address=name)
    if state == "3D000" or ('database "' in detail and "does not exist" in detail):
        return AppError(ErrorCode.SERVER_DATABASE_MISSING, address=name)
    if state == "53100":
        return AppError(ErrorCode.DISK_FULL, path=name)
    if state in _DAMAGED:
        return AppError(ErrorCode.WORKSPACE_DAMAGED, path=name, detail=str(state))
    if state in _REFUSED:
        return AppError(ErrorCode.SERVER_REFUSES, address=name, detail=detail)
    if _is_lost(fault, state):
        return AppError(ErrorCode.SERVER_UNREACHABLE, address=name, detail=detail)
    return None


def _wants_password(fault: BaseException | None) -> bool:
    connection = getattr(fault, "pgconn", None)
    if connection is not None and getattr(connection, "needs_password", False):
        return True
    words = str(fault)
    return "no password supplied" in words or "password authentication failed" in words


def _first_line(fault: BaseException | None) -> str:
    """Return what the server or the network said; never what was being written."""
    diagnosis = getattr(fault, "diag", None)
    said = getattr(diagnosis, "message_primary", None) or str(fault or "")
    return said.strip().partition("\n")[0]


def _prepare(raw: Any, _record: object) -> None:
    raw.adapters.register_dumper(str, _TextDumper)


def _size(connection: Connection) -> int:
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
