"""Ranges of counters behave as the sets that they stand for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.ids import DeviceId
from app.sync.ranges import SeqRanges, covers, difference, gaps, ranges_of, union

NUMBERS = st.frozensets(st.integers(1, 40))


@given(NUMBERS, NUMBERS)
def test_union_difference_and_intersection_are_those_of_sets(one, other):
    ours, theirs = SeqRanges.of(one), SeqRanges.of(other)
    assert set(ours | theirs) == one | other
    assert set(ours - theirs) == one - other
    assert set(ours & theirs) == one & other
    assert ours.covers(theirs) == (one >= other)
    assert (ours == theirs) == (one == other)


@given(NUMBERS)
def test_ranges_are_written_as_shortly_as_can_be_and_read_back(numbers):
    ranges = SeqRanges.of(numbers)
    assert SeqRanges.read(str(ranges)) == ranges
    assert ranges.count == len(numbers)
    assert all(number in ranges for number in numbers)
    assert all(later - last > 1 for (_, last), (later, _) in pairwise(ranges.spans))


@given(NUMBERS)
def test_gaps_are_what_is_missing_below_the_last(numbers):
    missing = set(range(1, max(numbers, default=0))) - numbers
    assert set(SeqRanges.of(numbers).gaps()) == missing


@pytest.mark.parametrize(
    "text",
    ["0", "2-1", "1-2,3", "3,1", "1,1", "1-1", " 1", "1,", "01", "1-2-3", "a", "²", "9" * 19],
)
def test_ranges_in_any_other_form_are_refused(text):
    with pytest.raises(ValueError):
        SeqRanges.read(text)


def test_hundreds_of_thousands_of_spans_are_compared_in_one_go():
    odd = SeqRanges.joined((number, number) for number in range(1, 400_000, 2))
    even = SeqRanges.joined((number, number) for number in range(2, 400_000, 2))
    assert odd - even == odd
    assert odd - odd == SeqRanges()
    assert odd.gaps().count == even.count
    assert 399_999 in odd
    assert 399_998 not in odd


def test_what_one_has_and_the_other_lacks_is_told_by_device():
    one, two = DeviceId("1"), DeviceId("2")
    ours = ranges_of([(one, 1), (one, 2), (two, 5)])
    theirs = ranges_of([(one, 1)])
    assert difference(ours, theirs) == ranges_of([(one, 2), (two, 5)])
    assert union(ours, theirs) == ours
    assert covers(ours, theirs)
    assert not covers(theirs, ours)
    assert gaps(ours) == {two: SeqRanges(((1, 4),))}
