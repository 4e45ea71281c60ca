"""The one thread that touches a workspace's database.

Apart from `workspace`, because who may touch the connection, in which order, and when a promise is kept, is a matter
of its own: jobs run one by one in the order they were given; a job's Future resolves after its commit, never before.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseThread:
    """Runs jobs on the engine's one connection, each in one transaction that is rolled back when the job fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sild-database")
        self._ident = self._pool.submit(threading.get_ident).result()

    def submit(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run a job on the thread without opening a transaction."""
        return self._pool.submit(job, *args, **kwargs)

    def transact(self, job: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a job in one transaction; only on the thread itself."""
        connection = self.connection()
        with connection.begin():
            return job(connection, *args, **kwargs)

    def connection(self) -> Connection:
        """Return the connection, opened at its first use; only on the thread itself."""
        if self._connection is None or self._connection.closed:
            self._connection = self._engine.connect()
        return self._connection

    @property
    def is_here(self) -> bool:
        """Whether the caller runs on the thread; it must not wait for itself."""
        return threading.get_ident() == self._ident

    def close(self) -> None:
        """Finish the jobs that were given, close the connection, end the thread."""
        self._pool.submit(self._let_go).result()
        self._pool.shutdown(wait=True)

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._engine.dispose()
