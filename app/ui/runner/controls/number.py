"""Whole and decimal numbers: comma and point are both a decimal mark, spaces between digits are allowed."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator

from app.forms.definition import ValueType
from app.i18n import formats
from app.i18n.catalog import _
from app.ui.runner.controls.typed import LineControl
from app.ui.widgets.buttons import IconButton

_SPACES: Final = re.compile(r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}']+")
_WHOLE: Final = re.compile(r"-?\d{1,18}")
_DECIMAL: Final = re.compile(r"-?(\d{1,18}(\.\d*)?|\.\d+)")
_LEGIBLE_FROM: Final = 5
"""Numbers of so many digits are read back with groups beside the line."""


def read_whole(text: str) -> str | None:
    """Read a whole number as people type it: ``1 234``, ``−5``, ``+7``; '' for nothing.

    >>> read_whole("1 234"), read_whole("12,5"), read_whole("007")
    ('1234', None, '7')
    """
    bare = _bare(text)
    if not bare:
        return ""
    return str(int(bare)) if _WHOLE.fullmatch(bare) else None


def read_decimal(text: str) -> str | None:
    """Read a decimal number with a comma or a point; the last of two different marks is the decimal one.

    >>> read_decimal("1 234,50"), read_decimal("1.234,5"), read_decimal(".5"), read_decimal("1,2,3")
    ('1234.50', '1234.5', '0.5', None)
    """
    bare = _bare(text)
    if not bare:
        return ""
    if "," in bare and "." in bare:
        grouping = "," if bare.rindex(".") > bare.rindex(",") else "."
        bare = bare.replace(grouping, "")
    bare = bare.replace(",", ".")
    if not _DECIMAL.fullmatch(bare):
        return None
    whole, mark, fraction = bare.lstrip("-").partition(".")
    digits = str(int(whole or "0")) + (mark + fraction if fraction else "")
    return f"-{digits}" if bare.startswith("-") and digits.strip("0.") else digits


def _bare(text: str) -> str:
    return _SPACES.sub("", text).replace("\N{MINUS SIGN}", "-").removeprefix("+")


class NumberControl(LineControl):
    """A number (appearances ``thousands-sep``, ``counter``)."""

    width_in_letters = 22

    def __init__(self) -> None:
        super().__init__()
        self.edit.setValidator(
            QRegularExpressionValidator(QRegularExpression(r"[-+−0-9.,'\s]{0,30}"), self.edit)
        )
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self._less, self._more = IconButton("minus", ""), IconButton("plus", "")
        for button, step in ((self._less, -1), (self._more, 1)):
            button.clicked.connect(lambda _checked=False, step=step: self._count(step))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.line.addWidget(button)
        self.show_reading()

    @property
    def _is_whole(self) -> bool:
        return self.question.node.type is ValueType.INT

    def draw_question(self) -> None:
        """Show the counting buttons where the form wants them."""
        super().draw_question()
        counts = "counter" in self.question.appearances
        for button, name in ((self._less, _("One less")), (self._more, _("One more"))):
            button.words(name)
            button.setVisible(counts)

    def read(self, text: str) -> str | None:
        return read_whole(text) if self._is_whole else read_decimal(text)

    def write(self, value: str) -> str:
        groups = "thousands-sep" in self.question.appearances
        shown = formats.written(value, self.question.speech, grouped=groups)
        return shown if read_decimal(value) is not None else value

    def explain(self, value: str) -> str:
        if "thousands-sep" in self.question.appearances and not self.edit.hasFocus():
            return ""
        if len(value.lstrip("-").partition(".")[0]) < _LEGIBLE_FROM:
            return ""
        return "= " + formats.written(value, self.question.speech)

    def reproach(self) -> str:
        if self._is_whole:
            return _("Please write a whole number, in digits only.")
        return _("Please write a number, in digits, with one decimal mark at most.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step and "counter" in self.question.appearances:
            self._count(step)
        else:
            super().keyPressEvent(event)

    def _count(self, step: int) -> None:
        value = self.read(self.edit.text())
        if value is not None and "." not in value:
            self.put(str(int(value or "0") + step))
