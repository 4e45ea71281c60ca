"""How a long operation tells how far it is, and how it learns that nobody wants it any more."""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.core.errors import Cancelled

Listener = Callable[[int, int, str], None]


class Progress:
    """Handed to every operation that may take longer than a blink. Usable from any thread.

    ``step`` is called between small pieces of work; it reports and raises `Cancelled` once `cancel` was called.
    ``total`` 0 means that the amount is not known. ``what`` names the step by a code; whoever shows it has own words.
    """

    def __init__(self, listener: Listener | None = None) -> None:
        self._listener = listener
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the operation to stop at its next step."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked to stop; for loops that wait on something outside Python."""
        return self._cancelled.is_set()

    def step(self, done: int, total: int = 0, what: str = "") -> None:
        """Report ``done`` of ``total``. Raises `Cancelled`."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._listener is not None:
            self._listener(done, total, what)
