"""The keys of the page: single keys wherever nobody is writing, chords everywhere.

Apart from the page because they are one table: 1 to 9 take a version, the two keys after the versions write an own
answer and decide later; C combines, E writes, U undoes, N and P go on and back, H opens the history.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.ui import keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.ui.differences.page import DifferencesPage

MOST = 9


def bind(page: DifferencesPage, body: QWidget) -> None:
    """Bind every key; ``body`` holds the list and the cards."""
    buttons: tuple[QWidget, ...] = (page.finish_button, page.undo_button)
    for part in (body, *buttons):
        _bind_single(page, part)
    keys.bind(page.list, "Return", slot=page.onwards)
    keys.bind(page.finish_button, "Return", slot=page.finish)
    for part in (page, page.footer):
        keys.bind(part, "Ctrl+Z", slot=page.undo)
        keys.bind(part, "Ctrl+Return", slot=page.finish)
        keys.bind(part, "Alt+Left", "Esc", slot=page.left.emit)


def _bind_single(page: DifferencesPage, part: QWidget) -> None:
    slots: dict[str, Callable[[], object]] = {
        "C": page.combine,
        "E": page.pane.write_own,
        "H": page.pane.toggle_history,
        "U": page.undo,
        "N": partial(page.go, 1),
        "P": partial(page.go, -1),
    }
    slots |= {str(place + 1): partial(_press, page, place) for place in range(MOST)}
    for chord, slot in slots.items():
        keys.bind(part, chord, slot=partial(_unless_writing, page, slot))


def _unless_writing(page: DifferencesPage, slot: Callable[[], object]) -> bool | None:
    if page.pane.is_writing:
        return False
    slot()
    return None


def _press(page: DifferencesPage, place: int) -> None:
    """Take a version, or do what the keys after the versions do."""
    line = page.line()
    versions = len(line.difference.versions) if line is not None else 0
    can_write = page.pane.can_write
    if can_write and place == versions:
        page.pane.write_own()
    elif place == versions + can_write:
        page.later()
    else:
        page.take(place)
