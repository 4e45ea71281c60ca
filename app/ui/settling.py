"""An answer from which very much follows: worked out in small pieces, so that the window goes on painting.

Keys and clicks wait in their queue meanwhile and are carried out afterwards in the order in which they came.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.forms.state import Address

FIRST_MS: Final = 30.0
"""How long an answer may take before the window is looked after."""
SLICE_MS: Final = 10.0
BUSY_AFTER_S: Final = 0.3
"""When the pointer says that something is being worked out."""


def answer(session: FormSession, address: Address, value: str) -> None:
    """Give an answer and return when everything is settled. Raises NotAnswerable."""
    if session.answer_within(address, value, FIRST_MS) is not None:
        return
    begun, is_told = time.monotonic(), False
    try:
        while session.is_settling:
            session.go_on(SLICE_MS)
            if not is_told and time.monotonic() - begun > BUSY_AFTER_S:
                is_told = True
                QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    finally:
        if is_told:
            QGuiApplication.restoreOverrideCursor()
