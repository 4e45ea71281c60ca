"""A day and an hour are understood as people type them, and what makes no sense is not guessed."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.operations.typed_times import read_day, read_moment

NOW = datetime.fromisoformat("2026-11-21T12:00:00+02:00")


@pytest.mark.parametrize(
    "text", ["", "soon", "25:00", "32.11 10:00", "24.11", "1 2 3", "10:75", "+2"]
)
def test_what_makes_no_sense_is_not_guessed(text):
    assert read_moment(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("24.11", date(2026, 11, 24)), ("3.1.", date(2027, 1, 3)), ("1/12/26", date(2026, 12, 1)),
     ("+7", date(2026, 11, 28)),
     ("31.02", None), ("9.10", date(2026, 10, 9)), ("+9999999", None)],
)  # fmt: skip
def test_days_are_those_not_long_past(text, day):
    assert read_day(text, NOW.date()) == day


@given(st.text(max_size=20))
def test_no_text_breaks_it(text):
    assert read_moment(text, NOW) is None or read_moment(text, NOW).tzinfo is NOW.tzinfo
