"""The garbage collector: held back while a form is opened, kept away from forms that stay, run in one thread only.

Apart because reading a form, compiling it and filling the tree of an interview all do this: each makes tens of
thousands of objects that all stay, and the collector, woken by their number, would look through everything that the
program holds, again and again, to find nothing. With 5,000 questions that was half of the time. Once open, a form and
its lists are up to a million objects; a full collection over them took half a second in the middle of an answer.

The window's widgets may be destroyed in the main thread only, and a collection destroys whatever it finds in the thread
it happens to run in. So where there is a window nothing is collected but by `collect_due` in the main thread, and a
worker that opened a form only leaves word.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

LEAST_SWEPT: Final = 500_000
"""Fewer objects than this are never swept again: some eighty megabytes, all of them garbage at the worst."""


@contextmanager
def held_back() -> Iterator[None]:
    """Do without the collector for a while; it comes back as it was, whatever happens.

    It is the whole program's: other threads do without it too, which costs them nothing but memory for that while.
    What was built to stay is put on the shelf before the collector wakes and looks through it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            SHELF.put_away()
            gc.enable()


class Shelf:
    """What stays, and is swept when it has doubled: forms that were put away since are among it, in rings.

    How much there is is estimated from the collector's own count of new objects: to count what is frozen is to walk
    over all of it, which took longer than to read a form of a thousand questions.
    """

    def __init__(self) -> None:
        self._after_sweep = 0
        self._estimate = 0
        self._is_due = False

    def let_stay(self) -> None:
        """Leave word that what is being built stays; done when the collector comes back, or at the next `catch_up`."""
        self._is_due = True

    def put_away(self) -> None:
        """Keep the collector from looking again at anything there is now, if word was left; a worker leaves it be.

        Nothing is collected before: the collector was on until the building began, so there is hardly any garbage.
        """
        if not self._is_due or threading.current_thread() is not threading.main_thread():
            return
        self._is_due = False
        self._estimate += gc.get_count()[0]
        gc.freeze()
        if self._estimate > max(LEAST_SWEPT, 2 * self._after_sweep):
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            self._estimate = self._after_sweep = gc.get_freeze_count()

    def catch_up(self) -> None:
        """Do in the main thread what a worker, or a window without a collector, left word of."""
        if self._is_due:
            made = gc.get_count()[0]
            gc.collect(1)
            self._estimate += made
            self.put_away()


SHELF: Final = Shelf()
"""The forms of this program."""


def collect_due(*, fully: bool) -> bool:
    """Collect, in this thread, what the collector would have collected by itself; free when nothing is due.

    The oldest objects are looked through only with ``fully``, because that may take longer than a frame. Returns
    whether they were.
    """
    SHELF.catch_up()
    counts, limits = gc.get_count(), gc.get_threshold()
    oldest = 2 if fully else 1
    due = [age for age in range(oldest + 1) if counts[age] > limits[age]]
    if due:
        gc.collect(max(due))
    return oldest in due and fully
