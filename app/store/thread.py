"""The one thread that touches a workspace's databases.

Apart from `workspace`, because who may touch a connection, in which order, and when a promise is kept, is a matter of
its own: jobs run one by one in the order they were given; a job's Future resolves when it is done, never before.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseThread:
    """Runs jobs one by one."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sild-database")
        self._ident = self._pool.submit(threading.get_ident).result()

    def submit(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Give the thread a job. Raises RuntimeError once the thread has ended."""
        return self._pool.submit(job, *args, **kwargs)

    @property
    def is_here(self) -> bool:
        """Whether the caller runs on the thread; it must not wait for itself."""
        return threading.get_ident() == self._ident

    def end(self) -> None:
        """Finish the jobs that were given and end the thread."""
        self._pool.shutdown(wait=True)
