from __future__ import annotations

import math

import pytest

from app.xpath.values import NAN, NodeSet

SQUARE = "0 0 0 0; 0 1 0 0; 1 1 0 0; 1 0 0 0; 0 0 0 0"
KADRIORG = "59.4380 24.7900 10 5"
TARTU = "58.3780 26.7290 40 5"
DEGREE = math.pi * 6_378_100 / 180


def test_the_area_of_a_degree_at_the_equator(call) -> None:
    # a zone of the sphere between two parallels
    expected = math.radians(1) * math.sin(math.radians(1)) * 6_378_100**2
    assert call("area", SQUARE) == pytest.approx(expected, rel=1e-9)
    assert call("enclosed-area", SQUARE) == call("area", SQUARE)


def test_an_area_does_not_depend_on_direction_or_closing(call, nodes) -> None:
    corners = [corner.strip() for corner in SQUARE.split(";")]
    assert call("area", ";".join(reversed(corners))) == call("area", SQUARE)
    assert call("area", nodes(*corners[:-1])) == call("area", SQUARE)


def test_a_line_has_no_area(call) -> None:
    assert call("area", "0 0;0 1") == 0.0


def test_distance_along_a_meridian(call, nodes) -> None:
    assert call("distance", "0 0;1 0;2 0") == pytest.approx(2 * DEGREE, abs=0.01)
    assert call("distance", nodes("0 0", "1 0")) == pytest.approx(DEGREE, abs=0.01)
    assert call("distance", "0 0", "1 0", "0 0") == pytest.approx(2 * DEGREE, abs=0.02)


def test_distance_between_towns(call) -> None:
    assert call("distance", KADRIORG, TARTU) == pytest.approx(162_740, rel=0.01)
    assert call("distance", TARTU, TARTU) == 0.0
    assert call("distance", TARTU) == 0.0


@pytest.mark.parametrize("name", ["area", "distance"])
@pytest.mark.parametrize(
    "value", ["", NAN, "nowhere", "91 0;0 0", "0 181;1 1", "1", "1 2 3 4 5", "0 0;x y", "nan 1;0 0"]
)
def test_what_is_no_place_has_no_measure(call, name: str, value: object) -> None:
    assert math.isnan(call(name, value))
    assert math.isnan(call(name, NodeSet()))


@pytest.mark.parametrize(
    ("point", "shape", "inside"),
    [
        ("0.5 0.5 0 0", SQUARE, True),
        ("0.5 1.5 0 0", SQUARE, False),
        ("-0.5 0.5", SQUARE, False),
        ("", SQUARE, False),
        ("0.5 0.5", "", False),
        ("0.5 0.5", "0 0;0 1;1 1;1 0", False),
        ("0.5 0.5", "0 0;0 0", False),
        (NAN, SQUARE, False),
    ],
)
def test_geofence(call, point: object, shape: str, inside: bool) -> None:
    assert call("geofence", point, shape) is inside


@pytest.mark.parametrize(
    ("line", "crosses"),
    [
        (SQUARE, False),
        ("0 0;1 1;0 1;1 0", True),
        ("0 0;1 1;0 1;1 0;0 0", True),
        ("0 0;0 1;1 1", False),
        ("0 0;0 2;0 1", True),
        ("0 0;0 1;0 2", False),
        ("0 0;0 2;1 1;0 1", True),
        ("0 0;0 0;0 1;0 1", False),
        ("0 0;1 1;0 0", True),
        ("", False),
        (NAN, False),
        ("0 0", False),
    ],
)
def test_intersects(call, line: object, crosses: bool) -> None:
    assert call("intersects", line) is crosses
