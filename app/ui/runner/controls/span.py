"""Range: a number box beside a line, lying or standing, or stars; nothing is answered until one of them is touched."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from app.i18n import formats
from app.i18n.catalog import _
from app.ui.runner.controls.number import read_decimal
from app.ui.runner.controls.scale_slider import ScaleSlider, Stars
from app.ui.runner.controls.typed import LineControl
from app.ui.widgets.labels import words

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.ui.runner.questions import Question


MOST_TICKS: Final = 20
MOST_STARS: Final = 10


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
    """A place on a scale (appearances ``no-ticks``, ``vertical``, ``rating``, ``picker``)."""

    width_in_letters = 8

    def __init__(self) -> None:
        super().__init__()
        self.slider, self.stars = ScaleSlider(), Stars()
        self._low, self._high = words("caption"), words("caption")
        self._scale = Scale(Decimal(1), Decimal(10), Decimal(1))
        self._drawing = False
        for part in (self.slider, self.stars):
            part.valueChanged.connect(self._on_slid)
        self._ends = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._ends.addWidget(self._low)
        self._ends.addStretch(1)
        self._ends.addWidget(self._high)
        self._slide = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._slide.setSpacing(2)
        self._slide.addWidget(self.slider)
        self._slide.addWidget(self.stars)
        self._slide.addLayout(self._ends)
        self._slide.addStretch(0)
        self.line.addSpacing(12)
        self.line.addLayout(self._slide, 1)

    @property
    def is_rating(self) -> bool:
        """Whether the answer is a number of stars."""
        return "rating" in self.question.appearances and self._scale.steps < MOST_STARS

    def draw_question(self) -> None:
        """Set the ends of the scale and its ticks."""
        super().draw_question()
        self._scale = scale_of(self.question)
        looks = self.question.appearances
        self._drawing = True
        self.slider.setRange(0, self._scale.steps)
        self.stars.be_so_many(min(self._scale.steps, MOST_STARS))
        for part in (self.slider, self.stars):
            part.setAccessibleName(self.question.name)
        self.slider.ticks_every = 0 if "no-ticks" in looks else self._ticks_every()
        self._lay_out(standing="vertical" in looks and not self.is_rating)
        self._drawing = False
        self.stars.setVisible(self.is_rating)
        self.slider.setVisible(not self.is_rating and "picker" not in looks)
        for label in (self._low, self._high):
            label.setVisible(not self.is_rating)
        _say(self._low, self._scale.start, self.question.speech)
        _say(self._high, self._scale.end, self.question.speech)

    def draw_answer(self) -> None:
        """Show the answer in the box and on the scale."""
        super().draw_answer()
        self._drawing = True
        place = self._scale.place_of(self.state.value) if self.state.value else None
        for part in (self.slider, self.stars):
            part.show_answer(place)
        self._drawing = False

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step:
            place = self._scale.place_of(self.read(self.edit.text()) or "")
            first = 0 if step > 0 else self._scale.steps
            there = first if place is None else place + step
            self.put(self._scale.value_at(max(0, min(there, self._scale.steps))))
        else:
            super().keyPressEvent(event)

    def _ticks_every(self) -> int:
        """Return how many steps lie between two ticks: as the form says, else every step of a short scale."""
        asked = self.question.parameters.get("odk:tick-interval", "")
        interval = _decimal(asked, "0") / self._scale.step
        if interval >= 1:
            return int(interval)
        return 1 if self._scale.steps <= MOST_TICKS else 0

    def _lay_out(self, *, standing: bool) -> None:
        self.slider.lie(standing=standing)
        direction = QBoxLayout.Direction
        self._slide.setDirection(direction.LeftToRight if standing else direction.TopToBottom)
        self._ends.setDirection(direction.BottomToTop if standing else direction.LeftToRight)
        self._slide.setStretch(self._slide.count() - 1, 1 if standing else 0)

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
