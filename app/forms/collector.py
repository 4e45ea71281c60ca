"""The garbage collector, held back while a form is opened.

Apart because reading a form, compiling it and filling the tree of an interview all do this: each makes tens of
thousands of objects that all stay, and the collector, woken by their number, would look through everything that the
program holds, again and again, to find nothing. With 5,000 questions that was half of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
