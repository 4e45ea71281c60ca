"""Show cards: lists of choices to put into a respondent's hands, in large type, A5 lying.

Two to a page of A4 with a line to cut along, or one to a page. The type is as large as the list allows, 24 to 18
points; what does not fit goes on on the next card of the same number. No codes unless they are wanted: a respondent
chooses words.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from app import __version__
from app.i18n.catalog import _, current_language
from app.reports.document import Imprint, canvas_maker
from app.reports.glyphs import markup
from app.reports.questionnaire_head import form_name
from app.reports.theme import (
    BOLD,
    HAIRLINE,
    ITALIC,
    REGULAR,
    RULE,
    colours,
    fonts,
    paragraph_style,
    styles,
)

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas

    from app.core.progress import Progress
    from app.forms.print_view import PrintView, ShowCard
    from app.reports.form_words import SheetLanguages
    from app.reports.questionnaire import SheetWish

CARD: Final = landscape(A5)
EDGE: Final = 10 * mm
HEAD: Final = 36.0
FOOT: Final = 18.0
GUTTER: Final = 20.0
"""White between two columns."""
SIZES: Final = (24, 22, 20, 18)
SMALLEST: Final = 16
"""Taken only where it keeps a list on one card."""
BETWEEN: Final = 0.38
"""White between choices, in heights of the type."""
ROOM: Final = CARD[1] - 2 * EDGE - HEAD - FOOT
WIDTH: Final = CARD[0] - 2 * EDGE


@dataclass(frozen=True, slots=True)
class _Entry:
    """A choice or a heading with what stands above it."""

    paragraphs: tuple[Paragraph, ...]
    heights: tuple[float, ...]
    above: float
    code: str = ""
    indent: float = 0.0
    """How far the words stand behind the edge at which the code begins."""
    is_heading: bool = False
    breaks: bool = False
    """Whether some of it takes more than one line."""

    @property
    def height(self) -> float:
        return sum(self.heights)


_Column = tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """What stands on one card, by columns."""

    number: int
    place: int
    sides: int
    columns: tuple[_Column, ...]
    style: ParagraphStyle


def lay_out(
    view: PrintView, wish: SheetWish, languages: SheetLanguages, progress: Progress
) -> bytes:
    """Make the PDF in the language that is speaking. Raises `Cancelled`."""
    fonts()
    sides = [side for card in view.cards for side in _sides(card, wish, languages)]
    out = io.BytesIO()
    page = A4 if wish.cards_per_page == 2 else CARD
    canvas = _canvas(out, page, view, wish, languages)
    if not sides:
        _nothing(canvas, page)
    for place, side in enumerate(sides):
        progress.step(place, len(sides), "pages")
        is_upper = wish.cards_per_page == 2 and place % 2 == 0
        _draw(canvas, side, view, CARD[1] if is_upper else 0.0, languages)
        if is_upper:
            _cut(canvas)
        if not is_upper or place == len(sides) - 1:
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def _canvas(
    out: io.BytesIO,
    page: tuple[float, float],
    view: PrintView,
    wish: SheetWish,
    languages: SheetLanguages,
) -> Canvas:
    title = _("Show cards: {title}").format(title=languages.titles(view)[0])
    imprint = Imprint(title, "Sild", form_name(view), title, (), wish.printed)
    canvas = canvas_maker(imprint)(
        out, pagesize=page, lang=current_language(), invariant=1, initialFontName=REGULAR
    )
    canvas.setTitle(title)
    canvas.setAuthor(imprint.author)
    canvas.setSubject(imprint.subject)
    canvas.setCreator(f"Sild {__version__}")
    return canvas


def _nothing(canvas: Canvas, page: tuple[float, float]) -> None:
    canvas.setFont(REGULAR, 12)
    canvas.drawString(EDGE, page[1] - 2 * EDGE, _("This questionnaire needs no show cards."))
    canvas.showPage()


# --- what fits on a card


def _sides(card: ShowCard, wish: SheetWish, languages: SheetLanguages) -> Iterator[_Side]:
    """Take the largest type with which the list fits on one card, in one column or two.

    A list too long for that gets as many cards as it needs in the smallest type.
    """
    entries = _Entries(card, languages, with_codes=wish.card_codes)
    for columns in (1, 2):
        for size in (*SIZES, SMALLEST):
            packed = entries.packed(size, columns)
            if packed is not None and len(packed) == 1:
                yield _Side(card.number, 1, 1, packed[0], _style(size))
                return
    packed = entries.packed(SIZES[-1], 2) or entries.packed(SIZES[-1], 1) or []
    for place, side in enumerate(packed, 1):
        yield _Side(card.number, place, len(packed), side, _style(SIZES[-1]))


def _style(size: int) -> ParagraphStyle:
    return paragraph_style("card", size, leading=round(size * 1.22, 1))


class _Entries:
    """The choices of one card, measured for any size of type."""

    def __init__(self, card: ShowCard, languages: SheetLanguages, *, with_codes: bool) -> None:
        self._card, self._languages, self._with_codes = card, languages, with_codes
        self._letters = max(len(choice.code) for choice in card.choices.choices)

    def packed(self, size: int, columns: int) -> list[tuple[_Column, ...]] | None:
        """Share the choices out over cards of so many columns; None when two columns would break lines."""
        width = (WIDTH - GUTTER * (columns - 1)) / columns
        entries = list(self._measured(size, width))
        if columns > 1 and any(entry.breaks for entry in entries):
            return None
        room = ROOM
        if columns > 1:
            half = _height(entries) / columns + max(entry.height for entry in entries)
            room = min(ROOM, half)
        made = _packed(entries, room)
        if len(made) > columns:
            made = _packed(entries, ROOM)
        return [tuple(made[at : at + columns]) for at in range(0, len(made), columns)]

    def _measured(self, size: int, width: float) -> Iterator[_Entry]:
        languages, style = self._languages, _style(size)
        heading = paragraph_style("card_heading", size * 0.75, BOLD, textColor=colours().soft)
        second = {"leading": size * 0.95, "textColor": colours().soft}
        below = paragraph_style("card_second", size * 0.76, ITALIC, **second)
        for group in self._card.choices.groups:
            if group.heading:
                both = (languages.lead(group.heading), languages.below(group.heading))
                words = " · ".join(part for part in both if part)
                entry = _measured([(words, heading)], size * 0.45, "", width)
                yield replace(entry, is_heading=True)
            for choice in group.choices:
                words = languages.lead(choice.words) or choice.value
                said = [(words, style), (languages.below(choice.words), below)]
                code = choice.code if self._with_codes else ""
                indent = _indent(size, self._letters) if code else 0.0
                entry = _measured(said, size * BETWEEN, code, width - indent)
                yield replace(entry, indent=indent)


def _measured(
    said: list[tuple[str, ParagraphStyle]], above: float, code: str, width: float
) -> _Entry:
    paragraphs = tuple(Paragraph(markup(words), style) for words, style in said if words)
    heights = tuple(float(each.wrap(width, 1e6)[1]) for each in paragraphs)
    breaks = any(
        height > each.style.leading * 1.5 for each, height in zip(paragraphs, heights, strict=True)
    )
    return _Entry(paragraphs, heights, above, code, breaks=breaks)


def _indent(size: float, letters: int) -> float:
    """Return the room for codes of so many letters, which are set at three quarters of the size."""
    return size * max(1.7, 0.55 + letters * 0.75 * 0.62)


def _packed(entries: Sequence[_Entry], room: float) -> list[_Column]:
    """Share entries out over columns; a heading never ends one, and comes again where its choices go on."""
    columns: list[list[_Entry]] = [[]]
    heading: list[_Entry] = []
    for entry in entries:
        column = columns[-1]
        if column and _height([*column, entry]) > room:
            if column[-1].is_heading:
                column.pop()
            columns.append([] if entry.is_heading else list(heading))
        if entry.is_heading:
            heading = [entry]
        columns[-1].append(entry)
    return [tuple(column) for column in columns if column]


# --- drawing


def _draw(
    canvas: Canvas, side: _Side, view: PrintView, bottom: float, languages: SheetLanguages
) -> None:
    top = bottom + CARD[1] - EDGE
    _draw_head(canvas, side, top)
    tall = max(map(_height, side.columns))
    top -= HEAD + max(0.0, min((ROOM - tall) / 3, 24.0))
    for place, column in enumerate(side.columns):
        left = EDGE + place * (WIDTH + GUTTER) / 2
        below = top
        for row, entry in enumerate(column):
            below -= entry.above if row else 0.0
            below = _draw_entry(canvas, entry, side.style, (left, below))
    style = styles().note
    canvas.setFont(style.fontName, style.fontSize)
    canvas.setFillColor(style.textColor)
    words = f"{languages.titles(view)[0]} · {form_name(view)}"
    canvas.drawString(EDGE, bottom + EDGE, words)


def _height(entries: Sequence[_Entry]) -> float:
    return sum(entry.height + (entry.above if place else 0) for place, entry in enumerate(entries))


def _draw_head(canvas: Canvas, side: _Side, top: float) -> None:
    words = _("Card {number}").format(number=side.number)
    canvas.setFont(BOLD, 16)
    canvas.setFillColor(colours().ink)
    canvas.drawString(EDGE, top - 16, words)
    if side.sides > 1:
        canvas.setFont(REGULAR, 11)
        canvas.setFillColor(colours().soft)
        canvas.drawRightString(EDGE + WIDTH, top - 16, f"{side.place}/{side.sides}")
    canvas.setFillColor(colours().bridge)
    canvas.rect(EDGE, top - 26, WIDTH, RULE, stroke=0, fill=1)


def _draw_entry(
    canvas: Canvas, entry: _Entry, style: ParagraphStyle, corner: tuple[float, float]
) -> float:
    """Draw one choice and return where it ends."""
    edge, top = corner
    left = edge + entry.indent
    if entry.code:
        canvas.setFont(REGULAR, style.fontSize * 0.75)
        canvas.setFillColor(colours().soft)
        canvas.drawString(edge, top - style.fontSize, entry.code)
    for paragraph, height in zip(entry.paragraphs, entry.heights, strict=True):
        top -= height
        paragraph.drawOn(canvas, left, top)
    return top


def _cut(canvas: Canvas) -> None:
    """Draw the line along which a page of two is cut."""
    canvas.saveState()
    canvas.setStrokeColor(colours().line_strong)
    canvas.setLineWidth(HAIRLINE)
    canvas.setDash(3, 3)
    canvas.line(0, CARD[1], A4[0], CARD[1])
    canvas.restoreState()
