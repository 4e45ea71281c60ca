"""Time and identity: stamps only rise, ids sort by their birth."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import FAR_AHEAD, HybridClock, Stamp, StillClock
from app.core.errors import Cancelled
from app.core.ids import new_record_id, uuid7
from app.core.progress import Progress

NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)


@given(st.lists(st.integers(-400 * 86400, 3600), max_size=20))
def test_stamps_rise_whatever_the_wall_clock_does(moves):
    wall = StillClock(NOON)
    hybrid = HybridClock(wall)
    stamps = [hybrid.tick()]
    for seconds in moves:
        wall.move(timedelta(seconds=seconds))
        stamps.append(hybrid.tick())
    assert stamps == sorted(set(stamps))
    assert all(len(stamp) == 16 for stamp in stamps)


def test_clock_goes_on_from_the_last_stamp_after_a_restart():
    wall = StillClock(NOON)
    last = HybridClock(wall).tick()
    wall.move(timedelta(days=-400))
    assert HybridClock(wall, last).tick() > last


def test_stamp_of_a_broken_clock_does_not_drag_ours_along():
    hybrid = HybridClock(StillClock(NOON))
    ahead = int((NOON + FAR_AHEAD + timedelta(minutes=1)).timestamp() * 1000) << 16
    assert not hybrid.observe(Stamp(f"{ahead:016x}"))
    assert int(hybrid.tick(), 16) < ahead


def test_observed_stamp_is_overtaken():
    hybrid = HybridClock(StillClock(NOON))
    ahead = Stamp(f"{int((NOON + timedelta(hours=1)).timestamp() * 1000) << 16:016x}")
    assert hybrid.observe(ahead)
    assert hybrid.tick() > ahead


def test_still_clock_needs_an_offset():
    with pytest.raises(ValueError, match="offset"):
        StillClock(datetime(2026, 1, 1))  # noqa: DTZ001
    assert StillClock.at("2024-03-15T12:00:00Z").now().utcoffset() == timedelta(0)


def test_ids_sort_by_their_birth_and_say_their_version():
    first, second = uuid7(), uuid7()
    assert first.version == 7
    assert first.int >> 80 <= second.int >> 80
    assert len(new_record_id()) == 36


def test_cancelled_work_stops_at_its_next_step():
    seen = []
    progress = Progress(lambda done, total, what: seen.append((done, total, what)))
    progress.step(1, 2, "converting")
    progress.cancel()
    assert progress.is_cancelled
    with pytest.raises(Cancelled):
        progress.step(2, 2)
    assert seen == [(1, 2, "converting")]
