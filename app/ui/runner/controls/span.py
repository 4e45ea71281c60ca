"""Range: a slider with a number box beside it; nothing is answered until one of them is touched."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSlider, QVBoxLayout, QWidget

from app.i18n import formats
from app.i18n.catalog import _
from app.ui import theme
from app.ui.runner.controls.number import read_decimal
from app.ui.runner.controls.typed import LineControl
from app.ui.widgets.labels import words
from app.ui.widgets.layouts import STRETCH, row

if TYPE_CHECKING:
    from app.ui.runner.questions import Question


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a range begins and ends and how far its steps are apart; it may run downwards."""

    start: Decimal
    end: Decimal
    step: Decimal

    @property
    def steps(self) -> int:
        """How many steps there are from start to end."""
        return int(abs(self.end - self.start) / self.step)

    def value_at(self, place: int) -> str:
        """Return the value so many steps from the start, in ODK's lexical form."""
        towards = 1 if self.end >= self.start else -1
        return _lexical(self.start + towards * place * self.step)

    def place_of(self, value: str) -> int | None:
        """Return how many steps from the start a value lies; None when it lies outside or between."""
        try:
            far = (Decimal(value) - self.start) / (
                self.step if self.end >= self.start else -self.step
            )
        except InvalidOperation:
            return None
        return int(far) if far == int(far) and 0 <= far <= self.steps else None


def scale_of(question: Question) -> Scale:
    """Return the range that the form describes; what it leaves out or spoils is 1 to 10 by 1."""
    given = question.parameters
    start, end = _decimal(given.get("start"), "1"), _decimal(given.get("end"), "10")
    step = abs(_decimal(given.get("step"), "1"))
    return Scale(start, end, step if step else Decimal(1))


class RangeControl(LineControl):
    """A place on a scale (appearances ``no-ticks``, ``picker``)."""

    width_in_letters = 8

    def __init__(self) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setMinimumWidth(320)
        self.slider.valueChanged.connect(self._on_slid)
        self._looks_answered = False
        theme.watch().changed.connect(self._dress)
        self._dress()
        self._low, self._high = words("caption"), words("caption")
        self._scale = Scale(Decimal(1), Decimal(10), Decimal(1))
        self._drawing = False
        slide = QVBoxLayout()
        slide.setSpacing(2)
        slide.addWidget(self.slider)
        slide.addLayout(row(self._low, STRETCH, self._high))
        self.line.addSpacing(12)
        self.line.addLayout(slide, 1)

    def draw_question(self) -> None:
        """Set the ends of the scale."""
        super().draw_question()
        self._scale = scale_of(self.question)
        self._drawing = True
        self.slider.setRange(0, self._scale.steps)
        ticks = self._scale.steps <= 20 and "no-ticks" not in self.question.appearances
        position = QSlider.TickPosition.TicksBelow if ticks else QSlider.TickPosition.NoTicks
        self.slider.setTickPosition(position)
        self.slider.setTickInterval(1)
        self._drawing = False
        self.slider.setAccessibleName(self.question.name)
        self.slider.setVisible("picker" not in self.question.appearances)
        _say(self._low, self._scale.start, self.question.speech)
        _say(self._high, self._scale.end, self.question.speech)

    def draw_answer(self) -> None:
        """Show the answer in the box and on the slider."""
        super().draw_answer()
        self._drawing = True
        place = self._scale.place_of(self.state.value) if self.state.value else None
        self.slider.setValue(place or 0)
        self._drawing = False
        if self._looks_answered != bool(self.state.value):
            self._looks_answered = bool(self.state.value)
            self._dress()

    def read(self, text: str) -> str | None:
        value = read_decimal(text)
        if not value:
            return value
        return _lexical(Decimal(value)) if self._scale.place_of(value) is not None else None

    def write(self, value: str) -> str:
        return formats.written(value, self.question.speech, grouped=False) if value else ""

    def reproach(self) -> str:
        return _("Please take a value from {low} to {high} in steps of {step}.").format(
            low=self._low.text(),
            high=self._high.text(),
            step=formats.number(self._scale.step, self.question.speech),
        )

    def focus_widget(self) -> QWidget:
        return self.edit

    def _dress(self) -> None:
        """Draw the slider in the colours of the look; its handle is hollow until there is an answer."""
        answered = self._looks_answered
        bridge, line, surface = (
            theme.colour(each).name() for each in ("bridge", "line-strong", "surface")
        )
        fill = bridge if answered else surface
        self.slider.setStyleSheet(
            "QSlider { min-height: 28px; }"
            f"QSlider::groove:horizontal {{ height: 4px; background: {line}; border-radius: 2px; }}"
            f"QSlider::sub-page:horizontal {{ background: {bridge if answered else line}; border-radius: 2px; }}"
            f"QSlider::handle:horizontal {{ width: 18px; margin: -8px 0; border-radius: 10px;"
            f" background: {fill}; border: 2px solid {bridge if answered else line}; }}"
        )

    def _on_slid(self, place: int) -> None:
        if not self._drawing:
            self.put(self._scale.value_at(place))


def _say(label: QLabel, value: Decimal, speech: str) -> None:
    label.setText(formats.number(value, speech, grouped=False))


def _decimal(text: str | None, fallback: str) -> Decimal:
    try:
        return Decimal(text or fallback)
    except InvalidOperation:
        return Decimal(fallback)


def _lexical(value: Decimal) -> str:
    text = f"{value.normalize():f}"
    return "0" if text == "-0" else text
