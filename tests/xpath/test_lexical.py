from __future__ import annotations

import pytest

from app.xpath.lexical import lexical


@pytest.mark.parametrize(
    ("kind", "given", "stored"),
    [
        ("geopoint", "55.5 104.25 692 7", "55.5 104.25 692.0 7.0"),
        ("geopoint", " 55  104 ", "55.0 104.0"),
        ("geopoint", "55.50 -0.0", "55.5 0.0"),
        ("geotrace", "1 2;3 4 5 6", "1.0 2.0;3.0 4.0 5.0 6.0"),
        ("geoshape", "1 2; 3 4; 1 2", "1.0 2.0;3.0 4.0;1.0 2.0"),
        ("geopoint", "here", "here"),
        ("geopoint", "nan inf", "nan inf"),
        ("geopoint", "", ""),
        ("string", "55 104", "55 104"),
        ("int", "007", "007"),
    ],
)
def test_places_are_stored_with_decimal_points(kind: str, given: str, stored: str) -> None:
    assert lexical(kind, given) == stored
