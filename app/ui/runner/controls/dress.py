"""How fields for answers look: as tall as a row of answers, in strong letters, in every text size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def as_answer(field: QWidget, *, tall: bool = True) -> None:
    """Dress a field in which an answer is typed, now and whenever the look changes; ``tall`` sets its height too."""

    def dress() -> None:
        tokens = theme.tokens()
        height = f"min-height: {tokens.size('row-answer') - 2}px;" if tall else ""
        kind = (
            field.metaObject().className()
        )  # named, so that an icon in the field keeps its own size
        field.setStyleSheet(f"{kind} {{ {height} font-size: {tokens.size('strong')}px; }}")
        field.ensurePolished()

    dress()
    theme.follow(field, dress)
