"""Opening forms does without the garbage collector, and what was put away does not stay for good."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest

from app.core import collector
from app.core.collector import Shelf, held_back


class Ring:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_the_collector_comes_back_after_a_form_that_could_not_be_read() -> None:
    def read() -> None:
        with held_back():
            assert not gc.isenabled()
            raise ValueError

    with pytest.raises(ValueError):
        read()

    assert gc.isenabled()


def test_a_form_opened_inside_another_opening_does_not_bring_the_collector_back() -> None:
    with held_back():
        with held_back():
            pass
        assert not gc.isenabled()


def test_what_stays_is_not_looked_at_again() -> None:
    shelf = Shelf()
    shelf.let_stay()
    shelf.put_away()

    assert gc.get_freeze_count() > 0


def test_what_was_put_away_is_swept_once_there_is_enough_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(collector, "LEAST_SWEPT", 0)
    shelf, ring = Shelf(), Ring()
    gone = weakref.ref(ring)
    shelf.let_stay()
    shelf.put_away()
    shelf._after_sweep, shelf._estimate = 0, 1
    del ring

    shelf.let_stay()
    shelf.put_away()

    assert gone() is None


def test_a_worker_only_leaves_word() -> None:
    shelf = Shelf()
    frozen = gc.get_freeze_count()
    shelf.let_stay()
    worker = threading.Thread(target=shelf.put_away)
    worker.start()
    worker.join()
    assert gc.get_freeze_count() == frozen
    shelf.catch_up()
    assert gc.get_freeze_count() > frozen


def test_garbage_is_collected_where_it_is_asked_for() -> None:
    gc.disable()
    try:
        rings = [Ring() for _ in range(2000)]
        gone = weakref.ref(rings[0])
        rings.clear()
        collector.collect_due(fully=False)
        assert gone() is None
    finally:
        gc.enable()
