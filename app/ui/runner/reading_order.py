"""The order in which Tab walks: as the eye does, whatever the order in which widgets came to be.

Widgets that are used again change their place; Qt would walk them in the order of their birth. Here the order is read
from the layouts each time a page is put up.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def walk_in_order(*parts: QWidget) -> None:
    """Let Tab go through ``parts`` one after another, and inside each as its layout lies."""
    stops = [widget for part in parts for widget in stops_in(part)]
    for before, after in itertools.pairwise(stops):
        QWidget.setTabOrder(before, after)


def stops_in(widget: QWidget) -> Iterator[QWidget]:
    """Yield what can have the focus in a widget, in the order of its layout; hidden parts included.

    Rows of a group that Tab passes by are among them: another of them may be its stop by the next press.
    """
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield widget
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None:
            yield from stops_in(content)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _stops_of(layout)


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner = item.widget() if item is not None else None
        if inner is not None:
            yield from stops_in(inner)
        elif item is not None and (nested := item.layout()) is not None:
            yield from _stops_of(nested)
