"""How fields for answers look: as tall as a row of answers, in strong letters, in every text size.

A field for a respondent's eyes is larger: `enlarge` multiplies its sizes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.ui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_FACTOR: Final = "sild_factor"
_TALL: Final = "sild_tall"


def as_answer(field: QWidget, *, tall: bool = True) -> None:
    """Dress a field in which an answer is typed, now and whenever the look changes; ``tall`` sets its height too."""
    field.setProperty(_TALL, tall)
    _dress(field)
    theme.follow(field, lambda: _dress(field))


def enlarge(field: QWidget, factor: float) -> None:
    """Make a field dressed by `as_answer` so much larger than usual; other widgets stay as they are."""
    if field.property(_TALL) is not None and field.property(_FACTOR) != factor:
        field.setProperty(_FACTOR, factor)
        _dress(field)


def _dress(field: QWidget) -> None:
    tokens, factor = theme.tokens(), field.property(_FACTOR) or 1.0
    tall = round((tokens.size("row-answer") - 2) * factor)
    height = f"min-height: {tall}px;" if field.property(_TALL) else ""
    # named, so that an icon in the field keeps its own size
    kind = field.metaObject().className()
    size = round(tokens.size("strong") * factor)
    field.setStyleSheet(f"{kind} {{ {height} font-size: {size}px; }}")
    field.ensurePolished()
