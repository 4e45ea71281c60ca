"""Places to write in, drawn as lines: tick boxes with words, boxes for digits and dates, scales, lines.

Flowables without a word of their own; what stands beside or under a box is given. All but long lists of choices keep
whole: an answer never breaks over two pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph

from app.reports.sheet_styles import sheet_styles
from app.reports.theme import HAIRLINE, REGULAR, colours

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

TICK: Final = 9.0
DIGIT_WIDTH: Final = 15.0
DIGIT_HEIGHT: Final = 19.0
LINE: Final = 21.0
"""Height of a line to write on."""
CODE_SIZE: Final = 8.0
LONG_LIST: Final = 13
KEPT_ROWS: Final = 3
"""Choices from which on a list may break over two pages, and the rows that at least stand on either."""
ENDLESS: Final = 1e6
_BETWEEN: Final = 4.0
_GROUP_GAP: Final = 4.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A box with its code and, as markup, its words; ``natural`` is how wide they are unbroken."""

    code: str
    words: str
    natural: float


class TickGrid(Flowable):
    """Tick boxes in columns, read downwards or ``across``. ``large`` boxes take a number instead of a tick.

    A long list may go on overleaf, some rows on either page.
    """

    def __init__(
        self, ticks: Sequence[Tick], columns: int, *, large: bool = False, across: bool = False
    ) -> None:
        super().__init__()
        self._across = across
        self._columns = max(1, columns)
        self._rows = -(-len(ticks) // self._columns)
        self._large = large
        self._box = DIGIT_WIDTH if large else TICK
        self._ticks = ticks
        self._words = [Paragraph(tick.words, sheet_styles().choice) for tick in ticks]
        self._code_width = max(
            (stringWidth(tick.code, REGULAR, CODE_SIZE) for tick in ticks), default=0.0
        )

    @property
    def lead(self) -> float:
        """How far the words stand from the left edge of their column."""
        return self._box + 4 + (self._code_width + 5 if self._code_width else 0)

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Measure every row by its tallest words."""
        self.width = available_width
        self._column_width = available_width / self._columns
        room = max(1.0, self._column_width - self.lead - 8)
        tall = [max(words.wrap(room, ENDLESS)[1], self._box + 1) for words in self._words]
        self._row_heights = [0.0] * self._rows
        for place, height in enumerate(tall):
            row = self._place(place)[1]
            self._row_heights[row] = max(self._row_heights[row], height + 2)
        self.height = sum(self._row_heights)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Break a long list into what fits and the rest; an empty list asks for the next page first."""
        self.wrap(available_width, available_height)
        if len(self._ticks) < LONG_LIST or self._rows < 2 * KEPT_ROWS:
            return []
        rows = KEPT_ROWS
        if self._part(0, rows).wrap(available_width, ENDLESS)[1] > available_height:
            return []
        while (
            rows < self._rows - KEPT_ROWS
            and self._part(0, rows + 1).wrap(available_width, ENDLESS)[1] <= available_height
        ):
            rows += 1
        return [self._part(0, rows), self._part(rows, self._rows)]

    def _part(self, first: int, end: int) -> TickGrid:
        """Return a grid of its own with as many choices as stand in some rows of this one."""
        ticks = self._ticks[first * self._columns : end * self._columns]
        part = TickGrid(ticks, self._columns, large=self._large, across=self._across)
        part._code_width = self._code_width
        return part

    def draw(self) -> None:
        """Draw box, code and words of each choice."""
        tops = [self.height - sum(self._row_heights[:row]) for row in range(self._rows)]
        for place, (tick, words) in enumerate(zip(self._ticks, self._words, strict=True)):
            column, row = self._place(place)
            left, top = column * self._column_width, tops[row]
            lower = max(0.0, (self._box - words.height) / 2 + 1.5)
            _box(self.canv, left, top - 1.5 - self._box, self._box, self._box)
            self.canv.setFont(REGULAR, CODE_SIZE)
            self.canv.setFillColor(colours().soft)
            base = top - 9.5
            self.canv.drawRightString(left + self._box + 4 + self._code_width, base, tick.code)
            words.drawOn(self.canv, left + self.lead, top - lower - words.height)

    def _place(self, place: int) -> tuple[int, int]:
        """Return column and row of a choice."""
        if self._across:
            return place % self._columns, place // self._columns
        return place // self._rows, place % self._rows


class TickScale(Flowable):
    """Tick boxes in one row from one end to the other, words centred under them."""

    def __init__(self, ticks: Sequence[Tick]) -> None:
        super().__init__()
        self._ticks = ticks
        self._words = [Paragraph(tick.words, sheet_styles().scale) for tick in ticks]

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Give every point the same width."""
        self.width = available_width
        self._each = available_width / len(self._ticks)
        self._tall = max(words.wrap(self._each - 6, ENDLESS)[1] for words in self._words)
        self.height = self._tall + TICK + 5
        return self.width, self.height

    def draw(self) -> None:
        """Draw the row."""
        top = self.height - TICK - 1
        for place, (tick, words) in enumerate(zip(self._ticks, self._words, strict=True)):
            middle = (place + 0.5) * self._each
            _box(self.canv, middle - TICK / 2, top, TICK, TICK)
            self.canv.setFont(REGULAR, CODE_SIZE)
            self.canv.setFillColor(colours().soft)
            self.canv.drawString(middle + TICK / 2 + 3, top + 1.5, tick.code)
            words.drawOn(self.canv, middle - self._each / 2 + 3, top - 3 - words.height)


@dataclass(frozen=True, slots=True)
class Field:
    """Boxes for digits with what follows them (a point, a comma) and a caption below."""

    boxes: int
    after: str = ""
    caption: str = ""
    grouped: bool = False


class DigitBoxes(Flowable):
    """Fields of boxes in one row."""

    def __init__(self, fields: Sequence[Field], before: str = "") -> None:
        super().__init__()
        self._fields, self._before = fields, before
        self._below = 10.0 if any(field.caption for field in fields) else 0.0

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Be as wide as the boxes."""
        self.width = self._lay_out(draws=False)
        self.height = DIGIT_HEIGHT + self._below + 2
        return self.width, self.height

    @property
    def middle(self) -> float:
        """The height of the middle of the boxes above the foot."""
        return self._below + DIGIT_HEIGHT / 2

    def draw(self) -> None:
        """Draw the boxes."""
        self._lay_out(draws=True)

    def _lay_out(self, *, draws: bool) -> float:
        left = self._sign(self._before, 0.0, draws=draws) if self._before else 0.0
        for field in self._fields:
            begin = left
            for place in range(field.boxes):
                if field.grouped and place and (field.boxes - place) % 3 == 0:
                    left += _GROUP_GAP
                if draws:
                    _box(self.canv, left, self._below, DIGIT_WIDTH, DIGIT_HEIGHT)
                left += DIGIT_WIDTH
            if draws and field.caption:
                self._caption(field.caption, (begin + left) / 2)
            left = self._sign(field.after, left, draws=draws) if field.after else left + _BETWEEN
        return left

    def _sign(self, sign: str, left: float, *, draws: bool) -> float:
        width = stringWidth(sign, REGULAR, 11) + 2 * _BETWEEN
        if draws:
            self.canv.setFont(REGULAR, 11)
            self.canv.setFillColor(colours().ink)
            self.canv.drawString(left + _BETWEEN, self._below + 5, sign)
        return left + width

    def _caption(self, words: str, middle: float) -> None:
        style = sheet_styles().caption
        self.canv.setFont(style.fontName, style.fontSize - 0.5)
        self.canv.setFillColor(style.textColor)
        self.canv.drawCentredString(middle, 1.5, words)


class CircledNumbers(Flowable):
    """Numbers to circle, from low to high."""

    def __init__(self, points: Sequence[str]) -> None:
        super().__init__()
        self._points = points

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Leave room for a pen between the numbers."""
        self._each = min(40.0, available_width / len(self._points))
        self.width, self.height = self._each * len(self._points), 22.0
        return self.width, self.height

    def draw(self) -> None:
        """Draw the numbers in quiet rings."""
        for place, point in enumerate(self._points):
            middle = (place + 0.5) * self._each
            self.canv.setStrokeColor(colours().line_strong)
            self.canv.setLineWidth(HAIRLINE)
            self.canv.circle(middle, 11, 9.5)
            self.canv.setFont(REGULAR, 9.5)
            self.canv.setFillColor(colours().ink)
            self.canv.drawCentredString(middle, 7.7, point)


class RuledLines(Flowable):
    """Lines to write on, the first after a caption."""

    def __init__(self, count: int, captions: Sequence[str] = ()) -> None:
        super().__init__()
        self._count, self._captions = count, captions or ("",)

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the whole width."""
        self.width, self.height = available_width, LINE * self._count + 2
        return self.width, self.height

    def draw(self) -> None:
        """Draw the lines; several captions share them out."""
        each = self.width / len(self._captions)
        for place, caption in enumerate(self._captions):
            left, right = place * each, (place + 1) * each - (12 if len(self._captions) > 1 else 0)
            for line in range(self._count):
                height = self.height - LINE * (line + 1) + 2
                begin = left
                if caption and not line:
                    style = sheet_styles().caption
                    self.canv.setFont(style.fontName, style.fontSize + 1)
                    self.canv.setFillColor(style.textColor)
                    self.canv.drawString(left, height + 2, caption)
                    begin += stringWidth(caption, style.fontName, style.fontSize + 1) + 5
                _line(self.canv, begin, height, right)


class Row(Flowable):
    """Boxes side by side, their middles on one line."""

    def __init__(self, parts: Sequence[Flowable], gap: float = 14.0) -> None:
        super().__init__()
        self._parts, self._gap = parts, gap

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Measure every part at its own width."""
        self._sizes = [part.wrap(available_width, ENDLESS) for part in self._parts]
        self.width = available_width
        self._middle = max(map(_middle, self._parts))
        above = max(part.height - _middle(part) for part in self._parts)
        self.height = self._middle + above
        return self.width, self.height

    @property
    def natural(self) -> float:
        """How wide the parts are together."""
        sizes = [part.wrap(ENDLESS, ENDLESS) for part in self._parts]
        return sum(size[0] for size in sizes) + self._gap * (len(sizes) - 1)

    def draw(self) -> None:
        """Draw from left to right."""
        left = 0.0
        for part, size in zip(self._parts, self._sizes, strict=True):
            part.drawOn(self.canv, left, self._middle - _middle(part))
            left += size[0] + self._gap


class SmallTicks(Flowable):
    """Small soft tick boxes in a row: reasons for there being no answer."""

    SIZE: Final = 7.5

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._words = words

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Be as wide as the words."""
        self.width = sum(self._wide(words) for words in self._words)
        self.height = 12.0
        return self.width, self.height

    def draw(self) -> None:
        """Draw boxes and words."""
        left, style = 0.0, sheet_styles().caption
        for words in self._words:
            _box(self.canv, left, 2, self.SIZE, self.SIZE)
            self.canv.setFont(style.fontName, style.fontSize + 0.5)
            self.canv.setFillColor(style.textColor)
            self.canv.drawString(left + self.SIZE + 4, 3, words)
            left += self._wide(words)

    def _wide(self, words: str) -> float:
        style = sheet_styles().caption
        return stringWidth(words, style.fontName, style.fontSize + 0.5) + self.SIZE + 18


def _middle(part: Flowable) -> float:
    """Return the height of the middle of the boxes in a part that is measured."""
    return part.middle if isinstance(part, DigitBoxes) else float(part.height) / 2


def _box(canvas: Canvas, left: float, bottom: float, width: float, height: float) -> None:
    canvas.setStrokeColor(colours().line_strong)
    canvas.setLineWidth(0.8)
    canvas.rect(left, bottom, width, height, stroke=1, fill=0)


def _line(canvas: Canvas, left: float, height: float, right: float) -> None:
    canvas.setStrokeColor(colours().line_strong)
    canvas.setLineWidth(HAIRLINE)
    canvas.line(left, height, right, height)
