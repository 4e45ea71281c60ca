from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.xpath.moments import DateTime, Day, TimeOfDay, read_moment

TALLINN = timezone(timedelta(hours=2))
LOCAL_TIMES = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1))  # noqa: DTZ001 - zones are given later
OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.dates())
def test_a_day_prints_and_reads_as_itself(when: date) -> None:
    day = Day.of(when)
    assert day.iso() == str(day) == when.isoformat()
    assert Day.read(day.iso()) == day
    assert Day.numbered(float(day)) == day


def test_a_day_is_a_number() -> None:
    assert Day.of(date(2024, 3, 15)) - Day.of(date(2024, 2, 15)) == 29
    assert repr(Day(0)) == "Day(1970-01-01)"


def test_the_first_day_is_not_nothing() -> None:
    assert Day(0)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1e9, -1e9])
def test_no_day_lies_outside_the_calendar(number: float) -> None:
    assert Day.numbered(number) is None


def test_the_calendar_ends_with_year_9999() -> None:
    last = Day.of(date.max)
    assert Day.numbered(float(last)) == last
    assert Day.numbered(last + 1) is None


@given(LOCAL_TIMES, OFFSETS)
def test_a_moment_keeps_its_offset(local: datetime, zone: timezone) -> None:
    moment = DateTime.of(local.replace(tzinfo=zone))
    again = DateTime.read(moment.iso(), TALLINN)
    assert again is not None
    assert again.text == moment.text
    assert abs(again.days() - moment.days()) < 1e-6


def test_the_day_of_a_moment_is_that_of_the_session() -> None:
    moment = DateTime.read("2024-03-15T23:30:00.000Z", TALLINN)
    assert moment is not None
    assert moment.text == "2024-03-15T23:30:00.000Z"
    assert moment.day == Day.of(date(2024, 3, 16))


def test_a_moment_without_offset_is_local() -> None:
    moment = DateTime.read("2024-03-15T10:00", TALLINN)
    assert moment is not None
    assert moment.moment == datetime(2024, 3, 15, 8, tzinfo=UTC)


@given(st.times())
def test_a_time_reads_as_itself(time) -> None:
    read = TimeOfDay.read(time.isoformat(timespec="milliseconds"))
    assert read is not None
    assert read.iso() == time.isoformat(timespec="milliseconds")
    assert 0 <= read.days() < 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024",
        "2024-02-30",
        "2024-13-01",
        "24:00",
        "12:60",
        "12:00:60",
        "2024-03-15T25:00",
        "2024-03-15T10:00+99:00",
        "2024-03-15T10:00+02:60",
        "10:00-24:00",
        "0000-01-01",
        "x2024-03-15",
        "2024-03-15x",
        "٢٠٢٤-٠٣-١٥",
        "15.03.2024",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_moment(text, UTC) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2024-3-5", Day),
        ("2024-03-15", Day),
        ("2024-03-15T10:00:00,5Z", DateTime),
        ("2024-03-15 10:00", DateTime),
        ("2024-03-15T10:00:00.123456789+0200", DateTime),
        ("10:00", TimeOfDay),
        ("10:00:00.000+02", TimeOfDay),
    ],
)
def test_a_text_is_read_as_what_it_is(text: str, kind: type) -> None:
    assert isinstance(read_moment(text, UTC), kind)


def test_the_edges_of_time_do_not_crash() -> None:
    for text in ("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"):
        moment = DateTime.read(text, TALLINN)
        assert moment is not None
        assert isinstance(moment.days(), float)


@pytest.mark.parametrize("text", ["10:00", "2024-03-15T25:00", "2024-02-30T10:00", "", "soon"])
def test_a_moment_needs_a_date_and_a_time_that_exist(text: str) -> None:
    assert DateTime.read(text, UTC) is None


@pytest.mark.parametrize("text", ["2024-03-15", "2024-03-15T10:00", "25:00", "", "soon"])
def test_a_time_of_day_has_no_date(text: str) -> None:
    assert TimeOfDay.read(text) is None


def test_a_day_is_read_from_a_moment_but_not_from_a_time() -> None:
    assert Day.read("1970-01-02T10:00") == 1
    assert Day.read("10:00") is None
    assert Day.read("soon") is None
