"""Pieces of a page that reportlab lacks: things that stay together, headings that are bookmarks, the accent's rule.

Apart from the documents so that every document breaks over pages in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportlab.platypus import Flowable, Paragraph

from app.reports.theme import RULE, colours

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

ENDLESS: Final = 1e6
ALMOST_A_PAGE: Final = 600.0
"""A lead taller than what is left of nearly a whole page may be broken: nothing would ever hold it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A flowable with the white above it (ignored at the top of a page) and its indent."""

    flowable: Flowable
    above: float = 0.0
    indent: float = 0.0

    def height(self, width: float) -> float:
        """Measure the flowable in a column of ``width``."""
        return float(self.flowable.wrap(width - self.indent, ENDLESS)[1])


class Held(Flowable):
    """A lead that never parts from the beginning of its body: heading, question and the first lines of the answer.

    The body breaks where its flowables allow it; the ``tail`` never parts from the end of the body. ``white`` is the
    space above the whole.
    """

    def __init__(
        self,
        lead: Sequence[Part],
        body: Sequence[Part],
        white: float = 0.0,
        tail: Sequence[Part] = (),
    ) -> None:
        super().__init__()
        self._parts = [*lead, *body, *tail]
        self._held = len(lead)
        self._tail = len(tail)
        self.spaceBefore = white

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Measure: reportlab asks this before it draws or breaks."""
        self.width = available_width
        self.height = sum(self._tall(place) for place in range(len(self._parts)))
        return self.width, self.height

    def draw(self) -> None:
        """Draw the parts from top to bottom."""
        top = self.height
        for place, part in enumerate(self._parts):
            top -= self._tall(place)
            part.flowable.drawOn(self.canv, part.indent, top)

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Break into what fits and the rest; an empty list asks for the next page first."""
        self.width = available_width
        left = available_height
        for place in range(len(self._parts)):
            tall = self._tall(place)
            if tall > left:
                return self._break(place, left)
            left -= tall
        return [self]

    def _tall(self, place: int) -> float:
        part = self._parts[place]
        return part.height(self.width) + (part.above if place else 0.0)

    def _break(self, place: int, left: float) -> list[Flowable]:
        """Break in or before the part at ``place``, which has ``left`` points of room."""
        if place < self._held and left < ALMOST_A_PAGE:
            return []
        last = len(self._parts) - self._tail - 1
        if self._tail and self._held <= last < place:
            place, left = last, self._tall(last) - 1
        part, before, after = self._parts[place], self._parts[:place], self._parts[place + 1 :]
        room = left - (part.above if place else 0.0)
        pieces = (
            part.flowable.split(part_width := self.width - part.indent, room) if room > 0 else []
        )
        if len(pieces) > 1:
            first, *rest = (Part(piece, part.above, part.indent) for piece in pieces)
            first.flowable.wrap(part_width, ENDLESS)
            return [Held([*before, first], [], self.spaceBefore), self._rest([*rest, *after])]
        if place > self._held:
            return [Held(before, [], self.spaceBefore), self._rest([part, *after])]
        return []

    def _rest(self, parts: list[Part]) -> Held:
        end = len(parts) - min(self._tail, len(parts))
        return Held([], parts[:end], tail=parts[end:])


class Heading(Paragraph):
    """A heading that a reader of the file finds in its outline. ``key`` is unique in the document."""

    def __init__(
        self, markup: str, style: ParagraphStyle, *, plain: str, key: str, level: int = 0
    ) -> None:
        super().__init__(markup, style)
        self._plain, self._key, self._level = plain, key, level

    def draw(self) -> None:
        """Draw the words and note the place."""
        self.canv.bookmarkHorizontal(self._key, 0, self.height)
        self.canv.addOutlineEntry(self._plain, self._key, self._level, closed=False)
        super().draw()


class AccentRule(Flowable):
    """The one accent of a document: a rule over the whole width, under the title."""

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the whole width."""
        self.width = available_width
        return available_width, RULE

    def draw(self) -> None:
        """Fill it."""
        self.canv.saveState()
        self.canv.setFillColor(colours().bridge)
        self.canv.rect(0, 0, self.width, RULE, stroke=0, fill=1)
        self.canv.restoreState()
