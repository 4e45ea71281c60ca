"""Geographic functions of ODK: areas in square metres, distances in metres, points in shapes, crossing lines.

A point is ``lat lon [altitude [accuracy]]`` in degrees, a trace or shape such points between semicolons. Empty: an area
or distance of nothing, or of what is no place, is NaN, and nothing lies within it; of one point it is 0.
Formulas: those of Web Forms and Enketo (a sphere of 6,378,100 m; rounded to centimetres), whose area differs from
Collect's flat approximation by parts of a thousand.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from app.xpath.functions.frame import Function
from app.xpath.functions.numbers import rounded
from app.xpath.values import NAN, Value, atoms, to_text

if TYPE_CHECKING:
    from app.xpath.environment import Environment

_RADIUS = 6_378_100.0


class Place(NamedTuple):
    """A point on the sphere, in degrees."""

    latitude: float
    longitude: float


Side = tuple[Place, Place]


def read_places(*values: Value) -> list[Place] | None:
    """Read points, traces and shapes one after the other; None when one of them is no place."""
    texts = [to_text(value) for value in atoms(*values)]
    found = [_place(part) for text in texts for part in text.rstrip("; \t\n").split(";")]
    places = [place for place in found if place is not None]
    return places if places and len(places) == len(found) else None


def _place(text: str) -> Place | None:
    parts = text.split()
    if not 2 <= len(parts) <= 4:
        return None
    try:
        latitude, longitude = float(parts[0]), float(parts[1])
    except ValueError:
        return None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return Place(latitude, longitude)


def _area(_: Environment, *values: Value) -> float:
    places = read_places(*values)
    if places is None:
        return NAN
    if len(places) < 3:
        return 0.0
    total = sum(
        math.radians(end.longitude - start.longitude)
        * (2 + math.sin(math.radians(end.latitude)) + math.sin(math.radians(start.latitude)))
        for start, end in pairwise([*places, places[0]])
    )
    return rounded(abs(total) * _RADIUS * _RADIUS / 2, 2)


def _distance(_: Environment, *values: Value) -> float:
    places = read_places(*values)
    if places is None:
        return NAN
    return rounded(sum(_apart(start, end) for start, end in pairwise(places)), 2)


def _apart(start: Place, end: Place) -> float:
    """Return metres along the great circle, by the spherical law of cosines."""
    if start == end:
        return 0.0
    turn = math.radians(start.longitude - end.longitude)
    one, other = math.radians(start.latitude), math.radians(end.latitude)
    cosine = math.sin(one) * math.sin(other) + math.cos(one) * math.cos(other) * math.cos(turn)
    return math.acos(max(-1.0, min(1.0, cosine))) * _RADIUS


def _geofence(_: Environment, point: Value, shape: Value) -> bool:
    """Say whether a point lies in a closed shape, by counting the sides east of it (W. R. Franklin's test)."""
    points, corners = read_places(point), read_places(shape)
    if not points or not corners or len(corners) < 3 or corners[0] != corners[-1]:
        return False
    at = points[0]
    crossings = sum(_passes_east(at, start, end) for start, end in pairwise(corners))
    return crossings % 2 == 1


def _passes_east(at: Place, start: Place, end: Place) -> bool:
    if (end.latitude > at.latitude) == (start.latitude > at.latitude):
        return False
    slope = (start.longitude - end.longitude) / (start.latitude - end.latitude)
    return at.longitude < slope * (at.latitude - end.latitude) + end.longitude


def _intersects(_: Environment, line: Value) -> bool:
    """Say whether a trace or shape crosses or touches itself elsewhere than where its sides join."""
    places = read_places(line)
    if places is None:
        return False
    sides = [side for side in pairwise(places) if side[0] != side[1]]
    closed = len(sides) > 2 and sides[0][0] == sides[-1][1]
    order = sorted(range(len(sides)), key=lambda side: _west(sides[side]))
    return any(
        _crosses(sides, min(one, other), max(one, other), closed=closed)
        for place, one in enumerate(order)
        for other in _reached(sides, order, place)
    )


def _reached(sides: list[Side], order: list[int], place: int) -> list[int]:
    """List the sides that begin, from west to east, before the one at ``place`` ends."""
    limit = max(point.longitude for point in sides[order[place]])
    found = []
    for other in order[place + 1 :]:
        if _west(sides[other]) > limit:
            break
        found.append(other)
    return found


def _west(side: Side) -> float:
    return min(point.longitude for point in side)


def _crosses(sides: list[Side], one: int, other: int, *, closed: bool) -> bool:
    joined = other - one == 1
    around = closed and one == 0 and other == len(sides) - 1
    if joined or around:
        first, second = (sides[one], sides[other]) if joined else (sides[other], sides[one])
        return _folds_back(first, second)
    (a, b), (c, d) = sides[one], sides[other]
    turns = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    ends = ((turns[0], a, b, c), (turns[1], a, b, d), (turns[2], c, d, a), (turns[3], c, d, b))
    return any(turn == 0 and _between(start, end, point) for turn, start, end, point in ends)


def _folds_back(first: Side, second: Side) -> bool:
    """Say whether two sides that join at a corner lie on each other."""
    (start, corner), end = first, second[1]
    if _turn(start, corner, end) != 0:
        return False
    ahead = (corner.longitude - start.longitude) * (end.longitude - corner.longitude)
    return ahead + (corner.latitude - start.latitude) * (end.latitude - corner.latitude) < 0


def _turn(start: Place, end: Place, point: Place) -> int:
    """Return on which side of a line a point lies: 1, -1, or 0 on it."""
    value = (end.longitude - start.longitude) * (point.latitude - start.latitude) - (
        end.latitude - start.latitude
    ) * (point.longitude - start.longitude)
    return (value > 0) - (value < 0)


def _between(start: Place, end: Place, point: Place) -> bool:
    return all(min(s, e) <= p <= max(s, e) for s, e, p in zip(start, end, point, strict=True))


FUNCTIONS: tuple[Function, ...] = (
    Function("area", 1, 1, _area, "number"),
    Function("enclosed-area", 1, 1, _area, "number"),
    Function("distance", 1, None, _distance, "number"),
    Function("geofence", 2, 2, _geofence, "boolean"),
    Function("intersects", 1, 1, _intersects, "boolean"),
)
