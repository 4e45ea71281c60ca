"""A point on the map, typed: latitude and longitude in degrees, as maps and phones show them."""

from __future__ import annotations

import re
from typing import Final

from app.i18n.answers import value_text
from app.i18n.catalog import _
from app.ui.runner.controls.typed import LineControl

_NUMBER: Final = re.compile(r"[-−]?\d+(?:[.,]\d+)?")
_ALLOWED: Final = re.compile(r"[-−\d.,;°\sNSEW]*", re.IGNORECASE)


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
