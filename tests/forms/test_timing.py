"""Paradata: times per question and section, pauses, changes, from a log with moments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.state import Step
from app.forms.timing import (
    PAUSE_MS,
    Pause,
    Spent,
    Timed,
    Times,
    by_section,
    from_text,
    times_of,
    to_text,
)
from tests.forms.scenario import form, inputs

S = 1000
START = 1_790_000_000_000


def measured(*steps: tuple[int, Step]) -> Times:
    """Measure steps given so many seconds after the start."""
    log = [Timed(step, START + seconds * S) for seconds, step in steps]
    return times_of(log, lambda place: place.replace("[1]", "{x}"))


def put(name: str, value: str) -> Step:
    return Step("set", f"/data/{name}", {"value": value})


def look(node: str) -> Step:
    return Step("event", payload={"event": "question", "node": node})


OPEN = (0, Step("open"))


def test_the_time_until_an_answer_belongs_to_its_question():
    times = measured(OPEN, (10, put("a", "1")), (25, put("b", "2")), (30, put("a", "1")))
    assert times.questions == {"/data/a": Spent(15 * S), "/data/b": Spent(15 * S)}
    assert (times.active_ms, times.start, times.end) == (30 * S, START, START + 30 * S)


def test_a_long_gap_is_a_pause_and_nobodys_time():
    times = measured(OPEN, (300, put("a", "1")), (601, put("b", "2")))
    assert times.pauses == (Pause(START + 300 * S, START + 601 * S),)
    assert times.questions == {"/data/a": Spent(300 * S), "/data/b": Spent()}
    assert times.active_ms == PAUSE_MS
    assert times.paused_ms == 301 * S


def test_a_clock_set_back_costs_nothing():
    times = measured(OPEN, (100, put("a", "1")), (40, put("b", "2")), (110, put("c", "3")))
    assert [times.questions[f"/data/{name}"].active_ms for name in "abc"] == [100 * S, 0, 10 * S]


@pytest.mark.parametrize(
    ("steps", "changes"),
    [
        ([put("a", "N"), put("a", "Narva")], 0),
        ([put("a", "1"), put("b", "2"), put("a", "3")], 1),
        ([put("a", "1"), put("b", "2"), put("a", "3"), put("a", "1")], 0),
        ([put("a", "1"), put("b", "2"), Step("clear", "/data/a")], 1),
        ([put("a", "1"), put("b", "2"), Step("missing", "/data/a", {"missing": "refused"})], 1),
        ([put("a", "1"), put("b", "2"), put("a", "3"), put("b", "2"), put("a", "4")], 2),
    ],
)
def test_a_change_is_another_answer_after_something_else(steps, changes):
    times = measured(OPEN, *enumerate(steps, 1))
    assert times.questions["/data/a"].changes == changes


def test_a_question_that_was_only_looked_at_has_its_time():
    times = measured(
        OPEN, (5, look("/data/p[1]/note")), (9, Step("event", payload={"event": "jump"}))
    )
    assert times.questions == {"/data/p{x}/note": Spent(5 * S)}
    assert times.active_ms == 9 * S


def test_sections_hold_what_stands_in_them():
    house = form("<n/><g><a/><b/></g>", {}, inputs("/data/n", "/data/g/a", "/data/g/b"))
    times = measured(OPEN, (1, put("n", "x")), (3, put("g/a", "x")), (7, put("g/b", "x")))
    assert by_section(house, times) == {"/data": Spent(1 * S), "/data/g": Spent(6 * S)}


def test_nothing_measured_is_nothing():
    assert times_of([], str) == Times() == Times() + Times() == from_text("rubbish")


ints = st.integers(0, 10**12)
spent = st.builds(Spent, ints, st.integers(0, 99))
pauses = st.builds(lambda a, b: Pause(a, a + b), ints, ints)
some = st.builds(
    Times,
    st.dictionaries(st.sampled_from(["/data/a", "/data/p{1}/ä"]), spent),
    st.lists(pauses, max_size=3).map(tuple),
    ints,
    ints,
    ints,
)


@given(some)
def test_times_read_back_as_they_were_written(times):
    assert from_text(to_text(times)) == times


@given(some, some)
def test_times_of_two_sittings_add_up(one, other):
    both = one + other
    assert both.active_ms == one.active_ms + other.active_ms
    assert both.paused_ms == one.paused_ms + other.paused_ms
    assert both == other + one or len(both.pauses) > 1
