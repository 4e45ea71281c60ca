"""The lexical form in which ODK's engines store what they are given, where it differs from what was given.

Places only: every number of a point is written with a decimal point (``356`` becomes ``356.0``), in Collect and in
Web Forms alike, so that a record reads the same wherever it was made. Apart from `values`, because conversions
between types never need it.
"""

from __future__ import annotations

import re

from app.xpath.values import to_text

_PLACES = frozenset({"geopoint", "geotrace", "geoshape"})
_COORDINATE = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)


def lexical(kind: str, text: str) -> str:
    """Return the text to store for an answer of a bind type; what does not fit its type stays as it is.

    >>> lexical("geopoint", "59.5 24 10 5.25"), lexical("string", "59.5 24")
    ('59.5 24.0 10.0 5.25', '59.5 24')
    """
    if kind not in _PLACES or not text:
        return text
    points = [part.split() for part in text.split(";")]
    numbers = [number for point in points for number in point]
    if not all(map(_COORDINATE.fullmatch, numbers)):
        return text
    return ";".join(" ".join(map(_decimal, point)) for point in points)


def _decimal(number: str) -> str:
    written = to_text(float(number))
    return written if "." in written else f"{written}.0"
