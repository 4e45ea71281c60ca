"""Places, typed: latitude and longitude in degrees, as maps and phones show them; lines and areas point after point."""

from __future__ import annotations

import re
from typing import Final

from app.forms.definition import ValueType
from app.i18n.answers import value_text
from app.i18n.catalog import _, ngettext
from app.ui.runner.controls.typed import LineControl

_NUMBER: Final = re.compile(r"[-−]?\d+(?:[.,]\d+)?")
_ALLOWED: Final = re.compile(r"[-−\d.,;°\sNSEW]*", re.IGNORECASE)

CORNERS: Final = 3
"""So many points an area has at least."""


def read_point(text: str) -> str | None:
    """Read ``59.4370, 24.7536``, ``59,4370 24,7536`` or ``59.437° N 24.7536° E``; altitude and accuracy may follow.

    >>> read_point("59,4370 24,7536"), read_point("95 24")
    ('59.4370 24.7536 0 0', None)
    """
    bare = text.strip()
    if not bare:
        return ""
    if not _ALLOWED.fullmatch(bare):
        return None
    numbers = [
        part.replace(",", ".").replace("−", "-") for part in _NUMBER.findall(_split_commas(bare))
    ]
    if not 2 <= len(numbers) <= 4:
        return None
    latitude, longitude = (
        _signed(number, bare, marks) for number, marks in zip(numbers[:2], ("S", "W"), strict=True)
    )
    if abs(float(latitude)) > 90 or abs(float(longitude)) > 180:
        return None
    return " ".join([latitude, longitude, *([*numbers[2:], "0", "0"])[:2]])


def _split_commas(text: str) -> str:
    """Take commas as separators where points are the decimal marks, or where a space follows them."""
    return re.sub(r",(?=\s)|;", " ", text if "." not in text else text.replace(",", " "))


def _signed(number: str, text: str, mark: str) -> str:
    return f"-{number}" if mark in text.upper() and not number.startswith("-") else number


def read_points(text: str, *, closed: bool = False) -> str | None:
    """Read points with semicolons between them: two at least, of an area three, which ends where it began.

    >>> read_points("1 2; 3 4"), read_points("1 2; 3 4; 5 6", closed=True), read_points("1 2; 3")
    ('1.0 2.0 0.0 0.0;3.0 4.0 0.0 0.0', '1.0 2.0 0.0 0.0;3.0 4.0 0.0 0.0;5.0 6.0 0.0 0.0;1.0 2.0 0.0 0.0', None)
    """
    points = [read_point(part) for part in text.split(";") if part.strip()]
    if not points:
        return ""
    if not all(points):
        return None
    written = [" ".join(str(float(part)) for part in (point or "").split()) for point in points]
    if closed:
        corners = written[:-1] if written[0] == written[-1] and len(written) > 1 else written
        return ";".join([*corners, corners[0]]) if len(corners) >= CORNERS else None
    return ";".join(written) if len(written) > 1 else None


class PointControl(LineControl):
    """Coordinates in one line."""

    width_in_letters = 30

    def __init__(self) -> None:
        super().__init__()
        self.show_reading()

    def draw_question(self) -> None:
        """Show what coordinates look like."""
        super().draw_question()
        self.edit.setPlaceholderText(_("latitude longitude, e.g. 59.4370 24.7536"))

    def read(self, text: str) -> str | None:
        found = read_point(text)
        if found and self.state.value and found.split()[:2] == self.state.value.split()[:2]:
            return self.state.value
        return found

    def write(self, value: str) -> str:
        return " ".join(value.split()[:2])

    def explain(self, value: str) -> str:
        return value_text(self.question.node, value, self.question.speech)

    def reproach(self) -> str:
        return _(
            "Please type two numbers: latitude (−90 to 90) and longitude (−180 to 180), in degrees."
        )


class PointsControl(LineControl):
    """A line or an area: its points in one line of text."""

    def __init__(self) -> None:
        super().__init__()
        self.show_reading()

    def draw_question(self) -> None:
        """Show what a row of points looks like."""
        super().draw_question()
        self.edit.setPlaceholderText(_("e.g. 59.4370 24.7536; 59.4400 24.7600"))

    def read(self, text: str) -> str | None:
        found = read_points(text, closed=self._is_area)
        return self.state.value if found and _same(found, self.state.value) else found

    def write(self, value: str) -> str:
        return "; ".join(" ".join(point.split()[:2]) for point in value.split(";"))

    def explain(self, value: str) -> str:
        return value_text(self.question.node, value, self.question.speech)

    def reproach(self) -> str:
        least = CORNERS if self._is_area else CORNERS - 1
        return ngettext(
            "Please type at least {count} point, each as latitude and longitude in degrees, with semicolons between.",
            "Please type at least {count} points, each as latitude and longitude in degrees, with semicolons between.",
            least,
        ).format(count=least)

    @property
    def _is_area(self) -> bool:
        return self.question.node.type is ValueType.GEOSHAPE


def _same(one: str, other: str) -> bool:
    """Tell whether points lie on the same places, whatever their heights."""
    return [point.split()[:2] for point in one.split(";")] == [
        point.split()[:2] for point in other.split(";")
    ]
