from __future__ import annotations

import math
from datetime import UTC

import pytest

from app.xpath.functions.calendar_names import known_language
from app.xpath.values import NAN, DateTime, Day, TimeOfDay, to_text

MOMENT = "2024-03-05T09:07:08.045+02:00"


def test_today_is_the_day_of_the_session(call) -> None:
    today = call("today")
    assert isinstance(today, Day)
    assert to_text(today) == "2024-03-16"


def test_now_has_milliseconds_and_offset(call) -> None:
    assert to_text(call("now")) == "2024-03-16T01:30:00.000+02:00"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2024-03-15", "2024-03-15"),
        ("2024-3-5", "2024-03-05"),
        ("2024-03-15T23:00:00Z", "2024-03-16"),
        (19797.0, "2024-03-15"),
        (19797.9, "2024-03-15"),
        (-0.5, "1970-01-01"),
        (Day(19797), "2024-03-15"),
        ("", ""),
        (NAN, ""),
        ("soon", ""),
        (True, ""),
        ("10:00", ""),
        (1e12, ""),
    ],
)
def test_date(call, value: object, text: str) -> None:
    assert to_text(call("date", value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2024-03-15", "2024-03-15T00:00:00.000+02:00"),
        (MOMENT, MOMENT),
        ("2024-03-15T08:00Z", "2024-03-15T10:00:00.000+02:00"),
        (DateTime.read("2024-03-15T08:00Z", UTC), "2024-03-15T08:00Z"),
        (19797.5, "2024-03-15T14:00:00.000+02:00"),
        ("", ""),
        (NAN, ""),
        ("10:00", ""),
    ],
)
def test_date_time(call, value: object, text: str) -> None:
    assert to_text(call("date-time", value)) == text


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("decimal-date-time", "1970-01-02T00:00:00Z", 1.0),
        ("decimal-date-time", "1970-01-02", 1 - 2 / 24),
        ("decimal-date-time", Day(1), 1 - 2 / 24),
        ("decimal-date-time", 1.5, 1.5),
        ("decimal-date-time", "", NAN),
        ("decimal-date-time", NAN, NAN),
        ("decimal-date-time", "soon", NAN),
        ("decimal-date-time", "10:00", NAN),
        ("decimal-time", "06:00", 0.25),
        ("decimal-time", "06:00:00.000+03:00", 0.25),
        ("decimal-time", "1970-01-02T10:00:00Z", 0.5),
        ("decimal-time", 3.75, 0.75),
        ("decimal-time", "1970-01-02", 0.0),
        ("decimal-time", "", NAN),
        ("decimal-time", math.inf, NAN),
        ("decimal-time", "soon", NAN),
    ],
)
def test_decimal_times(call, name: str, value: object, number: float) -> None:
    assert call(name, value) == pytest.approx(number, nan_ok=True)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("%Y-%m-%d", "2024-03-05"),
        ("%y %n %e", "24 3 5"),
        ("%H:%M:%S.%3", "09:07:08.045"),
        ("%h", "9"),
        ("%b %a", "Mar Tue"),
        ("%W", "10"),
        ("100%% %Q %", "100% %Q %"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("name", ["format-date", "format-date-time"])
def test_directives(call, name: str, pattern: str, text: str) -> None:
    assert call(name, MOMENT, pattern) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("et", "5. märts T"),
        ("Estonian (et)", "5. märts T"),
        ("Русский", "5. мар. вт"),
        ("fi", "5. Mar Tue"),
        ("", "5. Mar Tue"),
    ],
)
def test_names_follow_the_language(call, env, language: str, text: str) -> None:
    env.language = language
    assert call("format-date", MOMENT, "%e. %b %a") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("", ""),
        (NAN, ""),
        ("soon", ""),
        (True, ""),
        (Day(19797), "15.03.2024 00:00"),
        (19797.5, "15.03.2024 14:00"),
        ("2024-03-15T23:00:00Z", "16.03.2024 01:00"),
        ("14:05", "01.01.1970 14:05"),
        (TimeOfDay.read("14:05"), "01.01.1970 14:05"),
    ],
)
def test_what_can_be_formatted(call, value: object, text: str) -> None:
    assert call("format-date-time", value, "%d.%m.%Y %H:%M") == text


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("ru", "ru"),
        ("ru_RU", "ru"),
        ("Vene (ru)", "ru"),
        ("English (en-GB)", "en"),
        ("eesti keel", "et"),
        ("default", "en"),
        ("deu", "en"),
    ],
)
def test_languages_are_recognised(spelling: str, code: str) -> None:
    assert known_language(spelling) == code


def test_dates_far_away_format_without_a_crash(call) -> None:
    last = DateTime.read("9999-12-31T23:59:59Z", call("now").moment.tzinfo)
    assert call("format-date", last, "%Y") == "9999"
    assert call("decimal-date-time", Day.numbered(-719162)) < 0
    assert to_text(call("date-time", -719162.0)).startswith("0001-01-01")
    assert to_text(call("date-time", 2932896.99)).startswith("9999-12-31")
    assert call("date-time", 2932897.0) == ""
