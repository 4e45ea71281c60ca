"""The garbage collector, held back while a form is opened, and kept away from forms that stay.

Apart because reading a form, compiling it and filling the tree of an interview all do this: each makes tens of
thousands of objects that all stay, and the collector, woken by their number, would look through everything that the
program holds, again and again, to find nothing. With 5,000 questions that was half of the time. Once open, a form and
its lists are up to a million objects; a full collection over them took half a second in the middle of an answer.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

LEAST_SWEPT: Final = 500_000
"""Fewer objects than this are never swept again: some eighty megabytes, all of them garbage at the worst."""


@contextmanager
def held_back() -> Iterator[None]:
    """Do without the collector for a while; it comes back as it was, whatever happens.

    It is the whole program's: other threads do without it too, which costs them nothing but memory for that while.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Shelf:
    """What stays, and is swept when it has doubled: forms that were put away since are among it, in rings."""

    def __init__(self) -> None:
        self._after_sweep = 0

    def let_stay(self) -> None:
        """Keep the collector from looking again at anything there is now."""
        gc.collect(1)
        gc.freeze()
        if gc.get_freeze_count() > max(LEAST_SWEPT, 2 * self._after_sweep):
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            self._after_sweep = gc.get_freeze_count()
