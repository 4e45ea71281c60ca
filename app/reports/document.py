"""The sheet under every document: A4, margins, footer with page x of y, what the file says of itself.

The number of pages is known only after laying out, so a document is laid out twice: once to count, once to keep.
Equal input gives equal bytes: the file's date is the document's own, its id is a digest of its content.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from app import __version__
from app.i18n.catalog import _, current_language
from app.reports.glyphs import markup
from app.reports.theme import (
    HAIRLINE,
    MARGIN,
    PAGE_SIZE,
    REGULAR,
    TEXT_WIDTH,
    colours,
    fonts,
    styles,
)

if TYPE_CHECKING:
    from app.core.progress import Progress

FOOT = 24.0
"""From the lower margin up to where text may stand: hairline, footer and some white."""
LINE_OF_FOOTER = 11.0


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a document says of itself: in the file's properties and at the foot of its pages."""

    title: str
    author: str
    subject: str
    name: str
    """What the document is about, first in the footer; shortened when the line is full."""
    footer: tuple[str, ...]
    """What follows it there; the last of them is left out first."""
    printed: dt.datetime


def build(story: Callable[[], list[Flowable]], imprint: Imprint, progress: Progress) -> bytes:
    """Lay out what ``story`` gives, which is asked twice, and return the PDF. Raises `Cancelled`."""
    fonts()
    counting = _Sheets(io.BytesIO(), imprint, progress, total=0)
    counting.build(story(), canvasmaker=canvas_maker(imprint))
    out = io.BytesIO()
    keeping = _Sheets(out, imprint, progress, total=counting.page)
    keeping.build(story(), canvasmaker=canvas_maker(imprint))
    return out.getvalue()


class _Sheets(BaseDocTemplate):
    """A pile of equal pages."""

    def __init__(
        self, out: io.BytesIO, imprint: Imprint, progress: Progress, *, total: int
    ) -> None:
        super().__init__(
            out,
            pagesize=PAGE_SIZE,
            title=imprint.title,
            author=imprint.author,
            subject=imprint.subject,
            creator=f"Sild {__version__}",
            lang=current_language(),
            invariant=1,
            initialFontName=REGULAR,
        )
        self._imprint, self._progress, self._total = imprint, progress, total
        height = PAGE_SIZE[1] - 2 * MARGIN - FOOT
        frame = Frame(
            MARGIN,
            MARGIN + FOOT,
            TEXT_WIDTH,
            height,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        self.addPageTemplates(PageTemplate(frames=[frame], onPageEnd=self._finish_page))

    def _finish_page(self, canvas: Canvas, _template: object) -> None:
        self._progress.step(self.page, self._total, "pages")
        canvas.saveState()
        canvas.setStrokeColor(colours().line)
        canvas.setLineWidth(HAIRLINE)
        height = MARGIN + LINE_OF_FOOTER
        canvas.line(MARGIN, height, MARGIN + TEXT_WIDTH, height)
        self._write_foot(canvas)
        canvas.restoreState()

    def _write_foot(self, canvas: Canvas) -> None:
        style = styles().note
        number = _("page {page} of {pages}").format(page=self.page, pages=self._total)
        room = TEXT_WIDTH - stringWidth(number, style.fontName, style.fontSize) - style.fontSize * 2
        left = Paragraph(markup(footer_line(self._imprint, room)), style)
        left.wrap(TEXT_WIDTH, MARGIN)
        left.drawOn(canvas, MARGIN, MARGIN - style.leading + style.fontSize)
        canvas.setFont(style.fontName, style.fontSize)
        canvas.setFillColor(style.textColor)
        canvas.drawRightString(MARGIN + TEXT_WIDTH, MARGIN, number)


def footer_line(imprint: Imprint, room: float) -> str:
    """Write the footer on one line of ``room`` points: drop the last remark first, then shorten the name."""
    whole = _joined(imprint.name, imprint.footer)
    if _fits(whole, room):
        return whole
    name, rest = imprint.name, imprint.footer[:-1]
    while len(name) > 1 and not _fits(_joined(name, rest), room):
        name = name[:-2].rstrip() + "…"
    return _joined(name, rest)


def _joined(name: str, rest: tuple[str, ...]) -> str:
    return " · ".join((name, *rest))


def _fits(words: str, room: float) -> bool:
    style = styles().note
    return bool(stringWidth(words, style.fontName, style.fontSize) <= room)


def canvas_maker(imprint: Imprint) -> Callable[..., Canvas]:
    """Return what makes the canvas of a document: told what it is, dated by the document's own clock."""

    def make(*arguments: Any, **settings: Any) -> Canvas:
        canvas = Canvas(*arguments, **settings)
        canvas.setProducer("ReportLab")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        _date(canvas, imprint.printed)
        return canvas

    return make


def _date(canvas: Canvas, printed: dt.datetime) -> None:
    """Date the file by the document's clock; reportlab knows only the machine's clock and the year 2000."""
    stamp = canvas._doc._timeStamp  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public door
    offset = printed.utcoffset() or dt.timedelta(0)
    minutes = round(offset.total_seconds() / 60)
    stamp.t = printed.timestamp()
    stamp.lt = printed.timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]
    stamp.dhh, stamp.dmm = int(minutes / 60), abs(minutes) % 60
