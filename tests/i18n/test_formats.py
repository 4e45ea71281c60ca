"""Dates, numbers, sizes, lists and order in three languages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.i18n import formats
from app.i18n.compile import compile_catalogues

EAST = dt.timezone(dt.timedelta(hours=2))
MORNING = dt.datetime(2026, 11, 1, 9, 5, tzinfo=EAST)


@pytest.fixture(autouse=True, scope="module")
def words() -> None:
    compile_catalogues()


def plain(text: str) -> str:
    """Show no-break spaces as underscores, so that they can be seen."""
    return text.replace(formats.NBSP, "_")


@pytest.mark.parametrize(
    ("language", "short", "long", "month"),
    [
        ("et", "1.11.2026", "1._november 2026", "november 2026"),
        ("ru", "01.11.2026", "1_ноября 2026_г.", "ноябрь 2026_г."),
        ("en", "1 Nov 2026", "1 November 2026", "November 2026"),
    ],
)
def test_dates(language: str, short: str, long: str, month: str):
    assert formats.date(MORNING, language) == short
    assert plain(formats.date(MORNING, language, style="long")) == long
    assert plain(formats.month(MORNING, language)) == month
    assert formats.date_time(MORNING, language) == f"{short} 09:05"


def test_recent_moments_are_said_as_people_say_them():
    now = dt.datetime(2026, 11, 2, 0, 30, tzinfo=EAST)
    assert formats.when(now.replace(minute=10), now, "et") == "täna 00:10"
    assert formats.when(MORNING, now, "ru") == "вчера 09:05"
    assert formats.when(MORNING - dt.timedelta(days=1), now, "en") == "31 Oct 2026"


def test_moments_of_another_time_zone_are_told_in_the_reader_s():
    late = dt.datetime(2026, 11, 1, 23, 30, tzinfo=dt.UTC)
    assert formats.when(late, dt.datetime(2026, 11, 2, 12, 0, tzinfo=EAST), "en") == "today 01:30"


@pytest.mark.parametrize(
    ("value", "et", "ru", "en"),
    [
        (2014, "2014", "2014", "2014"),
        (12345, "12_345", "12_345", "12,345"),
        (1234567.5, "1_234_567,5", "1_234_567,5", "1,234,567.5"),
        (-0.25, "−0,25", "−0,25", "−0.25"),
        (float("nan"), "–", "–", "–"),
    ],
)
def test_numbers(value: float, et: str, ru: str, en: str):
    assert [plain(formats.number(value, language)) for language in ("et", "ru", "en")] == [
        et,
        ru,
        en,
    ]


def test_numbers_are_rounded_half_up_and_padded():
    assert formats.number(Decimal("2.345"), "et", decimals=2) == "2,35"
    assert formats.number(2, "en", decimals=1) == "2.0"


@pytest.mark.parametrize(
    ("language", "expected"), [("et", "12,5%"), ("ru", "12,5_%"), ("en", "12.5%")]
)
def test_percent_sign_stands_apart_in_russian_only(language: str, expected: str):
    assert plain(formats.percent(0.125, language, decimals=1)) == expected


@pytest.mark.parametrize(
    ("size", "et"),
    [
        (0, "0 B"),
        (812, "812 B"),
        (8_412_345, "8,4 MB"),
        (250_000_000, "250 MB"),
        (3 * 10**12, "3000 GB"),
    ],
)
def test_sizes_of_files(size: int, et: str):
    assert plain(formats.file_size(size, "et")) == et


@pytest.mark.parametrize(
    ("seconds", "ru"), [(0, "0 с"), (45.4, "45 с"), (60, "1 мин"), (3900, "1 ч 5 мин"), (-3, "0 с")]
)
def test_durations(seconds: float, ru: str):
    assert formats.duration(seconds, "ru") == ru


def test_lists_end_with_and():
    assert formats.enumeration(["üks", "kaks", "kolm"], "et") == "üks, kaks ja kolm"
    assert formats.enumeration(["один"], "ru") == "один"
    assert formats.enumeration([], "en") == ""


def test_languages_are_named_in_the_reader_s_language():
    assert [formats.language_name("ru", language) for language in ("et", "ru", "en")] == [
        "vene",
        "русский",
        "Russian",
    ]
    assert formats.language_name("xx", "et") == "xx"


def test_alphabet_is_the_reader_s():
    names = [
        "Ülo",
        "Zoja",
        "Tõnu",
        "Šura",
        "Uno",
        "Õie",
        "Žanna",
        "Vello",
        "Yrjö",
        "Ärni",
        "Ёлка",
        "Ель",
        "Жук",
    ]

    def in_order(language):
        return sorted(names, key=lambda name: formats.sort_key(name, language))

    assert in_order("et") == [
        "Šura",
        "Zoja",
        "Žanna",
        "Tõnu",
        "Uno",
        "Vello",
        "Õie",
        "Ärni",
        "Ülo",
        "Yrjö",
        "Ёлка",
        "Ель",
        "Жук",
    ]
    assert in_order("ru")[:3] == ["Ёлка", "Ель", "Жук"]


def test_numbers_inside_names_count_by_value_and_case_does_not_matter():
    names = ["Kauplus 10", "kauplus 9", "Kauplus"]
    assert sorted(names, key=lambda name: formats.sort_key(name, "et")) == [
        "Kauplus",
        "kauplus 9",
        "Kauplus 10",
    ]


@given(st.lists(st.text(max_size=8), max_size=6), st.sampled_from(["et", "ru", "en"]))
def test_any_texts_can_be_ordered(texts: list[str], language: str):
    ordered = sorted(texts, key=lambda text: formats.sort_key(text, language))
    assert sorted(ordered, key=lambda text: formats.sort_key(text, language)) == ordered


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    )
)
def test_written_numbers_can_be_read_back(value: Decimal):
    text = formats.number(value, "et").replace(formats.NBSP, "").replace(",", ".").replace("−", "-")
    assert Decimal(text) == value
