"""What a sheet is before its headings are understood: rows of text, and the limits within which it is read.

Apart from ``workbook`` so that the readers of each format and the workbook made of them share it without a circle.
"""

from __future__ import annotations

from collections.abc import Sequence

SHEETS = ("survey", "choices", "settings", "entities", "external_choices", "osm")
"""The sheets that mean something; all others are the author's own notes."""

MOST_EMPTY_ROWS = 60
MOST_EMPTY_COLUMNS = 20
MOST_ROWS = 200_000

Grid = Sequence[tuple[int, Sequence[str]]]
"""A sheet as rows of text with their numbers, that of the headings first; empty cells are ''."""


def is_wanted(name: str, names: Sequence[str]) -> bool:
    """Tell whether a sheet means something: by its name, or because it is the only one."""
    return name.strip().lower() in SHEETS or len(names) == 1
